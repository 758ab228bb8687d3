"""Counters, and which collections have to be rebuilt from which listings."""

import secrets
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from flong.article import Tag
from flong.aws import queues
from flong.aws.articles import at, dynamodb, put, query, unchanged
from flong.aws.clients import code_of
from flong.aws.items import attributes, plain
from flong.count import Change, counted_of
from flong.errors import Unavailable
from flong.events import ArticleRecord, CollectionChanged, Counted, Listing
from flong.index import article_pk, latest_pk
from flong.settings import settings


def move_counts(old: Counted | None, new: Counted, article_id: str, changes: list[Change]) -> None:
    """What the counts contain of an article, and the counts, in one transaction; `Unavailable` if another won."""
    item = {"pk": article_pk(article_id), "sk": "COUNTED", **new.model_dump(mode="json")}
    writes = [{"Put": put(item, **unchanged("revision", old.revision if old else 0))}]
    writes += [{"Update": counter(change)} for change in changes]
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        raise Unavailable("the counts moved meanwhile") from error


def counter(change: Change) -> dict[str, Any]:
    names = {"#count": "count", "#label": "label"}
    values = {":step": {"N": str(change.step)}, ":label": {"S": change.label}}
    expression = "SET #label = :label"
    if change.published:
        values[":published"] = {"S": change.published}
        expression += ", last_published = :published"
    return at(
        change.partition,
        change.id,
        UpdateExpression=f"{expression} ADD #count :step",
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )


def set_count(partition: str, id_: str, was: int, count: int) -> None:
    """Sets a counter to what it should be, unless it has moved since it was found to be something else."""
    try:
        dynamodb.update_item(
            **at(partition, id_),
            UpdateExpression="SET #count = :count",
            ConditionExpression="#count = :was" if was else "attribute_not_exists(#count) OR #count = :was",
            ExpressionAttributeNames={"#count": "count"},
            ExpressionAttributeValues={":was": {"N": str(was)}, ":count": {"N": str(count)}},
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise


def rebuild_later(collections: list[str]) -> None:
    """Says that collections have to be rebuilt, and sees to it after a while in which more changes may come.

    The mark is a new one each time, so that a rebuild that has begun sees it. `Unavailable` if not all could be set.
    """
    mark = {"mark": secrets.token_hex(8), "marked": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    for start in range(0, len(collections), 25):
        requests = [
            {"PutRequest": {"Item": attributes({"pk": "DIRTY", "sk": name, **mark})}}
            for name in collections[start : start + 25]
        ]
        table = settings().article_table
        if dynamodb.batch_write_item(RequestItems={table: requests}).get("UnprocessedItems"):
            raise Unavailable("the table was too busy to mark every collection")
    messages = [CollectionChanged(collection=name) for name in collections]
    queues.send_all(settings().collections_queue, messages, settings().collect_delay)


def marks(collection: str) -> tuple[str | None, bool]:
    """The latest change that concerns a collection, and whether a finished rebuild shows it."""
    item = dynamodb.get_item(**at("DIRTY", collection), ConsistentRead=True).get("Item", {})
    mark = item.get("mark", {}).get("S")
    return mark, mark == item.get("built", {}).get("S")


def mark_built(collection: str, mark: str) -> bool:
    """Says that a collection shows everything up to a mark; False if there is a later one."""
    try:
        dynamodb.update_item(
            **at("DIRTY", collection),
            UpdateExpression="SET built = :mark",
            ConditionExpression="mark = :mark",
            ExpressionAttributeValues={":mark": {"S": mark}},
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def listings(partition: str, limit: int) -> list[Listing]:
    """The newest entries of a partition, newest first."""
    items = query(partition, ScanIndexForward=False, Limit=limit)
    return [Listing.model_validate(item["listing"]) for item in items]


def latest(limit: int) -> list[Listing]:
    """The newest articles of the site, month by month backwards until there are enough."""
    found: list[Listing] = []
    for item in query("MONTHS", ScanIndexForward=False):
        if item["count"] > 0:
            found += listings(latest_pk(item["sk"]), limit - len(found))
        if len(found) >= limit:
            break
    return found


def tags() -> list[tuple[Tag, int]]:
    """Every tag in use and how many articles have it, the most used first."""
    found = [
        (Tag(id=item["sk"], label=item["label"]), int(item["count"])) for item in query("TAGS") if item["count"] > 0
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))


def counted_before(change: dict[str, Any]) -> Counted | None:
    """What the counts contained before a change in the stream, even if a first try at it has moved them already."""
    image = change["dynamodb"].get("OldImage")
    return counted_of(ArticleRecord.model_validate(plain(image))) if image else None
