"""What is planted: each of these makes, of what the code has, what it has instead."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

from flong.formats.registry import PUBLIC

Function = Callable[..., Any]


def aws(module: str) -> Any:
    """A module that a pipeline has loaded: before there is one, it has no region to load in."""
    return import_module(f"flong.aws.{module}")


def nothing(original: Function) -> Function:
    return lambda *given, **named: None


def announce_first(settle: Function) -> Function:
    """Announces what stands before it has been brought live."""

    def announced_first(article_id: str, theme: Any) -> Any:
        late: list[Any] = []
        with patch("flong.aws.publishing.bring_live", lambda *given: late.append(given)):
            found = settle(article_id, theme)
        for given in late:
            aws("publishing").bring_live(*given)
        return found

    return announced_first


def without_path(encoded: Function) -> Function:
    """Sends events that lack a field which their schema promises."""
    return lambda event: encoded(event).replace('"path":', '"where":')


def note_first(settle: Function) -> Function:
    """Says that all has been announced before it has been."""

    def noted_first(article_id: str, theme: Any) -> Any:
        kept: list[Any] = []
        with patch("flong.aws.topic.announce", lambda *given: kept.append(given)):
            found = settle(article_id, theme)
        for given in kept:
            aws("topic").announce(*given)
        return found

    return noted_first


def denying(original: Function) -> Function:
    """Does nothing, and says that there was nothing to do."""
    return lambda *given, **named: False


def pretending(original: Function) -> Function:
    """Does nothing, and says that it is done."""
    return lambda *given, **named: True


def unconditional(unchanged: Function) -> Function:
    return lambda name, value: {}


def write_at_once(write: Function) -> Function:
    """Writes what is rendered where readers look."""

    def written_at_once(article_id: str, build: str, renderings: Any) -> Any:
        renderings = list(renderings)
        for it in renderings:
            if it.name in PUBLIC:
                aws("site").write(f"articles/{article_id}/{PUBLIC[it.name]}", it.content.decode(), "text/html")
        return write(article_id, build, renderings)

    return written_at_once


def look_once(settled_standing: Function) -> Function:
    def looked_once(article_id: str, theme: Any) -> Any:
        standing = aws("publishing").standing_of(article_id)
        if not standing.settled:
            aws("publishing").bring_live(standing, theme)
        return standing

    return looked_once


class Same:
    """An ETag that differs from no other, and that is not there for who asks."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return False


def trust(etag: Function) -> Function:
    return lambda key: Same()


def count_regardless(move_counts: Function) -> Function:
    def counted(moves: Any) -> bool:
        collections = aws("collections")
        puts = [collections.put_counted(it) for it in moves]
        writes = [{"Put": {name: it[name] for name in ("TableName", "Item")}} for it in puts]
        writes += [{"Update": collections.counter(it)} for it in import_module("flong.count").summed(moves)]
        collections.dynamodb.transact_write_items(TransactItems=writes)
        return True

    return counted


def keep_entries(commit_of: Function) -> Function:
    def keeping(message: Any, now: str) -> Any:
        change = commit_of(message, now)
        change.entries.drop.clear()
        return change

    return keeping


def forget_history(commit_of: Function) -> Function:
    return lambda message, now: replace(commit_of(message, now), revision=None)


def grant(claim: Function) -> Function:
    """Takes no notice of what an earlier claim came to."""

    def granted(*given: Any) -> None:
        claim(*given)

    return granted


def any_version(unchanged: Function) -> Function:
    """Takes a subscriber for what it was when it was read."""

    def anyone(subscriber: Any) -> dict[str, Any]:
        check = unchanged(subscriber)["ConditionCheck"]
        return {"ConditionCheck": {**at_of(check), "ConditionExpression": "attribute_exists(pk)"}}

    return anyone


def at_of(write: dict[str, Any]) -> dict[str, Any]:
    return {name: write[name] for name in ("TableName", "Key")}


def confirm(read_all: Function) -> Function:
    def confirmed(ids: Any) -> dict[str, Any]:
        return {id_: it.model_copy(update={"state": "confirmed"}) for id_, it in read_all(ids).items()}

    return confirmed


def never_lost(standing_of: Function) -> Function:
    """Waits for ever for who has died."""
    return lambda *given: "busy" if (found := standing_of(*given)) == "lost" else found


def refused(answer_to: Function) -> Function:
    """Takes every error of SES's for its last word."""
    return lambda error: "refused"


def begun_is_done(freeze: Function) -> Function:
    """Takes what has been frozen of an audience for all of it."""
    return lambda mailing, *given: bool(aws("mailings").parts(mailing.id)) or freeze(mailing, *given)


def always(is_quiet: Function) -> Function:
    return lambda old, new: True


def swallow(batch: Function) -> Function:
    def swallowed(*given: Any) -> dict[str, Any]:
        batch(*given)
        return {"batchItemFailures": []}

    return swallowed


def mark(mark_built: Function) -> Function:
    def marked(collection: str, mark: str) -> bool:
        mark_built(collection, mark)
        return True

    return marked


def write_regardless(replace: Function) -> Function:
    """Writes a file of a collection over whatever is there."""
    return lambda file, seen: aws("site").write(*file)


def claim_as_sent(claim: Function) -> Function:
    """Notes a mail as sent before it is."""

    def claimed(claim_: Any, *given: Any) -> Any:
        refusal = claim(claim_, *given)
        if refusal is None:
            aws("ledger").settle(aws("ledger").Sent(claim_, "m"))
        return refusal

    return claimed


def hold_path(path_writes: Function) -> Function:
    """Gives up no path that an article leaves."""
    return lambda article_id, path: path_writes(article_id, replace(path, give_up=None, moved_to=None))


def seize_path(path_writes: Function) -> Function:
    """Takes a path whoever has it."""

    def seized(article_id: str, path: Any) -> Any:
        writes = path_writes(article_id, path)
        for put in (write["Put"] for write in writes if "Put" in write):
            for name in [name for name in put if name not in ("TableName", "Item")]:
                del put[name]
        return writes

    return seized
