"""The SES endpoint of our own: what it takes, what it keeps, what it refuses."""

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from flong_local.processes.mailbox import Mailbox
from flong_local.ses import THROTTLED, Course, Ses
from flong_local.template import Place

RAW = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?q?=C3=A9?=\r\nList-Unsubscribe: <https://u>\r\n\r\nhello\r\n"


@pytest.fixture
def mailbox(tmp_path):
    opened = Mailbox(tmp_path, Ses(Place(), [], lambda topic, message: None))
    yield opened
    opened.close()


@pytest.fixture
def ses(mailbox):
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "eu-west-1"}
    return boto3.session.Session(**keys).client(
        "sesv2", endpoint_url=mailbox.url, config=Config(retries={"max_attempts": 0})
    )


@pytest.fixture
def send(ses):
    def send_to(recipient: str = "b@example.com", content=None) -> str:
        content = content or {"Raw": {"Data": RAW}}
        return ses.send_email(Destination={"ToAddresses": [recipient]}, Content=content)["MessageId"]

    return send_to


def test_a_mail_is_kept_as_it_was_with_all_its_headers(mailbox, send):
    id = send()

    [file] = mailbox.folder.glob("*.eml")
    assert id in file.name
    assert file.read_bytes() == RAW
    [mail] = mailbox.messages()
    assert (mail["Subject"], mail["List-Unsubscribe"]) == ("é", "<https://u>")


def test_mails_come_in_the_order_in_which_they_were_sent(mailbox, send):
    ids = [send() for _ in range(5)]

    assert [file.stem.split("-")[1] for file in sorted(mailbox.folder.glob("*.eml"))] == ids


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("throttle@example.com", "TooManyRequestsException"),
        ("reject+7@example.org", "MessageRejected"),
        ("paused@example.com", "SendingPausedException"),
    ],
)
def test_some_recipients_are_refused_as_ses_refuses(mailbox, send, recipient, code):
    with pytest.raises(ClientError) as failure:
        send(recipient)

    assert failure.value.response["Error"]["Code"] == code
    assert mailbox.messages() == []


def test_a_test_says_what_is_refused(mailbox, send):
    courses = iter([Course(refusal=THROTTLED), Course(), Course()])
    mailbox.ses.course = lambda recipient: next(courses)

    with pytest.raises(ClientError, match="TooManyRequests"):
        send()
    send()
    assert len(mailbox.messages()) == 1


def test_content_that_would_lose_its_headers_elsewhere_is_refused(send):
    simple = {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}}

    with pytest.raises(ClientError, match="Raw"):
        send(content=simple)


def test_the_account_says_how_much_it_may_send_and_has_sent(mailbox, ses, send):
    mailbox.ses.account.rate = 3.0
    send()

    found = ses.get_account()
    assert (found["SendingEnabled"], found["SendQuota"]["MaxSendRate"], found["SendQuota"]["SentLast24Hours"]) == (
        True,
        3,
        1,
    )
