"""What an article draws on and what to take away from it, as its header lists them."""

import re

from flong.article import Source
from flong.intake.fields import sections
from flong.intake.fields.addresses import mended
from flong.intake.fields.draft import Draft, like
from flong.intake.fields.people import URLS, text_under
from flong.intake.fields.plain import plain_text
from flong.intake.place import Value

BETWEEN = re.compile(r",\s*(?=\[|https?://)|\s+(?=https?://)")


def given_takeaways(draft: Draft) -> tuple[str, ...]:
    """Points as plain text; one text is one point, whatever commas it has."""
    value = draft.given("key_takeaways")
    given = [draft.short("key_takeaways", value)] if isinstance(value, str) else draft.texts("key_takeaways")
    return tuple(text for item in given if (text := plain_text(item)))


def given_sources(draft: Draft) -> tuple[Source, ...]:
    """Addresses, `[title](address)`, or a title in `source` for the address in `source_url`."""
    names = texts_in(draft, "sources")
    found = [source for text in names if (source := sections.source_named(text))]
    other = [text for text in names if not sections.source_named(text)]
    for text in texts_in(draft, "source_url"):
        if source := sections.source_named(text):
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
        value = [as_link(item) for item in value]
    if isinstance(value, str):
        return [like(value, part.strip()) for part in BETWEEN.split(draft.short(name, value)) if part.strip()]
    return draft.texts(name, value) if value else []


def as_link(item: Value) -> Value:
    """A source of two fields as one text: `{title: A, url: u}` is `[A](u)`."""
    url = text_under(item, URLS) if isinstance(item, dict) else None
    if url is None:
        return item
    title = text_under(item, ("title", "name", "label"))  # type: ignore[arg-type]
    return like(url, f"[{title}]({url})" if title else url)


def refuse(draft: Draft, name: str, text: str) -> None:
    what = f"names `{text[:80]}`, which is not a full web address, and is left out"
    remedy = f"Write `{fixed}`." if (fixed := mended(text)) else "Write it out, `https://example.org/name`."
    draft.wrong(name, what, remedy, at=text, level="warning")
