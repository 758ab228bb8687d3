"""`flong list`: articles by tag, category, author and date."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from flong.intake.slugs import tag_id_of

from flong_local.cli.listing import Format, FormatOption, as_json, entry, paper
from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.finding import Asked, Count, Entry

LimitOption = Annotated[int, typer.Option(min=1, help="At most so many articles.")]
PAGE = 100
KINDS = {"TAGS": "tag", "CATEGORIES": "category", "AUTHORS": "author"}


def list_articles(
    tag: Annotated[list[str] | None, typer.Option(help="With this tag; may be given several times.")] = None,
    all_tags: Annotated[bool, typer.Option("--all/--any", help="With every tag that is given, or with any.")] = True,
    category: Annotated[str | None, typer.Option(help="Of this category.")] = None,
    author: Annotated[str | None, typer.Option(help="By this author.")] = None,
    month: Annotated[str | None, typer.Option(help="Of this month, such as 2026-01.")] = None,
    since: Annotated[str | None, typer.Option(help="Of this year, month, day or moment, or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Of this year, month, day or moment, or earlier.")] = None,
    limit: LimitOption = 20,
    format: FormatOption = Format.TEXT,
    stack: StackOption = None,
) -> None:
    """List published articles, newest first: all, or those of tags, a category, an author or a time (UTC)."""
    from flong.finding import Asked  # with all of the index, which no other command needs

    begin, end = [within(name, text) for name, text in (("since", since), ("until", until))]
    in_month = within("month", month) and month
    reach(stack)
    match: Literal["all", "any"] = "all" if all_tags else "any"
    asked = Asked(
        tags=tuple(known("TAGS", it).id for it in tag or ()),
        match=match,
        category=known("CATEGORIES", category).id if category is not None else None,
        author=known("AUTHORS", author).id if author is not None else None,
        month=in_month or None,
        since=begin[0] if begin else None,
        until=end[1] if end else None,
    )
    entries, more = up_to(limit, asked)
    if format is Format.JSON:
        as_json(as_tables(entries))
    elif entries:
        show(entries, more)
    else:
        leave("No published article is all of that." if asked != Asked() else "No article is published yet.", code=1)


def within(option: str, text: str | None) -> tuple[str, str] | None:
    """When what an option names begins and is over; ends the command if it is no time."""
    if text is None:
        return None
    from flong.finding import period

    try:
        begin, end = period(text)
    except ValueError:
        leave(f"--{option} {text} is no time. Write 2026, 2026-01, 2026-01-22 or 2026-01-22T09:30Z.")
    if option == "month" and len(text) != len("2026-01"):
        leave(f"--month {text} is no month. Write 2026-01; a year is --since 2026 --until 2026.")
    return begin, end


def known(partition: str, text: str) -> "Count":
    """The tag, category or author of that id or name; ends the command if no article has it, with what may be meant."""
    from flong.aws import finding

    if not text.strip():
        leave(f"Say which {KINDS[partition]}: none is called by nothing.")
    found = finding.one_count(partition, id_of(partition, text)) or finding.one_count(partition, text)
    if found:
        return found
    among = list(finding.counts(partition))
    names = {tag_id_of(name): it for it in reversed(among) for name in (it.label, it.id)}
    return names.get(tag_id_of(text)) or leave(unknown(KINDS[partition], text, names), code=1)


def unknown(kind: str, text: str, names: Mapping[str, "Count"]) -> str:
    close = [names[it].id for it in get_close_matches(tag_id_of(text), names, n=3)]
    meant = f" Did you mean {' or '.join(f'`{it}`' for it in dict.fromkeys(close))}?" if close else ""
    return f"No article has the {kind} `{text}`.{meant}"


def id_of(partition: str, text: str) -> str:
    """What an id may have been meant by a name; a tag may be called by a name that the theme gives it."""
    from flong.settings import settings
    from flong.theme import load_site

    id_ = tag_id_of(text) or text
    site = load_site(settings().theme, settings().site_url)
    return site.tags.named.get(id_, id_) if partition == "TAGS" else id_


def up_to(limit: int, asked: "Asked") -> "tuple[list[Entry], bool]":
    """The newest articles that are asked for, and whether there are more."""
    from flong.aws import finding

    found: list[Entry] = []
    position: str | None = None
    while len(found) < limit:
        page = finding.articles(asked, min(PAGE, limit - len(found)), position)
        found += page.entries
        position = page.next
        if position is None:
            break
    return found, position is not None


def as_tables(entries: "Sequence[Entry]") -> list[dict[str, Any]]:
    """Articles as scripts get them."""
    return [
        {**it.listing.model_dump(mode="json", exclude_none=True), "revision": it.revision}
        for it in entries
        if it.listing
    ]


def show(entries: "Sequence[Entry]", more: bool) -> None:
    console = paper()
    for it in entries:
        assert it.listing
        tags = ", ".join(tag.id for tag in it.listing.tags)
        entry(console, it.listing.published.iso[:10], it.listing.title, it.listing.id, tags)
    if more:
        console.print(f"\n{len(entries)} are shown, and there are more: --limit {len(entries) * 2}", style="dim")
