"""moto's SES, with what it lacks: quotas, mails that go wrong, and events of what became of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.sesv2.responses import SESV2Response
from moto.sns.models import sns_backends

from flong_local.ses import Refusal, Ses
from flong_local.template import Template
from flong_local.template.wiring import mail_destinations

_send_email = SESV2Response.send_email


def ses_of(template: Template) -> Ses:
    """The SES of a template's stack; what it tells is on moto's topics at once."""
    place = template.place
    return Ses(
        place,
        mail_destinations(template),
        lambda topic, message: sns_backends[place.account][place.region].publish(message=message, arn=topic),
    )


@contextmanager
def behaving_as(ses: Ses) -> Iterator[None]:
    """Within, moto asks `ses` what becomes of a mail."""

    def send_email(response: Any) -> Any:
        request = json.loads(response.body)
        if refusal := ses.refusal(request):
            return refused(refusal)
        answer = _send_email(response)
        ses.take(request, json.loads(answer)["MessageId"])
        return answer

    def get_account(response: Any) -> str:
        return json.dumps(ses.account.as_answer())

    with (
        patch.object(SESV2Response, "send_email", send_email),
        patch.object(SESV2Response, "get_account", get_account, create=True),
    ):
        yield


def refused(refusal: Refusal) -> tuple[int, dict[str, Any], str]:
    headers = {"status": refusal.status, "x-amzn-ErrorType": refusal.code}
    return refusal.status, headers, json.dumps({"message": refusal.message})
