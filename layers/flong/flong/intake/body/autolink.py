"""Links for addresses that stand bare in a text, as GitHub Flavored Markdown does (spec section 6.9)."""

import html
import re

from flong.intake.urls import mended, web_url

BARE = re.compile(
    # No bracket that closes one from before it: `[text](https://…` and worse is what is left of a link that went wrong.
    r"(?<![\w/@.=&;:-])(?:https?://|www\.)(?:(?!&lt;)(?:\[[^\s<>\[\]]*\]|[^\s<>\]]))+"
    r"|(?<![\w.+/@:=-])(?P<mail>[a-z0-9._+-]{1,64}@(?:[a-z0-9_-]{1,63}\.){1,8}[a-z0-9_-]{0,62}[a-z0-9])(?![\w@-])",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:amp;)?\w+;$")
PUNCTUATION = "?!.,:*_~'\"”’"


def linked(text: str) -> tuple[str, int]:
    """Escaped `text` with its bare addresses as links, and how many there were."""
    count = 0

    def link(match: re.Match[str]) -> str:
        nonlocal count
        if match["mail"]:
            count += 1
            return f'<a href="mailto:{match[0]}">{match[0]}</a>'
        address, rest = trimmed(match[0])
        written = html.unescape(address)
        url = web_url(written if "://" in written[:8] else f"https://{written}") or mended(written)
        if url is None or "." not in address:
            return match[0]
        count += 1
        return f'<a href="{html.escape(url)}">{address}</a>{rest}'

    return BARE.sub(link, text), count


def trimmed(address: str) -> tuple[str, str]:
    """An address without the punctuation of the sentence round it, and that punctuation."""
    whole = address
    while True:
        before = address
        address = without_entity(address.rstrip(PUNCTUATION))
        excess = address.count(")") - address.count("(")
        if excess > 0:
            closing = len(address) - len(address.rstrip(")"))
            address = address[: len(address) - min(excess, closing)]
        if address == before:
            return address, whole[len(address) :]


def without_entity(address: str) -> str:
    """`&quot;` and the like at the end stand for punctuation too."""
    return ENTITY.sub("", address) if address.endswith(";") else address
