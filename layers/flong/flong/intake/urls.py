"""Which addresses an article may name. A positive grammar: what does not match is not a link."""

import re
from urllib.parse import urljoin, urlsplit

# Scheme and authority in full; the rest has no space, quote, angle bracket, backslash or control.
ABSOLUTE = re.compile(
    r"https?://[^\s/?#\"'<>\\\x00-\x20\x7f-\x9f@]+(?:[/?#][^\s\"<>\\\x00-\x20\x7f-\x9f\u2028\u2029]*)?", re.IGNORECASE
)
MAIL = re.compile(r"mailto:[^\s\"<>\\\x00-\x20\x7f-\x9f\u2028\u2029]+", re.IGNORECASE)
# No colon before the first slash, so that no scheme hides in it, and no `//host`.
RELATIVE = re.compile(r"(?:/(?![/\\])|[?]|[\w.~%!$&()*+,;=@-])[^\s\"<>\\:\x00-\x20\x7f-\x9f\u2028\u2029]*")


def web_url(text: str) -> str | None:
    """`text` if it is an http(s) URL with a host, else None."""
    text = text.strip()
    if not ABSOLUTE.fullmatch(text):
        return None
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return None
    return text if host else None


def link(text: str, path: str) -> str | None:
    """A link's address: http(s), mailto, a fragment, or one of this site made root-relative to `path`."""
    text = text.strip()
    if text.startswith("#") or MAIL.fullmatch(text):
        return text
    if url := web_url(text):
        return url
    if not RELATIVE.fullmatch(text):
        return None
    return text if text.startswith("/") else urljoin(path, text)


def picture(text: str) -> str | None:
    """A picture's address: http(s), or root-relative on this site."""
    text = text.strip()
    return web_url(text) or (text if text.startswith("/") and RELATIVE.fullmatch(text) else None)
