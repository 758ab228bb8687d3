"""For your own tests: the whole pipeline in one line.

    def test_an_upload_becomes_a_page(pipeline):
        pipeline.upload("articles/sea.md", "# The sea\\n\\nIt is wide.")
        pipeline.settle()

        assert b"It is wide." in pipeline.site("/articles/sea/")

Load it with `-p flong_local.testing`; `--engine ministack` runs the same tests on real processes.
docs/testing.md has more.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flong_local.embedded import EmbeddedPipeline
from flong_local.pipeline import Pipeline
from flong_local.template import Template

TEMPLATE = Path(__file__).parents[1] / "template.yaml"
ENGINES = ("embedded", "ministack")


def local_template() -> Template:
    """template.yaml as local engines deploy it."""
    from flong_local.embedded.pipeline import template_at

    return template_at(TEMPLATE)


def open_pipeline(**options: Any) -> EmbeddedPipeline:
    """An embedded pipeline of your own, for a `with`; `schedule=Schedule.random(7)` and other options as there."""
    return EmbeddedPipeline(local_template(), **options)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="embedded", help="what `pipeline` runs on")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "embedded: needs the dispatcher's command of time and order")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--engine") != "embedded":
        skip = pytest.mark.skip(reason="needs the embedded engine")
        for item in items:
            if item.get_closest_marker("embedded"):
                item.add_marker(skip)


@pytest.fixture
def pipeline(request: pytest.FixtureRequest) -> Iterator[Pipeline]:
    """The whole pipeline, empty; see `flong_local.pipeline.Pipeline` for what it can do."""
    if request.config.getoption("--engine") == "embedded":
        with open_pipeline() as opened:
            yield opened
    else:
        yield request.getfixturevalue("ministack_pipeline")
