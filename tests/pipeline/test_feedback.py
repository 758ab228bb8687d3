"""What SES tells of a mail: on the line of the ledger, and at who cannot or will not have mail."""

import json

import pytest
from flong.mailings import mailing_id

from flong_local.embedded import Crash
from flong_local.testing import open_pipeline

ODD = {"eventType": "Bounce", "mail": {"messageId": "1", "timestamp": "a@b.example", "destination": ["a@b.example"]}}


def mailed(pipeline, *names: str) -> None:
    for name in names:
        pipeline.upload(f"articles/{name}.md", f"# {name.capitalize()}\n\nThe sea comes and goes.\n")
        pipeline.settle()


def recipients(pipeline) -> list[str]:
    return sorted(str(mail["To"]) for mail in pipeline.mail)


def line(pipeline, article: str = "tides") -> dict:
    """The one line of an article's mailing."""
    [found] = pipeline.lines(mailing_id("article", article))
    return found


def subscriber(pipeline) -> dict:
    [found] = pipeline.subscribers()
    return found


def lists(pipeline) -> list[dict]:
    return [
        it for digit in "0123456789abcdef" for it in pipeline.items(f"AUDIENCE#*#{digit}", "FLONG_SUBSCRIBER_TABLE")
    ]


def test_a_mail_that_arrives_is_noted_on_its_line(pipeline):
    pipeline.subscribe("reader@example.com")
    mailed(pipeline, "tides")

    assert line(pipeline)["state"] == "sent"
    assert line(pipeline)["delivered"]
    assert not {"bounced", "complained"} & line(pipeline).keys()
    assert pipeline.dead_letters == {}


@pytest.mark.embedded
def test_a_mail_that_arrives_costs_two_calls():
    """One to see that it is known to be sent, one to say that it was delivered."""
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        mailed(pipeline, "tides")

        calls = [call.action for call in pipeline.call_log if call.function == "Feedback"]
        assert sorted(calls) == ["dynamodb.GetItem", "dynamodb.UpdateItem"]


@pytest.mark.parametrize(
    ("address", "reason", "mark"),
    [("bounce@example.com", "bounce", "bounced"), ("complain@example.com", "complaint", "complained")],
)
def test_who_bounces_or_complains_is_in_no_list_from_then_on_and_not_mailed_the_next_article(
    pipeline, address, reason, mark
):
    pipeline.subscribe(address)
    pipeline.subscribe("reader@example.com")
    mailed(pipeline, "tides", "waves")

    assert recipients(pipeline) == sorted([address, "reader@example.com", "reader@example.com"])
    [gone] = [it for it in pipeline.subscribers() if it["state"] != "confirmed"]
    assert (gone["address"], gone["state"], gone["reason"], bool(gone["left"])) == (address, "suppressed", reason, True)
    assert len(lists(pipeline)) == 1
    assert [it for it in pipeline.lines(mailing_id("article", "tides")) if mark in it]


@pytest.mark.parametrize("address", ["denied@example.com", "suppressed@example.com", "away@example.com"])
def test_who_was_only_not_reached_this_time_gets_the_next_article(pipeline, address):
    pipeline.subscribe(address)
    mailed(pipeline, "tides", "waves")

    assert recipients(pipeline) == [address] * 2
    assert subscriber(pipeline)["state"] == "confirmed"
    assert "complained" not in line(pipeline)


@pytest.mark.embedded
def test_five_mails_that_come_back_within_a_month_are_as_good_as_a_bounce():
    with open_pipeline() as pipeline:
        pipeline.subscribe("softbounce@example.com")
        mailed(pipeline, "one", "two", "three", "four")
        assert subscriber(pipeline)["state"] == "confirmed"
        mailed(pipeline, "five", "six")

        assert len(pipeline.mail) == 5
        assert (subscriber(pipeline)["state"], subscriber(pipeline)["reason"]) == ("suppressed", "bounce")


@pytest.mark.embedded
def test_five_mails_that_come_back_over_half_a_year_are_not():
    with open_pipeline() as pipeline:
        pipeline.subscribe("softbounce@example.com")
        for name in ("one", "two", "three", "four", "five", "six"):
            mailed(pipeline, name)
            pipeline.clock.advance(25 * 86_400)

        assert len(pipeline.mail) == 6
        assert subscriber(pipeline)["state"] == "confirmed"


def die_after_sending(pipeline) -> None:
    left = [None]

    def die(call) -> None:
        if call.action == "sesv2.SendEmail" and left:
            left.pop()
            raise Crash

    pipeline.hooks.after.append(die)


@pytest.mark.embedded
def test_a_claim_that_a_crash_left_open_is_settled_by_what_ses_tells():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        die_after_sending(pipeline)
        mailed(pipeline, "tides")

        assert len(pipeline.mail) == 1
        assert (line(pipeline)["state"], bool(line(pipeline)["message_id"])) == ("sent", True)


@pytest.mark.embedded
def test_a_claim_of_which_ses_says_nothing_stays_open():
    with open_pipeline() as pipeline:
        pipeline.subscribe("silent@example.com")
        die_after_sending(pipeline)
        mailed(pipeline, "tides")

        assert line(pipeline)["state"] in ("sending", "unknown")


def test_a_mail_that_ses_finds_a_virus_in_was_refused(pipeline):
    pipeline.subscribe("virus@example.com")
    mailed(pipeline, "tides")

    assert line(pipeline)["state"] == "refused"
    assert subscriber(pipeline)["state"] == "confirmed"


@pytest.mark.embedded
def test_everything_twice_and_in_the_wrong_order_comes_to_the_same():
    with open_pipeline() as pipeline:
        pipeline.subscribe("complain@example.com")
        told = []
        pipeline.watch(lambda name, event, seconds: told.append(event) if name == "Feedback" else None)
        mailed(pipeline, "tides")
        before = (line(pipeline), subscriber(pipeline))
        assert len([record for event in told for record in event["Records"]]) == 3

        for event in reversed(told):
            assert pipeline.invoke("Feedback", {"Records": event["Records"][::-1]}).result == {"batchItemFailures": []}

        assert (line(pipeline), subscriber(pipeline)) == before


@pytest.mark.embedded
def test_of_who_was_forgotten_nothing_is_written_again():
    with open_pipeline() as pipeline:
        pipeline.subscribe("bounce@example.com")
        forgotten = []

        def forget(call) -> None:
            if call.function == "Feedback" and not forgotten:
                table = pipeline.environment["FLONG_SUBSCRIBER_TABLE"]
                forgotten[:] = pipeline.clients.dynamodb.scan(TableName=table)["Items"]
                for item in forgotten:
                    key = {name: item[name] for name in ("pk", "sk")}
                    pipeline.clients.dynamodb.delete_item(TableName=table, Key=key)

        pipeline.hooks.before.append(forget)
        mailed(pipeline, "tides")

        assert forgotten
        assert pipeline.clients.dynamodb.scan(TableName=pipeline.environment["FLONG_SUBSCRIBER_TABLE"])["Items"] == []
        assert pipeline.dead_letters == {}


@pytest.mark.embedded
@pytest.mark.parametrize(
    "body",
    [
        "Successfully validated SNS topic for Amazon SES event publishing.",
        "[" * 100_000,
        "null",
        "{}",
        json.dumps({"eventType": "Open", "mail": {}}),
        json.dumps({"notificationType": "Bounce"}),
    ],
)
def test_what_is_no_event_that_we_asked_for_is_dropped(body):
    with open_pipeline() as pipeline:
        pipeline.send("FeedbackQueue", body)
        pipeline.settle()

        assert (pipeline.queues["FeedbackQueue"], pipeline.dead_letters) == (0, {})


@pytest.mark.embedded
def test_an_event_of_ses_that_cannot_be_read_is_a_dead_letter():
    """Somebody has to learn that SES words its events otherwise than we think."""
    with open_pipeline() as pipeline:
        pipeline.send("FeedbackQueue", ODD)
        pipeline.settle()

        assert list(pipeline.dead_letters) == ["FeedbackDeadLetters"]
        [noted] = pipeline.items("FAILURES")
        assert "mail.timestamp" in noted["why"]
        assert "a@b.example" not in noted["why"]


@pytest.mark.embedded
def test_mail_without_a_configuration_set_is_told_to_nobody():
    with open_pipeline(environment={"FLONG_CONFIGURATION_SET": ""}) as pipeline:
        pipeline.subscribe("bounce@example.com")
        mailed(pipeline, "tides")

        assert [it for it in pipeline.invocations if it.function == "Feedback"] == []
        assert subscriber(pipeline)["state"] == "confirmed"
