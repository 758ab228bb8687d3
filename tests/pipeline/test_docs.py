"""What the documents say of the pipeline, done: the events that it announces, the ways back from a failure."""

import re
from typing import Any, get_args

import pytest
from flong.events import EventType

from flong_local.record import ARTICLE, KEY, upload_pictures
from flong_local.testing import open_pipeline
from tests.test_docs import DOCS, text_of

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def announced() -> tuple[dict[str, Any], dict[str, Any]]:
    """The event of the example that docs/consumers.md shows, and the message attributes it had."""
    sent: list[Any] = []
    with open_pipeline() as pipeline:
        pipeline.hooks.before.append(lambda it: sent.append(it.parameters) if it.action == "sns.Publish" else None)
        upload_pictures(pipeline)
        pipeline.upload(KEY, ARTICLE)
        pipeline.settle()
        [event] = pipeline.announcements
    return event, sent[0]["MessageAttributes"]


def test_every_attribute_and_every_type_of_event_is_in_the_documents(announced):
    text = text_of(DOCS / "consumers.md")
    attributes = text.partition("## Choosing what you hear")[2].partition("## ")[0]
    documented = set(re.findall(r"^\| `(\w+)` \|", attributes, re.MULTILINE))

    assert documented - {"changed"} == announced[1].keys()
    assert all(f".{kind}.v1` |" in text for kind in get_args(EventType))
