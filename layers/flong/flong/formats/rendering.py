"""Article → every variant of the registry."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import NamedTuple

from flong.article import Article
from flong.formats.document import Document
from flong.formats.registry import FORMATS
from flong.formats.templates import Theme


class Rendered(NamedTuple):
    """One variant, ready to store."""

    name: str
    content: bytes
    content_type: str


def render_variants(article: Article, theme: Theme, build: str) -> dict[str, Rendered]:
    """Every variant by name; the same arguments always give the same bytes."""
    document = Document(article, theme, build)
    return {
        format.name: Rendered(format.name, _renderer(format.module)(document).encode(), format.content_type)
        for format in FORMATS
    }


@cache
def _renderer(module: str) -> Callable[[Document], str]:
    return import_module(module).render  # type: ignore[no-any-return]
