"""Which addresses an article may name. A positive grammar: what does not match is not a link."""

import re
from ipaddress import IPv4Address, IPv6Address
from unicodedata import category, normalize
from urllib.parse import unquote, urljoin, urlsplit

# Scheme and authority in full; the rest has no space, quote, angle bracket, backslash or control.
ABSOLUTE = re.compile(
    r"https?://[^\s/?#\"'<>\\\x00-\x20\x7f-\x9f@]+(?:[/?#][^\s\"<>\\\x00-\x20\x7f-\x9f\u2028\u2029]*)?", re.IGNORECASE
)
# What nearly every address is: a host with a dot in it, and after it no more of `ABSOLUTE` than URLs may have.
PLAIN = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9-]+\.)+(?!xn--)[a-z][a-z0-9-]*(?:[/?#](?:[!#-$&-;=?-Z_a-z~]|%[0-9a-fA-F]{2})*)?"
)
MAIL = re.compile(r"mailto:[^\s\"<>\\\x00-\x20\x7f-\x9f\u2028\u2029]+", re.IGNORECASE)
# No colon before the first slash, so that no scheme hides in it, and no `//host`.
RELATIVE = re.compile(r"(?:/(?![/\\])|[?]|[\w.~%!$&()*+,;=@-])[^\s\"<>\\:\x00-\x20\x7f-\x9f\u2028\u2029]*")

# `www.example.org/x`, `example.org/x`, `https://http://example.org`: what a browser's address bar would understand.
SCHEMES = re.compile(r"(?:https?:/*)+(?=https?://)", re.IGNORECASE)
HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|app|info))(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)


# Browsers send these as they are, and URLs may not have them (https://url.spec.whatwg.org/#url-code-points).
ODD = re.compile(r"[\[\]^`{|}]|%(?![0-9a-fA-F]{2})")
AUTHORITY = re.compile(r"https?://[^/?#]*|mailto:", re.IGNORECASE)


def spelt(url: str) -> str:
    """An address without what a URL may not have: brackets and the like, and a `%` that stands for itself."""
    if not ODD.search(url):
        return url
    start = match.end() if (match := AUTHORITY.match(url)) else 0
    return url[:start] + ODD.sub(lambda odd: f"%{ord(odd[0]):02X}", url[start:])


def web_url(text: str) -> str | None:
    """`text`, spelt as URLs are, if it is an http(s) URL with a host, else None."""
    text = text.strip()
    if PLAIN.fullmatch(text):
        return text
    if not ABSOLUTE.fullmatch(text):
        return None
    return spelt(text) if has_host(text) else None


# What no domain may hold, once its percent signs are read (https://url.spec.whatwg.org/#forbidden-domain-code-point).
NO_DOMAIN = re.compile(r"[\s#%/:<>?@\[\\\]^|\x00-\x20\x7f-\x9f\xad\u200b]")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
MAX_HOST = 253


def has_host(url: str) -> bool:
    """Whether the host of an http(s) URL can be one, and its port, so that no browser and no sanitizer drops it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        if "[" in parts.netloc:
            return "%" not in host and bool(IPv6Address(host))
        return host not in ("http", "https") and is_domain(normalize("NFKC", unquote(host, errors="strict")))
    except ValueError:
        return False


def is_domain(host: str) -> bool:
    """Whether it is a domain or an IPv4 address; `ValueError` where it ends as one and is none."""
    labels = host.removesuffix(".").split(".")
    if NUMBER.fullmatch(labels[-1]):
        return bool(IPv4Address(host.removesuffix(".")))
    encoded = [label[4:].encode().decode("punycode") for label in labels if label.startswith("xn--")]
    return (
        all(label and category(label[0])[0] != "M" for label in labels)
        and len(host) <= MAX_HOST
        and not NO_DOMAIN.search("".join([host, *encoded]))
        and not any(map(str.isascii, encoded))
    )


# What an author may have kept beside an article, where nobody else finds it.
BESIDE = re.compile(
    r"(?:\./)?[\w%-][^\n?#:/]*\."
    r"(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|hei[cf]|psd|eps|pdf|zip|gz|tar|7z|mp[34]|m4[av]|mov|wav|webm|csv|tsv|txt"
    r"|json|toml|ini|log|sql|rtf|xml|xlsx?|docx?|pptx?|od[tsp]|py|ipynb|java|cpp|exe)(?:[?#].*)?",
    re.IGNORECASE,
)


def beside(text: str) -> bool:
    """Whether an address is that of a file in the article's own folder."""
    return text[:1] not in "/#?" and bool(BESIDE.fullmatch(text.strip()))


def mended(text: str) -> str | None:
    """The http(s) URL that an address with no scheme, or with two, stands for; None where there is nothing to mend."""
    if text.startswith("//") and "." in text[2:].partition("/")[0]:
        return web_url(f"https:{text}")
    if HOST.fullmatch(text):
        return web_url(f"https://{text}")
    doubled = SCHEMES.match(text)
    return web_url(text[doubled.end() :]) if doubled else None


def link(text: str, path: str) -> str | None:
    """A link's address: http(s), mailto, a fragment, or one of this site made root-relative to `path`."""
    if text.startswith("#"):
        return text  # to the letter: a footnote's label may begin with a space of Unicode's
    text = text.strip()
    if text.startswith("#") or MAIL.fullmatch(text):
        return spelt(text)
    if url := web_url(text):
        return url
    if url := mended(text):
        return url
    if not RELATIVE.fullmatch(text):
        return None
    return spelt(text if text.startswith("/") else urljoin(path, text))


PICTURE_BESIDE = re.compile(r"(?![/?#])[^?#]*\.(?:png|jpe?g|gif|webp|avif|svg)", re.IGNORECASE)


def picture(text: str) -> str | None:
    """A picture's address: http(s), root-relative on this site, or that of a file beside the article as it stands."""
    text = text.strip()
    own = RELATIVE.fullmatch(text) and (text.startswith("/") or PICTURE_BESIDE.fullmatch(text))
    return web_url(text) or mended(text) or ((spelt(text) if text.startswith("/") else text) if own else None)
