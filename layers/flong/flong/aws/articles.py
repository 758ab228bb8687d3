"""The article table: one item collection an article, its entries, its path, its counts."""

from collections.abc import Iterator, Sequence
from typing import Any

from botocore.exceptions import ClientError

from flong.aws.batches import get_all
from flong.aws.clients import client, code_of
from flong.aws.items import Item, attributes, plain
from flong.events import Announced, ArticleRecord, Counted, Revision
from flong.index import (
    PathChange,
    article_pk,
    bytes_pk,
    entries_of,
    history_pk,
    live_path,
    path_pk,
    picture_pk,
    revision_sk,
)
from flong.publish import NOTHING, Standing
from flong.settings import settings
from flong.verdict import Verdict

dynamodb = client("dynamodb")


def query(pk: str, *, also: str = "", values: Item | None = None, **more: Any) -> list[Item]:
    """Items of a partition, read consistently: the first `Limit`, or all."""
    found: list[Item] = []
    limit = more.get("Limit")
    while True:
        answer = dynamodb.query(
            TableName=settings().article_table,
            KeyConditionExpression=f"pk = :pk{also}",
            ExpressionAttributeValues={":pk": {"S": pk}, **(values or {})},
            ConsistentRead=True,
            **more,
        )
        found += [plain(item) for item in answer["Items"]]
        if "LastEvaluatedKey" not in answer or (limit and len(found) >= limit):
            return found
        more["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        if limit:  # an answer ends after a megabyte
            more["Limit"] = limit - len(found)


def read(article_id: str) -> Standing:
    """Everything that stands of one article, as of one moment."""
    items = {item["sk"]: item for item in query(article_pk(article_id))}
    return Standing(
        record=ArticleRecord.model_validate(items["ARTICLE"]) if "ARTICLE" in items else None,
        verdict=Verdict.model_validate(items["VERDICT"]) if "VERDICT" in items else None,
        announced=Announced.model_validate(items["ANNOUNCED"]) if "ANNOUNCED" in items else NOTHING,
        counted=Counted.model_validate(items["COUNTED"]) if "COUNTED" in items else None,
    )


def counted(article_ids: Sequence[str]) -> dict[str, tuple[ArticleRecord, Counted | None]]:
    """The records of articles, and what the counts contain of each; those without a record are left out."""
    keys = [{"pk": {"S": article_pk(id_)}, "sk": {"S": sk}} for id_ in article_ids for sk in ("ARTICLE", "COUNTED")]
    found = {(item["pk"], item["sk"]): item for item in batch_get(keys)}
    standing = {}
    for id_ in article_ids:
        record, old = (found.get((article_pk(id_), sk)) for sk in ("ARTICLE", "COUNTED"))
        if record:
            standing[id_] = (ArticleRecord.model_validate(record), Counted.model_validate(old) if old else None)
    return standing


def batch_get(keys: list[Item]) -> Iterator[Item]:
    """Those items of the article table that there are, read consistently, in no order."""
    return get_all(settings().article_table, keys)


def record(article_id: str) -> ArticleRecord | None:
    """The committed truth of one article, without all that stands beside it."""
    item = dynamodb.get_item(**at(article_pk(article_id), "ARTICLE"), ConsistentRead=True).get("Item")
    return ArticleRecord.model_validate(plain(item)) if item else None


def records(article_ids: Sequence[str]) -> dict[str, ArticleRecord]:
    """The records of articles, by their ids; those without one are left out."""
    keys = [at(article_pk(id_), "ARTICLE")["Key"] for id_ in dict.fromkeys(article_ids)]
    return {record.id: record for record in map(ArticleRecord.model_validate, batch_get(keys))}


def put(item: Item, **condition: Any) -> dict[str, Any]:
    return {"TableName": settings().article_table, "Item": attributes(item), **condition}


def at(pk: str, sk: str, **more: Any) -> dict[str, Any]:
    return {"TableName": settings().article_table, "Key": {"pk": {"S": pk}, "sk": {"S": sk}}, **more}


def put_record(old: ArticleRecord | None, new: ArticleRecord) -> dict[str, Any]:
    item = {"pk": article_pk(new.id), "sk": "ARTICLE", **new.model_dump(mode="json")}
    return {"Put": put(item, **unchanged("revision", old.revision if old else 0))}


def put_revision(revision: Revision) -> dict[str, Any]:
    key = {"pk": history_pk(revision.id), "sk": revision_sk(revision.revision)}
    return {"Put": put({**key, **revision.model_dump(mode="json")})}


def history(article_id: str, first: int = 1, last: int = 10**9, newest: int | None = None) -> list[Revision]:
    """An article's revisions from the first to the last asked for, oldest first; the newest alone, if so many."""
    values = {":first": {"S": revision_sk(first)}, ":last": {"S": revision_sk(last)}}
    most: dict[str, Any] = {"ScanIndexForward": False, "Limit": newest} if newest else {}
    items = query(history_pk(article_id), also=" AND sk BETWEEN :first AND :last", values=values, **most)
    return [Revision.model_validate(item) for item in (reversed(items) if newest else items)]


def everything() -> Iterator[Item]:
    """Every item of the table, as it is or was a moment ago."""
    more: dict[str, Any] = {}
    while True:
        answer = dynamodb.scan(TableName=settings().article_table, **more)
        yield from (plain(item) for item in answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def refresh(article_id: str) -> None:
    """Has everything of an article brought live again, and all told and counted that has not been."""
    for sk in ("ARTICLE", "VERDICT"):
        try:
            dynamodb.update_item(
                **at(article_pk(article_id), sk),
                UpdateExpression="ADD refresh :one",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )
        except ClientError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
        else:
            return


def write_entries(article_id: str) -> None:
    """Writes an article's path and its entries in the index again, if it is still the revision that was read."""
    found = record(article_id)
    writes = path_writes(article_id, PathChange(take=live_path(found)))
    writes += [{"Put": put({"pk": pk, "sk": sk, **item})} for (pk, sk), item in entries_of(found).items()]
    write_if_same(article_id, found, writes)


def write_if_same(article_id: str, found: ArticleRecord | None, writes: list[dict[str, Any]]) -> None:
    """Writes on the condition that an article's record is still the one that was read; else nothing."""
    same = at(article_pk(article_id), "ARTICLE", **unchanged("revision", found.revision if found else 0))
    try:
        dynamodb.transact_write_items(TransactItems=[{"ConditionCheck": same}, *writes])
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise


def drop_stray(article_id: str, pk: str, sk: str) -> None:
    """Drops an entry, or the ownership of a path, that an article's record knows nothing of."""
    found = record(article_id)
    if (pk, sk) not in entries_of(found) and pk != path_pk(live_path(found) or ""):
        write_if_same(article_id, found, [{"Delete": at(pk, sk)}])


def put_verdict_item(verdict: Verdict) -> dict[str, Any]:
    item = {"pk": article_pk(verdict.article_id), "sk": "VERDICT", **verdict.model_dump(mode="json")}
    return {"Put": put(item, **unchanged("number", verdict.number - 1))}


def unchanged(name: str, value: int) -> dict[str, Any]:
    """The condition that a counter still has the value that was read; 0 means that there was no item."""
    if not value:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "#n = :n",
        "ExpressionAttributeNames": {"#n": name},
        "ExpressionAttributeValues": {":n": {"N": str(value)}},
    }


def path_writes(article_id: str, path: PathChange) -> list[dict[str, Any]]:
    """Takes a path that is free, ours, handed over to us, or only a way to somewhere else; gives up another."""
    writes = []
    mine = {":me": {"S": article_id}, ":from": {"S": path.taken_from or article_id}}
    if path.take:
        item = {"pk": path_pk(path.take), "sk": "PATH", "owner": article_id}
        free = "attribute_not_exists(pk) OR #owner IN (:me, :from) OR attribute_exists(moved_to)"
        writes.append(
            {
                "Put": put(
                    item,
                    ConditionExpression=free,
                    ExpressionAttributeNames={"#owner": "owner"},
                    ExpressionAttributeValues=mine,
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            }
        )
        # No longer waiting. Deleted here and nowhere else: whoever woke us may have read an older note than ours.
        writes.append({"Delete": at(path_pk(path.take), f"WAITING#{article_id}")})
    if path.give_up and path.moved_to:
        writes.append(
            {"Put": put({"pk": path_pk(path.give_up), "sk": "PATH", "owner": article_id, "moved_to": path.moved_to})}
        )
    elif path.give_up:
        writes.append({"Delete": at(path_pk(path.give_up), "PATH")})
    if path.taken_from and path.give_up:
        writes.append({"Delete": at(path_pk(path.give_up), f"WAITING#{article_id}")})
    return writes


def put_verdict(verdict: Verdict) -> bool:
    """Keeps a verdict; False if a newer one was kept meanwhile, so that this one says nothing any more."""
    try:
        dynamodb.put_item(**put_verdict_item(verdict)["Put"])
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def put_announced(article_id: str, announced: Announced) -> None:
    """Keeps what was announced, unless more has been announced meanwhile."""
    item = {"pk": article_pk(article_id), "sk": "ANNOUNCED", **announced.model_dump(mode="json")}
    try:
        dynamodb.put_item(
            **put(
                item,
                ConditionExpression="attribute_not_exists(pk) OR (revision <= :r AND verdict <= :v)",
                ExpressionAttributeValues={":r": {"N": str(announced.revision)}, ":v": {"N": str(announced.verdict)}},
            )
        )
    except ClientError as error:
        if code_of(error) != "ConditionalCheckFailedException":
            raise


def owner_of(path: str) -> str | None:
    """The article that is read at a path; None if none is, or if it has moved away."""
    item = path_item(path)
    return None if "moved_to" in item else item.get("owner")


def last_owner_of(path: str) -> str | None:
    """The article that was read at a path last, even if it has moved away; None if the path is free."""
    return path_item(path).get("owner")


def path_item(path: str) -> Item:
    return plain(dynamodb.get_item(**at(path_pk(path), "PATH"), ConsistentRead=True).get("Item", {}))


def wait_for_path(path: str, article_id: str, key: str, copy_of: str | None = None) -> None:
    """Remembers that an article would have a path if it were free, or the place of the one that it is a copy of."""
    dynamodb.put_item(**put({"pk": path_pk(path), "sk": f"WAITING#{article_id}", "key": key, "copy_of": copy_of}))


def waiting_for(path: str) -> list[Item]:
    """The notes of those that wait for a path, each with the source `key`."""
    return query(path_pk(path), also=" AND begins_with(sk, :w)", values={":w": {"S": "WAITING#"}})


def copies_of(path: str, article_id: str) -> list[str]:
    """Source keys of those that wait at a path for the place of an article."""
    return [item["key"] for item in waiting_for(path) if item.get("copy_of") == article_id]


def with_bytes(sha256: str) -> list[str]:
    """Ids of the articles whose source has, or had, this hash."""
    return [item["sk"] for item in query(bytes_pk(sha256))]


def want_picture(picture_key: str, article_id: str, key: str) -> None:
    """Remembers that an article shows a picture, or would if it were there."""
    dynamodb.put_item(**put({"pk": picture_pk(picture_key), "sk": f"WANTED#{article_id}", "key": key}))


def wanting(picture_key: str) -> list[str]:
    """Source keys of the articles that show a picture; one that no longer does may still be among them."""
    return [item["key"] for item in query(picture_pk(picture_key))]
