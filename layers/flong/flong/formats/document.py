"""An article on its way into its variants: parsed once, with every address and label that they share."""

import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from flong.article import DEFAULT_CATEGORY, Article, Image
from flong.formats import wording
from flong.formats.addresses import tag_path
from flong.formats.blocks import Outline
from flong.formats.body import Tokens, levelled, markup, tokens_of
from flong.formats.contents import Entry, contents_of, nested
from flong.formats.labels import Labels
from flong.formats.lists import with_lists
from flong.formats.outline import outlined
from flong.formats.prose import Prose, prose_of
from flong.formats.registry import PUBLIC
from flong.formats.sharing import picture_for
from flong.formats.templates import Theme
from flong.theme import Site

WORDS_A_MINUTE = 230
COUNTRY = re.compile("[A-Z]{2}")


class TagLink(NamedTuple):
    """A tag as a reader meets it; `path` is root-relative."""

    id: str
    label: str
    path: str


@dataclass(frozen=True)
class Document:
    """What every variant of one build is made from."""

    article: Article
    theme: Theme
    build: str
    left_out: frozenset[str] = frozenset()
    """Variants that this build does not have."""

    @property
    def site(self) -> Site:
        return self.theme.site

    @cached_property
    def labels(self) -> Labels:
        """The words that Flong adds, in the article's language if the theme has it."""
        return self.theme.labels(self.article.language)

    @property
    def takeaways(self) -> tuple[str, ...]:
        """Those that stand before the text, since it has none where its author put them."""
        return () if "key_takeaways" in self.article.in_text else self.article.key_takeaways

    @cached_property
    def body(self) -> str:
        body = with_lists(self.article, self.labels)
        begins = self._text_begins(body)
        return body[:begins] + levelled(body[begins:])  # it does not stand under the takeaways' heading

    def _text_begins(self, body: str) -> int:
        return body.index("</ul>") + len("</ul>") if self.takeaways else 0

    @cached_property
    def tokens(self) -> Tokens:
        return tokens_of(self.body)

    @cached_property
    def text(self) -> Tokens:
        """The tokens without the takeaways before them, for variants that set these apart."""
        return Tokens(self.tokens[self.tokens.index("</ul>") + 1 :]) if self.takeaways else self.tokens

    @cached_property
    def blocks(self) -> Outline:
        return outlined(self.tokens)

    @cached_property
    def prose(self) -> Prose:
        return self.prose_of(self.blocks)

    def prose_of(self, blocks: Outline) -> Prose:
        """The prose of some of the body, its links numbered after the opening picture."""
        opening = self.site.absolute(self.hero.url) if self.hero and self.hero.alt else ""
        return prose_of(blocks, self.site.absolute, self.labels.picture, opening)

    @cached_property
    def opening(self) -> Markup:
        """Title, byline and correction, as the page and its AMP twin share them."""
        return self._part("article_opening.html")

    @cached_property
    def contents(self) -> list[tuple[Entry, list[Entry]]]:
        """The table of contents; empty for a text with few headings."""
        return nested(contents_of(self.body[self._text_begins(self.body) :]))

    @cached_property
    def closing(self) -> Markup:
        """Tags and other formats, after the text."""
        return self._part("article_closing.html")

    @cached_property
    def head(self) -> Markup:
        """What a page's head says of the article but for its addresses."""
        return self._part("article_head.html")

    def _part(self, template: str) -> Markup:
        return markup(self.theme.render(template, document=self, article=self.article, labels=self.labels))

    @cached_property
    def url(self) -> str:
        return self.site.absolute(self.article.path)

    @cached_property
    def canonical(self) -> str:
        """Where the article first appeared, if that is elsewhere; else our own page."""
        return self.article.canonical_url or self.url

    @cached_property
    def alternates(self) -> dict[str, str]:
        """Absolute URLs by variant."""
        there = PUBLIC.keys() - self.left_out
        return {name: self.url + file.removesuffix("index.html") for name, file in PUBLIC.items() if name in there}

    @cached_property
    def tags(self) -> tuple[TagLink, ...]:
        return tuple(TagLink(tag.id, tag.label, tag_path(tag.id)) for tag in self.article.tags)

    @cached_property
    def byline(self) -> str:
        return self.labels.enumerated([person.name for person in self.article.authors]) or self.site.author

    @property
    def accounts(self) -> list[str]:
        """Accounts in the fediverse that stand for the article: its authors', else the site's."""
        authors = map(self.site.authors.behind, self.article.authors)
        theirs = [author.fediverse for author in authors if author and author.fediverse]
        return theirs or [account for account in (self.site.social.fediverse,) if account]

    @cached_property
    def published(self) -> str:
        return self.labels.written(self.article.published)

    @cached_property
    def updated(self) -> str:
        return self.labels.written(self.article.updated) if self.article.updated else ""

    @property
    def minutes(self) -> int:
        return max(1, -(-self.article.words // WORDS_A_MINUTE))

    @property
    def reading_time(self) -> str:
        return self.labels.counted(self.labels.minutes, self.minutes)

    @property
    def category(self) -> str:
        """As readers see it; empty for articles that name none."""
        return "" if self.article.category == DEFAULT_CATEGORY else self.article.category.replace("-", " ")

    @cached_property
    def direction(self) -> str:
        return wording.direction_of(self.article.language)

    @cached_property
    def hero(self) -> Image | None:
        """The picture to open with, unless the body already shows it."""
        hero = self.article.hero
        return hero if hero and not self._shows(f'src="{escape(hero.url)}"') else None

    def _shows(self, source: str) -> bool:
        """Whether a picture in the body has it; a text may say the same."""
        return source in self.body and any(source in tag for tag in self.tokens[1::2] if tag.startswith("<img"))

    @property
    def others(self) -> list[tuple[str, str]]:
        """The other readable variants, for links at the foot of a page."""
        names = {"markdown": "Markdown", "text": self.labels.plain_text, "json": "JSON"}
        return [(label, self.alternates[name]) for name, label in names.items() if name in self.alternates]

    @cached_property
    def facts(self) -> list[str]:
        """Who, when, how long: the line under a title."""
        facts = [f"{self.labels.by} {self.byline}" if self.byline else "", self.published]
        facts += [f"{self.labels.updated} {self.updated}" if self.updated else "", self.reading_time]
        return [fact for fact in facts if fact]

    @cached_property
    def picture(self) -> Image | None:
        """The picture that stands for the article where it is shared."""
        return picture_for(self.article.hero, self.tokens if "<img" in self.body else ())

    @property
    def locale(self) -> str:
        """Language and country as Open Graph writes them, `en_GB`; empty where the language names no country."""
        tongue, _, country = self.article.language.partition("-")
        return f"{tongue}_{country}" if COUNTRY.fullmatch(country) else ""

    @property
    def share_image(self) -> str:
        """The absolute URL of what a shared link shows: the article's picture, else the site's card."""
        shown = self.picture.url if self.picture else self.site.card
        return self.site.absolute(shown) if shown else ""

    @property
    def share_alt(self) -> str:
        return (self.picture.alt if self.picture else self.site.name) or self.article.title
