"""Every article to try a variant on: the examples, and what is accepted of the corpus if that is there."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from flong.article import ARTICLES, EXTENSIONS, Article, Moment, Picture
from flong.intake.pictures import addresses_of, with_pictures
from flong.intake.read import read_article

from tests.corpus import CORPUS, needs_corpus
from tests.formats.casting import THEME

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = Moment(at=datetime(2026, 1, 22, tzinfo=UTC), precision="day")
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@cache
def examples() -> tuple[Article, ...]:
    return accepted(EXAMPLES)


@cache
def corpus() -> tuple[Article, ...]:
    return accepted(*(folder for folder in sorted(CORPUS.iterdir()) if folder.is_dir() and folder.name != "LICENSES"))


def accepted(*folders: Path) -> tuple[Article, ...]:
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.suffix in EXTENSIONS]
    return tuple(article for file in files if (article := understood(file.name, file.read_bytes())))


def understood(name: str, data: bytes) -> Article | None:
    """What an upload of a file becomes on a day of ours, each picture beside it; None if it is rejected."""
    article = read_article(f"{ARTICLES}{name}", data, THEME.site, DAY, NOW).article
    return with_pictures(article, {address: lying(address) for address in addresses_of(article)}) if article else None


def lying(address: str) -> Picture:
    digest = sha256(address.encode()).hexdigest()
    about = {"content_type": "image/png", "bytes": 100, "width": 640, "height": 480}
    return Picture(key=f"{ARTICLES}{digest}", etag=digest, sha256=digest, file=f"{digest[:16]}.png", **about)


EVERY = [pytest.param(examples, id="examples"), pytest.param(corpus, id="corpus", marks=needs_corpus)]
