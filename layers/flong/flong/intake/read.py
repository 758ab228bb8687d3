"""One source object to one `Article`: each field from the header if it is there, else from the text."""

import html
from dataclasses import dataclass
from datetime import datetime

import nh3

from flong.article import Article, ChangeKind, Moment, Person, Source, State, Tag, id_of
from flong.errors import ArticleRejected
from flong.intake import sections
from flong.intake.dates import moment_of
from flong.intake.draft import Draft
from flong.intake.header import split
from flong.intake.markdown import PARSER, body_of
from flong.intake.people import people_of
from flong.intake.slugs import RESERVED, name_of_file, slug_of, tag_id_of
from flong.intake.source import text_of
from flong.intake.urls import web_url
from flong.theme import Site
from flong.verdict import Finding

MAX_FINDINGS, MAX_PEOPLE = 50, 20
DEFAULT_CATEGORY = "articles"
MAX_TAGS, MAX_TAG, MAX_TITLE = 20, 64, 300
STATES = {"draft": State.DRAFT, "hidden": State.DRAFT, "published": State.PUBLISHED, "withdrawn": State.WITHDRAWN}
MARKUP = frozenset("*_`[<&\\~")


@dataclass
class Reading:
    """What was understood of a source: the article if there is one, and everything that was found."""

    article: Article | None
    findings: tuple[Finding, ...]


def read_article(key: str, data: bytes, site: Site, received: Moment, now: datetime) -> Reading:
    """The article in `data`, or what keeps it from being one.

    `received` stands in for a date that is not given; what lies after `now`, the time of the upload, is the future.
    """
    findings: list[Finding] = []
    try:
        header, markdown, first_line = split(text_of(data))
        findings += header.findings
        article = compose(key, Draft(header, site, now, findings), markdown, first_line, received)
    except ArticleRejected as rejection:
        return Reading(None, most_important([*findings, *rejection.findings]))
    failed = any(finding.level == "error" for finding in findings)
    return Reading(None if failed else article, most_important(findings))


def most_important(findings: list[Finding]) -> tuple[Finding, ...]:
    """Errors before warnings, and not more than anybody would read at once."""
    return tuple(sorted(findings, key=lambda finding: finding.level)[:MAX_FINDINGS])


def compose(key: str, draft: Draft, markdown: str, first_line: int, received: Moment) -> Article:
    article_id = id_of(key)
    title, category, canonical = title_of(draft), draft.text("category"), canonical_of(draft)
    path = path_of(article_id, category or DEFAULT_CATEGORY, canonical, draft)
    body = body_of(markdown, path, first_line, draft.site.smart_punctuation)
    draft.findings += body.findings
    takeaways, sources = given_takeaways(draft), given_sources(draft)
    stated, named = sections.takeaways_in(body.html), sections.sources_in(body.html)
    return Article(
        id=article_id,
        key=key,
        title=title,
        subtitle=draft.text("subtitle"),
        summary=summary_of(draft, body.html, title),
        authors=authors_of(draft),
        published=published_of(draft, received),
        updated=date_of(draft, "updated"),
        category=category or derived(draft, "category", DEFAULT_CATEGORY, "the site's own setting"),
        tags=tags_of(draft),
        canonical_url=canonical,
        coverage_of=draft.text("coverage_of"),
        key_takeaways=takeaways or stated,
        sources=sources or named,
        language=draft.text("language") or derived(draft, "language", draft.site.language, "the site's own language"),
        path=path,
        status=state_of(draft),
        change_kind=change_of(draft),
        correction=draft.text("correction"),
        # Shown once: where the author put them, or else where readers look for them.
        body=sections.with_lists(body.html, () if stated else takeaways, () if named else sources),
        words=body.words,
        derived=draft.derived,
    )


def derived(draft: Draft, name: str, value: str, source: str) -> str:
    """`value`, which was not given but taken from `source`."""
    draft.derived[name] = source
    return value


def title_of(draft: Draft) -> str:
    heading = draft.header.title_in_body
    title = draft.text("title") or (without_markup(heading) if heading else None)
    if not title:
        raise ArticleRejected(
            Finding(
                code="no-title",
                message="The article has no title.",
                line=1,
                remedy="Begin the file with `# The title`, or put `title: The title` into the front matter.",
            )
        )
    if len(title) > MAX_TITLE:
        draft.wrong(
            "title", f"has {len(title)} characters; it may have {MAX_TITLE}", "Shorten it.", code="title-too-long"
        )
    return title


def without_markup(markdown: str) -> str:
    """A heading's text: `**Bold** & `code`` is «Bold & code»."""
    if MARKUP.isdisjoint(markdown):
        return markdown
    return " ".join(html.unescape(nh3.clean(PARSER.html(markdown), tags=set())).split())


def path_of(article_id: str, category: str, canonical: str | None, draft: Draft) -> str:
    """`/<category>/<slug>/`: the slug given, else the end of permalink or canonical URL, else the file's name."""
    given = draft.text("slug") or draft.text("permalink") or canonical or ""
    last = given.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
    slug = slug_of(last.removesuffix(".html")) or name_of_file(article_id) or slug_of(draft.text("title") or "")
    section = slug_of(category)
    if section in RESERVED:
        draft.wrong(
            "category",
            f"cannot be `{category}`: the site uses that address itself",
            "Choose another word.",
            code="category-reserved",
        )
    if not section or not slug:
        draft.wrong(
            "slug" if section else "category", "has no letter or digit", "Write a word, such as `slug: my-article`."
        )
    return f"/{section}/{slug}/"


def canonical_of(draft: Draft) -> str | None:
    text = draft.text("canonical_url")
    if text and not web_url(text):
        draft.wrong("canonical_url", "is not a full web address", "Write it out, `https://example.org/section/name`.")
        return None
    return text


def summary_of(draft: Draft, body: str, title: str) -> str:
    given = draft.text("summary")
    if given:
        return given
    if paragraph := sections.first_paragraph(body):
        return derived(draft, "summary", paragraph, "the first paragraph")
    return derived(draft, "summary", title, "the title")


def authors_of(draft: Draft) -> tuple[Person, ...]:
    given = draft.header.values.get("authors")
    people = people_of(draft.short("authors", given) if isinstance(given, str) else given)
    if len(people) > MAX_PEOPLE:
        draft.wrong("authors", f"names {len(people)} people; it may name {MAX_PEOPLE}", "Name those who wrote it.")
    if given and not people:
        draft.wrong("authors", "names nobody", "Write a name, or `name:` and `url:` for each author.")
    if not people and draft.site.author:
        return (Person(name=derived(draft, "authors", draft.site.author, "the site's own author")),)
    return people


def published_of(draft: Draft, received: Moment) -> Moment:
    moment = date_of(draft, "published")
    if moment is None:
        draft.derived["published"] = "the time of the first upload"
    return moment or received


def date_of(draft: Draft, name: str) -> Moment | None:
    text = draft.text(name)
    if not text:
        return None
    try:
        moment = moment_of(text, draft.site.zone)
    except ValueError as error:
        draft.wrong(
            name, f"names a day that does not exist ({error})", "Write a date of the calendar, such as `2026-01-22`."
        )
        return None
    if moment is None:
        draft.wrong(
            name,
            "cannot be read without guessing",
            "Write it as `2026-01-22`, `22 January 2026` or `2026-01-22T09:30:00+01:00`.",
        )
    return moment


def tags_of(draft: Draft) -> tuple[Tag, ...]:
    tags: dict[str, Tag] = {}
    for label in draft.texts("tags"):
        tag = Tag(id=tag_id_of(label), label=label)
        tags.setdefault(tag.id, tag)
        if len(label) > MAX_TAG:
            draft.wrong(
                "tags",
                f"has one of {len(label)} characters; a tag may have {MAX_TAG}",
                "Shorten it.",
                code="tag-too-long",
            )
    if len(tags) > MAX_TAGS:
        draft.wrong(
            "tags",
            f"names {len(tags)}; an article may have {MAX_TAGS}",
            "Keep those that readers would follow.",
            code="too-many-tags",
        )
    return tuple(tags.values())


def given_takeaways(draft: Draft) -> tuple[str, ...]:
    value = draft.header.values.get("key_takeaways")
    return (value,) if isinstance(value, str) and value else tuple(draft.texts("key_takeaways"))


def given_sources(draft: Draft) -> tuple[Source, ...]:
    found = []
    value = draft.header.values.get("sources")
    if isinstance(value, str) and (whole := sections.source_named(value)):  # which may have commas in it
        return (whole,)
    for text in draft.texts("sources"):
        source = sections.source_named(text)
        if source is None:
            remedy = "Write it out, `https://example.org/name`."
            draft.wrong("sources", f"names `{text}`, which is not a full web address", remedy)
            break
        found.append(source)
    return tuple(found)


def state_of(draft: Draft) -> State:
    if (draft.text("draft") or "").lower() in ("true", "yes"):
        return State.DRAFT
    given = (draft.text("status") or "published").lower()
    if given not in STATES:
        draft.wrong("status", f"cannot be `{given}`", "Write `draft` or `published`.")
    return STATES.get(given, State.DRAFT)


def change_of(draft: Draft) -> ChangeKind:
    given = (draft.text("change_kind") or ("correction" if draft.text("correction") else "material")).lower()
    if given not in tuple(ChangeKind):
        draft.wrong("change_kind", f"cannot be `{given}`", "Write `minor`, `material` or `correction`.")
        return ChangeKind.MATERIAL
    return ChangeKind(given)
