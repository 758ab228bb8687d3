"""One source object to one `Article`: each field from the header if it is there, else from the text."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from flong.article import EXTENSIONS, Article, Moment, State, id_of
from flong.errors import ArticleRejected
from flong.intake.body.markdown import body_of
from flong.intake.body.settle import Body
from flong.intake.controls import Mended
from flong.intake.fields import sections
from flong.intake.fields.addresses import canonical_of, category_of, path_of
from flong.intake.fields.authors import authors_of
from flong.intake.fields.draft import Draft
from flong.intake.fields.hero import hero_of
from flong.intake.fields.language import language_of
from flong.intake.fields.moments import date_of, is_to_come, published_of, updated_of
from flong.intake.fields.references import given_sources, given_takeaways
from flong.intake.fields.status import change_of, flag, held_back, state_of
from flong.intake.fields.tags import tags_of
from flong.intake.fields.titles import summary_of, title_of
from flong.intake.header.split import split
from flong.intake.header.wording import in_words_of
from flong.intake.source import text_of
from flong.theme import Site
from flong.verdict import Finding, Written

MAX_FINDINGS = 50

Listed = TypeVar("Listed")


@dataclass
class Reading:
    """What was understood of a source, and everything that was found.

    `attempt` is the article as far as it was understood, and None where nothing was; it says nothing of the fields
    that are `mistaken`.
    """

    attempt: Article | None
    findings: tuple[Finding, ...]
    mistaken: frozenset[str] = frozenset()
    path_from: Written | None = None

    @property
    def article(self) -> Article | None:
        """The article, if there is no error in it."""
        return None if any(finding.level == "error" for finding in self.findings) else self.attempt


def read_article(key: str, data: bytes, site: Site, received: Moment, now: datetime) -> Reading:
    """The article in `data`, or what keeps it from being one.

    `received` stands in for a date that is not given; what lies after `now`, the time of the upload, is the future.
    """
    try:
        mended = Mended(text_of(data))
    except ArticleRejected as rejection:
        return Reading(None, most_important(rejection.findings))
    reading = read_text(key, mended.text, site, received, now)
    found = [*mended.findings, *mended.in_source(reading.findings)]
    return replace(reading, findings=most_important(found))


def read_text(key: str, text: str, site: Site, received: Moment, now: datetime) -> Reading:
    try:
        header, markdown, first_line = split(text)
    except ArticleRejected as rejection:
        return Reading(None, rejection.findings)
    draft = Draft(header, site, now, [*header.findings])
    article = compose(key, draft, markdown, first_line, received)
    findings = in_words_of(text, draft.findings, first_line)
    return Reading(article, tuple(findings), frozenset(draft.mistaken), path_from(draft))


def path_from(draft: Draft) -> Written | None:
    """What made the path, where its editor can change it."""
    name = draft.path_from or ("category" if draft.given("category") else "")
    line, column = draft.place(name)
    return Written(line=line, column=column, text=draft.first(name, of_many=True) or "") if name else None


def most_important(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, in the order of lines, and not too many to read; the last then says how many more there are."""
    ordered = sorted(findings, key=lambda finding: (finding.level, finding.line or 0, finding.column or 0))
    if len(ordered) <= MAX_FINDINGS:
        return tuple(ordered)
    kept, cut = ordered[: MAX_FINDINGS - 1], ordered[MAX_FINDINGS - 1 :]
    more = Finding(
        level=cut[0].level,
        code="more-findings",
        message=f"There are {len(cut):,} more findings, {count_of_errors(cut)}.",
        remedy="Mend those above; the next report shows what is left.",
    )
    return (*kept, more)


def count_of_errors(findings: list[Finding]) -> str:
    errors = sum(finding.level == "error" for finding in findings)
    return f"{errors:,} of them errors" if errors else "none of them an error"


def compose(key: str, draft: Draft, markdown: str, first_line: int, received: Moment) -> Article:
    file = without_extension(id_of(key))
    name = with_folder(file)
    draft.derived.update(draft.header.inferred)
    title, markdown = title_of(draft, markdown, name.rpartition("/")[2])
    category = category_of(draft)
    path = path_of(draft, category, name, title)
    body = checked_body(draft, markdown, path, first_line)
    return Article(
        id=id_of(key),
        key=key,
        title=title,
        summary=summary_of(draft, markdown, body.html, title),
        category=category,
        language=language_of(draft, file, markdown),
        path=path,
        body=body.html,
        words=body.words,
        derived=draft.derived,
        **in_time(draft, name, received),
        **listed(draft, body.html),
        **stated(draft),
    )


def checked_body(draft: Draft, markdown: str, path: str, first_line: int) -> Body:
    """The text, with what was found in it; empty where it is refused."""
    try:
        body = body_of(markdown, path, first_line, draft.site.smart_punctuation)
    except ArticleRejected as rejection:
        draft.findings += rejection.findings
        draft.mistaken |= {name for name in FROM_TEXT if not draft.given(name)}
        return Body("")
    draft.findings += body.findings
    check_text(draft, body.html)
    return body


FROM_TEXT = ("summary", "key_takeaways", "sources")


def in_time(draft: Draft, name: str, received: Moment) -> dict[str, Any]:
    """When an article goes live, came out, and changed, and whether it is public therefore."""
    publish_at = date_of(draft, "publish_at")
    state = state_of(draft, publish_at)
    published = published_of(draft, name, received, state)
    if publish_at is None and state is State.PUBLISHED and is_to_come(draft, published):
        publish_at, state = published, held_back(draft, "published", State.SCHEDULED)
    return {
        "published": published,
        "updated": updated_of(draft, published, state),
        "publish_at": publish_at,
        "status": state,
    }


def listed(draft: Draft, body: str) -> dict[str, Any]:
    """Takeaways and sources, as the header lists them, or else a section of the text."""
    takeaways, sources = given_takeaways(draft), given_sources(draft)
    in_text = {"key_takeaways": sections.takeaways_in(body), "sources": sections.sources_in(body)}
    return {
        "key_takeaways": takeaways or from_text(draft, "key_takeaways", in_text["key_takeaways"]),
        "sources": sources or from_text(draft, "sources", in_text["sources"]),
        "in_text": tuple(name for name, found in in_text.items() if found),
    }


def stated(draft: Draft) -> dict[str, Any]:
    """What only a header can say."""
    return {
        "subtitle": draft.prose("subtitle"),
        "authors": authors_of(draft),
        "tags": tags_of(draft),
        "canonical_url": canonical_of(draft),
        "coverage_of": draft.prose("coverage_of"),
        "hero": hero_of(draft),
        "amp": flag(draft, "amp"),
        "change_kind": change_of(draft),
        "correction": draft.prose("correction"),
    }


def check_text(draft: Draft, body: str) -> None:
    """Warns of an article without a text that points to nothing else; `kicker` is looked at, and not shown."""
    draft.prose("kicker")
    if body or "title" in draft.mistaken or any(map(draft.given, POINTERS)):
        return
    line, column = draft.place("title")
    draft.findings.append(NO_TEXT.model_copy(update={"line": line, "column": column}))


POINTERS = ("summary", "subtitle", "canonical_url", "external_url", "source_url")
NO_TEXT = Finding(
    level="warning",
    code="no-text",
    message="The article has no text.",
    remedy="Write one below the title, or name what it points to: `external url: https://example.org/name`.",
)


def without_extension(article_id: str) -> str:
    for extension in EXTENSIONS:
        article_id = article_id.removesuffix(extension)
    return article_id


def with_folder(file: str) -> str:
    """The name that an editor chose: of `tides/index` the folder's, of `tides/index.fr` `tides-fr`."""
    folder, _, name = file.rpartition("/")
    index, _, language = name.partition(".")
    return "-".join(filter(None, (folder, language))) if folder and index == "index" else file


def from_text(draft: Draft, name: str, found: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """What a section of the text lists."""
    if found:
        draft.derive(name, "a section of the text")
    return found
