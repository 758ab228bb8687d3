"""moto as this process's AWS, and a look into it that no API gives."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import moto.backend_index
from moto import mock_aws
from moto.ses.models import ses_backends
from moto.sqs.models import Queue, sqs_backends

from flong_local.embedded import moto_defects, moto_shortcuts
from flong_local.template import Place, Template

# Looking through the patterns of all of moto's services would take longer than serving most calls.
SERVICES = {"dynamodb", "dynamodbstreams", "s3", "scheduler", "ses", "sesv2", "sns", "sqs", "ssm", "sts"}
PATTERNS = [entry for entry in moto.backend_index.backend_url_patterns if entry[0] in SERVICES]


@contextmanager
def aws(place: Place) -> Iterator[None]:
    """Within, AWS is moto: empty, at `place`, and the network is out of reach."""
    names = {"AWS_REGION": place.region, "AWS_DEFAULT_REGION": place.region, "MOTO_ACCOUNT_ID": place.account}
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    with (
        patch.dict(os.environ, names | keys),
        patch.object(moto.backend_index, "backend_url_patterns", PATTERNS),
        mock_aws(),
        moto_defects.mended(),
        moto_shortcuts.taken(),
    ):
        yield


class Inside:
    """The queues and the mail of a template's stack, as moto holds them."""

    def __init__(self, template: Template) -> None:
        self._template = template

    def queues(self) -> dict[str, Queue]:
        """Every queue by its logical id."""
        return {it.logical_id: self.queue(it.name) for it in self._template.of_type("AWS::SQS::Queue")}

    def queue(self, name: str) -> Queue:
        """The queue with that name."""
        found: Queue = self._sqs.get_queue(name)
        return found

    def send(self, queue: str, body: str, delay: int) -> None:
        """Puts a message on the queue with that ARN, URL or logical id."""
        known = self._template.resources.get(queue)
        name = known.name if known else queue.replace("/", ":").rsplit(":", 1)[1]
        self._sqs.send_message(name, body, delay_seconds=delay or None)

    def mail(self) -> list[bytes]:
        """Every mail that SES took, as it was sent."""
        place = self._template.place
        sent: list[Any] = ses_backends[place.account][place.region].sent_messages
        return [it.raw_data.encode() for it in sent]

    @property
    def _sqs(self) -> Any:
        place = self._template.place
        return sqs_backends[place.account][place.region]
