"""The commit of one article, and what has to be looked at again because of it."""

from datetime import UTC, datetime
from enum import Enum

from flong.aws import articles, committing, queues, renaming, source
from flong.commit import Commit, commit_of, path_taken
from flong.events import ArticleGone, ArticleRecord, ArticleRendered
from flong.verdict import same


class Result(Enum):
    COMMITTED = "committed"
    MOVED = "moved"
    """Something had changed since the source was read: its key is looked at again."""
    PATH_TAKEN = "path taken"
    HANDED_OVER = "handed over"
    """The article goes on under another name, and ends in the commit of that one."""


def commit(message: ArticleRendered | ArticleGone) -> Result:
    """Commits what `message` says on the condition that nothing has moved since; afterwards looks at the source again.

    Without that second look a deletion that races a first publication would be lost for ever: its own
    run finds no record to withdraw, and this one's condition holds.
    """
    if isinstance(message, ArticleGone) and (keys := renaming.successors(message)):
        return hand_over(message, keys)
    change = commit_of(message, now())
    try:
        committing.commit(change)
    except committing.Moved:
        # Also what a message finds that has been here before, and may have been stopped halfway.
        wake(change)
        return again(message)
    except committing.PathTaken as taken:
        return wait(message, change.new, taken.owner)
    look_once_more(message, change.new)
    if (end := change.predecessor) and source.etag(end.new.key):
        queues.look_again(end.new.key, message.attempt)
    wake(change)
    return Result.COMMITTED


def look_once_more(message: ArticleRendered | ArticleGone, new: ArticleRecord) -> None:
    if source.etag(message.key) != (new.source.etag if new.source else None):
        queues.look_again(message.key, message.attempt)


def hand_over(message: ArticleGone, keys: list[str]) -> Result:
    """Lets one that has the same bytes take the place of an article that goes, so that its readers miss nothing.

    It goes in the commit of that one; if none comes, it goes by itself the next time or the time after.
    """
    for key in keys:
        queues.look_again(key, 0)
    queues.look_again(message.key, message.attempt)
    return Result.HANDED_OVER


def again(message: ArticleRendered | ArticleGone) -> Result:
    queues.look_again(message.key, message.attempt)
    return Result.MOVED


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wait(message: ArticleRendered | ArticleGone, new: ArticleRecord, owner: str) -> Result:
    """Tells the editor who has the path, and waits for it: noted first, then looked at again, so none is missed."""
    path = new.path or "/"
    articles.wait_for_path(path, new.id, message.key)
    if articles.owner_of(path) != owner:
        return again(message)
    verdict = path_taken(message.verdict, path, owner)
    if not same(verdict, articles.read(new.id).verdict) and not articles.put_verdict(verdict):
        return again(message)
    look_once_more(message, new)
    return Result.PATH_TAKEN


def wake(change: Commit) -> None:
    """Those who wait for a path that may have become free look again; who loses again waits again.

    So do the copies of what is no longer the same: they may be articles of their own now.
    """
    keys = [note["key"] for note in articles.waiting_for(change.path.give_up)] if change.path.give_up else []
    if left := change.copies_left:
        keys = articles.copies_of(*left)
    for key in keys:
        queues.look_again(key, 0)
