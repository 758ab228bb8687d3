"""The theme, loaded: a site, its templates and what is prepared of them before the first article."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from flong.article import DEFAULT_CATEGORY, Image, Person
from flong.formats.addresses import HOME_FEED, author_path, category_path
from flong.formats.body import markup
from flong.formats.email_styles import Styles, load_styles
from flong.formats.labels import Catalogues, Labels, labels_for, load_labels
from flong.formats.look import Look, look_in
from flong.formats.publisher import described, logo_of, mark_of, shown
from flong.formats.wording import direction_of, is_long
from flong.intake.slugs import slug_of, tag_id_of
from flong.theme import COMPILED, Site, load_site, read_settings

FRAME = ("masthead", "colophon")
"""Parts that are the same on every page, filled once."""

URL = re.compile(r"url\(\s*([\"']?)(/[^/][^)\"']*)\1\s*\)")
SPECIAL = re.compile("[&<>'\"]")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
TIGHT = re.compile(r" ?([{};,>]) ?")


@dataclass(frozen=True)
class Theme:
    """How articles look. Author text reaches templates as values and is never read as a template."""

    site: Site
    environment: Environment
    styles: Mapping[str, Styles]
    """What an email writes on each tag, since mail has no style sheets to rely on; by direction of writing."""
    constants: dict[str, Any]
    """What every template may use."""
    catalogues: Catalogues
    """The words that Flong adds, by language."""
    folder: Path = Path()
    logo: Image | None = None
    """The publisher's mark, measured if it is the theme's own."""
    publisher: Mapping[str, Any] = field(default_factory=dict)
    """Who publishes, for search engines."""
    frames: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """What stands around an article in a mail or on an AMP page, once it has been filled, by what it depends on."""

    @classmethod
    @cache
    def load(cls, folder: str, url: str = "") -> "Theme":
        """The theme in `folder`, its templates compiled ahead where the layer was built so."""
        root = Path(folder)
        site, ahead = load_site(folder, url), root / COMPILED
        look, logo = look_in(read_settings(folder)), logo_of(site, root)
        styles = load_styles(root / "email.toml", site, look)
        environment = _environment(ModuleLoader(ahead) if ahead.is_dir() else FileSystemLoader(root / "templates"))
        catalogues = load_labels(root / "labels")
        labels = labels_for(site.language, site.language, catalogues)
        constants = {**_constants(site, labels), **_styles(root, site, look), **styles["ltr"].parts}
        theme = cls(site, environment, styles, constants, catalogues, root, logo, described(site, logo))
        mark = shown(mark_of(site, logo), site)
        theme.constants.update({frame: markup(theme.render(f"{frame}.html", mark=mark)) for frame in FRAME})
        return theme

    def labels(self, language: str) -> Labels:
        """The words that Flong adds to an article in that language."""
        return labels_for(language, self.site.language, self.catalogues)

    def render(self, template: str, **values: Any) -> str:
        """A template filled; a value that it misses is an error."""
        found = self.environment.get_template(template)
        # As `found.render` does, but for the copying of Jinja's globals, which takes longer than most of our templates.
        context = found.new_context({**self.constants, **values}, shared=True)
        return "".join(found.root_render_func(context))


class Filled(Template):
    """A template that makes no object of a value that has nothing to escape, as nearly all have not."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: Any, globals: Any) -> Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


def escaped(value: Any) -> str:
    kind = type(value)
    return value if kind is Markup or (kind is str and not SPECIAL.search(value)) else escape(value)


def _environment(loader: BaseLoader) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.template_class = Filled
    return environment


def _constants(site: Site, labels: Labels) -> dict[str, Any]:
    return {
        "site": site,
        "site_direction": direction_of(site.language),
        "home_feed": HOME_FEED,
        "labels": labels,
        "direction_of": direction_of,
        "is_long": is_long,
        "default_category": DEFAULT_CATEGORY,
        "own_section": "",
        "section_page": section_page,
        "author_page": author_page,
    }


def section_page(category: str) -> str:
    """Where the articles of a category are listed."""
    return category_path(slug_of(category))


def author_page(person: Person) -> str:
    """Where the articles of somebody are listed; empty for a name in which nothing can be seen."""
    author_id = tag_id_of(person.name)
    return author_path(author_id) if author_id else ""


def _styles(folder: Path, site: Site, look: Look) -> dict[str, Any]:
    """The style sheets by name, with the site's colours and fonts, and what pages may do that have them."""
    css = {path.stem: tightened(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.css"))}
    pages = css["page"] + css["amp"] + css["report"] + css["subscriptions"]
    css["page"] = css.pop("fonts", "") + look.properties(pages) + css["page"]
    # A copy in the cache of a search engine has another address than the page.
    css["amp"] = absolute(css["page"] + css["amp"], site)
    css["email"] = look.for_mails(css["email"])
    return {
        "css": {name: markup(sheet) for name, sheet in css.items()},
        "policy": {
            "page": policy(css["page"]),
            **{name: policy(css["page"] + css[name]) for name in ("report", "subscriptions")},
        },
        "colours": {"light": look.light, "dark": look.dark},
    }


def absolute(css: str, site: Site) -> str:
    """A style sheet with full addresses of the site's own files."""
    return URL.sub(lambda found: f"url({found[1]}{site.absolute(found[2])}{found[1]})", css)


def policy(css: str) -> str:
    """The Content-Security-Policy of a page with that one style sheet in it (https://www.w3.org/TR/CSP3/).

    A page runs nothing, fetches nothing but pictures and the site's own fonts, and posts nowhere but to its own site.
    `connect-src` is for those who examine it: Lighthouse asks for robots.txt from within the page, and calls the site
    unfit for search engines where it may not.
    """
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    fonts = "font-src 'self'; " if "@font-face" in css else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; {fonts}img-src 'self' https: http: data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'"
    )


def tightened(css: str) -> str:
    """CSS without comments and needless space."""
    return TIGHT.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).strip()
