"""What one commit writes, and on which conditions. Pure."""

from dataclasses import dataclass, replace

from flong.article import State
from flong.events import ArticleGone, ArticleRecord, ArticleRendered, Revision
from flong.freshness import edited, return_of, was, withdrawal, withdrawn
from flong.index import EntryChanges, Key, PathChange, entry_changes, live_path, path_change
from flong.record import is_quiet, revision_of, tombstone
from flong.verdict import Finding, Verdict, Written


@dataclass(frozen=True)
class Commit:
    """All that one transaction writes, on the condition that `old` and the verdict before are still what they were."""

    old: ArticleRecord | None
    new: ArticleRecord
    verdict: Verdict
    entries: EntryChanges
    path: PathChange
    revision: Revision | None
    """What history keeps of it; None of a commit that nobody outside could tell from the one before."""
    predecessor: "End | None" = None
    """The article whose place this one takes, in the same transaction."""

    @property
    def copies_left(self) -> tuple[str, str] | None:
        """The path, and the id, of what those are copies of no longer who wait there; None if they still are.

        Where the path has become free they look again in any case.
        """
        was, path = self.predecessor.old if self.predecessor else self.old, live_path(self.new)
        if was is None or path is None or live_path(was) != path:
            return None
        return None if (was.id, was.bytes_sha256) == (self.new.id, self.new.bytes_sha256) else (path, was.id)


@dataclass(frozen=True)
class End:
    """What is written of an article that goes on under another name."""

    old: ArticleRecord
    new: ArticleRecord
    verdict: Verdict | None = None
    drop: frozenset[Key] | set[Key] = frozenset()
    revision: Revision | None = None


def commit_of(message: ArticleRendered | ArticleGone, committed: str) -> Commit:
    """What a message asks to be committed; `committed` is the time of that, RFC 3339.

    Where no more than the build is another, the revision stays as it is: there is nothing to be told.
    """
    old = message.before
    new = tombstone(message) if isinstance(message, ArticleGone) else message.record
    if old and is_quiet(old, new):
        kept = ("revision", "committed", "first_public", "edited", "withdrawn", "renderer")
        same = {name: getattr(old, name) for name in kept}
        quiet = new.model_copy(update={**same, "refresh": old.refresh + message.rebuild})
        return Commit(old, quiet, message.verdict, EntryChanges({}, set()), PathChange(), None)
    before = was(old, message.continues)
    stamps = {
        "committed": committed,
        "first_public": first_public(old, new, message.continues, committed),
        "edited": edited(before, new, committed),
        "withdrawn": withdrawn(before, new, committed),
    }
    new = new.model_copy(update={**stamps, "refresh": old.refresh if old else 0})
    revision = revision_of(new, message.verdict)
    entries = entry_changes(old, new)
    entries = EntryChanges(entries.put | withdrawal(before, new), entries.drop | return_of(before, new))
    change = Commit(old, new, message.verdict, entries, path_change(old, new), revision)
    return continuing(change, message.continues, message.ended) if message.continues else change


def first_public(old: ArticleRecord | None, new: ArticleRecord, continues: ArticleRecord | None, committed: str) -> str:
    """When an article has become public for the first time; a name that was left and is used anew is another one."""
    former = None if old and old.successor else old
    known = [it.first_public for it in (former, continues) if it and it.first_public]
    return min(known, default=committed if new.state is State.PUBLISHED else "")


def continuing(change: Commit, old: ArticleRecord, ended: Verdict | None) -> Commit:
    """The commit with the end of the article whose place it takes; if that was over before, it is told who has it."""
    after = {"successor": change.new.id}
    if old.state is not State.PUBLISHED or ended is None:
        return replace(change, predecessor=End(old, old.model_copy(update=after)))
    gone = tombstone(ArticleGone(key=old.key, article_id=old.id, before=old, verdict=ended))
    end = gone.model_copy(update={**after, "committed": change.new.committed})
    there = old.path == change.new.path
    path = PathChange(change.new.path, None if there else old.path, change.new.path, taken_from=old.id)
    predecessor = End(old, end, ended, entry_changes(old, None).drop, revision_of(end, ended))
    return replace(change, path=path, predecessor=predecessor)


def path_taken(verdict: Verdict, path: str, owner: str) -> Verdict:
    """The verdict on an article whose path another has; it is looked at again when that one lets go."""
    at = verdict.path_from or Written(line=1, column=1, text=path)
    finding = Finding(
        code="path-taken",
        message=f"The address {path} belongs to the article `{owner}` already.",
        remedy=f"Give this one an address of its own, such as `slug: {path.strip('/').rpartition('/')[2]}-2`. "
        "If the other article goes, this one takes its place by itself.",
        line=at.line,
        column=at.column,
        found=at.text,
    )
    findings = (*verdict.findings, finding)
    return verdict.model_copy(update={"status": "rejected", "findings": findings, "waits_for": path, "url": None})
