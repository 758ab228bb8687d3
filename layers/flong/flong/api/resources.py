"""What is answered. Names and times are those of article.json and of the events. Pure."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, Field

from flong.announce_data import document_of, told
from flong.article import Image, Moment, Person, Source, Tag
from flong.events import ArticleRecord, Listing
from flong.finding import Count, Entry
from flong.formats.addresses import tag_path
from flong.theme import Site


class When(BaseModel):
    """A point in time, as precise as its author gave it."""

    date: str = Field(description="ISO 8601, no more precise than it was given.")
    instant: str = Field(description="The first instant of it, UTC, RFC 3339.")
    precision: str = Field(description="`year`, `month`, `day`, `minute` or `second`.")
    zone: str = Field(description="The IANA zone in which readers should see it.")


class Summary(BaseModel):
    """An article as lists have it."""

    id: str
    revision: int = Field(description="Grows with every commit of the article.")
    self: str = Field(description="The article in this API.")
    url: str = Field(description="Where it is read.")
    title: str
    summary: str
    authors: list[Person]
    published: When
    updated: When | None = None
    category: str
    tags: list[Tag]
    language: str = Field(description="BCP 47.")
    hero: Image | None = None


class File(BaseModel):
    """A variant that can be fetched, or, of the mail, its hash alone."""

    url: str | None = None
    sha256: str
    bytes: int | None = None
    content_type: str | None = None


class Document(BaseModel):
    """The whole article, at an address whose content never changes."""

    url: str
    sha256: str
    bytes: int


class Whole(Summary):
    """An article with all that is known of it besides its text, which `document` holds."""

    canonical_url: str | None = None
    coverage_of: str | None = None
    correction: str | None = None
    change_kind: str
    sources: list[Source]
    committed: str = Field(description="When this revision was committed, UTC, RFC 3339.")
    first_public: str = Field(description="When it was public first, UTC, RFC 3339.")
    document: Document
    variants: dict[str, File]
    former_urls: list[str]


class Articles(BaseModel):
    """A page of articles, newest first. It may be short, or empty, and there may be more all the same."""

    items: list[Summary]
    next: str | None = Field(None, description="The `cursor` of the next page; absent on the last.")


class Group(BaseModel):
    """A tag, category, author or month that has articles."""

    id: str
    label: str
    count: int = Field(description="How many articles it has.")
    last_published: str | None = Field(None, description="The date of the article that came last to it.")


class Groups(BaseModel):
    """A page of lists, in the order of their ids; months newest first."""

    items: list[Group]
    next: str | None = Field(None, description="The `cursor` of the next page; absent on the last.")


class Related(Tag):
    """A tag that stands beside another one."""

    count: int = Field(description="How many of the newest 100 articles of the one have this one, too.")


class TagWhole(Group):
    """A tag with what the site says of it, and the tags beside it."""

    url: str = Field(description="Its page.")
    articles: str = Field(description="Its articles in this API.")
    description: str | None = None
    related: list[Related]


def when(moment: Moment) -> When:
    return When(date=moment.iso, instant=moment.sortable, precision=moment.precision, zone=moment.zone)


def summary(listing: Listing, revision: int, site: Site) -> dict[str, Any]:
    shown = listing.model_dump(
        include={"id", "url", "title", "summary", "authors", "category", "tags", "language", "hero"}
    )
    return {
        **shown,
        "revision": revision,
        "self": site.absolute(article_path(listing.id)),
        "published": when(listing.published),
        "updated": when(listing.updated) if listing.updated else None,
    }


def article_path(article_id: str) -> str:
    return f"/api/articles/{quote(article_id)}"


def path_path(path: str) -> str:
    return f"/api/paths{quote(path)}"


def articles_page(entries: Iterable[Entry], following: str | None, site: Site) -> Articles:
    items = [Summary(**summary(it.listing, it.revision, site)) for it in entries if it.listing]
    return Articles(items=items, next=following)


def whole(record: ArticleRecord, listing: Listing, site: Site) -> Whole:
    return Whole(
        **summary(listing, record.revision, site),
        canonical_url=record.canonical_url,
        coverage_of=record.coverage_of,
        correction=record.correction,
        change_kind=record.change_kind.value,
        sources=list(record.sources),
        committed=record.committed,
        first_public=record.first_public,
        document=Document(**document_of(record, site)),
        variants={name: File(**told(name, variant, record, site)) for name, variant in sorted(record.variants.items())},
        former_urls=[site.absolute(path) for path in record.former_paths],
    )


def group(count: Count) -> Group:
    return Group(**count.model_dump())


def tag_whole(count: Count, beside: Iterable[tuple[Tag, int]], site: Site) -> TagWhole:
    known = site.tags.tags.get(count.id)
    return TagWhole(
        **count.model_dump(),
        url=site.absolute(tag_path(count.id)),
        articles=site.absolute(f"{tag_resource(count.id)}/articles"),
        description=known.description or None if known else None,
        related=[Related(**tag.model_dump(), count=number) for tag, number in beside],
    )


def tag_resource(tag_id: str) -> str:
    return f"/api/tags/{quote(tag_id, safe='')}"
