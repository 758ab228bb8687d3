"""What is to be brought live and told, by what the table says of an article, and where its files lie. Pure."""

import re
from dataclasses import dataclass

from flong.article import Picture, State
from flong.events import Announced, ArticleRecord, Counted, Revision, Variant
from flong.formats.registry import FORMATS, PUBLIC
from flong.verdict import Verdict

NOTHING = Announced(revision=0, state=State.WITHDRAWN)
IMMUTABLE_NAME = re.compile(r"article\.[0-9a-f]{16}\.json")
PICTURE_NAME = re.compile(r"[^/]+-[0-9a-f]{16}\.(?:png|jpg|gif|webp|avif)")


@dataclass(frozen=True)
class Standing:
    """Everything that the table says of one article."""

    record: ArticleRecord | None = None
    verdict: Verdict | None = None
    announced: Announced = NOTHING
    counted: Counted | None = None
    skipped: tuple[Revision, ...] = ()
    """Revisions since the last that is known to be announced, and before the present one.

    Any of them may have been announced by a run that died before it could say so.
    """
    afresh: bool = False
    """Whether all is to be brought live again, whatever has been announced of it."""

    @property
    def unannounced_record(self) -> ArticleRecord | None:
        """The record, if the outside has not been told of its revision."""
        return self.record if self.record and self.record.revision > self.announced.revision else None

    @property
    def unpublished_record(self) -> ArticleRecord | None:
        """The record, if what readers see has to be put in place."""
        due = self.afresh or self.unannounced_record or self.is_refreshed
        return self.record if due else None

    @property
    def is_refreshed(self) -> bool:
        """Whether what readers see is to be put in place again, and what does not belong there taken away."""
        # Not merely more: a commit that was under way may have put an older number back.
        return self.record is not None and self.record.refresh != self.announced.refresh

    @property
    def unreported_verdict(self) -> Verdict | None:
        due = self.verdict and (self.afresh or self.verdict.number > self.announced.verdict)
        return self.verdict if due else None

    @property
    def may_have_been(self) -> set[State]:
        """The states that the outside may take the article to be in."""
        return {self.announced.state, *(it.state for it in self.skipped)}

    @property
    def may_be_scheduled(self) -> bool:
        """Whether a schedule may have been made for an earlier revision, announced or overtaken."""
        told = self.announced
        overtaken = self.record is not None and told.revision + 1 < self.record.revision
        return bool(told.publish_at) or overtaken or self.afresh

    @property
    def settled(self) -> bool:
        return self.unpublished_record is None and self.unreported_verdict is None


@dataclass(frozen=True)
class Copy:
    """One object of a build and its live key; `forever` if no other content will ever have that key."""

    source: str
    key: str
    content_type: str
    forever: bool = False


def copies(record: ArticleRecord) -> list[Copy]:
    """What makes a build live, the page last, so that it never points at what is not there yet."""
    folder = folder_of(record.path or "/")
    found = [
        Copy(picture_key(record.id, picture), folder + picture.file, picture.content_type, forever=True)
        for picture in record.pictures
    ]
    for name in reversed(
        [format.name for format in FORMATS if format.name in PUBLIC and format.name in record.variants]
    ):
        variant = record.variants[name]
        if name == "json":
            found.append(Copy(variant.key, folder + immutable_name(variant), variant.content_type, forever=True))
        found.append(Copy(variant.key, folder + PUBLIC[name], variant.content_type))
    return found


def is_of(record: ArticleRecord, name: str) -> bool:
    """Whether a file in an article's folder belongs there: what is live, what leads to it, what stays for ever."""
    prefix = folder_of(record.path or "/")
    return is_immutable(name) or prefix + name in [*(copy.key for copy in copies(record)), *stubs(record)]


def stubs(record: ArticleRecord) -> list[str]:
    """Where a page would be that this article does without; whoever kept its address is led to the article."""
    folder = folder_of(record.path or "/")
    pages = [file for name, file in PUBLIC.items() if name not in record.variants and file.endswith("/index.html")]
    return [folder + file for file in pages]


def folder_of(path: str) -> str:
    """The folder of the site bucket in which everything that is read at `path` lies."""
    return path.removeprefix("/")


def immutable_name(variant: Variant) -> str:
    return f"article.{variant.sha256[:16]}.json"


def picture_key(article_id: str, picture: Picture) -> str:
    """Where a picture is kept as it was when it was measured: by its hash, for every build that shows it."""
    return f"builds/{article_id}/pictures/{picture.file}"


def is_immutable(name: str) -> bool:
    """Whether a file of an article's folder is a document that an event points at, or a picture that a mail shows."""
    return IMMUTABLE_NAME.fullmatch(name) is not None or PICTURE_NAME.fullmatch(name) is not None


def abandoned_paths(standing: Standing) -> list[str]:
    """Former paths that still hold what they held, and should lead to the present one."""
    record = standing.record
    if record is None or record.state is not State.PUBLISHED:
        return []
    told = standing.announced
    # A withdrawal in between, or a place that nobody was told of, may have left something else there.
    stayed = told.state is State.PUBLISHED and told.path == record.path and not standing.skipped
    settled = told.settled_paths if stayed and not (standing.afresh or standing.is_refreshed) else ()
    return [path for path in record.former_paths if path not in settled]


def was_read_at(standing: Standing, path: str) -> bool:
    """Whether the outside has been told, or may have been, of the article at a path."""
    told = standing.announced
    found = [*told.settled_paths, *(it.path for it in standing.skipped if it.state is State.PUBLISHED)]
    return path in found or (told.state is State.PUBLISHED and path == told.path)
