"""Links for addresses that stand bare in a text, as GitHub Flavored Markdown does (spec section 6.9)."""

import html
import re

from flong.intake.urls import web_url

BARE = re.compile(r"(?<![\w/@.=&;:-])(?:https?://|www\.)[^\s<>]*[^\s<>]", re.IGNORECASE)
PUNCTUATION = "?!.,:*_~'\"”’"


def linked(text: str) -> tuple[str, int]:
    """Escaped `text` with its bare addresses as links, and how many there were."""
    count = 0

    def link(match: re.Match[str]) -> str:
        nonlocal count
        address, rest = trimmed(match[0])
        written = html.unescape(address)
        url = web_url(written if "://" in written[:8] else f"https://{written}")
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
    start = address.rfind("&") if address.endswith(";") else -1
    return address[:start] if start >= 0 and address[start + 1 : -1].isalnum() else address
