"""What the fixtures make up is like what Flong tells."""

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from flong_events.delivery import body_of, delivered
from flong_events.history import busy
from flong_events.models import EVENTS
from jsonschema import Draft202012Validator


def test_a_busy_newsroom_has_every_kind_of_event(busy_newsroom):
    assert {it.kind for it in busy_newsroom.events} == set(EVENTS)


def test_the_same_seed_gives_the_same_events_in_the_same_order():
    one, other = busy(7), busy(7)

    assert one.events == other.events
    assert delivered(one.events, 7) == delivered(other.events, 7)
    assert busy(8).events != one.events


def test_every_event_is_delivered_and_some_twice_and_not_in_order(busy_newsroom, deliveries):
    counts = Counter(it.id for it in deliveries)

    assert set(counts) == {it.id for it in busy_newsroom.events}
    assert set(counts.values()) == {1, 2}
    assert [it.id for it in deliveries[: len(counts)]] != [it.id for it in busy_newsroom.events]


def test_ids_are_those_of_one_event_each_and_revisions_grow(busy_newsroom):
    ids = [it.id for it in busy_newsroom.events]
    revisions: dict[str, list[int]] = {}
    for event in busy_newsroom.events:
        if event.kind != "article.rejected":
            revisions.setdefault(event.subject, []).append(int(event.sequence))

    assert len(ids) == len(set(ids))
    assert all(found == sorted(found) for found in revisions.values())


def test_the_document_of_every_live_article_can_be_fetched_and_no_other(busy_newsroom):
    last = {it.subject: it for it in busy_newsroom.events if it.kind != "article.rejected"}
    live = [it for id_, it in last.items() if id_ in busy_newsroom.live]

    assert live
    for event in live:
        content = busy_newsroom.documents[event.data.document.url]
        assert sha256(content).hexdigest() == event.data.document.sha256
    gone = {it.data.url for id_, it in last.items() if id_ not in busy_newsroom.live}
    for url in gone - {it.data.url for it in live}:
        assert not [it for it in busy_newsroom.documents if it.startswith(f"{url}article.")]


def test_tags_that_go_are_told(newsroom):
    newsroom.publish("tides", tags=["sea", "moon"])

    changed = newsroom.update("tides", tags=["sea", "wind"]).data
    gone = newsroom.withdraw("tides").data

    assert (changed.tags_added, changed.tags_removed, changed.changed) == (("wind",), ("moon",), ("tags",))
    assert (gone.tags_added, gone.tags_removed) == ((), ("sea", "wind"))


def test_a_move_and_another_name_leave_the_old_address_among_the_former(newsroom):
    newsroom.publish("tides")
    moved = newsroom.update("tides", category="culture")
    gone, back = newsroom.rename("tides", "high-tides")

    assert moved.data.former_urls == ("https://news.example.com/ocean/tides/",)
    assert (gone.data.successor, back.data.continues) == ("high-tides", "tides")
    assert back.data.url == moved.data.url


@pytest.mark.parametrize("seed", range(20))
def test_many_histories_can_be_told(seed):
    assert len(busy(seed).events) > 40


SCHEMAS = Path(__file__).parents[2] / "events" / "schemas"
RECORDED = Path(__file__).parents[2] / "events" / "public"


def test_what_is_made_up_is_of_the_published_schemas(busy_newsroom):
    validators = {
        kind: Draft202012Validator(json.loads((SCHEMAS / f"{kind}.v1.json").read_text(encoding="utf-8")))
        for kind in EVENTS
    }
    document = Draft202012Validator(json.loads((SCHEMAS / "article.v1.json").read_text(encoding="utf-8")))

    for event in busy_newsroom.events:
        validators[event.kind].validate(json.loads(body_of(event))["data"])
    for content in busy_newsroom.documents.values():
        document.validate(json.loads(content))


# What is told only where there is something to tell, or where a stack is set up for it.
AT_TIMES = {"updated", "canonical_url", "renderer", "restored_revision", "correction", "successor", "continues"}
AT_TIMES |= {"previous_revision", "publish_at", "version_id"}


@pytest.mark.parametrize("kind", EVENTS)
def test_what_is_made_up_has_the_fields_of_what_was_recorded(kind):
    recorded = json.loads((RECORDED / f"{kind}.json").read_text(encoding="utf-8"))
    [made_up, *_] = [json.loads(body_of(it)) for it in busy(1).events if it.kind == kind]

    assert made_up.keys() == recorded.keys()
    assert made_up["data"].keys() - AT_TIMES == recorded["data"].keys() - AT_TIMES
    assert {*made_up["data"].get("variants", ())} == {*recorded["data"].get("variants", ())}
