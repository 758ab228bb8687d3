"""Article → every variant of the registry."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import NamedTuple

from flong.article import Article, State
from flong.formats.document import Document
from flong.formats.incomplete import findings_of
from flong.formats.parity import absences
from flong.formats.registry import FORMATS
from flong.formats.templates import Theme
from flong.theme import Site
from flong.verdict import Finding

logger = logging.getLogger(__name__)


class Rendered(NamedTuple):
    """One variant, ready to store."""

    name: str
    content: bytes
    content_type: str


class Casting(NamedTuple):
    """Every variant that an article has, by name, and what its editor should know of those that it has not."""

    variants: dict[str, Rendered]
    findings: tuple[Finding, ...] = ()


def render_variants(article: Article, theme: Theme, build: str) -> Casting:
    """Casts an article in every format; the same arguments always give the same bytes.

    An optional format that fails is left out, with a finding, and no other variant speaks of it.
    """
    return cast(_document(article, theme, build))[0]


def render_and_compare(article: Article, theme: Theme, build: str) -> Casting:
    """As `render_variants`; the findings tell also what a variant misses of the article's text."""
    casting, document = cast(_document(article, theme, build))
    try:
        missing = absences(document, {name: one.content.decode() for name, one in casting.variants.items()})
    except Exception:  # nothing is wrong with the variants because they could not be compared
        logger.exception("the variants were not compared")
        return casting
    return casting._replace(findings=(*casting.findings, *findings_of(missing)))


def _document(article: Article, theme: Theme, build: str) -> Document:
    return Document(as_public(article), theme, build, left_out=switched_off(article, theme.site))


def cast(document: Document) -> tuple[Casting, Document]:
    """Every variant of a document, and that without those that it was to have and has not."""
    variants: dict[str, Rendered] = {}
    findings: list[Finding] = []
    for format in sorted(FORMATS, key=lambda format: not format.optional):  # before any that would link to it
        if format.name in document.left_out:
            continue
        try:
            content = _renderer(format.module)(document).encode()
        except Exception:
            if not format.optional:
                raise
            logger.exception("%s is left out", format.name)
            findings.append(variant_failed(format.name))
            document = replace(document, left_out=document.left_out | {format.name})
        else:
            variants[format.name] = Rendered(format.name, content, format.content_type)
    in_order = {format.name: variants[format.name] for format in FORMATS if format.name in variants}
    return Casting(in_order, tuple(findings)), document


def as_public(article: Article) -> Article:
    """A scheduled article as it will be when it is live, so that it goes live by the build that it has."""
    return article.model_copy(update={"status": State.PUBLISHED}) if article.status is State.SCHEDULED else article


def switched_off(article: Article, site: Site) -> frozenset[str]:
    """What the site, or the article, wants no variant of."""
    amp = site.amp if article.amp is None else article.amp
    return frozenset() if amp else frozenset({"amp"})


def variant_failed(name: str) -> Finding:
    return Finding(
        level="warning",
        code="variant-failed",
        message=f"Flong could not make the variant `{name}` of this article, and published it without.",
        remedy="Nothing has to be mended: the people who run Flong find the reason in its logs. "
        f"Write `{name}: false` in the header to do without for good.",
    )


@cache
def _renderer(module: str) -> Callable[[Document], str]:
    return import_module(module).render  # type: ignore[no-any-return]
