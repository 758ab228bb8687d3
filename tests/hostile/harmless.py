"""Harmless articles: what their pages are made of is all that any page may be made of."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flong.article import DEFAULT_CATEGORY, Article, Image, Moment, Person, Source
from flong.formats.report import report_page
from flong.formats.wording import is_long
from flong.verdict import Finding, Position

from tests.formats.casting import BODY, THEME
from tests.hostile.oracle import Allowed, nodes_of
from tests.hostile.outputs import outputs_of
from tests.hostile.plain_oracle import fragment
from tests.make import DAY, make_article, make_verdict

PAGES = ("html", "amp", "mail", "home", "tag", "moved", "report")


class Shape(NamedTuple):
    """What of an article decides which elements the templates make round its body."""

    given: tuple[bool, ...]
    authors: tuple[bool, ...]
    tags: int
    takeaways: int
    sources: int
    language: str
    """One that is written the same way, and that the theme has labels in or not."""
    category: bool = True
    long: bool = False
    """Whether the title is to be set smaller."""


RIGHT_TO_LEFT = ("he", "fa", "ur", "yi", "dv", "ps", "ug", "sd", "ku")


def shape_of(article: Article) -> Shape:
    language = article.language.lower().partition("-")[0]
    given = (
        article.subtitle, article.updated, article.coverage_of, article.correction, article.hero,
        article.hero and article.hero.width and article.hero.height, article.hero and article.hero.alt,
    )  # fmt: skip
    return Shape(
        tuple(map(bool, given)),
        tuple(bool(person.url) for person in article.authors),
        len(article.tags),
        len(article.key_takeaways),
        len(article.sources),
        language if language in ("en", "ar", "zh") else "fa" if language in RIGHT_TO_LEFT else "fr",
        article.category != DEFAULT_CATEGORY,
        is_long(article.title),
    )


def harmless(shape: Shape) -> Article:
    subtitle, updated, coverage, correction, hero, sized, alt = shape.given
    size = {"width": 640, "height": 480} if sized else {}
    return make_article(
        title="Tides, " * 30 if shape.long else "Tides",
        category="sea" if shape.category else DEFAULT_CATEGORY,
        subtitle="Why the sea comes back" if subtitle else None,
        updated=Moment(at=DAY.at, precision="day") if updated else None,
        coverage_of="The Tidal Institute" if coverage else None,
        correction="At noon, not at ten." if correction else None,
        hero=Image(url="https://image.example/a.png", alt="The quay" if alt else "", **size) if hero else None,
        authors=tuple(Person(name="Ada", url="https://ada.example/" if url else None) for url in shape.authors),
        tags=tuple(f"Tag {number}" for number in range(shape.tags)),
        key_takeaways=tuple(f"Point {number}" for number in range(shape.takeaways)),
        sources=tuple(Source(url=f"https://s.example/{number}") for number in range(shape.sources)),
        language=shape.language,
        body="",
    )


DOCS = Path(__file__).parents[2] / "docs" / "article-format.md"


def vocabulary() -> set[str]:
    """The elements that the documentation lets an author write."""
    stated = re.search(r"These elements stay:(.*?)\.", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert stated, "docs/article-format.md no longer says which elements stay"
    return set(re.findall(r"`([a-z0-9]+)`", stated[1])) | {f"h{level}" for level in range(1, 7)}


HEADED = '<h2 id="s-a">A</h2><h3 id="s-b">B</h3><h2 id="s-c">C</h2>'
"""Enough headings for a table of contents."""
# What the body may say of these elements; the page and the mail add their own, as a harmless article shows.
BODY_ATTRIBUTES = {
    ("a", "href"), ("a", "title"), ("a", "id"), ("a", "class"), ("abbr", "title"), ("code", "class"), ("img", "src"),
    ("img", "alt"), ("img", "title"), ("img", "width"), ("img", "height"), ("input", "type"), ("input", "checked"),
    ("input", "disabled"), ("ol", "start"), ("th", "scope"), ("li", "class"), ("li", "id"), ("sup", "class"),
    ("section", "class"),
    *((cell, name) for cell in ("td", "th") for name in ("class", "align", "colspan", "rowspan")),
    *((f"h{level}", "id") for level in range(1, 7)),
}  # fmt: skip
BODY_VALUES = {
    ("type", "checkbox"), ("class", "task"), ("class", "footnote-ref"), ("class", "footnote-back"),
    ("class", "footnotes"), ("scope", "row"), ("scope", "col"),
    *(("class", side) for side in ("left", "center", "right")),
}  # fmt: skip


@cache
def allowed() -> dict[str, Allowed]:
    """What each kind of output may be made of: what harmless articles are made of, and the documented body."""
    elements = vocabulary() | {"input", "section", "html", "head", "body", "title"}
    heads = Allowed().learn(fragment("")).heads
    body = Allowed(set(elements), set(BODY_ATTRIBUTES), set(BODY_VALUES), set(heads))
    found = {"json": body}
    # A feed reader knows no side that words begin on: the whole text says so itself.
    found["feed"] = Allowed(elements | {"div"}, BODY_ATTRIBUTES | {("div", "dir")}, set(BODY_VALUES), set(heads))
    aligned = {("style", f"text-align:{side}") for side in ("left", "center", "right")}
    found["markdown"] = Allowed(
        set(elements), BODY_ATTRIBUTES | {("td", "style"), ("th", "style")}, BODY_VALUES | aligned, set(heads)
    )
    for name in PAGES:
        has_body = name in ("html", "amp", "mail")
        known = Allowed(vocabulary(), set(BODY_ATTRIBUTES), set(BODY_VALUES)) if has_body else Allowed()
        for page in harmless_pages()[name]:
            known.learn(nodes_of(page))
        found[name] = known
    return found


EVERY = make_article().body + "".join(
    f"<{name}>x</{name}>" for name in sorted(vocabulary() - {"img", "br", "hr", "td", "th", "tr", "tbody", "thead"})
)
SIZED = '<p><img src="https://i.example/a.png" alt="" width="9" height="9"> <a href="mailto:a@b.example">x</a></p>'
BARE = '<p><a href="https://a.example/">https://a.example/</a></p>'
FILM = '<p><a href="https://youtu.be/dQw4w9WgXcQ">x</a></p>'
SPANNED = "".join(
    f'<table><thead><tr><th{side} colspan="2" rowspan="2">a</th></tr></thead><tbody><tr><td{side} colspan="2" '
    f'rowspan="2">b</td></tr></tbody></table>'
    for side in ("", ' class="left"', ' class="center"', ' class="right"')
)
# A mail has its styles on its tags: what they are depends on what a tag stands in, and on what stands beside it.
LONG = "a" * 40
CELLS = "".join(
    f"<tr>{''.join(f'<{cell}{side}>{word}</{cell}>' for cell in ('td', 'th') for word in ('a', LONG))}"
    f"<{last}{side}>{word}</{last}></tr>"
    for side in ("", ' class="left"', ' class="center"', ' class="right"')
    for last in ("td", "th")
    for word in ("a", LONG)
)
PLACED = f"<table><thead>{CELLS}</thead><tbody>{CELLS}<tr><td>{EVERY}</td></tr></tbody></table>"
NOTED = f'<section class="footnotes"><ol><li id="fn-1">{EVERY}</li></ol></section>'
TOPS = [f"<{name}>x</{name}>" for name in ("h2", "h3", "h4", "h5", "h6", "dl", "pre", "details")] + ["<hr>", NOTED]
BODIES = [
    BODY,
    EVERY + SIZED + FILM + BARE + SPANNED,
    PLACED + NOTED,
    HEADED,
    4 * HEADED,
    "",
    "<p>Longer than a mail may be.</p>" * 4_000,
]


@cache
def harmless_pages() -> dict[str, list[str]]:
    """Pages of harmless articles that between them use everything that an author may."""
    pages: dict[str, list[str]] = {name: [] for name in PAGES}
    for language in ("en", "ar", "fa", "fr", "zh"):
        for full in (True, False):
            shape = Shape((full,) * 7, (full, not full), 2, 2 * full, 2 * full, language, full, full)
            for body in (*BODIES, *TOPS):
                outputs = outputs_of(harmless(shape).model_copy(update={"body": body}))
                for name in PAGES[:-1]:
                    pages[name].append(outputs["mail page" if name == "mail" else name])
    pages["report"] = harmless_reports()
    return pages


def harmless_reports() -> list[str]:
    findings = [
        Finding(level=level, code="c", message="`a` is b.", remedy="Write `c`.", found=found, line=line, column=column)
        for level in ("error", "warning")
        for line, column, found in ((1, 2, "x"), (1, None, None), (None, None, None))
    ]
    findings += [finding.model_copy(update={"also": (Position(line=3, column=1),)}) for finding in findings]
    verdicts = [
        make_verdict(
            status=status,
            url="https://example.org/sea/tides/" if status == "accepted" else None,
            findings=tuple(findings if some else ()),
            understood={"title": "x"} if some else {},
            derived={"title": "the file's name"} if some else {},
        )
        for status in ("accepted", "rejected", "removed")
        for some in (True, False)
    ]
    documented = [
        verdict.model_copy(
            update={
                "findings": tuple(
                    finding.model_copy(update={"docs": "https://flong.dev/findings#c"}) for finding in verdict.findings
                )
            }
        )
        for verdict in verdicts
    ]
    return [report_page(verdict, THEME) for verdict in [*verdicts, *documented]]
