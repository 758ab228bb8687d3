"""Valid values for tests; each test states only how its own differ."""

import struct
import zlib
from datetime import UTC, datetime
from typing import Any

from flong.article import Article, Moment, Picture, Tag
from flong.events import ArticleAccepted, ArticleRecord, Variant
from flong.formats.registry import FORMATS
from flong.intake import pictures
from flong.intake.pictures import wanted_by
from flong.intake.read import Reading
from flong.intake.slugs import tag_id_of
from flong.record import record_of
from flong.theme import Site
from flong.verdict import SourceVersion, Verdict

SITE = Site(name="The Site", url="https://site.example")
DAY = Moment(at=datetime(2026, 1, 22, tzinfo=UTC), precision="day")
VERSION = SourceVersion(version_id="v1", etag='"e1"', sha256="a" * 64, modified="2026-01-22T10:00:00Z")


def make_tags(*labels: str) -> tuple[Tag, ...]:
    return tuple(Tag(id=tag_id_of(label), label=label) for label in labels)


def make_article(**given: Any) -> Article:
    tags = given.pop("tags", ("Sea",))
    values: dict[str, Any] = {
        "id": "sea/tides",
        "key": "articles/sea/tides.md",
        "title": "Tides",
        "summary": "The sea comes and goes.",
        "published": DAY,
        "category": "sea",
        "language": "en",
        "path": "/sea/tides/",
        "body": "<p>The sea comes and goes.</p>",
        "words": 5,
        "tags": make_tags(*tags),
    }
    return Article(**{**values, **given})


def make_picture(key: str = "articles/sea/boat.png", **given: Any) -> Picture:
    values: dict[str, Any] = {
        "key": key,
        "etag": '"p1"',
        "sha256": "c" * 64,
        "content_type": "image/png",
        "bytes": 1000,
        "width": 800,
        "height": 600,
        "file": f"boat-{'c' * 16}.png",
    }
    return Picture(**{**values, **given})


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def make_png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def illustrated(reading: Reading) -> Reading:
    """What was read, as if every picture that it shows lay beside it."""
    if reading.article is None:
        return reading
    looks = {key: make_picture(key) for key in wanted_by(reading.article)}
    return pictures.illustrated(reading, looks, b"")


def make_verdict(**given: Any) -> Verdict:
    values: dict[str, Any] = {
        "key": "articles/sea/tides.md",
        "article_id": "sea/tides",
        "status": "accepted",
        "number": 1,
        "source": VERSION,
    }
    return Verdict(**{**values, **given})


def make_variants(build: str) -> dict[str, Variant]:
    return {
        format.name: Variant(
            key=f"builds/sea/tides/{build}/{format.file}", content_type=format.content_type, bytes=100, sha256="b" * 64
        )
        for format in FORMATS
    }


def make_record(before: ArticleRecord | None = None, build: str = "build1", **given: Any) -> ArticleRecord:
    """The record that a commit of an article leaves behind."""
    article = make_article(**given)
    message = ArticleAccepted(
        key=article.key, article_id=article.id, before=before, verdict=make_verdict(), build=build, article=article
    )
    record = record_of(message, article, make_variants(build), SITE)
    return record.model_copy(update={"committed": "2026-01-22T10:00:01Z"})
