"""The filter policies of docs/consumers.md let through what they say: real events, by way of SNS, into queues."""

import json
import re
from typing import Any

import pytest
from flong.contract.models import kind_of

from flong_local.testing import open_pipeline
from tests.cli.test_rebuild import restyled
from tests.test_docs import DOCS, text_of

pytestmark = pytest.mark.embedded

PART = re.compile(r"^### (.+?)\n.*?^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHOOSING = text_of(DOCS / "consumers.md").partition("## Choosing what you hear\n")[2].partition("\n## ")[0]
POLICIES = {name: json.loads(policy) for name, policy in PART.findall(CHOOSING)}


def text(tags: str, category: str, words: str = "It is wet.", **fields: str) -> str:
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join(["---", "title: T", f"tags: [{tags}]", f"category: {category}", *lines, "---", words, ""])


LIFE: list[tuple[str, str | None]] = [
    ("press", text("Printing, Ink", "Technology")),
    ("paper", text("Newspapers", "Trade")),
    ("soup", text("Cooking", "Food")),
    ("bad", "---\ntags: [Printing]\n---\n"),
    ("press", text("Printing, Ink", "Technology", "It is dry.", correction="It was dry all the time.")),
    ("press", text("Ink", "Technology", "It is dry.")),  # loses its tag
    ("press", text("Ink", "Food", "It is dry.")),  # and its category
    ("press", text("Ink", "Food", "It is dry and warm.")),
    ("paper", None),
    ("soup", text("Cooking", "Food", status="draft")),
    ("press", None),
]
"""Three articles and a file that is none, edit by edit; None deletes."""

EVERYTHING = [
    "press published", "paper published", "soup published", "bad rejected", "press corrected", "press updated",
    "press updated", "press updated", "paper withdrawn", "soup withdrawn", "press withdrawn",
]  # fmt: skip
EXPECTED = {
    "One tag": ["press published", "press corrected", "press updated"],
    "One category": ["press published", "press corrected", "press updated", "press updated"],
    "Any of three tags": [
        "press published",
        "paper published",
        "press corrected",
        "press updated",
        "paper withdrawn",
    ],
    "Everything but renderings": EVERYTHING,
    "Withdrawals always": ["press corrected", "paper withdrawn", "soup withdrawn", "press withdrawn"],
}


def listen(pipeline, name: str, policy: dict[str, Any]) -> str:
    """The address of a queue that hears what a filter policy lets through."""
    queue = pipeline.clients.sqs.create_queue(QueueName=re.sub(r"\W", "-", name))["QueueUrl"]
    asked = {"QueueUrl": queue, "AttributeNames": ["QueueArn"]}
    pipeline.clients.sns.subscribe(
        TopicArn=pipeline.environment["FLONG_ARTICLES_TOPIC"],
        Protocol="sqs",
        Endpoint=pipeline.clients.sqs.get_queue_attributes(**asked)["Attributes"]["QueueArn"],
        Attributes={"RawMessageDelivery": "true", "FilterPolicy": json.dumps(policy)},
    )
    return queue


def heard(pipeline, queue: str) -> list[str]:
    events = [json.loads(message["Body"]) for message in pipeline._received(queue)]
    return [f"{it['subject']} {kind_of(it['type']).removeprefix('article.')}" for it in events]


def edit(pipeline, name: str, content: str | None) -> None:
    key = f"articles/{name}.md"
    pipeline.delete(key) if content is None else pipeline.upload(key, content)
    pipeline.settle()


@pytest.fixture(scope="module")
def heard_by_policy() -> dict[str, list[str]]:
    with open_pipeline() as pipeline:
        queues = {name: listen(pipeline, name, policy) for name, policy in POLICIES.items()}
        for name, content in LIFE:
            edit(pipeline, name, content)
        return {name: heard(pipeline, queue) for name, queue in {**queues, "all": pipeline.consumer_queue}.items()}


def test_every_policy_in_the_documents_is_one_that_is_tried():
    assert POLICIES.keys() == EXPECTED.keys()
    assert all(len(policy) <= 5 for policy in POLICIES.values())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_policy_lets_through_what_it_is_for(name, heard_by_policy):
    assert heard_by_policy[name] == EXPECTED[name]


def test_who_filters_nothing_hears_everything(heard_by_policy):
    assert heard_by_policy["all"] == EVERYTHING


@pytest.mark.parametrize("name", POLICIES)
def test_a_withdrawal_passes_every_policy_that_let_the_article_through(name):
    with open_pipeline() as pipeline:
        queue = listen(pipeline, name, POLICIES[name])
        edit(pipeline, "press", text("Printing", "Technology"))
        edit(pipeline, "press", text("Printing", "Technology", "It is dry.", correction="It was dry all the time."))
        edit(pipeline, "press", None)

        assert heard(pipeline, queue)[-1] == "press withdrawn"


def test_a_change_of_theme_is_kept_from_those_who_want_no_renderings(monkeypatch):
    with open_pipeline() as pipeline:
        queue = listen(pipeline, "quiet", POLICIES["Everything but renderings"])
        edit(pipeline, "press", text("Printing", "Technology"))
        restyled(monkeypatch, "another", "<p>A new look</p>")
        edit(pipeline, "press", text("Printing", "Technology"))

        assert [it["data"]["changed"] for it in pipeline.announcements] == [[], ["rendering"]]
        assert heard(pipeline, queue) == ["press published"]
        edit(pipeline, "press", text("Printing, Ink", "Technology"))
        assert heard(pipeline, queue) == ["press updated"]
