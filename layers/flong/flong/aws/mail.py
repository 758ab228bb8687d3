"""Sends mail through SES, as finished MIME, so that every header is ours."""

from email.message import EmailMessage

from flong.aws.clients import client
from flong.settings import settings

ses = client("sesv2")


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
