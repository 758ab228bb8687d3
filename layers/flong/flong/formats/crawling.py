"""What programs that come by themselves are told: `robots.txt` and `llms.txt`."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from flong.events import Listing
from flong.formats.addresses import FEEDS, SITEMAP, home_feed_path
from flong.formats.registry import PUBLIC
from flong.theme import Site

PRIVATE = ("/subscriptions/",)
"""Where nobody should come by who was not sent a link."""
MEANT = re.compile(r"([\\`*_\[\]<>#|])")
FORMS = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


def robots(site: Site) -> str:
    """RFC 9309: everything may be read but what is private, and the sitemap says what there is."""
    kept = [f"Disallow: {urlsplit(site.absolute(path)).path}" for path in PRIVATE]
    return "\n".join(["User-agent: *", *kept, "", f"Sitemap: {site.absolute(SITEMAP)}", ""])


def llms(listings: Sequence[Listing], topics: Iterable[tuple[str, str]], site: Site) -> str:
    """https://llmstxt.org: the latest articles, as Markdown, and topics: the path and the name of each."""
    latest = [row(it.title, site.absolute(it.path + PUBLIC["markdown"]), it.summary) for it in listings]
    named = [row(label, site.absolute(path)) for path, label in topics]
    feeds = [row(FORMS[form], site.absolute(home_feed_path(form))) for form in FEEDS]
    sections = {"Latest articles": latest, "Topics": named, "Feeds": feeds}
    head = [f"# {plain(site.name)}", *([f"> {plain(site.tagline)}"] if site.tagline else [])]
    told = [f"## {name}\n\n" + "\n".join(rows) for name, rows in sections.items() if rows]
    return "\n\n".join([*head, *told]) + "\n"


def row(name: str, url: str, said: str = "") -> str:
    return f"- [{plain(name)}]({url})" + (f": {plain(said)}" if said else "")


def plain(text: str) -> str:
    """A text in one line of Markdown that means nothing but itself."""
    return MEANT.sub(r"\\\1", " ".join(text.split()))
