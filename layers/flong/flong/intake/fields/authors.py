"""The authors of an article, and what in its byline an editor should look at."""

import json
import re

from flong.article import MAX_AUTHORS, Person
from flong.intake.fields.addresses import written_out
from flong.intake.fields.draft import Draft, like
from flong.intake.fields.people import Byline, byline_of
from flong.intake.place import Value
from flong.intake.urls import web_url

MAX_SHOWN = 200
PLAIN_NAME = re.compile(r"[^\W\d_][\w .'’-]*")
"""A name that YAML needs no quotes round."""


def authors_of(draft: Draft) -> tuple[Person, ...]:
    """Who the header says wrote it, each once; else the site's own author, if it has one."""
    given = draft.given("authors")
    byline = byline_of(bounded(draft, given))
    people = byline.people
    if len(people) > MAX_AUTHORS:
        draft.wrong(
            "authors",
            f"names {len(people)} people; it may name {MAX_AUTHORS}",
            "Name those who wrote it, and thank the others in the text; or name the group that they are.",
            code="too-many-authors",
            at=part_of(given, people[MAX_AUTHORS].name),
        )
    if given and not people:
        draft.wrong("authors", "names nobody", "Write a name, or `name:` and `url:` for each author.")
    doubts_of(draft, byline)
    if url := draft.address("author_url"):
        people = addressed(draft, people, url)
    if not people and draft.site.author:
        draft.derive("authors", "the site's own author")
        people = [Person(name=draft.site.author)]
    return tuple(map(draft.site.authors.addressed, people))


def bounded(draft: Draft, value: Value | None) -> Value | None:
    """A byline with no text in it that is too long."""
    if isinstance(value, list):
        return [bounded(draft, item) or "" for item in value]
    if isinstance(value, dict):
        return {name: bounded(draft, item) or "" for name, item in value.items()}
    return draft.short("authors", value) if value else value


def addressed(draft: Draft, people: list[Person], text: str) -> list[Person]:
    """The people with an address that stands apart from their names; a warning, where it is nobody's."""
    url = author_url(draft, text)
    if len(people) == 1 and people[0].url in (None, url):
        return [Person(name=people[0].name, url=url)]
    if url:
        why = f"`{people[0].name}` has another" if len(people) == 1 else f"there are {len(people)} authors"
        draft.warn(
            "author_url",
            f"is left out, since {why if people else 'there is no author'}",
            f"Write each name with its address: `authors: [{{name: Ada Brenner, url: {url}}}]`.",
            code="author-url-unclear",
        )
    return people


def author_url(draft: Draft, text: str) -> str | None:
    if url := web_url(text):
        return url
    draft.warn(
        "author_url",
        "is not a full web address, and is left out",
        written_out(text, "https://example.org/ada"),
    )
    return None


def doubts_of(draft: Draft, byline: Byline) -> None:
    """Warns of what may have been meant otherwise, and of what an article has no place for."""
    named, names = draft.named("authors"), [person.name for person in byline.people]
    if byline.doubtful:
        draft.warn(
            "authors",
            f"is read as two people, {' and '.join(f'`{name}`' for name in names)}",
            f"Write `{named}: {' '.join(reversed(names))}` for one person, `{named}: {' and '.join(names)}` for two.",
            code="author-comma",
        )
    if byline.asides:
        draft.warn(
            "authors",
            f"says more than names, and this is left out: `{'`, `'.join(byline.asides)[:120]}`",
            alone_or_listed(named, names[:3], byline.asides[:3]),
            code="author-aside",
            at=part_of(draft.given("authors"), byline.asides[0]),
        )
    if byline.addresses:
        draft.warn(
            "authors",
            f"has an address that is no full web address, and is left out: `{byline.addresses[0][:80]}`",
            written_out(byline.addresses[0], "https://example.org/ada"),
            code="author-address",
        )


def alone_or_listed(named: str, names: list[str], asides: list[str]) -> str:
    """What to write where a name has something beside it: the name alone, or a list, in which nothing parts a name."""
    alone = " and ".join(names) or "Ada Brenner"
    items = ", ".join(f"{{name: {in_yaml(it)}}}" for it in [*names, *(aside.strip("()（）<>") for aside in asides)])
    return (
        f"Write the name alone, `{named}: {alone[:MAX_SHOWN]}`, and mention a role or an employer in the text. "
        f"Where all are authors, write a list: `{named}: [{items[:MAX_SHOWN]}]`."
    )


def in_yaml(name: str) -> str:
    return name if PLAIN_NAME.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def part_of(value: Value | None, part: str) -> str | None:
    """`part`, at the place of the text that has it; None if no text does."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if found := part_of(item, part):
            return found
    return like(value, part) if isinstance(value, str) and part in value else None
