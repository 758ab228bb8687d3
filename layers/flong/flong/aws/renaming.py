"""An article under another name: the same bytes, which take the place of those that go."""

from flong.aws import articles, source
from flong.errors import Unavailable
from flong.events import ArticleAccepted, ArticleGone, ArticleRecord
from flong.renaming import copy_of, is_past, is_twin, may_continue
from flong.verdict import Verdict, same

MAX_LOOKS = 4
PATIENCE = 3
"""How often a deletion is put off for one who is to take the place of what goes."""


def with_twin(accepted: ArticleAccepted, last: Verdict | None) -> ArticleAccepted | Verdict | None:
    """The message as it is, or continuing the article that had these very bytes before.

    While that one is live under its own name this one is a copy, and waits: its verdict says of what, unless the `last`
    one said so already. It is noted first, and then the other looked at once more, so that it cannot go unseen.
    """
    if not may_continue(accepted.before, accepted.record_state):
        return accepted
    noted: str | None = None
    for _ in range(MAX_LOOKS):
        twin, is_there = twin_of(accepted)
        if twin is None:
            return accepted
        if not is_there:
            return accepted.model_copy(update={"continues": twin, "ended": verdict_on_end(twin)})
        if noted == twin.id:
            verdict = copy_of(accepted.verdict, twin)
            return None if same(verdict, last) else verdict
        articles.wait_for_path(twin.path or "/", accepted.article_id, accepted.key, copy_of=twin.id)
        noted = twin.id
    raise Unavailable(f"{accepted.key} has twins that come and go")


def verdict_on_end(twin: ArticleRecord) -> Verdict:
    last = articles.read(twin.id).verdict
    return Verdict(key=twin.key, article_id=twin.id, status="removed", number=last.number + 1 if last else 1)


def twin_of(accepted: ArticleAccepted) -> tuple[ArticleRecord | None, bool]:
    """The article that has, or had last, the same bytes; and whether it is still there under its own name."""
    assert accepted.verdict.source
    sha256 = accepted.verdict.source.sha256
    others = (articles.record(id_) for id_ in articles.with_bytes(sha256) if id_ != accepted.article_id)
    found = [it for it in others if it]
    for twin in (it for it in found if is_twin(it, sha256)):
        there = source.etag(twin.key)
        if there is None or (twin.source and there == twin.source.etag):
            return twin, there is not None
    past = [it for it in found if is_past(it, sha256)]
    return max(past, key=lambda it: it.committed, default=None), False


def successors(message: ArticleGone) -> list[str]:
    """The keys of those that wait for the place of an article that goes; none if it has been kept for them enough."""
    if message.before is None or message.before.path is None or message.attempt >= PATIENCE:
        return []
    return articles.copies_of(message.before.path, message.article_id)
