"""The theme, loaded: a site, its templates and what is prepared of them before the first article."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined

from flong.article import DEFAULT_CATEGORY
from flong.formats.addresses import HOME_FEED
from flong.formats.body import markup
from flong.formats.email_styles import Styles, load_styles
from flong.formats.labels import Catalogues, Labels, labels_for, load_labels
from flong.formats.wording import direction_of, is_long
from flong.theme import COMPILED, Site, load_site

FRAME = ("masthead", "colophon")
"""Parts that are the same on every page, filled once."""

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
    frames: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """What stands around an article in a mail, once it has been filled, by what it depends on."""

    @classmethod
    @cache
    def load(cls, folder: str, url: str = "") -> "Theme":
        """The theme in `folder`, its templates compiled ahead where the layer was built so."""
        root = Path(folder)
        site, ahead = load_site(folder, url), root / COMPILED
        styles = load_styles(root / "email.toml", site)
        environment = _environment(ModuleLoader(ahead) if ahead.is_dir() else FileSystemLoader(root / "templates"))
        catalogues = load_labels(root / "labels")
        labels = labels_for(site.language, site.language, catalogues)
        theme = cls(site, environment, styles, _constants(root, site, styles, labels), catalogues)
        theme.constants.update({frame: markup(theme.render(f"{frame}.html")) for frame in FRAME})
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


def _environment(loader: BaseLoader) -> Environment:
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _constants(folder: Path, site: Site, styles: Mapping[str, Styles], labels: Labels) -> dict[str, Any]:
    css = {path.stem: markup(tightened(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.css"))}
    return {
        "site": site,
        "site_direction": direction_of(site.language),
        "css": css,
        "policy": {"page": policy(css["page"]), "report": policy(css["page"] + css["report"])},
        "home_feed": HOME_FEED,
        "labels": labels,
        "direction_of": direction_of,
        "is_long": is_long,
        "default_category": DEFAULT_CATEGORY,
        **styles["ltr"].parts,
    }


def policy(css: str) -> str:
    """The Content-Security-Policy of a page with that one style sheet in it (https://www.w3.org/TR/CSP3/).

    A page runs nothing, fetches nothing but pictures, and posts nowhere but to its own site. `connect-src` is for
    those who examine it: Lighthouse asks for robots.txt from within the page, and calls the site unfit for search
    engines where it may not.
    """
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' https: http: data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'"
    )


def tightened(css: str) -> str:
    """CSS without comments and needless space."""
    return TIGHT.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).strip()
