"""The SES of either engine: what it refuses, what it tells to whom, and how much it may send."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from flong_local.engines import TEMPLATE
from flong_local.ses import REJECTED, Course, Ses
from flong_local.template import Place, local_template
from flong_local.template.wiring import MailDestination, mail_destinations
from flong_local.testing import open_pipeline

RAW = b"From: Editor <a@example.com>\r\nTo: b@example.com\r\nSubject: Tides\r\n\r\nhello\r\n"


def send(client, recipient: str, **given) -> str:
    """As a function sends, or a test."""
    answer = client.send_email(
        FromEmailAddress="Editor <editor@example.com>",
        Destination={"ToAddresses": [recipient]},
        Content={"Raw": {"Data": RAW}},
        EmailTags=[{"Name": "mailing", "Value": "m"}],
        **given,
    )
    return str(answer["MessageId"])


def hears(pipeline) -> list[dict]:
    return [json.loads(body) for body in pipeline.take("FeedbackQueue")]


@pytest.mark.embedded
def test_what_becomes_of_a_mail_is_told_with_its_tags_to_the_topic_of_its_configuration_set():
    with open_pipeline() as pipeline:
        id_ = send(pipeline.clients.sesv2, "bounce+1@example.com", ConfigurationSetName="flong-mail")

        sent, bounced = hears(pipeline)
        assert (sent["eventType"], bounced["eventType"]) == ("Send", "Bounce")
        for event in (sent, bounced):
            assert event["mail"]["messageId"] == id_
            assert event["mail"]["tags"] == {"ses:configuration-set": ["flong-mail"], "mailing": ["m"]}
            assert event["mail"]["commonHeaders"]["subject"] == "Tides"
        [recipient] = bounced["bounce"]["bouncedRecipients"]
        assert (recipient["emailAddress"], recipient["status"]) == ("bounce+1@example.com", "5.1.1")


@pytest.mark.embedded
def test_a_mail_that_names_no_configuration_set_is_told_to_nobody():
    with open_pipeline() as pipeline:
        send(pipeline.clients.sesv2, "bounce@example.com")

        assert hears(pipeline) == []


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("name", "code"),
    [("reject", "MessageRejected"), ("paused", "SendingPausedException"), ("throttle", "TooManyRequestsException")],
)
def test_some_recipients_are_refused_as_ses_refuses(name, code):
    with open_pipeline() as pipeline:
        client = boto3.client("sesv2", config=Config(retries={"max_attempts": 0}), region_name="eu-west-1")
        with pytest.raises(ClientError) as failure:
            send(client, f"{name}@example.com", ConfigurationSetName="flong-mail")

        assert failure.value.response["Error"]["Code"] == code
        assert (pipeline.mail, hears(pipeline)) == ([], [])


@pytest.mark.embedded
def test_a_test_says_itself_what_becomes_of_a_mail():
    with open_pipeline() as pipeline:
        pipeline.ses.course = lambda recipient: Course(refusal=REJECTED)

        with pytest.raises(ClientError, match="MessageRejected"):
            send(pipeline.clients.sesv2, "reader@example.com")


@pytest.mark.embedded
def test_the_account_says_how_much_it_may_send_and_has_sent():
    with open_pipeline() as pipeline:
        pipeline.ses.account.rate, pipeline.ses.account.enabled = 2.5, False
        send(pipeline.clients.sesv2, "reader@example.com")

        found = pipeline.clients.sesv2.get_account()
        assert found["SendQuota"] == {"MaxSendRate": 2.5, "Max24HourSend": 50_000.0, "SentLast24Hours": 1.0}
        assert found["SendingEnabled"] is False


def test_only_what_a_destination_asks_for_is_told_to_it():
    told = []
    ses = Ses(
        Place(),
        [
            MailDestination("set", "all", frozenset({"send", "delivery"})),
            MailDestination("set", "few", frozenset({"delivery"})),
        ],
        lambda topic, message: told.append((topic, json.loads(message)["eventType"])),
    )
    request = {
        "ConfigurationSetName": "set",
        "Destination": {"ToAddresses": ["a@b.example"]},
        "Content": {"Raw": {"Data": ""}},
    }

    ses.take(request, "1")

    assert told == [("all", "Send"), ("all", "Delivery"), ("few", "Delivery")]


def test_the_template_has_everything_told_but_who_reads():
    [found] = mail_destinations(local_template(TEMPLATE))

    assert found.topic.endswith(":flong-mail-events")
    assert found.configuration_set == "flong-mail"
    assert not {"open", "click"} & found.events
