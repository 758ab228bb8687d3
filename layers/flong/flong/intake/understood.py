"""What Flong took each field of an article for, in words, whether the article is accepted or not."""

import re
from collections.abc import Sequence

from flong.article import ARTICLES, Article, Moment
from flong.intake.fields.moments import UPLOAD
from flong.intake.read import Reading

GLANCE = 300
OFFSET = re.compile(r"([+-]\d\d:\d\d)$")

MADE_OF = {
    "published": ("published", "time"),
    "category": ("category", "categories"),
    "tags": ("tags", "category", "categories"),
    "path": ("slug", "permalink", "category", "categories"),
    "canonical_url": ("canonical_url", "external_url"),
    "hero": ("hero", "hero_alt"),
    "sources": ("sources", "source_url"),
    "status": ("status", "draft", "hidden", "listed", "published_flag", "publish_at"),
    "change_kind": ("change_kind", "correction"),
}
"""Fields of the header that make others than those of their own name alone."""


def understood(reading: Reading) -> dict[str, str]:
    """What each field was taken for; of a rejected article nothing that has an error in it."""
    if reading.attempt is None:
        return {}
    said = {name: value for name, value in in_words(reading.attempt).items() if value and is_sure(name, reading)}
    if reading.article is None and reading.attempt.derived.get("published") == UPLOAD:
        said.pop("published", None)  # it will be another upload that is accepted
    return said


def derived(reading: Reading, said: dict[str, str]) -> dict[str, str]:
    """Which fields the source does not state, and what each was taken from."""
    if reading.attempt is None or reading.article:
        return reading.attempt.derived if reading.attempt else {}
    sources = reading.attempt.derived.items()
    return {name: source for name, source in sources if name in said or (source == UPLOAD and is_sure(name, reading))}


def is_sure(name: str, reading: Reading) -> bool:
    return reading.mistaken.isdisjoint(MADE_OF.get(name, (name,)))


def in_words(article: Article) -> dict[str, str | None]:
    hero = article.hero
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": ", ".join(person.name for person in article.authors),
        "published": said_of(article.published),
        "updated": said_of(article.updated),
        "publish_at": said_of(article.publish_at),
        "category": article.category,
        "tags": ", ".join(tag.label for tag in article.tags),
        "path": article.path,
        "canonical_url": article.canonical_url,
        "coverage_of": article.coverage_of,
        "summary": article.summary,
        "hero": hero.url if hero else None,
        "hero_alt": hero.alt if hero else None,
        "pictures": ", ".join(picture.key.removeprefix(ARTICLES) for picture in article.pictures),
        "key_takeaways": some_of(article.key_takeaways),
        "sources": some_of([source.title or source.url for source in article.sources]),
        "language": article.language,
        "amp": None if article.amp is None else str(article.amp).lower(),
        "status": article.status.value,
        "change_kind": article.change_kind.value,
        "correction": article.correction,
    }


def some_of(texts: Sequence[str]) -> str:
    """As many of the texts as are read at a glance, and how many there are if that is not all."""
    kept = list(texts)
    while len("; ".join(kept)) > GLANCE and len(kept) > 1:
        kept.pop()
    said = "; ".join(kept)[:GLANCE]
    return said if len(kept) == len(texts) else f"{said}; {len(texts)} in all"


def said_of(moment: Moment | None) -> str | None:
    """A date as people read it, and in which zone: `2026-01-22 09:30 (UTC)`."""
    if moment is None:
        return None
    day, _, time = moment.iso.partition("T")
    time = time.removesuffix("+00:00") if moment.zone == "UTC" else OFFSET.sub(r" \1", time)
    return f"{day} {time}".rstrip() + f" ({moment.zone})"
