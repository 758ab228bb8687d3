"""Which words a reader of a source sees, by a parser that is not the product's, and which of them a variant lost."""

import json
import re
import unicodedata
from collections import Counter

from flong.article import Article
from flong.formats.rendering import render_variants
from flong.intake.read import Reading
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from tests.formats.casting import BUILD, THEME

# Scripts without spaces are compared letter by letter, since lines are cut between any two.
SOLID = r"\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
WORD = re.compile(rf"[{SOLID}]|[^\W_{SOLID}]+")
UNSEEN = (
    "script", "style", "title", "template", "noscript", "iframe", "textarea", "select", "svg", "math", "object",
    "video", "audio",
)  # fmt: skip
PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 1_000}).enable(["table", "strikethrough"])
# Addresses are the product's to judge and to write, here they are only to be seen.
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
PARSER.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
TASK = re.compile(r"^([ >]*(?:[-+*]|\d+[.)])[ \t]+)\[[ xX]\](?=\s)", re.MULTILINE)
"""A task's box, which a reader sees as a box."""
NOTE = re.compile(r"\[\^[^\]\s]+\]:?")
"""A footnote's label, which a reader sees as a number."""
ANCHOR = re.compile(r"\{\s*(?:#[^{}\n]*|/\*[^{}\n]*\*/)\s*\}[ \t]*$", re.MULTILINE)
"""A heading's own id, which a reader does not see."""
RUN = re.compile(r"\]\(\s*<?\{[{%][^\n)]*\)")
"""A link's address that is template code: it is reported, and the link's text shows alone."""
ALERT = re.compile(r"^([ >]*)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.MULTILINE)
"""GitHub's mark of an alert, which a reader sees as a capitalised word."""


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFC", text)))


def seen_in(html: str) -> str:
    """The text that a browser shows, elements apart from each other."""
    parser = LexborHTMLParser(html)
    parser.strip_tags(list(UNSEEN))
    return parser.text(separator=" ")


def seen_in_source(markdown: str) -> str:
    source = ALERT.sub(
        lambda found: found[1] + found[2].capitalize(), RUN.sub("]", ANCHOR.sub("", TASK.sub(r"\1", markdown)))
    )
    return NOTE.sub(" ", seen_in(PARSER.render(source)))


def texts_of(article: Article) -> dict[str, str]:
    """What each variant shows of an article; nothing of a mail that says that it is cut."""
    made = {name: one.content.decode() for name, one in render_variants(article, THEME, BUILD).variants.items()}
    mail = json.loads(made["email"])
    mailed = {} if mail["cut"] else {"mail text": mail["text"], "mail page": seen_in(mail["html"])}
    return {
        **mailed,
        "body": seen_in(article.body),
        "html": seen_in(made["html"]),
        "amp": seen_in(made["amp"]),
        "text": made["text"],
        "markdown": seen_in_source(made["markdown"].split("\n---\n", 1)[1]),
        "json": json.loads(made["json"])["bodies"][1]["value"],
    }


def unexplained(markdown: str, reading: Reading) -> dict[str, list[str]]:
    """By variant, the lost words that no finding names either; nothing where there is no article."""
    if reading.article is None:
        return {}
    named = words(" ".join(f"{one.message} {one.found}" for one in reading.findings))
    gone = {
        name: [word for word in missing if word not in named]
        for name, missing in lost(markdown, reading.article).items()
    }
    return {name: missing for name, missing in gone.items() if missing}


def lost(markdown: str, article: Article) -> dict[str, list[str]]:
    """By variant, the words of the source that it does not show; an empty dictionary if there are none."""
    source = words(seen_in_source(markdown))
    found = {}
    for name, text in texts_of(article).items():
        missing = source - words(text)
        # A word longer than a line may be cut, and one may stand right after another.
        squeezed = re.sub(r"\s|(?m:^(?:> ?)+)", "", text) if missing else ""
        if gone := sorted(word for word in missing if squeezed.count(word) < source[word]):
            found[name] = gone
    return found
