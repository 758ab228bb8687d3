"""The theme, loaded: a site, its templates and what is prepared of them before the first article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, ModuleLoader, StrictUndefined
from markupsafe import Markup

from flong.formats.addresses import HOME_FEED
from flong.formats.dates import enumerated, written
from flong.formats.document import direction_of
from flong.formats.email_styles import Styles, load_styles
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
    styles: Styles
    """What an email writes on each tag, since mail has no style sheets to rely on."""

    @classmethod
    @cache
    def load(cls, folder: str, url: str = "") -> "Theme":
        """The theme in `folder`, its templates compiled ahead where the layer was built so."""
        site = load_site(folder, url)
        return cls(site, _environment(Path(folder), site), load_styles(Path(folder, "email.toml"), site))

    def render(self, template: str, **values: Any) -> str:
        """A template filled; a value that it misses is an error."""
        return self.environment.get_template(template).render(values)


def compile_theme(folder: str) -> None:
    """Compiles the templates of a theme into its own folder, where `Theme.load` finds them. For the layer's build."""
    root = Path(folder)
    target = root / COMPILED
    _environment(root, load_site(folder), compiled=False).compile_templates(str(target), zip=None, ignore_errors=False)


def _environment(folder: Path, site: Site, compiled: bool = True) -> Environment:
    ahead = folder / COMPILED
    loader = ModuleLoader(ahead) if compiled and ahead.is_dir() else FileSystemLoader(folder / "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(_globals(folder, site))
    for frame in FRAME:
        environment.globals[frame] = Markup(environment.get_template(f"{frame}.html").render())
    return environment


def _globals(folder: Path, site: Site) -> Mapping[str, Any]:
    css = {path.stem: Markup(tightened(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.css"))}
    return {
        "site": site,
        "site_direction": direction_of(site.language),
        "css": css,
        "home_feed": HOME_FEED,
        "written": written,
        "enumerated": enumerated,
        "direction_of": direction_of,
    }


def tightened(css: str) -> str:
    """CSS without comments and needless space."""
    return TIGHT.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).strip()
