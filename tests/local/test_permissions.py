"""Local equals production: without one permission of one role, the pipeline fails here as it would there."""

import pytest

from flong_local.processes.emulator import is_installed
from tests.local.test_processes import wait_for, without

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not is_installed(), reason="ministack is not installed: make ministack"),
]


@pytest.fixture
def pipeline(ministack_pipeline):
    yield ministack_pipeline
    ministack_pipeline.reset()


@pytest.mark.parametrize(("function", "action"), [("Render", "s3:PutObject"), ("Index", "dynamodb:PutItem")])
def test_without_one_permission_nothing_is_published_and_with_it_everything_heals(pipeline, function, action):
    before = len(pipeline.logs(function))
    put_back = without(pipeline, function, action)
    try:
        pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.\n")
        wait_for(lambda: "AccessDenied" in pipeline.logs(function)[before:], timeout=30)
        assert pipeline.record("tides") is None
        assert pipeline.announcements == []
    finally:
        put_back()

    pipeline.settle()
    [event] = pipeline.announcements
    assert event["type"].endswith("article.published.v1")
