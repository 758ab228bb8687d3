"""Pictures that lie beside an article's file, as they would beside the object."""

import posixpath
from pathlib import Path

from flong.article import Article, Moment
from flong.intake.judge import read
from flong.intake.pictures import wanted_by
from flong.theme import Site
from flong.verdict import SourceVersion

NOBODY = Site(name="", url="https://example.org")
SOME_DAY = "2026-01-01T00:00:00Z"


def files_of(article: Article, file: Path) -> dict[str, Path]:
    """By key, the files that an article shows, whether they are there or not; `file` is its own."""
    return {key: file_of(key, article.key, file) for key in wanted_by(article)}


def file_of(key: str, article_key: str, file: Path) -> Path:
    """Where the picture under `key` lies, if `file` is the article under `article_key`."""
    return file.parent / posixpath.relpath(key, posixpath.dirname(article_key))


def pictures_of(key: str, file: Path) -> dict[str, Path]:
    """By key, the pictures that an article shows and that are there; none of a file that is no good article."""
    data = file.read_bytes()
    version = SourceVersion(etag="", sha256="", modified=SOME_DAY)
    first = Moment(at=SOME_DAY, precision="day")  # type: ignore[arg-type]
    article = read(key, version, len(data), data, first, NOBODY).article
    found = files_of(article, file) if article else {}
    return {picture: path for picture, path in found.items() if path.is_file()}
