"""The authors that a site knows: what `[authors]` in its theme's `site.toml` says of them."""

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from pydantic import ConfigDict, ValidationError

from flong.article import Person, Value
from flong.intake.urls import web_url


class KnownAuthor(Value):
    """Where an author is found, and what else she is called; `same_as` are other pages that are hers, for machines.

    `fediverse` is her account there, `@ada@social.example`, or empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")  # a slip in a theme is its designer's to mend

    url: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    fediverse: str = ""


class Authors(Value):
    """Known authors by every name that they go by, folded."""

    named: dict[str, KnownAuthor] = {}

    def known(self, name: str) -> KnownAuthor | None:
        """Whoever goes by that name; capital letters and spaces make no difference."""
        return self.named.get(folded(name)) if self.named else None

    def addressed(self, person: Person) -> Person:
        """The person with the address that the site knows, if the article gives none."""
        known = None if person.url else self.known(person.name)
        return Person(name=person.name, url=known.url) if known else person

    def behind(self, person: Person) -> KnownAuthor | None:
        """Who a person is, unless the article gives her another address: there may be two of one name."""
        known = self.known(person.name)
        return known if known and known.url == person.url else None


def folded(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def authors_in(tables: dict[str, Any]) -> Authors:
    """The registry that `[authors]` states; ValueError names everything that is wrong in it."""
    wrong = [f"[authors.{name!r}] {what}" for name, what in faults_in(tables)]
    if wrong:
        raise ValueError("; ".join(wrong))
    known = {name: spelt(KnownAuthor.model_validate(table)) for name, table in tables.items()}
    return Authors(named={folded(it): author for name, author in known.items() for it in (name, *author.aliases)})


def spelt(author: KnownAuthor) -> KnownAuthor:
    """Her address as an article's is spelt, so that the two can be compared."""
    return author.model_copy(update={"url": web_url(author.url) or author.url})


def faults_in(tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each author's name, as stated, and what cannot be so."""
    owners: dict[str, str] = {}
    for name, table in tables.items():
        try:
            author = KnownAuthor.model_validate(table)
        except ValidationError as error:
            yield from ((name, f"{'.'.join(map(str, it['loc']))}: {it['msg']}") for it in error.errors())
            continue
        yield from ((name, f"has an address that is none: {it}") for it in wrong_addresses(author))
        for called in (name, *author.aliases):
            if (owner := owners.setdefault(folded(called), name)) != name:
                yield name, f"cannot be called “{called}”, which is a name of “{owner}”"


def wrong_addresses(author: KnownAuthor) -> list[str]:
    return [address for address in (author.url, *author.same_as) if not web_url(address)]
