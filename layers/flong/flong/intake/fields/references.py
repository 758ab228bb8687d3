"""What an article draws on and what to take away from it, as its header lists them."""

import re

from flong.article import Source
from flong.intake.fields.addresses import written_out
from flong.intake.fields.draft import Draft, like
from flong.intake.fields.markup import address_in, link_in, unwrapped
from flong.intake.fields.people import URLS, text_under
from flong.intake.fields.plain import one_line, plain_text
from flong.intake.place import Value
from flong.intake.urls import web_url

TITLES = ("title", "name", "label")
# An address may have commas in it, and a whole address after a slash.
BETWEEN = re.compile(
    r"(?:\s*[,;，；、]\s*|\s+(?:[|·/&+]|and|und|et|y|och|og)\s+|\s+)(?=!?\[|<?https?://)", re.IGNORECASE
)


def given_takeaways(draft: Draft) -> tuple[str, ...]:
    """Points as plain text; one text is one point, whatever commas it has."""
    value = draft.given("key_takeaways")
    given = [draft.short("key_takeaways", value)] if isinstance(value, str) else draft.texts("key_takeaways")
    return tuple(text for item in given if (text := plain_text(item)))


def given_sources(draft: Draft) -> tuple[Source, ...]:
    """Addresses, `[title](address)`, or a title in `source` for the address in `source_url`."""
    titles = {**titles_in(draft.given("source_url")), **titles_in(draft.given("sources"))}
    names = texts_in(draft, "sources")
    found = [source for text in names if (source := source_of(text, titles))]
    other = [text for text in names if not source_of(text, titles)]
    for text in texts_in(draft, "source_url"):
        if source := source_of(text, titles):
            title = plain_text(other.pop(0)) if other else source.title
            found.append(source.model_copy(update={"title": title}))
        else:
            refuse(draft, "source_url", text)
    for text in other:
        refuse(draft, "sources", text)
    return tuple({source.url: source for source in reversed(found)}.values())[::-1]


def texts_in(draft: Draft, name: str) -> list[str]:
    """A field's entries; one text is parted only where another address begins, since an address may have commas."""
    value = draft.given(name)
    if isinstance(value, list):
        value = [address_under(item) for item in value]
    if isinstance(value, dict):
        value = [address_under(value)]
    if isinstance(value, str):
        return [like(value, part.strip()) for part in BETWEEN.split(draft.short(name, value)) if part.strip()]
    return draft.texts(name, value) if value else []


def address_under(item: Value) -> Value:
    """The address of a source of two fields, `{title: A, url: u}`."""
    return (text_under(item, URLS) or item) if isinstance(item, dict) else item


def titles_in(value: Value | None) -> dict[str, str]:
    """What sources of two fields are called, by their addresses."""
    items = value if isinstance(value, list) else [value]
    named = ((text_under(item, URLS), text_under(item, TITLES)) for item in items if isinstance(item, dict))
    return {one_line(url): plain_text(title) for url, title in named if url and title}


def source_of(text: str, titles: dict[str, str]) -> Source | None:
    """The source that a text names, by the title that stands beside it if there is one."""
    if title := titles.get(text):
        url = web_url(text)
        return Source(url=url, title=title) if url else None
    return source_named(text)


def source_named(text: str) -> Source | None:
    """A source as a header writes it: a URL, or `[title](url)`, wrapped or not."""
    url = web_url(address_in(text))
    link = link_in(unwrapped(text))
    title = plain_text(link.text) if link else None
    return Source(url=url, title=None if title in ("", url) else title) if url else None


def refuse(draft: Draft, name: str, text: str) -> None:
    what = f"names `{text[:80]}`, which is not a full web address, and is left out"
    draft.warn(name, what, written_out(text), at=text)
