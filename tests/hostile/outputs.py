"""Everything that is made of an article, and of a verdict."""

import json
from typing import Any

from flong.announce import announcements
from flong.article import Article, State, Tag
from flong.contract.fitting import encoded
from flong.deliver import Letter, Ways, compose
from flong.events import ArticleAccepted, ArticleRecord, Entry, Variant
from flong.formats.addresses import tag_path
from flong.formats.feeds.content import content
from flong.formats.moved import moved_page
from flong.formats.registry import FORMATS
from flong.formats.rendering import render_variants
from flong.formats.report import report_page
from flong.formats.templates import Theme
from flong.intake.judge import verdict_on
from flong.intake.read import Reading
from flong.publish import NOTHING, Standing, copies
from flong.record import listing_of, record_of
from flong.subscribers import Subscriber
from flong.verdict import Verdict

from tests.formats.casting import BUILD, THEME
from tests.formats.feeding import written
from tests.formats.listings import home_page, tag_page
from tests.make import VERSION, make_verdict

READER = Subscriber(id="r" * 32, address="reader@example.com", state="confirmed")
VARIANTS = ("html", "amp", "mail", "text", "markdown", "json", "feed", "home", "tag", "moved", "event", "key")

Outputs = dict[str, Any]


def record_for(article: Article) -> ArticleRecord:
    message = ArticleAccepted(
        key=article.key, article_id=article.id, verdict=make_verdict(), build=BUILD[:20], article=article
    )
    kept = {
        format.name: Variant(key=f"builds/{article.id}/b/{format.file}", content_type="x", bytes=1, sha256="b" * 64)
        for format in FORMATS
    }
    record = record_of(message, article, kept, THEME.site)
    return record.model_copy(update={"committed": "2026-01-22T10:00:01Z", "state": State.PUBLISHED})


def pages_of(article: Article, theme: Theme = THEME) -> Outputs:
    """Every variant and every page that an accepted article stands on, as text."""
    found: Outputs = {
        name: variant.content.decode() for name, variant in render_variants(article, theme, BUILD).variants.items()
    }
    listings = [listing_of(article, theme.site)]
    tags = article.tags or (Tag(id="sea", label="Sea"),)
    found["mail page"] = json.loads(found["email"])["html"]
    found["home"] = home_page(listings, tags, theme)
    found["tag"] = tag_page(tags[-1], listings, theme)
    found["feed"] = feeds_of(article, found["json"], theme)
    found["moved"] = moved_page(record_for(article), theme)
    return found


def feeds_of(article: Article, document: str, theme: Theme) -> list[str]:
    """Atom and RSS with the whole text of an article."""
    entry = Entry(listing=listing_of(article, theme.site), revision=1)
    html = content(json.loads(document), article.hero, theme)
    return [written(form, entry, html=html, theme=theme) for form in ("atom", "rss")]


def outputs_of(article: Article, theme: Theme = THEME) -> Outputs:
    """All that an accepted article becomes: pages, a mail in bytes, events, the paths and keys that it lies at."""
    found, record = pages_of(article, theme), record_for(article)
    ways = Ways(*(theme.site.absolute(f"/subscriptions/{name}/token") for name in ("unsubscribe", "preferences")))
    letter = Letter(json.loads(found["email"]), BUILD, theme.site, "news@site.example")
    found["mail"] = compose(letter, READER, ways).as_bytes()
    due = announcements(Standing(record=record, announced=NOTHING), theme.site, "test")
    found["event"] = [encoded(one.event) for one in due]
    found["key"] = [
        *(copy.key for copy in copies(record)), *(variant.key for variant in record.variants.values()),
        f"reports/{article.key}.html", *(tag_path(tag.id)[1:] + "index.html" for tag in article.tags),
    ]  # fmt: skip
    found["path"] = [article.path]
    return found


def reported(readings: list[Reading]) -> tuple[Verdict, Outputs]:
    """The verdict with every finding of these readings, as its editor and its followers get it."""
    findings = tuple(dict.fromkeys(finding for reading in readings for finding in reading.findings))
    article = next((reading.article for reading in readings if reading.article), None)
    key = article.key if article else "articles/sea/tides.md"
    verdict = verdict_on(key, VERSION, Reading(article, findings), 1, THEME.site)
    verdict = verdict.model_copy(update={"status": "rejected"})
    due = announcements(Standing(verdict=verdict), THEME.site, "test")
    events = [encoded(one.event) for one in due]
    return verdict, {"report": report_page(verdict, THEME), "event": [*events, verdict.model_dump_json()]}
