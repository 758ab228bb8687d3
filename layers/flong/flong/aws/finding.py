"""What readers ask of the article table: by key and in order, so that an answer costs what it holds.

Everything is read as it is or was a moment ago, for half the price of reading consistently.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from flong.article import Tag
from flong.aws.articles import at, dynamodb
from flong.aws.clients import code_of
from flong.aws.items import plain
from flong.count import COUNTERS, counter_of
from flong.errors import Unavailable
from flong.events import ArticleRecord, Listing
from flong.finding import (
    FIRST,
    LAST,
    RELATED,
    Asked,
    Count,
    Entry,
    Item,
    Page,
    Span,
    at_once,
    beside,
    counter_key,
    months_within,
    page_of,
    shortest,
    span_of,
    walk,
    walk_months,
    ways,
)
from flong.index import Key, article_pk, path_pk, tag_pk
from flong.settings import settings

BUSY = ("ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException")
"""What DynamoDB says of that (amazondynamodb/latest/developerguide/Programming.Errors.html)."""
MOST_KEYS = 100
"""What one BatchGetItem takes."""


def is_busy(error: Exception) -> bool:
    """Whether a question failed only because too much was asked at once."""
    return isinstance(error, Unavailable) or (isinstance(error, ClientError) and code_of(error) in BUSY)


def articles(asked: Asked, limit: int, position: str | None = None) -> Page:
    """The newest articles that are asked for, below a position: at most `limit`, and fewer where few of many fit."""
    span = span_of(asked, position)
    return page_of(entries(asked, span, limit), asked, limit)


def entries(asked: Asked, span: Span, limit: int) -> Iterator[Entry]:
    """The entries among which everything is that is asked for, newest first."""
    among = ways(asked)
    if not among:
        months = months_within(counts("MONTHS"), span)
        return walk_months(newest, months, span, at_once(asked, limit, 1))
    way = among[0] if len(among) == 1 else shortest(among, counted(counter_key(pk) for it in among for pk in it))
    return walk(newest, way, span, at_once(asked, limit, len(way)))


def newest(pk: str, span: Span, limit: int) -> tuple[list[Item], bool]:
    """The newest items of a partition within a span, its upper end among them, and whether that was all."""
    return items(pk, span, limit, newest_first=True)


def items(pk: str, span: Span, limit: int, *, newest_first: bool) -> tuple[list[Item], bool]:
    answer = dynamodb.query(
        TableName=settings().article_table,
        KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
        ExpressionAttributeValues={":pk": {"S": pk}, ":low": {"S": span.low}, ":high": {"S": span.high}},
        ScanIndexForward=not newest_first,
        Limit=limit,
    )
    return [plain(item) for item in answer["Items"]], "LastEvaluatedKey" not in answer


def counted(keys: Iterable[Key]) -> dict[Key, int]:
    """What each of some counters says."""
    asked = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in dict.fromkeys(keys)][:MOST_KEYS]
    table = settings().article_table
    answer = dynamodb.batch_get_item(RequestItems={table: {"Keys": asked}})
    if answer.get("UnprocessedKeys"):
        raise Unavailable("the table was too busy to say every count")
    found = [plain(item) for item in answer["Responses"][table]]
    return {(item["pk"], item["sk"]): item.get("count", 0) for item in found}


def counts(kind: str) -> Iterator[Count]:
    """Every list of a kind that has articles, in the order of their ids."""
    position = None
    while True:
        found, position = some_counts(kind, 1000, position)
        yield from found
        if position is None:
            return


def some_counts(
    kind: str, limit: int, position: str | None = None, *, newest_first: bool = False
) -> tuple[list[Count], str | None]:
    """At most so many lists of a kind, after a position in the order of their ids; the position to go on from."""
    span = Span(FIRST, position or LAST) if newest_first else Span(position or FIRST, LAST)
    found = [it for pk in COUNTERS[kind] for it in items(pk, span, limit + 2, newest_first=newest_first)[0]]
    new = sorted((it for it in found if it["sk"] != position), key=lambda it: it["sk"], reverse=newest_first)
    more, some = len(new) > limit, new[:limit]
    return [count_of(it) for it in some if it.get("count", 0) > 0], some[-1]["sk"] if more else None


def one_count(kind: str, id_: str) -> Count | None:
    """A list with its count; None if no article is in it."""
    item = plain(dynamodb.get_item(**at(*counter_of(kind, id_))).get("Item", {}))
    return count_of(item) if item.get("count", 0) > 0 else None


def count_of(item: Item) -> Count:
    return Count.model_validate({**item, "id": item["sk"]})


def tags_beside(tag_id: str) -> list[tuple[Tag, int]]:
    """The tags of the newest articles of a tag, and how many of these have each, the most frequent first."""
    found, _ = newest(tag_pk(tag_id), Span(), RELATED)
    return beside([Listing.model_validate(item["listing"]) for item in found], tag_id)


def record(article_id: str) -> ArticleRecord | None:
    """The committed truth of one article."""
    item: Any = dynamodb.get_item(**at(article_pk(article_id), "ARTICLE")).get("Item")
    return ArticleRecord.model_validate(plain(item)) if item else None


def owner_of(path: str) -> str | None:
    """The article that is read at a path, or that was, and has moved away; None if no article has it."""
    item = dynamodb.get_item(**at(path_pk(path), "PATH")).get("Item", {})
    owner: str | None = plain(item).get("owner")
    return owner
