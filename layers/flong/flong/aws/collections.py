"""Counters, and which collections have to be rebuilt from which listings."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from flong.article import Tag
from flong.aws import queues
from flong.aws.articles import at, dynamodb, put, query, unchanged
from flong.aws.clients import code_of
from flong.aws.items import Item, attributes
from flong.count import COUNTERS, Change, Move, summed
from flong.errors import Unavailable
from flong.events import CollectionChanged, Entry, Listing, Withdrawal
from flong.freshness import withdrawn_pk
from flong.index import Key, article_pk, dirty_pk, latest_pk
from flong.settings import settings


def move_counts(moves: list[Move]) -> bool:
    """What the counts contain of some articles, and the counts, in one transaction; False if anything won a race."""
    writes = [{"Put": put_counted(move)} for move in moves]
    writes += [{"Update": counter(change)} for change in summed(moves)]
    try:
        dynamodb.transact_write_items(TransactItems=writes)
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        return False
    return True


def put_counted(move: Move) -> dict[str, Any]:
    item = {"pk": article_pk(move.article_id), "sk": "COUNTED", **move.new.model_dump(mode="json")}
    return put(item, **unchanged("revision", move.old.revision if move.old else 0))


def counter(change: Change) -> dict[str, Any]:
    names, values, shown = {"#count": "count"}, {":step": {"N": str(change.step)}}, []
    if change.label:
        names["#label"], values[":label"] = "label", {"S": change.label}
        shown.append("#label = :label")
    if change.published:
        values[":published"] = {"S": change.published}
        shown.append("last_published = :published")
    expression = f"SET {', '.join(shown)} " if shown else ""
    return at(
        change.partition,
        change.id,
        UpdateExpression=f"{expression}ADD #count :step",
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )


def set_count(key: Key, was: int, count: int, label: str) -> None:
    """Sets a counter to what it should be, unless it has moved since it was found to be something else."""
    try:
        dynamodb.update_item(
            **at(*key),
            UpdateExpression="SET #count = :count, #label = if_not_exists(#label, :label)",
            ConditionExpression="#count = :was" if was else "attribute_not_exists(#count) OR #count = :was",
            ExpressionAttributeNames={"#count": "count", "#label": "label"},
            ExpressionAttributeValues={":was": {"N": str(was)}, ":count": {"N": str(count)}, ":label": {"S": label}},
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise


def rebuild_later(collections: Sequence[str]) -> None:
    """Says that collections have to be rebuilt, and sees to it after a while in which more changes may come.

    The mark is a new one each time, so that a rebuild that has begun sees it. `Unavailable` if not all could be set.
    """
    mark = {"mark": secrets.token_hex(8), "marked": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    for start in range(0, len(collections), 25):
        requests = [
            {"PutRequest": {"Item": attributes({"pk": dirty_pk(name), "sk": "DIRTY", **mark})}}
            for name in collections[start : start + 25]
        ]
        table = settings().article_table
        if dynamodb.batch_write_item(RequestItems={table: requests}).get("UnprocessedItems"):
            raise Unavailable("the table was too busy to mark every collection")
    collect_later(collections)


def collect_later(collections: Sequence[str]) -> None:
    """Sees to it that collections are rebuilt after a while, if what marked them is not shown by then."""
    messages = [CollectionChanged(collection=name) for name in collections]
    queues.send_all(settings().collections_queue, messages, settings().collect_delay)


def marks(collection: str) -> tuple[str | None, bool]:
    """The latest change that concerns a collection, and whether a finished rebuild shows it."""
    item = dynamodb.get_item(**at(dirty_pk(collection), "DIRTY"), ConsistentRead=True).get("Item", {})
    mark = item.get("mark", {}).get("S")
    return mark, mark == item.get("built", {}).get("S")


def mark_built(collection: str, mark: str) -> bool:
    """Says that a collection shows everything up to a mark; False if there is a later one."""
    try:
        dynamodb.update_item(
            **at(dirty_pk(collection), "DIRTY"),
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
    """What the newest entries of a partition show, newest first."""
    return [entry.listing for entry in entries(partition, limit)]


def entries(partition: str, limit: int) -> list[Entry]:
    """The newest entries of a partition, newest first."""
    return [Entry.model_validate(item) for item in query(partition, ScanIndexForward=False, Limit=limit)]


def listings_of(partition: str, month: str = "") -> list[Listing]:
    """All entries of a partition, or those of a month, newest first."""
    items = query(partition, **begins(month), ScanIndexForward=False)
    return [Listing.model_validate(item["listing"]) for item in items]


def begins(month: str) -> dict[str, Any]:
    return {"also": " AND begins_with(sk, :month)", "values": {":month": {"S": month}}} if month else {}


def month_before(partition: str, month: str) -> str:
    """The last month before that has an entry in a partition; empty if there is none."""
    found = query(partition, also=" AND sk < :month", values={":month": {"S": month}}, ScanIndexForward=False, Limit=1)
    return month_in(found)


def month_after(partition: str, month: str) -> str:
    """The first month after; `~` sorts behind all that the keys of entries have."""
    return month_in(query(partition, also=" AND sk > :month", values={":month": {"S": f"{month}~"}}, Limit=1))


def month_in(found: list[Item]) -> str:
    return str(found[0]["sk"])[:7] if found else ""


def latest(limit: int) -> list[Listing]:
    """The newest articles of the site, newest first."""
    return [entry.listing for entry in latest_entries(limit)]


def latest_entries(limit: int) -> list[Entry]:
    """The newest entries of the site, month by month backwards until there are enough."""
    found: list[Entry] = []
    for item in query("MONTHS", ScanIndexForward=False):
        if item["count"] > 0:
            found += entries(latest_pk(item["sk"]), limit - len(found))
        if len(found) >= limit:
            break
    return found


def counters(kind: str) -> list[Item]:
    """All counters of a kind of list, those of lists that are empty now among them."""
    return [item for partition in COUNTERS[kind] for item in query(partition)]


def entries_of(partition: str) -> list[Entry]:
    """All entries of a partition, newest first."""
    return [Entry.model_validate(item) for item in query(partition, ScanIndexForward=False)]


def published_since(since: str, limit: int) -> list[Entry]:
    """The site's newest entries from a moment on, UTC, RFC 3339, newest first; at most so many."""
    found = [item for month in months_since(since, datetime.now(UTC)) for item in later(latest_pk(month), since, limit)]
    return [Entry.model_validate(item) for item in found[:limit]]


def withdrawals(since: str, limit: int) -> list[Withdrawal]:
    """What has been withdrawn since a moment, UTC, RFC 3339, the newest first; at most so many of a month."""
    months = months_since(since, datetime.now(UTC))
    found = [item for month in months for item in later(withdrawn_pk(month), since, limit)]
    return [Withdrawal.model_validate(item) for item in found]


def later(partition: str, since: str, limit: int) -> list[Item]:
    """The newest items of a partition whose key begins with that moment, or a later one."""
    values = {":since": {"S": since}}
    return query(partition, also=" AND sk >= :since", values=values, ScanIndexForward=False, Limit=limit)


def months_since(since: str, now: datetime) -> list[str]:
    """The months from a moment to now, newest first: `2026-01`, `2025-12`."""
    year, month = now.year, now.month
    found = []
    while (name := f"{year:04}-{month:02}") >= since[:7]:
        found.append(name)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def tags() -> list[tuple[Tag, int]]:
    """Every tag in use and how many articles have it, the most used first."""
    found = [(Tag(id=it["sk"], label=it["label"]), int(it["count"])) for it in counters("TAGS") if it["count"] > 0]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))
