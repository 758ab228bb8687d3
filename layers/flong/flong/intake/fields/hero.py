"""The picture that stands for an article."""

from flong.article import Image
from flong.intake.fields.draft import Draft, first_of, like
from flong.intake.fields.markup import address_in, picture_in, web_url_within
from flong.intake.fields.people import text_under
from flong.intake.fields.plain import plain_text
from flong.intake.header.names import field_named
from flong.intake.place import Value
from flong.intake.urls import picture

ADDRESSES = ("url", "src", "image", "path", "href", "file", "uid", "id", "filename", "relative")
TEXTS = ("alt", "alt_text", "altText", "alttext", "image_alt", "imageAlt", "alternative", "description")


def hero_of(draft: Draft) -> Image | None:
    """The picture that the header names, if a browser can find it: a web address, or one of this site."""
    value, beside = picture_of(draft), draft.prose("hero_alt")
    given = text_under(value, ADDRESSES) if isinstance(value, dict) else value
    shown = picture_in(draft.short("hero", given)) if given else None
    address = given and like(given, shown.address if shown else address_in(given))
    if isinstance(value, dict) and not address and any(value.values()):
        draft.wrong("hero", "has no address", f"Write `{draft.named('hero')}:` with `url:` and `alt:` under it.")
    if not address:
        return None
    if not (found := picture(draft.short("hero", address))):
        draft.warn(
            "hero",
            f"is at no address that a browser could find: `{address[:80]}`. The article has no picture at its head",
            f"Write `{fixed}`."
            if (fixed := web_url_within(address))
            else "Write the full web address, `https://example.org/name.jpg`, or one of this site, `/images/name.jpg`.",
            code="hero-address",
            at=address,
        )
        return None
    alt = alternative(draft, value, beside)
    if alt is None and shown and shown.text:
        alt = plain_text(shown.text)
    if alt is None:
        called = f"{draft.named('hero')} alt"
        draft.warn(
            "hero",
            "has no text for those who cannot see it",
            f"Describe it: `{called if field_named(called) else 'image alt'}: The beach at low tide`.",
            code="hero-alt",
            at=like(address, address),
        )
    return Image(url=found, alt=alt or "", width=pixels(value, "width"), height=pixels(value, "height"))


def picture_of(draft: Draft) -> str | dict[str, Value] | None:
    """The one picture that there is room for."""
    value = draft.given("hero")
    if not isinstance(value, list):
        return value
    first, others = first_of(value)
    if others:
        draft.leave_out("hero", first, others)
    return first


def alternative(draft: Draft, value: str | dict[str, Value] | None, beside: str | None) -> str | None:
    """What is said of the picture; empty for one that is there for its looks, None if nothing is said."""
    if isinstance(value, dict) and (text := text_under(value, TEXTS)):
        return plain_text(draft.short("hero", text))
    if isinstance(value, dict) and any(name in value for name in TEXTS):
        return ""
    return "" if draft.given("hero_alt") == "" else beside


def pixels(value: object, name: str) -> int | None:
    text = value.get(name) if isinstance(value, dict) else None
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 6 else None
