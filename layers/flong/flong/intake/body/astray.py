"""Addresses that a browser takes and that lead nowhere: what their authors mean."""

import re
from urllib.parse import quote, unquote

from flong.intake import urls
from flong.intake.slugs import DATED, slug_of
from flong.intake.urls import web_url

# `https//e.org`, `http;//e.org`, `https:e.org`, `ttps://e.org`
SCHEME = re.compile(r"h?t{1,3}p(s?)(?::[/\\]*|[;.,]?[/\\]{2,})(?=[^/\\]*\.)", re.IGNORECASE)
MAIL = re.compile(r"(?:mailto:/+)?([\w.+%-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,}(?:\?\S*)?)", re.IGNORECASE)
QUOTES = "\"'<>“”„‘’«»"
ARTICLE = re.compile(r"(?:[^?#:]*/)?(?!index\.md)([^/?#:]+)\.(?:md|mdx|markdown)(#[^?]*)?", re.IGNORECASE)
# What no file is called, and what a file is called that a site has.
HOST = re.compile(r"(?:[a-z0-9-]+\.)+([a-z]{2,24})(?:[/?#].*)?", re.IGNORECASE)
FILES = {
    "asp", "aspx", "atom", "cfm", "css", "epub", "htm", "html", "ics", "js", "jsp", "md", "php", "rss", "shtml",
    "xhtml", "yaml", "yml",
}  # fmt: skip
ODD_PICTURE = re.compile(r"[^?#:]*\.(?:bmp|tiff?|hei[cf]|psd|eps|ai|ico|pdf|mp4|mov)(?:[?#].*)?", re.IGNORECASE)
NAME = re.compile(r"[^?#]*")


def mended(address: str, mail: bool = True) -> str | None:
    """The address of a site, or of a mailbox, that one without its scheme or with a broken one stands for."""
    bare = address.strip(QUOTES)
    if bare != address and (quoted := web_url(bare)):
        return quoted
    if mail and not urls.beside(address) and (mailbox := MAIL.fullmatch(address)):  # `boat@2x.png` is a file
        return f"mailto:{mailbox[1]}"
    scheme = SCHEME.match(address)
    return web_url(f"http{scheme[1].lower()}://{address[scheme.end() :]}") if scheme else None


def leads_to_article(address: str) -> bool:
    """Whether it names an article as its editor does, by its file."""
    return bool(ARTICLE.fullmatch(address))


def leads_to_host(address: str) -> bool:
    """Whether it begins as the address of another site does, and not as that of a file."""
    host = HOST.fullmatch(address)
    return host is not None and host[1].lower() not in FILES and not urls.beside(address)


def is_odd_picture(address: str) -> bool:
    """Whether a picture, by its name, is of a kind that browsers do not show."""
    return bool(ODD_PICTURE.fullmatch(address))


def name_of(address: str) -> str:
    """What a file beside an article is called, as an address may have it."""
    return quote(unquote(NAME.match(address)[0]).removeprefix("./"))  # type: ignore[index]


def to_write(address: str, path: str) -> str | None:
    """What stands for an address that was not well written, in an article that is read at `path`."""
    if right := mended(address) or urls.mended(address):
        return right
    if urls.beside(address):
        return f"https://example.org/{name_of(address)}"
    if article := ARTICLE.fullmatch(address):
        return f"/{path.split('/')[1]}/{slug_of(DATED.sub('', unquote(article[1])))}/{article[2] or ''}"
    return web_url(f"https://{address}") if leads_to_host(address) else None
