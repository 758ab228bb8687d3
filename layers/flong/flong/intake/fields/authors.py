"""The authors of an article, and what in its byline an editor should look at."""

from flong.article import Person
from flong.intake.fields.addresses import written_out
from flong.intake.fields.draft import Draft, like
from flong.intake.fields.people import Byline, byline_of
from flong.intake.place import Value
from flong.intake.urls import web_url

MAX_PEOPLE = 50


def authors_of(draft: Draft) -> tuple[Person, ...]:
    """Who the header says wrote it, each once; else the site's own author, if it has one."""
    given = draft.given("authors")
    byline = byline_of(bounded(draft, given))
    people = byline.people
    if len(people) > MAX_PEOPLE:
        draft.wrong("authors", f"names {len(people)} people; it may name {MAX_PEOPLE}", "Name those who wrote it.")
    if given and not people:
        draft.wrong("authors", "names nobody", "Write a name, or `name:` and `url:` for each author.")
    doubts_of(draft, byline)
    url = draft.address("author_url")
    if url and len(people) == 1 and not people[0].url:
        people = [Person(name=people[0].name, url=author_url(draft, url))]
    if not people and draft.site.author:
        draft.derive("authors", "the site's own author")
        return (Person(name=draft.site.author),)
    return tuple(people)


def bounded(draft: Draft, value: Value | None) -> Value | None:
    """A byline with no text in it that is too long."""
    if isinstance(value, list):
        return [bounded(draft, item) or "" for item in value]
    if isinstance(value, dict):
        return {name: bounded(draft, item) or "" for name, item in value.items()}
    return draft.short("authors", value) if value else value


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
    if byline.doubtful:
        names = " and ".join(f"`{person.name}`" for person in byline.people)
        draft.warn(
            "authors",
            f"is read as two people, {names}",
            "For one person write the first name first; for two write `and` between them.",
            code="author-comma",
        )
    if byline.asides:
        draft.warn(
            "authors",
            f"says more than names, and this is left out: `{'`, `'.join(byline.asides)[:120]}`",
            "Flong shows names alone; mention a role or an employer in the text. An author who was left out goes into "
            f"a list: `{draft.named('authors')}: [{{name: Ada Brenner}}]`.",
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


def part_of(value: Value | None, part: str) -> str | None:
    """`part`, at the place of the text that has it; None if no text does."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if found := part_of(item, part):
            return found
    return like(value, part) if isinstance(value, str) and part in value else None
