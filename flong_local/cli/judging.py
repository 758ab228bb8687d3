"""What an upload of files would meet: the pipeline's own judgement, and the addresses that they would share."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flong.article import Article, Picture, State
from flong.intake import judge
from flong.intake.pictures import MAX_BYTES, Fault, illustrated, picture_of
from flong.intake.read import Reading
from flong.theme import Site
from flong.verdict import SourceVersion, Verdict, documented

from flong_local.beside import files_of
from flong_local.cli.sources import Source


@dataclass(frozen=True)
class Checked:
    """One file and the verdict on it; `article` is what it would become if it is accepted."""

    source: Source
    verdict: Verdict
    article: Article | None
    data: bytes


@dataclass
class Judge:
    """Judges one file after the other as if all were uploaded now; the first that claims an address has it."""

    site: Site
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    owners: dict[str, str] = field(default_factory=dict)
    """Who has which path."""

    def check(self, source: Source, size: int, data: bytes) -> Checked:
        version = SourceVersion(etag="", sha256=hashlib.sha256(data).hexdigest(), modified=self.now.isoformat())
        first = judge.received(version, None, self.site)
        reading = with_pictures(judge.read(source.key, version, size, data, first, self.site), source, data)
        verdict, article = judge.verdict_on(source.key, version, reading, 1, self.site), reading.article
        if article and (owner := self.owner_of(article, source)):
            from flong.commit import path_taken  # with all that a commit needs; few articles meet another

            verdict, article = path_taken(verdict, article.path, owner), None
        return Checked(source, documented(verdict, self.site.findings), article, data)

    def owner_of(self, article: Article, source: Source) -> str | None:
        """The other file that has the article's path; a draft claims none."""
        if article.status is not State.PUBLISHED:
            return None
        owner = self.owners.setdefault(article.path, source.label)
        return owner if owner != source.label else None


def with_pictures(reading: Reading, source: Source, data: bytes) -> Reading:
    """What was read, with the pictures that lie beside the file; beside standard input there is nothing to look at."""
    if reading.article is None or source.path is None:
        return reading
    looks = {key: look_at(key, path) for key, path in files_of(reading.article, source.path).items()}
    return illustrated(reading, looks, data)


def look_at(key: str, path: Path) -> Picture | Fault:
    if not path.is_file():
        return Fault.MISSING
    if path.stat().st_size > MAX_BYTES:
        return Fault.TOO_LARGE
    data = path.read_bytes()
    return picture_of(key, "", hashlib.sha256(data).hexdigest(), data)
