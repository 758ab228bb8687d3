"""What validation tells the editor."""

from collections import Counter
from typing import Literal

from flong.article import Value

Level = Literal["error", "warning"]
Status = Literal["accepted", "rejected", "removed"]


class Position(Value):
    """A place in the source; both count from 1."""

    line: int
    column: int


class Finding(Value):
    """One thing to mend, or to know: where it is, what is wrong, and what to write instead.

    `line` and `column` count from 1; `code` is stable and documented.
    """

    level: Level = "error"
    code: str
    message: str
    remedy: str
    line: int | None = None
    column: int | None = None
    found: str | None = None
    also: tuple[Position, ...] = ()
    """Further places of the very same thing."""
    docs: str | None = None
    """Where the code is explained, with an example."""

    @property
    def also_on(self) -> str:
        """Its further places as words, such as `lines 4, 7 and 9`; empty if it has none."""
        lines = list(dict.fromkeys(str(place.line) for place in self.also))
        if not lines:
            return ""
        *most, last = lines
        return f"lines {', '.join(most)} and {last}" if most else f"line {last}"


class Written(Position):
    """A text that stands at a place in the source."""

    text: str


class SourceVersion(Value):
    """The state of a source object that was read; `version_id` is S3's, `etag` identifies its bytes."""

    version_id: str | None = None
    etag: str
    sha256: str
    modified: str
    restores: int | None = None
    """The revision whose bytes these are, if they were put back on purpose."""


class Verdict(Value):
    """What became of one version of one source object.

    `number` counts the verdicts on a key; it is what keeps a staler one from replacing a newer.
    """

    key: str
    article_id: str
    status: Status
    number: int
    source: SourceVersion | None = None
    findings: tuple[Finding, ...] = ()
    understood: dict[str, str] = {}
    """What each field was taken for; of a rejected article those that could be read."""
    derived: dict[str, str] = {}
    """Which fields the source does not state, and what each was taken from: `summary` from `the first paragraph`."""
    path_from: Written | None = None
    """What the source says that made the path."""
    waits_for: str | None = None
    """The path that another article has, and that this one takes when it becomes free."""
    url: str | None = None

    @property
    def status_tags(self) -> dict[str, str]:
        """What the object's own tags say of it, in the characters that S3 allows in a tag."""
        counts = Counter(finding.level for finding in self.findings)
        status = self.understood.get("status", self.status) if self.status == "accepted" else self.status
        return {"flong-status": status, "flong-errors": str(counts["error"]), "flong-warnings": str(counts["warning"])}

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "error")


DEFAULT = "the default"
"""What a field is derived from that nothing in the article or of the site says."""


def origin(source: str) -> str:
    """How a derived field came to its value, in words: `taken from the first paragraph`."""
    return "by default" if source == DEFAULT else f"taken from {source}"


UNFINISHED = Finding(
    code="unfinished",
    message="Flong could not work through this article; it has tried several times.",
    remedy="Upload it again. If that does not help, split it, or leave out what is unusual in it: the people who run "
    "Flong have been told, too.",
)


def unfinished(verdict: Verdict) -> Verdict:
    """The verdict on an article that took too long, or failed in a way that nobody foresaw."""
    return verdict.model_copy(update={"status": "rejected", "findings": (*verdict.findings, UNFINISHED), "url": None})


RENDERED = frozenset(("variant-failed", "variant-incomplete", "mail-cut"))
"""Codes of what only rendering can find."""


def rendered_findings(verdict: Verdict | None) -> tuple[Finding, ...]:
    """What rendering found when the build was made, which a later look at the same source cannot know."""
    return tuple(finding for finding in verdict.findings if finding.code in RENDERED) if verdict else ()


def with_findings(verdict: Verdict, more: tuple[Finding, ...]) -> Verdict:
    """The verdict with what a later stage found."""
    return verdict.model_copy(update={"findings": (*verdict.findings, *more)}) if more else verdict


def following(verdict: Verdict) -> Verdict:
    """The same verdict as the one after another that took its number."""
    return verdict.model_copy(update={"number": verdict.number + 1})


def documented(verdict: Verdict, page: str) -> Verdict:
    """The verdict with the address, on `page`, of the explanation of each of its findings."""
    told = (finding.model_copy(update={"docs": f"{page}#{finding.code}"}) for finding in verdict.findings)
    return verdict.model_copy(update={"findings": tuple(told)})


def judged(version: SourceVersion, verdict: Verdict | None) -> bool:
    """Whether a verdict is on this very version of the object."""
    last = verdict.source if verdict else None
    return last is not None and (last.version_id, last.etag) == (version.version_id, version.etag)


def same(verdict: Verdict, last: Verdict | None) -> bool:
    """Whether a verdict says nothing new, so that an editor is not told twice."""
    if last is None or (last.source and last.source.sha256) != (verdict.source and verdict.source.sha256):
        return False
    return told(last) == told(verdict)


def told(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.status, verdict.findings, verdict.understood, verdict.derived)
