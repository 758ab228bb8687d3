"""Stage messages and public events. Read this second."""

from typing import Annotated, Any, Literal

from pydantic import Field

from flong.article import Article, ChangeKind, Image, Moment, Person, Picture, Sha256, Source, State, Tag, Value
from flong.verdict import SourceVersion, Verdict


class Listing(Value):
    """What a tag page, a feed or the home page shows of an article."""

    id: str
    title: str
    summary: str
    path: str
    url: str
    authors: tuple[Person, ...] = ()
    published: Moment
    updated: Moment | None = None
    category: str
    tags: tuple[Tag, ...] = ()
    language: str
    hero: Image | None = None


class Entry(Value):
    """What a list of the index keeps of an article: what it shows, and what only machines that read it care for."""

    listing: Listing
    revision: int
    edited: str | None = None
    """When a reader who knew it was last given something new, UTC, RFC 3339; None if never."""
    known_as: str | None = None
    """What the article was first, if that is not its id."""
    canonical_url: str | None = None
    """Where it first appeared, if that is elsewhere."""

    @property
    def changed(self) -> str:
        """When it became what it is, UTC, RFC 3339: as its editor says, or as it was noticed, whichever is later."""
        stated = (self.listing.updated or self.listing.published).sortable
        return max(stated, self.edited or stated)


class Withdrawal(Value):
    """That an article is no longer public, and which lists it stood in; `known_as` as the article's record has it."""

    known_as: str
    withdrawn: str
    tags: tuple[str, ...] = ()
    category: str = ""


class Variant(Value):
    """One rendering of one build: its key in the builds bucket, its size in bytes, its hash."""

    key: str
    content_type: str
    bytes: int
    sha256: Sha256


class ArticleRecord(Value):
    """The committed truth of one article; `revision` grows by one with every commit."""

    id: str
    key: str
    state: State
    revision: int
    refresh: int = 0
    """Grows when what readers see is to be put in place again, though nothing of it has changed."""
    build: str | None = None
    renderer: str | None = None
    """What made the build: theme and program, as a hash. The first that made what this revision shows."""
    source: SourceVersion | None = None
    listing: Listing | None = None
    """Of the text that was committed last; kept by a tombstone so that a withdrawal can say what went."""
    listing_before: Listing | None = None
    """Of the last text that was live or waited for its time, if that is over: a withdrawal tells nothing of a draft."""
    variants: dict[str, Variant] = {}
    pictures: tuple[Picture, ...] = ()
    path: str | None = None
    former_paths: tuple[str, ...] = ()
    canonical_url: str | None = None
    coverage_of: str | None = None
    sources: tuple[Source, ...] = ()
    change_kind: ChangeKind = ChangeKind.MATERIAL
    correction: str | None = None
    publish_at: Moment | None = None
    """When a scheduled article goes live."""
    content_sha256: str | None = None
    bytes_sha256: str | None = None
    """The hash of the source that is, or was last, live; by it an article is known under another name."""
    lineage: tuple[str, ...] = ()
    """The ids that the article had before, oldest first."""
    origin: str | None = None
    """What the article was first, if that is not its id: the first of its names, or a later use of its own."""
    successor: str | None = None
    """The id that an article which is gone goes on under."""
    received: Moment | None = None
    """When the first version that was committed had been uploaded; the date of an article that names none."""
    committed: str = ""
    """When it was committed, UTC, RFC 3339; set by the commit."""
    first_public: str = ""
    """When it was committed as public for the first time, under whatever name; set by the commit."""

    edited: str = ""
    """When a reader who knew it was last given something new: a change that its editor does not call minor, or its
    return. Set by the commit."""
    withdrawn: str = ""
    """When it ceased to be public, if it has been; set by the commit."""

    @property
    def known_as(self) -> str:
        """What the ledger of mails calls the article: under another name it is still the one that readers had."""
        return self.origin or self.id


class Revision(Value):
    """What one commit of an article was, kept for good; `findings` counts what its verdict had to say by level."""

    id: str
    revision: int
    state: State
    committed: str
    build: str | None = None
    source: SourceVersion | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    """What an event of this revision was told by, if there was one; so are the category's id and the language."""
    category: str = ""
    language: str = ""
    path: str | None = None
    change_kind: ChangeKind = ChangeKind.MATERIAL
    correction: str | None = None
    publish_at: Moment | None = None
    findings: dict[str, int] = {}


class SourceChanged(Value):
    """A hint that the object under `key` may have changed; `attempt` counts our own second looks.

    `rebuild` asks for the build to be made again even if nothing has changed: somebody has missed it.
    """

    key: str
    attempt: int = 0
    rebuild: bool = False


class Judged(Value):
    """What validation saw, carried along so that the commit can insist on it."""

    key: str
    article_id: str
    attempt: int = 0
    rebuild: bool = False
    """Whether somebody has missed the build, so that it is to be brought live again."""
    before: ArticleRecord | None = None
    """The record as it stood *before* the source was read."""
    verdict: Verdict
    continues: ArticleRecord | None = None
    """The article whose place this one takes: it had the same bytes, and its source is gone."""
    ended: Verdict | None = None
    """The verdict on what is under its name: nothing any more."""


class ArticleAccepted(Judged):
    """The source is a good article. `article` is absent if it is too large for a message; then it lies in the build."""

    kind: Literal["accepted"] = "accepted"
    build: str
    renderer: str | None = None
    """Theme and program that are to cast it, as a hash."""
    received: Moment | None = None
    """When the article's first version was uploaded."""
    article: Article | None = None
    record_state: State = State.PUBLISHED
    """The state that the article will have."""


class ArticleRendered(Judged):
    """Every variant of the build has been written."""

    kind: Literal["rendered"] = "rendered"
    record: ArticleRecord
    """What to commit: the next revision."""


class ArticleGone(Judged):
    """The source is no longer there."""

    kind: Literal["gone"] = "gone"


Committable = Annotated[ArticleRendered | ArticleGone, Field(discriminator="kind")]


class CollectionChanged(Value):
    """A collection may show something that is no longer so, such as `home`, `tag/<tag id>` or `month/<yyyy-mm>`.

    `again` asks for it to be made even if nothing has changed: time has passed.
    """

    collection: str
    again: bool = False


class Counted(Value):
    """What the counts contain of one article."""

    revision: int
    tags: tuple[Tag, ...] = ()
    category: Tag | None = None
    authors: tuple[Tag, ...] = ()
    month: str | None = None


class Announced(Value):
    """What the outside was told last."""

    revision: int
    refresh: int = 0
    state: State
    tags: tuple[str, ...] = ()
    heard_tags: tuple[str, ...] = ()
    """By which it was told, also of an article that waits for its time; so are the category's id and the language."""
    category: str = ""
    language: str = ""
    path: str | None = None
    settled_paths: tuple[str, ...] = ()
    """Former paths that already lead to the present one."""
    content_sha256: str | None = None
    listing_sha256: str | None = None
    build: str | None = None
    outputs_sha256: str | None = None
    """The hash of every public variant."""
    correction: str | None = None
    publish_at: str | None = None
    """The moment that a schedule was told for, UTC."""
    verdict: int = 0
    """The number of the last verdict whose report was written and announced."""


EventType = Literal[
    "article.published",
    "article.updated",
    "article.corrected",
    "article.withdrawn",
    "article.scheduled",
    "article.unscheduled",
    "article.rejected",
]


class CloudEvent(Value):
    """A public event as one of our own functions reads it back; `contract` says what all of them are."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    sequence: str
    data: dict[str, Any]
