"""Sends mail through SES, as finished MIME, so that every header is ours."""

from email.message import EmailMessage

from botocore.exceptions import BotoCoreError, ClientError

from flong.aws.clients import client
from flong.pacing import Quota
from flong.settings import settings

# SES has no way to say that a message is the same as one before, so none is sent again by the SDK itself.
ses = client("sesv2", once=True)


def send(message: EmailMessage, recipient: str, tags: dict[str, str]) -> str:
    """Sends one message to one recipient and returns SES's id of it; `tags` identify the mailing in SES's events."""
    reported = {"ConfigurationSetName": settings().configuration_set} if settings().configuration_set else {}
    answer = ses.send_email(
        FromEmailAddress=message["From"],
        Destination={"ToAddresses": [recipient]},
        Content={"Raw": {"Data": message.as_bytes()}},
        EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
        **reported,
    )
    return str(answer["MessageId"])


def quota() -> Quota | None:
    """What SES allows the account now; None if it does not say."""
    try:
        account = ses.get_account()
        allowed = account["SendQuota"]
    except (BotoCoreError, ClientError, KeyError):
        return None
    rate, daily, sent = (float(allowed[name]) for name in ("MaxSendRate", "Max24HourSend", "SentLast24Hours"))
    return Quota(rate, daily, sent, account.get("SendingEnabled", True))
