"""Who `site.toml` says is behind a site: its authors, and where else it is found."""

import re
from collections.abc import Iterator
from typing import Any

from flong.intake.fields.author_registry import KnownAuthor, faults_in
from flong.intake.urls import web_url
from flong.theme import Social

from flong_local.theming.problems import SITE, Problem, Setting, error, suggestion

FEDIVERSE = re.compile(r"@?[\w.-]+@[\w-]+(?:\.[\w-]+)+")
TWITTER = re.compile(r"@\w{1,15}")
WRITTEN_OUT = "Write it out, `https://example.org/name`."


def authors_problems(stated: dict[str, Any]) -> Iterator[tuple[Setting, Problem]]:
    """Authors whose table cannot be read, or who go by the same name."""
    tables = stated.get("authors", {})
    if not isinstance(tables, dict):
        yield ("authors",), error(SITE, "value-invalid", "`authors` is no table.", 'Write `[authors."Ada Brenner"]`.')
        return
    for name, table in tables.items():
        yield from author_problems(name, table if isinstance(table, dict) else {})
    remedy = (
        'Write `[authors."Ada Brenner"]` with a full `url`, and what else she is called as `aliases = ["A. Brenner"]`.'
    )
    for name, what in faults_in({name: known_of(table) for name, table in tables.items()}):
        yield ("authors", name), error(SITE, "author-invalid", f"“{name}” {what}.", remedy)


def author_problems(name: str, table: dict[str, Any]) -> Iterator[tuple[Setting, Problem]]:
    for key in table.keys() - KnownAuthor.model_fields.keys():
        what = f"`{key}` is no setting of an author."
        yield ("authors", name, key), error(SITE, "key-unknown", what, suggestion(key, KnownAuthor.model_fields))
    account = table.get("fediverse")
    if isinstance(account, str):
        yield from fediverse_problems(("authors", name, "fediverse"), account)


def known_of(table: Any) -> Any:
    """A table without the keys that mean nothing, each of which is told by itself."""
    return (
        {key: it for key, it in table.items() if key in KnownAuthor.model_fields} if isinstance(table, dict) else table
    )


def social_problems(social: Social) -> Iterator[tuple[Setting, Problem]]:
    """Addresses and accounts that lead nowhere."""
    for address in social.same_as:
        if not web_url(address):
            what = f"`social.same_as` has what is no full web address: `{address}`."
            yield ("social", "same_as"), error(SITE, "address-invalid", what, WRITTEN_OUT)
    for name, address in social.links.items():
        if not web_url(address):
            what = f"The link to {name} is no full web address: `{address}`."
            yield ("social", "links", name), error(SITE, "address-invalid", what, WRITTEN_OUT)
    yield from fediverse_problems(("social", "fediverse"), social.fediverse)
    if social.twitter and not TWITTER.fullmatch(social.twitter):
        what = f"`social.twitter` cannot be `{social.twitter}`."
        yield ("social", "twitter"), error(SITE, "account-invalid", what, "Write it as `@name`.")


def fediverse_problems(path: Setting, account: str) -> Iterator[tuple[Setting, Problem]]:
    if account and not FEDIVERSE.fullmatch(account):
        what = f"`{'.'.join(path)}` cannot be `{account}`."
        yield path, error(SITE, "account-invalid", what, "Write it as `@name@social.example`.")
