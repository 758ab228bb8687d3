"""Every page and mail of a theme, made of articles that say everything, next to nothing, and from right to left."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any, get_args

from flong import events
from flong.article import Article, Image, Moment, Person, Source, State, Tag
from flong.events import ArticleRecord, Listing
from flong.formats import pages, report, subscriptions
from flong.formats.directory import Entry
from flong.formats.document import Document
from flong.formats.feeds.content import content
from flong.formats.feeds.feed import Feed, Gone, item_of
from flong.formats.feeds.forms import FORMS
from flong.formats.json import render
from flong.formats.moved import moved_page, way_to_page, withdrawn_page
from flong.formats.registry import FORMATS
from flong.formats.subscription_mail import confirmation
from flong.formats.templates import Theme
from flong.subscribing import Choice
from flong.verdict import Finding, Position, SourceVersion, Verdict

MOMENT = "2026-01-22T10:00:00Z"
DAY = Moment(at=datetime(2026, 1, 22, tzinfo=UTC), precision="day")
TAG = Tag(id="sea", label="Sea")
BODY = """<p>The <em>sea</em>
comes <a href="https://example.org/x">and</a> <code>goes</code>.<sup class="footnote-ref">\
<a href="#fn-1" id="fnref-1">1</a></sup> <kbd>K</kbd> <mark>m</mark></p>
<h2 id="s-a">A</h2><blockquote><p>Quoted.</p></blockquote><ul><li class="task">\
<input type="checkbox" disabled checked> done</li></ul><ol><li>one</li></ol>
<h2 id="s-b">B</h2><pre><code>code</code></pre><table><thead><tr><th>h</th></tr></thead><tbody><tr><td>d</td></tr>\
</tbody></table>
<h3 id="s-c">C</h3><figure><img src="https://example.org/a.png" alt="A"><figcaption>Caption</figcaption></figure>
<dl><dt>t</dt><dd>d</dd></dl><details><summary>s</summary><p>more</p></details><hr>
<section class="footnotes"><ol><li id="fn-1"><p>Note. <a href="#fnref-1" class="footnote-back">↩</a></p></li></ol>\
</section>"""
"""What every element of an author's may be; headings enough for a table of contents."""
BARE: dict[str, Any] = {
    "id": "sea/tides",
    "key": "articles/sea/tides.md",
    "title": "Tides",
    "summary": "The sea comes and goes.",
    "published": DAY,
    "category": "sea",
    "language": "en",
    "path": "/sea/tides/",
    "body": "<p>The sea.</p>",
    "words": 2,
}
FULL: dict[str, Any] = {
    **BARE,
    "subtitle": "Why it comes back",
    "authors": (Person(name="Ada Brenner", url="https://example.org/ada"), Person(name="Bo"), Person(name="Cy")),
    "updated": DAY,
    "tags": (TAG, Tag(id="wind", label="Wind")),
    "canonical_url": "https://example.net/tides",
    "coverage_of": "The Institute",
    "key_takeaways": ("Twice a day",),
    "sources": (Source(url="https://example.net/", title="S"), Source(url="https://example.net/2")),
    "hero": Image(url="/assets/a.png", alt="A", width=3, height=2),
    "correction": "At noon.",
    "body": BODY,
}
ARTICLES = (
    Article(**BARE),
    Article(**FULL),
    Article(**{**FULL, "language": "ar", "title": "قهوة", "hero": Image(url="https://example.org/b.svg")}),
    Article(**{**BARE, "body": "<p>The sea comes and goes.</p>" * 6_000}),
)
"""The last is too long for a mail."""
FINDING = Finding(code="no-title", message="No `title`.", remedy="Write\none.", line=1, column=2, found="x", docs="/d")
VERSION = SourceVersion(version_id="v", etag="e", sha256="a" * 64, modified="2026-01-22T10:00:00Z")

LISTED = tuple(Entry(name.lower(), name, 1, "2026-01-22T00:00:00Z") for name in ("Sea", "Wind", "Ebb", "3D", "海"))
INDEX = pages.Index(LISTED * 10, LISTED, LISTED, (Entry("2026-01", "2026-01", 1), Entry("2025-12", "2025-12", 2)))

Page = Callable[[], str]


def everything(theme: Theme) -> Iterator[tuple[str, Page]]:
    """What each thing is that a theme is asked for, and how it is made."""
    for article in ARTICLES:
        document = Document(article, theme, "build")
        for format in FORMATS:
            yield format.name, partial(import_module(format.module).render, document)
    yield from shared(theme)


def shared(theme: Theme) -> Iterator[tuple[str, Page]]:
    """The pages and feeds that are of no one article."""
    listed = [Listing(**{name: value for name, value in given.items() if name in Listing.model_fields}, url="/u")
              for given in (FULL, BARE)]  # fmt: skip
    for listings in ([], listed):
        yield from lists(listings, theme)
        yield from feeds(listings, theme)
    yield from subscribing(theme)
    record = ArticleRecord(id="sea/tides", key="articles/sea/tides.md", state=State.PUBLISHED, revision=1, path="/sea/")
    yield "moved", partial(moved_page, record, theme)
    yield "moved", partial(way_to_page, "/tags/sea/", "Sea", theme)
    yield "withdrawn", partial(note_on, record, theme)
    for verdict in verdicts():
        yield "report", partial(report.report_page, verdict, theme)


def lists(listings: list[Listing], theme: Theme) -> Iterator[tuple[str, Page]]:
    """The pages that many articles share: of these articles, with all that may stand on them, or of nothing."""
    older = "2025-12" if listings else ""
    index = INDEX if listings else pages.Index()
    yield "home", partial(pages.home_page, listings, index, theme, older)
    for make in (pages.tags_page, pages.authors_page, pages.months_page):
        yield "directory", partial(make, index, theme)
    for kind in ("tag", "category", "author"):
        it = pages.List(kind, TAG.id, TAG.label, "What the sea does." if listings else "")
        yield "list", partial(pages.front_page, pages.Front(it, listings, len(listings), older, index.tags), theme)
        yield "month", partial(pages.month_page, pages.Month(it, "2026-01", listings, len(listings)), theme)
    whole = pages.Month(pages.List("month"), "2026-01", listings, 99, 1, 2, older, "2026-02")
    yield "month", partial(pages.month_page, whole, theme)


def feeds(listings: list[Listing], theme: Theme) -> Iterator[tuple[str, Page]]:
    """A feed in every form: of these articles with all that may stand in one, or of nothing."""
    document = json.loads(render(Document(ARTICLES[1], theme, "build")))
    yield "feed", partial(content, document, ARTICLES[1].hero, theme)
    addresses = {form.name: f"{theme.site.url}/feed.{form.name}" for form in FORMS}
    gone = [Gone("urn:uuid:x", "2026-01-22T10:00:00Z")] if listings else []
    items = [item_of(events.Entry(listing=it, revision=1), theme.site, "<p>Text.</p>") for it in listings]
    feed = Feed("urn:uuid:f", theme.site.name, theme.site.tagline, theme.site.url, addresses, items, gone)
    for form in FORMS:
        yield "feed", partial(form.render, feed, theme)


def subscribing(theme: Theme) -> Iterator[tuple[str, Page]]:
    """The pages of signing up, choosing and leaving, and the mails that answer."""
    speech = subscriptions.speech(theme, hours=48)
    topics = [subscriptions.Topic(it.id, it.label) for it in FULL["tags"]]
    for name in get_args(subscriptions.Notice):
        yield (
            "notice",
            partial(subscriptions.notice_page, name, speech, subscriptions.Button("/x", "Yes"), [speech.way_back]),
        )
    for choice in (Choice(), Choice(everything=False, tags=("sea",)), Choice(everything=False)):
        for wrong in get_args(subscriptions.Wrong):
            yield (
                "subscribe",
                partial(subscriptions.subscribe_page, speech, topics, choice, "reader@example.com", wrong),
            )
        page = partial(
            subscriptions.preferences_page, speech, topics, choice, "/x", paused_until="2026-01-22T10:00:00Z"
        )
        yield "preferences", partial(page, saved=True)
    yield "send_link", partial(subscriptions.send_link_page, speech)
    for state in get_args(subscriptions.UnsubscribeState):
        yield "unsubscribe", partial(subscriptions.unsubscribe_page, state, "/subscriptions/x", speech)
    for wanted in (None, ["Sea", "Wind"]):
        mail = partial(confirmation, speech, "https://example.org/x", MOMENT, MOMENT, wanted)
        yield "email_note", lambda mail=mail: mail().html  # type: ignore[misc]


def note_on(record: ArticleRecord, theme: Theme) -> str:
    note = withdrawn_page(record, theme)
    return note.text if note else ""


def verdicts() -> Iterator[Verdict]:
    bare: dict[str, Any] = {"key": "articles/sea/tides.md", "article_id": "sea/tides", "number": 1}
    warned = FINDING.model_copy(update={"level": "warning", "also": (Position(line=3, column=1),), "line": None})
    yield Verdict(**bare, status="rejected", source=VERSION, findings=(FINDING, warned))
    told = {"title": "Tides", "status": "draft"}
    yield Verdict(
        **bare, status="accepted", source=VERSION, findings=(warned,), understood=told, derived=told, url="/u"
    )
    yield Verdict(**bare, status="accepted", source=VERSION, url="/u")
    yield Verdict(**bare, status="removed")
