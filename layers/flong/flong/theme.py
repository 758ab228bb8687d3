"""What a theme says of its site, and the hash that stands for the whole renderer; nothing heavy to import."""

import hashlib
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from pydantic import ConfigDict

from flong.article import Value
from flong.intake.fields.author_registry import Authors, authors_in
from flong.intake.fields.tag_registry import Registry, load_registry

PLAIN_PATH = re.compile(r"[\w/%:@!$&'()*+,;=~?#.-]*", re.ASCII)
"""One that has nothing to encode."""
PACKAGE = Path(__file__).parent
RENDERERS = ("pyromark", "nh3")
COMPILED = "compiled"
"""The folder of templates compiled when the layer is built; it says nothing that their sources do not."""
BUILDING = (COMPILED, "compile.py", "Makefile")
"""What stands in a theme's folder and shapes no build."""


class Social(Value):
    """Where else the publisher is found: `links`, by what they are called, stand at the foot of every page.

    `same_as` are pages of the same publisher, for machines. `fediverse` is an account such as `@sea@social.example`,
    `twitter` one such as `@sea`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    same_as: tuple[str, ...] = ()
    links: dict[str, str] = {}
    fediverse: str = ""
    twitter: str = ""

    @property
    def profile(self) -> str:
        """The page of the account in the fediverse, as Mastodon has it; empty where there is none."""
        user, _, host = self.fediverse.removeprefix("@").partition("@")
        return f"https://{host}/@{user}" if host else ""


class Site(Value):
    """Who publishes: the words and addresses that every page, mail and feed shares.

    `url` has no trailing slash; `language` is a BCP 47 tag, `zone` an IANA name. `author` signs
    an article that names nobody, and may be empty. `logo`, `icon`, which a browser shows in its tab, and `card`, the
    picture of a shared link whose article has none, are paths or URLs, or empty. `masthead` is what stands at the head
    of a page; without a logo that is the name. `copyright` is the notice that machines pass on, `license` the URL of
    the terms, `hub` that of a WebSub hub; all may be empty. `findings` is the page that explains what a report finds.
    `smart_punctuation` curls quotes and joins dashes in the text. Without `amp` no article has an AMP page unless it
    asks for one. With `subscriptions` every page leads to where readers sign up for mail. `withdrawn` is what stands
    where a withdrawn article was: a `note` that says so, or nothing (`gone`).
    `tags` and `authors` are those that the site knows. How it looks, `[colours]` and `[fonts]`, is `formats/look.py`'s.
    """

    name: str
    url: str
    language: str = "en"
    zone: str = "UTC"
    tagline: str = ""
    author: str = ""
    sender_name: str = ""
    postal_address: str = ""
    logo: str = ""
    masthead: Literal["name", "logo", "both"] = "both"
    icon: str = ""
    card: str = ""
    copyright: str = ""
    license: str = ""
    hub: str = ""
    findings: str = "https://flong.dev/findings"
    smart_punctuation: bool = False
    amp: bool = True
    subscriptions: bool = False
    withdrawn: Literal["note", "gone"] = "note"
    social: Social = Social()
    tags: Registry = Registry()
    authors: Authors = Authors()

    def absolute(self, path: str) -> str:
        """The full URL of a site path such as `/risk/jan-leike/`, percent-encoded; a full URL stays as it is."""
        if path.startswith(("http://", "https://")):
            return path
        return self.url + (path if PLAIN_PATH.fullmatch(path) else quote(path, safe="/%:@!$&'()*+,;=~?#"))


@cache
def load_site(folder: str, url: str = "") -> Site:
    """The site of the theme in `folder`; `url`, where given, replaces the theme's own.

    Raises ValueError, with the reasons, for tags or authors that contradict each other.
    """
    stated = read_settings(folder)
    known = {"tags": load_registry(Path(folder)), "authors": authors_in(stated.get("authors", {}))}
    site = Site.model_validate({**stated, **known, **({"url": url} if url else {})})
    return site.model_copy(update={"url": site.url.rstrip("/"), "sender_name": site.sender_name or site.name})


@cache
def read_settings(folder: str) -> dict[str, Any]:
    """What `site.toml` of the theme in `folder` states."""
    return tomllib.loads(Path(folder, "site.toml").read_text(encoding="utf-8"))


@cache
def fingerprint(folder: str, url: str = "") -> str:
    """SHA-256 of all that shapes a build besides the article: theme, site address, our own code, native renderers."""
    digest = hashlib.sha256(url.encode())
    for name, content in [*_renderer_parts(), *_theme_parts(Path(folder))]:
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _renderer_parts() -> list[tuple[str, bytes]]:
    versions = [(name, import_module(name).__version__.encode()) for name in RENDERERS]
    sources = [PACKAGE / "article.py", PACKAGE / "theme.py"]
    sources += sorted(path for part in ("formats", "intake") for path in (PACKAGE / part).rglob("*.py"))
    return versions + [(path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in sources]


def _theme_parts(folder: Path) -> list[tuple[str, bytes]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _left_out(path.relative_to(folder)))
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def _left_out(path: Path) -> bool:
    return path.parts[0] in BUILDING or "__pycache__" in path.parts or path.name.startswith(".")
