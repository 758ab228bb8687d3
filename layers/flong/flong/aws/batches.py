"""Many items of a table at once."""

from collections.abc import Iterator

from flong.aws.clients import client
from flong.aws.items import Item, plain
from flong.errors import Unavailable

dynamodb = client("dynamodb")

MOST_KEYS = 100
"""Of one BatchGetItem."""


def get_all(table: str, keys: list[Item]) -> Iterator[Item]:
    """Those items that there are, read consistently, in no order; `Unavailable` if the table was too busy."""
    for start in range(0, len(keys), MOST_KEYS):
        asked = {"Keys": keys[start : start + MOST_KEYS], "ConsistentRead": True}
        while asked:
            answer = dynamodb.batch_get_item(RequestItems={table: asked})
            got = answer["Responses"].get(table, [])
            yield from map(plain, got)
            # More than 16 MB comes in parts; nothing at all comes from a table that is too busy.
            asked = answer.get("UnprocessedKeys", {}).get(table, {})
            if asked and not got:
                raise Unavailable("the table was too busy to be read")
