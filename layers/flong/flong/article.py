"""The one model. Read this first: everything else makes, moves or renders an `Article`."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

ARTICLES = "articles/"
EXTENSIONS = (".md", ".markdown", ".txt")
DEFAULT_CATEGORY = "articles"
"""Of an article that names none; it is a part of its address, and no reader is told of it."""
MAX_TAGS, MAX_AUTHORS = 20, 20
"""Each has an entry in the index, and a commit that moves all of them, or ends another article besides, is one
transaction of at most 100 writes."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Value(BaseModel):
    """Frozen, and lenient to fields that a newer producer may add."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class State(StrEnum):
    """What the committed record says of an article."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    """Complete, and kept back until `publish_at`."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ChangeKind(StrEnum):
    """How much a change matters to readers, in the editor's own judgement."""

    MINOR = "minor"
    MATERIAL = "material"
    CORRECTION = "correction"


Precision = Literal["year", "month", "day", "minute", "second"]


class Moment(Value):
    """A point in time as precisely as its author gave it.

    `at` is the first instant, in UTC, of the period that was meant; `zone` is the IANA
    zone in which a reader should see it.
    """

    at: AwareDatetime
    precision: Precision
    zone: str = "UTC"

    @property
    def local(self) -> datetime:
        return self.at.astimezone(ZoneInfo(self.zone))

    @property
    def iso(self) -> str:
        """ISO 8601, no more precise than it was given: `2026-01-22`, `2026-01`, `2026`, `2026-01-22T09:30+01:00`."""
        if self.precision == "minute" and not self.at.second:
            return self.rfc3339[:16] + self.rfc3339[19:]
        shapes = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
        shape = shapes.get(self.precision)
        return self.local.strftime(shape) if shape else self.rfc3339

    @property
    def rfc3339(self) -> str:
        """The full instant with its zone's offset, for feeds and structured data."""
        return _rfc3339(self.at, self.zone)

    @property
    def sortable(self) -> str:
        """UTC to the second; sorts as text in the order of time."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=64)
def _rfc3339(at: datetime, zone: str) -> str:
    """Of each article's two or three times the variants ask a dozen times."""
    local = at.astimezone(ZoneInfo(zone))
    # An offset of RFC 3339 has no seconds; those of the time before zones were agreed on do.
    whole = local.utcoffset() % timedelta(minutes=1) == timedelta(0)  # type: ignore[operator]
    return (local if whole else at.astimezone(UTC)).isoformat(timespec="seconds")


class Person(Value):
    """Somebody, or some desk, that signs an article."""

    name: str
    url: str | None = None


class Tag(Value):
    """A tag as its editor wrote it, and the id that it is found by."""

    id: str
    label: str


class Source(Value):
    """What an article draws on."""

    url: str
    title: str | None = None


class Image(Value):
    """A picture; width and height in CSS pixels where they are known."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


class Picture(Value):
    """A picture that lies in the source bucket beside articles, as it stood; `etag` and `sha256` identify its bytes.

    `width` and `height` are in pixels, as it is shown: a camera may have been held upright. `file` is its name in the
    folder of an article that shows it, and no other picture's.
    """

    key: str
    etag: str
    sha256: Sha256
    content_type: str
    bytes: int
    width: int
    height: int
    file: str


class Article(Value):
    """What an editor wrote, understood and made safe.

    `body` is HTML in the small vocabulary of `docs/article-format.md`: parsed and sanitized
    once, so that a renderer may place it without escaping. It holds neither the title nor the
    header block. Everything else is plain text or a checked http(s) URL, never markup.
    """

    id: str
    key: str
    title: str
    subtitle: str | None = None
    summary: str
    authors: tuple[Person, ...] = ()
    published: Moment
    updated: Moment | None = None
    category: str
    tags: tuple[Tag, ...] = ()
    canonical_url: str | None = None
    coverage_of: str | None = None
    key_takeaways: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    in_text: tuple[str, ...] = ()
    """Which of `key_takeaways` and `sources` the body shows already, where the author put them."""
    hero: Image | None = None
    pictures: tuple[Picture, ...] = ()
    """Those that lie beside it and go live with it."""
    language: str
    path: str
    amp: bool | None = None
    """Whether it has an AMP page; None: as the site has it."""
    status: State = State.PUBLISHED
    publish_at: Moment | None = None
    """When it is to go live, if its editor said so."""
    change_kind: ChangeKind = ChangeKind.MATERIAL
    correction: str | None = None
    body: str
    words: int
    derived: dict[str, str] = {}
    """Fields that the source does not state, and what each was taken from: `summary` from `the first paragraph`."""

    @field_validator("derived", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """A producer of yesterday lists the fields alone."""
        return dict.fromkeys(value, "elsewhere") if isinstance(value, list | tuple) else value


def key_of(article_id: str) -> str:
    """The source key of an article id, which is all that `id_of` forgets."""
    if article_id.startswith("//"):
        return ARTICLES + article_id[2:]
    return f"{ARTICLES}{article_id}" if is_whole(article_id) else f"{ARTICLES}{article_id}.md"


def is_whole(path: str) -> bool:
    """Whether an id has its extension: all but `.md`, and `.md` after another, since `a.txt.md` is not `a.txt`."""
    while path.endswith(".md"):
        path = path.removesuffix(".md")
    return path.lower().endswith(EXTENSIONS)


def id_of(key: str) -> str:
    """The article id of a source key: `articles/risk/jan-leike.md` is `risk/jan-leike`.

    An object that is no article has an id that no article can have, so that its verdict is its own.
    """
    path = key.removeprefix(ARTICLES)
    if not path.lower().endswith(EXTENSIONS):
        return f"//{path}"
    return path if is_whole(path) else path.removesuffix(".md")
