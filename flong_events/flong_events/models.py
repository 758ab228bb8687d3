"""Every public event, and what each is made of: CloudEvents 1.0 in structured JSON (https://github.com/cloudevents/spec).

Who sends events and who receives them share this file; it needs pydantic and nothing else. Fields that it does not know
are passed over, so that a newer sender may add some. What may be None is left out of the JSON, and is never null there.
"""

import re
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

VERSION = 1
"""Of every type of event. Within it fields are added, and nothing else is done to it."""


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Url = Annotated[str, Field(min_length=1, json_schema_extra={"format": "uri"})]
ChangeKind = Literal["minor", "material", "correction"]
Change = Literal["content", "metadata", "tags", "path", "rendering"]
Precision = Literal["year", "month", "day", "minute", "second"]


# ---- what data is made of


class Tag(Value):
    """A tag."""

    id: Text = Field(description="What filters and addresses know it by, in small letters.")
    label: Text = Field(description="As it is written.")


class Author(Value):
    """Somebody, or some desk, that signs an article."""

    name: Text
    url: str | None = Field(None, description="A page about them, as the editor gave it.")


class Moment(Value):
    """A point in time as precisely as it was given."""

    date: str = Field(
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T.+)?)?)?$",
        description="No more precise than it was given: `2026`, `2026-01`, `2026-01-22`, `2026-01-22T09:30+01:00` or "
        "`2026-01-22T09:30:00+01:00`.",
    )
    instant: AwareDatetime = Field(description="Its first instant, in UTC.", json_schema_extra={"pattern": "Z$"})
    precision: Precision
    zone: Text = Field(description="The IANA zone in which a reader should see it.")


class Dates(Value):
    """The times of an article as its editor meant them: how precisely, and in which zone."""

    published: Moment
    updated: Moment | None = None
    publish_at: Moment | None = None


class Document(Value):
    """Where the whole article lies exactly as it was at this revision; another revision never has this address."""

    url: Url
    sha256: Sha256
    bytes: Count


class Variant(Value):
    """One rendering. Of the mail the hash alone is told."""

    url: Url | None = Field(None, description="Where it can be read; it always holds the latest.")
    sha256: Sha256
    bytes: Count | None = None
    content_type: str | None = Field(None, description="Its media type.")


class Position(Value):
    """A place in the source; both count from 1."""

    line: Number
    column: Number


class Finding(Value):
    """One thing to mend, or to know."""

    level: Literal["error", "warning"]
    code: Text = Field(description="What it is, for machines; the findings page explains each.")
    message: str
    remedy: str = Field(description="What to write instead.")
    line: Number | None = Field(None, description="From 1.")
    column: Number | None = Field(None, description="From 1.")
    found: str | None = Field(None, description="What stands there.")
    also: tuple[Position, ...] = Field(description="Further places of the very same thing.")
    docs: str | None = Field(None, description="Where the code is explained.")


TRIMMED = Field(None, description="Fields that have been cut so that the event fits into 32 KiB; nearly always absent.")


class ArticleData(Value):
    """What an event tells of an article; of a withdrawal, as it was."""

    article_id: str = Field(description="As `subject`: the key in the source bucket without `articles/` and `.md`.")
    revision: Number = Field(description="As `sequence`: counts the commits of this article.")
    previous_revision: Number | None = Field(None, description="The revision that was announced last, if any was.")
    restored_revision: Number | None = Field(None, description="The revision whose text a rollback put back.")
    url: Url = Field(description="Where the article is read.")
    path: str = Field(pattern="^/", description="The same without the site: `/<category>/<slug>/`.")
    canonical_url: str | None = Field(None, description="Where it first appeared, if its editor says so.")
    former_urls: tuple[str, ...] = Field(
        description="Addresses that were the article's and are so no longer; of a withdrawal, all. Oldest first."
    )
    title: str
    summary: str
    authors: tuple[Author, ...]
    category: str = Field(description="As it is written.")
    category_id: str = Field(description="What filters and addresses know it by, in small letters.")
    tags: tuple[Tag, ...] = Field(description="In the editor's order.")
    tags_added: tuple[str, ...] = Field(description="Ids, against the last announcement.")
    tags_removed: tuple[str, ...] = Field(description="Ids, against the last announcement.")
    language: Text = Field(description="A tag of BCP 47.")
    published: AwareDatetime = Field(description="A day, month or year as its first instant.")
    updated: AwareDatetime | None = Field(None, description="As its editor gave it.")
    publish_at: AwareDatetime | None = Field(None, description="When it goes live, if it is scheduled.")
    dates: Dates = Field(description="The same times, with how precise they are and the zone that they are meant in.")
    change_kind: ChangeKind = Field(
        description="Of an update the weightiest of all that has changed since the last announcement; of an article "
        "that comes or goes `material`."
    )
    changed: tuple[Change, ...] = Field(
        description="Of an update or correction, what differs from the last announcement; `rendering` only alone. "
        "Empty if nothing does, since the article went and came back unannounced."
    )
    correction: str | None = Field(None, description="What was wrong before, as its editor noted it.")
    document: Document | None = Field(None, description="The whole article, where it is live.")
    variants: dict[str, Variant] = Field(description="By name: `html`, `amp`, `email`, `text`, `markdown`, `json`.")
    renderer: str | None = Field(None, description="What cast the variants: theme and program, as a hash.")
    continues: str | None = Field(None, description="The id that the article had before, if it has another now.")
    successor: str | None = Field(None, description="The id under which it goes on, if it does.")
    trimmed: tuple[str, ...] | None = TRIMMED


class PublishedData(ArticleData):
    """An article is live that was not: for the first time, or again."""

    document: Document = Field(description="The whole article.")


class UpdatedData(ArticleData):
    """A live article has changed."""

    document: Document = Field(description="The whole article.")


class CorrectedData(ArticleData):
    """A live article has changed, and its editor calls that a correction."""

    document: Document = Field(description="The whole article.")


class WithdrawnData(ArticleData):
    """An article is no longer live: deleted, given the status draft or withdrawn, or put off."""


class ScheduledData(ArticleData):
    """An article will go live at a time, or at another than was said before."""

    publish_at: AwareDatetime = Field(description="When it goes live.")


class UnscheduledData(ArticleData):
    """An article that was to go live will not."""


class RejectedData(Value):
    """An upload cannot be published; what was live stays live."""

    article_id: str = Field(description="As `subject`.")
    key: Text = Field(description="What was uploaded, in the source bucket.")
    version_id: str | None = Field(None, description="Which version of it.")
    report: Text = Field(description="The key of the report for its editor, in the source bucket.")
    findings: tuple[Finding, ...] = Field(description="What is to be mended, and warnings beside it.")
    trimmed: tuple[str, ...] | None = TRIMMED


# ---- the events


class Event(Value):
    """A public event."""

    specversion: Literal["1.0"] = "1.0"
    id: Text = Field(
        description="`<article>@<revision>:<kind>`; of a rejection `<article>@v<number>:article.rejected`. "
        "A repetition has the id of the first."
    )
    source: Url = Field(description="The site.")
    type: str
    subject: str = Field(description="The article's id.")
    time: AwareDatetime = Field(description="When it was committed; of a rejection, when it was uploaded.")
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: Url = Field(description="The JSON Schema of `data`.")
    sequence: str = Field(
        pattern="^[1-9][0-9]*$", description="The revision; of a rejection the number of the verdict, another count."
    )
    dataref: Url | None = Field(None, description="The whole article as it was at this revision, as `data.document`.")
    replayed: bool | None = Field(None, description="True where it is sent once more because somebody asked for that.")
    data: ArticleData | RejectedData

    @property
    def kind(self) -> str:
        """Such as `article.published`."""
        return kind_of(self.type)


class ArticlePublished(Event):
    """An article is live that was not: for the first time, or again."""

    type: str = Field(pattern=r"^.+\.article\.published\.v1$")
    data: PublishedData


class ArticleUpdated(Event):
    """A live article has changed."""

    type: str = Field(pattern=r"^.+\.article\.updated\.v1$")
    data: UpdatedData


class ArticleCorrected(Event):
    """A live article has changed, and its editor calls that a correction."""

    type: str = Field(pattern=r"^.+\.article\.corrected\.v1$")
    data: CorrectedData


class ArticleWithdrawn(Event):
    """An article is no longer live: deleted, given the status draft or withdrawn, or put off."""

    type: str = Field(pattern=r"^.+\.article\.withdrawn\.v1$")
    data: WithdrawnData


class ArticleScheduled(Event):
    """An article will go live at a time, or at another than was said before."""

    type: str = Field(pattern=r"^.+\.article\.scheduled\.v1$")
    data: ScheduledData


class ArticleUnscheduled(Event):
    """An article that was to go live will not: deleted, or made a draft, before its time."""

    type: str = Field(pattern=r"^.+\.article\.unscheduled\.v1$")
    data: UnscheduledData


class ArticleRejected(Event):
    """An upload cannot be published; what was live stays live."""

    type: str = Field(pattern=r"^.+\.article\.rejected\.v1$")
    data: RejectedData


EVENTS: dict[str, type[Event]] = {
    "article.published": ArticlePublished,
    "article.updated": ArticleUpdated,
    "article.corrected": ArticleCorrected,
    "article.withdrawn": ArticleWithdrawn,
    "article.scheduled": ArticleScheduled,
    "article.unscheduled": ArticleUnscheduled,
    "article.rejected": ArticleRejected,
}
"""The model of each kind of event. The type of an event is `<prefix>.<kind>.v1`, whatever the prefix."""

TYPE = re.compile(r".+\.(article\.[a-z]+)\.v1")


def kind_of(type_: str) -> str:
    """The kind that a type is of, such as `article.published`; empty of one that is none of version 1."""
    found = TYPE.fullmatch(type_)
    return found[1] if found else ""
