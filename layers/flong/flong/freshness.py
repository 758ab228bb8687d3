"""When an article was last made anew for those who knew it, and that it is no longer there: for feeds. Pure."""

from datetime import datetime, timedelta
from typing import Any

from flong.article import ChangeKind, State
from flong.events import ArticleRecord, Withdrawal
from flong.intake.slugs import slug_of

REMEMBERED = timedelta(days=30)
"""How long feeds tell of a withdrawal: a reader that asks less often keeps its copy anyway."""
KEPT = REMEMBERED + timedelta(days=5)
"""How long the table keeps one: DynamoDB removes what has expired up to two days late, and never early."""

Key = tuple[str, str]


def withdrawn_pk(month: str) -> str:
    return f"WITHDRAWN#{month}"


def was(old: ArticleRecord | None, continues: ArticleRecord | None) -> ArticleRecord | None:
    """What readers knew an article as: under another name, or under this one unless that was another article."""
    return continues or (None if old and old.successor else old)


def edited(before: ArticleRecord | None, new: ArticleRecord, committed: str) -> str:
    """When readers who knew an article were last given something new; empty if that never was.

    A minor change is nothing new, nor is another look of the same text. What comes back is.
    """
    if before is None or not before.first_public or new.state is not State.PUBLISHED:
        return before.edited if before else ""
    same = before.source is not None and new.source is not None and before.source.sha256 == new.source.sha256
    if before.state is State.PUBLISHED and (same or new.change_kind is ChangeKind.MINOR):
        return before.edited
    return committed


def withdrawn(before: ArticleRecord | None, new: ArticleRecord, committed: str) -> str:
    """When an article ceased to be public; empty while it is, and while it never was."""
    if before is None or new.state is State.PUBLISHED:
        return ""
    return committed if before.state is State.PUBLISHED else before.withdrawn


def withdrawal(before: ArticleRecord | None, new: ArticleRecord) -> dict[Key, dict[str, Any]]:
    """The item that tells of a withdrawal, where a commit is one."""
    if before is None or before.state is not State.PUBLISHED or not new.withdrawn or before.listing is None:
        return {}
    tags = tuple(tag.id for tag in before.listing.tags)
    told = Withdrawal(
        known_as=new.known_as, withdrawn=new.withdrawn, tags=tags, category=slug_of(before.listing.category)
    ).model_dump(mode="json")
    expires = datetime.fromisoformat(new.withdrawn) + KEPT
    return {key_of(new): {**told, "expires": int(expires.timestamp())}}


def return_of(before: ArticleRecord | None, new: ArticleRecord) -> set[Key]:
    """The key of what told of a withdrawal, where the article is public again."""
    return {key_of(before)} if before and before.withdrawn and new.state is State.PUBLISHED else set()


def key_of(record: ArticleRecord) -> Key:
    return withdrawn_pk(record.withdrawn[:7]), f"{record.withdrawn}#{record.known_as}"
