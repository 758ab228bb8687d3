"""What moto and botocore do the long way round: tests that multiply worlds ask them some thousand times a second."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.useragent import UserAgentString
from moto.core import responses
from moto.core.base_backend import BaseBackend
from moto.core.serialize import BaseJSONSerializer
from moto.core.utils import unix_time
from moto.dynamodb.models.table import Table
from moto.sqs.models import SQSBackend
from moto.utilities import aws_headers

_add_auth = SigV4Auth.add_auth
_urls: Any = BaseBackend.urls
_patterns: dict[type[Any], Any] = {}
_query = Table.query
_serialize_structure = BaseJSONSerializer._serialize_type_structure
_remembered = {
    name: cache(getattr(responses, name)) for name in ("camelcase_to_underscores", "method_names_from_class")
}


@contextmanager
def taken() -> Iterator[None]:
    """Within, moto gives the same answers sooner."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(BaseJSONSerializer, "_serialize_type_structure", serialize_structure))
        patches.enter_context(patch.object(Table, "query", query))
        patches.enter_context(patch.object(SQSBackend, "is_message_valid_based_on_retention_period", is_kept))
        patches.enter_context(patch.object(SigV4Auth, "add_auth", add_auth))
        patches.enter_context(patch.object(UserAgentString, "to_string", lambda agent: "botocore"))
        patches.enter_context(patch.object(BaseBackend, "urls", property(urls)))
        for module in (aws_headers, responses):
            patches.enter_context(patch.object(module, "gen_amzn_requestid_long", request_id))
        for name, function in _remembered.items():
            patches.enter_context(patch.object(responses, name, function))
        yield


def add_auth(signer: Any, request: Any) -> None:
    """Says who asks, whom moto believes without a proof; what is signed for others, such as a URL, is signed."""
    if type(signer) not in (SigV4Auth, S3SigV4Auth):
        _add_auth(signer, request)
        return
    if type(signer) is S3SigV4Auth:  # which says whether a body is cut into chunks
        request.headers["X-Amz-Content-SHA256"] = signer.payload(request)
    scope = f"{signer.credentials.access_key}/20260101/{signer._region_name}/{signer._service_name}/aws4_request"
    request.headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"


def urls(backend: Any) -> Any:
    """The patterns of a service's addresses, which moto writes anew for each call."""
    kind = type(backend)
    if kind not in _patterns:
        _patterns[kind] = _urls.fget(backend)
    return _patterns[kind]


def request_id(headers: dict[str, Any] | None = None) -> str:
    """What a real one is drawn for, letter by letter."""
    if headers is not None:
        headers["x-amzn-requestid"] = "local"
    return "local"


def serialize_structure(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """A structure, member by member; but an attribute of DynamoDB's at once, which moto holds as the API has it."""
    if shape.name == "AttributeValue" and type(value) is dict and value.keys() <= PLAIN:
        serialized[key] = value
    else:
        _serialize_structure(serializer, serialized, value, shape, key)


PLAIN = {"S", "N", "BOOL", "NULL", "SS", "NS", "M", "L"}


def query(table: Any, hash_key: Any, *given: Any, **named: Any) -> Any:
    """Looks through a partition alone, where moto sorts the whole table; of an index nothing is known here."""
    index_name = named.get("index_name") or (given[6] if len(given) > 6 else None)
    if index_name:
        return _query(table, hash_key, *given, **named)
    everything, table.items = table.items, {hash_key: table.items.get(hash_key, {})}
    try:
        return _query(table, hash_key, *given, **named)
    finally:
        table.items = everything


def is_kept(backend: Any, queue_name: str, message: Any) -> bool:
    """Whether a message is younger than its queue keeps any; moto counts all the queue's messages to say so."""
    return bool(backend.get_queue(queue_name).message_retention_period + message.sent_timestamp / 1000 > unix_time())
