"""One commit: all that it writes, in one transaction."""

from typing import Any

from botocore.exceptions import ClientError

from flong.aws import articles
from flong.aws.articles import at, put
from flong.aws.clients import code_of
from flong.aws.items import attributes
from flong.commit import Commit, End
from flong.errors import Unavailable
from flong.index import EntryChanges, PathChange, bytes_pk
from flong.settings import settings

MOST_WRITES = 100
"""Of one TransactWriteItems. A commit at the limits of an article has 96, so none is refused."""


class PathTaken(Exception):
    """The path belongs to the article `owner`."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self.owner = owner


class Moved(Exception):
    """The article's record or verdict is no longer what it was when the source was read."""


def commit(change: Commit) -> None:
    """Record, verdict, entries, path and a new line of history, in one transaction.

    Raises `Moved` if record or verdict is not the one that was read, `PathTaken` if another article has the path.
    """
    try:
        articles.dynamodb.transact_write_items(TransactItems=writes_of(change))
    except ClientError as error:
        if code_of(error) != "TransactionCanceledException":
            raise
        raise reason(error.response["CancellationReasons"], change.path) from error


def writes_of(change: Commit) -> list[dict[str, Any]]:
    """Record and verdict first, for `reason` tells their conditions from that of the path."""
    writes = [articles.put_record(change.old, change.new), articles.put_verdict_item(change.verdict)]
    writes += articles.path_writes(change.new.id, change.path)
    writes += put_entries(change.entries)
    writes += [{"Delete": at(pk, sk)} for pk, sk in sorted(change.entries.drop)]
    writes += [articles.put_revision(change.revision)] if change.revision else []
    writes += bytes_writes(change)
    return writes + (predecessor_writes(change.predecessor) if change.predecessor else [])


def put_entries(entries: EntryChanges) -> list[dict[str, Any]]:
    """The entries of one article say all the same; it is written out once."""
    shown = attributes(next(iter(entries.put.values()), {}))
    table = settings().article_table
    keys = [(attributes({"pk": pk, "sk": sk})) for pk, sk in entries.put]
    return [{"Put": {"TableName": table, "Item": {**key, **shown}}} for key in keys]


def bytes_writes(change: Commit) -> list[dict[str, Any]]:
    """By its bytes an article is found under another name."""
    old, new = change.old.bytes_sha256 if change.old else None, change.new.bytes_sha256
    if old == new:
        return []
    writes = [{"Put": put({"pk": bytes_pk(new), "sk": change.new.id})}] if new else []
    return writes + ([{"Delete": at(bytes_pk(old), change.new.id)}] if old else [])


def predecessor_writes(end: End) -> list[dict[str, Any]]:
    """What an article leaves that goes on under another name."""
    writes = [articles.put_record(end.old, end.new), *([articles.put_verdict_item(end.verdict)] if end.verdict else [])]
    writes += [{"Delete": at(pk, sk)} for pk, sk in sorted(end.drop)]
    return writes + ([articles.put_revision(end.revision)] if end.revision else [])


def reason(reasons: list[dict[str, Any]], path: PathChange) -> Exception:
    """Why a commit was refused: a moved record goes before a taken path, since it makes all else stale."""
    failed = [index for index, reason in enumerate(reasons) if reason.get("Code") == "ConditionalCheckFailed"]
    if not failed:
        return Unavailable(str([reason.get("Code") for reason in reasons]))
    owner = reasons[failed[0]].get("Item", {}).get("owner", {}).get("S")
    return PathTaken(owner) if owner and min(failed) >= 2 else Moved()
