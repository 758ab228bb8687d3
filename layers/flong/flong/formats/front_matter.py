"""The front matter of the Markdown variant: YAML in the field names that an author uses."""

import re
from collections.abc import Sequence
from json.encoder import encode_basestring

from flong.article import Article, ChangeKind, Moment, Person, Source, State
from flong.formats.document import Document
from flong.formats.marked import escaped

# YAML takes JSON strings, but only of characters that it calls printable, and it folds any line end of Unicode's.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# What a reader of one line of Markdown or HTML might take for markup: pairs of signs, links, tags, entities, escapes.
MARKED_UP = re.compile(r"[*_`~].*[*_`~]|\]\(|<(?:/?[a-zA-Z][a-zA-Z0-9]*[\s/>]|!--|\S+[:@])|&#?\w+;|\\[!-/:-@\[-`{-~]")
# A name that nobody reads as two, or as a name and a role.
PLAIN_NAME = re.compile(r"(?!(?i:by)\b)\w[\w.'’-]*(?: (?!(?:and|et|und|och|og|at)\b)\w[\w.'’-]*)*")

Field = str | dict[str, str] | Sequence[str | dict[str, str]]


def front_matter(document: Document) -> list[str]:
    """The lines of a YAML mapping in the field names that `docs/article-format.md` gives an author.

    Whoever reads them as an article again gets the same one. Lists that the text has are not said twice.
    """
    article = document.article
    fields: dict[str, Field] = {
        "title": _words(article.title),
        "subtitle": _words(article.subtitle),
        "summary": _words(article.summary),
        "authors": [_author(person) for person in article.authors],
        "published": _moment(article.published),
        "updated": _moment(article.updated),
        "publish_at": _moment(article.publish_at),
        "category": _words(article.category),
        "tags": [_words(tag.label) for tag in article.tags],
        "slug": article.path.strip("/").rpartition("/")[2],
        "permalink": document.url,
        "canonical_url": article.canonical_url or "",
        "coverage_of": _words(article.coverage_of),
        "correction": _words(article.correction),
        "change_kind": _change_kind(article),
        "status": "" if article.status is State.PUBLISHED else article.status.value,
        "amp": "" if article.amp is None else str(article.amp).lower(),
        "language": article.language,
        "image": _image(document),
        "key_takeaways": [_words(text) for text in article.key_takeaways if "key_takeaways" not in article.derived],
        "sources": [_source(source) for source in article.sources if "sources" not in article.derived],
    }
    return [line for name, value in fields.items() if value for line in _field(name, value)]


def _words(text: str | None) -> str:
    """A text of plain words, with a backslash before what a reader of Markdown would take for markup."""
    return escaped(text) if text and MARKED_UP.search(text) else text or ""


def _author(person: Person) -> str | dict[str, str]:
    name = _words(person.name)
    if person.url:
        return {"name": name, "url": person.url}
    return name if PLAIN_NAME.fullmatch(name) else {"name": name}


def _moment(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def _change_kind(article: Article) -> str:
    """The kind of change, unless that is the one that everybody would assume."""
    assumed = ChangeKind.CORRECTION if article.correction else ChangeKind.MATERIAL
    return "" if article.change_kind is assumed else article.change_kind.value


def _image(document: Document) -> dict[str, str]:
    hero = document.article.hero
    if hero is None:
        return {}
    size = {"width": str(hero.width), "height": str(hero.height)} if hero.width and hero.height else {}
    return {"url": document.site.absolute(hero.url), "alt": _words(hero.alt), **size}


def _source(source: Source) -> str | dict[str, str]:
    return {"title": _words(source.title), "url": source.url} if source.title else source.url


def _field(name: str, value: Field) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    if isinstance(value, dict):
        return [f"{name}:", *(f"  {key}: {_scalar(text)}" for key, text in value.items())]
    return [f"{name}:", *(line for item in value for line in _item(item))]


def _item(item: str | dict[str, str]) -> list[str]:
    if isinstance(item, str):
        return [f"  - {_scalar(item)}"]
    first, *others = (f"{key}: {_scalar(text)}" for key, text in item.items())
    return [f"  - {first}", *(f"    {line}" for line in others)]


def _scalar(value: str) -> str:
    quoted = encode_basestring(value)
    return quoted if quoted.isprintable() else UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
