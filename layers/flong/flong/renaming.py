"""When two names are one article: by its bytes. Pure."""

from flong.article import State, id_of
from flong.events import ArticleRecord
from flong.verdict import Finding, Verdict


def may_continue(before: ArticleRecord | None, state: State) -> bool:
    """Whether an article can take the place of another: if it is to be live, and is not yet.

    One that is live has readers and entries of its own. To move these and to end another besides would be more writes
    than one transaction takes.
    """
    return state is State.PUBLISHED and (before is None or before.state is not State.PUBLISHED)


def is_twin(record: ArticleRecord, sha256: str) -> bool:
    """Whether an article that is public has these very bytes."""
    return record.state is State.PUBLISHED and record.bytes_sha256 == sha256


def is_past(record: ArticleRecord, sha256: str) -> bool:
    """Whether an article had these bytes last, is gone, and nothing has taken its place."""
    return (
        record.state is State.WITHDRAWN
        and record.source is None
        and not record.successor
        and record.bytes_sha256 == sha256
    )


def copy_of(verdict: Verdict, twin: ArticleRecord) -> Verdict:
    """The verdict on what is, byte for byte, an article that is live under another name."""
    finding = Finding(
        code="copy-of",
        message=f"This is, byte for byte, the article `{twin.id}`, which is live at {twin.path}.",
        remedy=f"To rename that one, delete `{twin.key}`: this takes its place by itself, and its address leads here. "
        "If both are to be there, let them differ, if only in their `slug`.",
        line=1,
        column=1,
        found=twin.key,
    )
    return verdict.model_copy(update={"status": "rejected", "findings": (*verdict.findings, finding), "url": None})


def original_of(verdict: Verdict) -> tuple[str, str] | None:
    """The id of the article that a verdict says its object is a copy of, and the hash of the object's own bytes."""
    keys = [it.found for it in verdict.findings if it.code == "copy-of"]
    return (id_of(keys[0]), verdict.source.sha256) if verdict.source and keys and keys[0] else None
