"""An event comes out of whatever it came in, or it is said why not."""

import json
import logging

import pytest
from flong_events.delivery import batch, body_of, notification, raw_message, record, wrapped_message

from flong_events import ArticlePublished, NotAnEvent, UnknownEvent, for_each, parse


def test_an_event_is_the_same_whatever_it_came_in(newsroom):
    event = newsroom.publish("tides", tags=["sea"])
    shapes = [
        body_of(event),
        body_of(event).encode(),
        json.loads(body_of(event)),
        raw_message(event),
        notification(event),
        json.dumps(notification(event)),
        wrapped_message(event),
        record(event, 1),
        {"EventSource": "aws:sns", "Sns": notification(event)},
    ]

    for shape in shapes:
        assert parse(shape) == event
    assert isinstance(event, ArticlePublished)


def test_every_event_of_a_newsroom_survives_being_sent(busy_newsroom):
    for event in busy_newsroom.events:
        assert parse(body_of(event)) == event


def test_fields_that_nobody_knows_yet_are_passed_over(newsroom):
    sent = json.loads(body_of(newsroom.publish("tides")))
    newer = {**sent, "traceparent": "00-1", "data": {**sent["data"], "mood": "calm"}}

    assert parse(newer) == parse(sent)


def test_the_prefix_of_a_type_is_the_deployments_own(newsroom):
    sent = json.loads(body_of(newsroom.publish("tides")))

    assert isinstance(parse({**sent, "type": "org.example-news.article.published.v1"}), ArticlePublished)


@pytest.mark.parametrize("type_", ["com.example.flong.article.archived.v1", "com.example.flong.article.published.v2"])
def test_a_type_that_nobody_knows_yet_can_be_passed_over(newsroom, type_):
    sent = json.loads(body_of(newsroom.publish("tides")))

    event = parse({**sent, "type": type_, "data": {"anything": 1}})

    assert isinstance(event, UnknownEvent)
    assert (event.subject, event.data) == ("tides", {"anything": 1})


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no object"),
        ("{}", "neither an event nor a message"),
        ({"Type": "SubscriptionConfirmation", "Message": "x"}, "neither an event nor a message"),
        ({"Body": 7}, "`Body` is no text"),
        ({"body": "no"}, "no JSON"),
        ({"specversion": "1.0", "type": "a.article.published.v1"}, "not what its type promises"),
        ({"specversion": "1.0"}, "not what its type promises"),
    ],
)
def test_what_is_no_event_is_refused_with_the_reason(message, why):
    with pytest.raises(NotAnEvent, match=why):
        parse(message)


def test_a_refusal_repeats_nothing_of_what_came(newsroom):
    sent = json.loads(body_of(newsroom.publish("tides")))

    with pytest.raises(NotAnEvent) as refusal:
        parse({**sent, "sequence": "secret"})

    assert "sequence" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_one_event_that_fails_comes_again_alone(newsroom, caplog):
    events = [newsroom.publish(name) for name in ("a", "b", "c")]
    given, heard = batch(events), []
    given["Records"][2]["body"] = "no event"

    def hear(event):
        if event.subject == "b":
            raise RuntimeError("not now")
        heard.append(event.subject)

    with caplog.at_level(logging.ERROR, "flong_events"):
        answer = for_each(hear)(given, None)

    assert heard == ["a"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": it["messageId"]} for it in given["Records"][1:]]}
    assert len(caplog.records) == 2
