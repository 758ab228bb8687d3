"""The email: subject, preheader, HTML and plain text in one object, since they are never read alone."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from flong.formats import text
from flong.formats.body import markup
from flong.formats.document import Document
from flong.formats.email_body import cast
from flong.formats.email_cut import cut_of
from flong.formats.email_styles import INNER_WIDTH, Styles, look_of
from flong.formats.outline import outlined
from flong.formats.prose import WIDTH, Prose, wrap
from flong.formats.transfer import Weight, fits, surely

# Gmail clips a message at 102 KB, and what follows is lost, the unsubscribe link first. It has been seen to count what
# was sent, before it is decoded (https://github.com/hteumeuleu/email-bugs/issues/41).
HTML_LIMIT = 100_000
"""Bytes of the HTML part as they are sent, in the encoding that makes fewer."""
RESERVE = 1_000
"""What is kept free for the addresses that delivery fills in, and to end what a cut leaves open."""
SURE = surely(HTML_LIMIT - RESERVE)
"""Bytes of the whole object up to which nobody needs to ask whether its HTML is within the limit."""
PREHEADER_LENGTH = 140
# Invisible characters that keep an inbox from showing the first words of the body after the preheader.
FILLER = Markup("&#847;&zwnj;&nbsp;") * 40

LINKED = Markup('<a class="soft" href="{}" style="{}">{}</a>')

OWN = ("language", "title", "preheader", "url", "opening", "body", "more", "preferences", "unsubscribe")
"""What differs from mail to mail of one look."""
SHORT = 30
"""Letters that fit the line of a phone."""


def render(document: Document) -> str:
    """A JSON object of `subject`, `preheader`, `cut`, `html` and `text`; delivery fills in a reader's own addresses.

    `cut` is true if both parts end before the article does, since a mail program would clip the mail.
    """
    styles = document.theme.styles[look_of(document.article.language)]
    body = cast(document, styles)
    page = _page(document, "".join(body))
    if len(page) <= HTML_LIMIT:
        mail = _object(document, page, document.prose)
        if len(mail) <= SURE or fits(page, HTML_LIMIT - RESERVE):
            return mail.decode()
    return _cut(document, styles, body).decode()


def _cut(document: Document, styles: Styles, body: Sequence[str]) -> bytes:
    """The object with both parts cut at the same place."""
    frame = Weight().plus(_page(document, "", cut=True))
    cut = cut_of(body, document.tokens, frame, HTML_LIMIT - RESERVE)
    page = _page(document, "".join(cut.of(body, lambda tag: _end(tag, styles))), cut=True)
    return _object(document, page, document.prose_of(outlined(cut.of(document.tokens, str))), cut=True)


def _object(document: Document, page: str, prose: Prose, cut: bool = False) -> bytes:
    subject, text = " ".join(document.article.title.split()), "\n".join(_text(document, prose, cut))
    mail = {"subject": subject, "preheader": preheader(document), "cut": cut, "html": page, "text": text}
    return to_json(mail)


def unsubscribe_address(build: str) -> str:
    """What stands in a mail for its reader's own address; no author can write it, as it holds the build id."""
    return f"[[{build}:unsubscribe_url]]"


def preferences_address(build: str) -> str:
    """What stands in a mail for the address at which its reader chooses what to get."""
    return f"[[{build}:preferences_url]]"


def preheader(document: Document) -> str:
    """What an inbox shows after the subject."""
    summary = " ".join(document.article.summary.split())
    if len(summary) <= PREHEADER_LENGTH:
        return summary
    return summary[:PREHEADER_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _end(tag: str, styles: Styles) -> str:
    ending = styles.rules.get(tag[:-1], tag)
    return ending if isinstance(ending, str) else tag


def _page(document: Document, body: str, cut: bool = False) -> str:
    """The HTML part, put together of what is the same in many mails and what is this one's own."""
    article = document.article
    opening, more = _parts(document, cut)
    own = {
        "language": escape(article.language),
        "title": escape(article.title),
        "preheader": escape(preheader(document)),
        "url": escape(document.url),
        "opening": opening,
        "body": body,
        "more": more,
        "preferences": preferences_address(document.build),
        "unsubscribe": unsubscribe_address(document.build),
    }
    page = _frame(document).copy()
    page[1::2] = [own[name] for name in page[1::2]]
    return "".join(page)


def _frame(document: Document) -> list[str]:
    """What stands around an article, with the names of what is a mail's own at the odd places."""
    frames, look, frame = document.theme.frames, look_of(document.article.language), wording_of(document)
    key = (look, document.labels.language, frame["labels_in"])
    if key not in frames:
        places = {name: markup(f"\0{name}\0") for name in OWN}
        parts = document.theme.styles[look].parts
        filled = document.theme.render("email.html", **places, **frame, **parts, filler=FILLER)
        frames[key] = filled.split("\0")
    return frames[key]


def _parts(document: Document, cut: bool) -> tuple[str, str]:
    """What stands above the body, and below it where it is cut."""
    styles, hero = document.theme.styles[look_of(document.article.language)], document.hero
    given = {"document": document, "article": document.article, **wording_of(document), **styles.parts}
    opening = document.theme.render(
        "email_opening.html",
        facts=markup(" · ".join(_facts(document, styles))),
        hero=markup(styles.picture(hero, min(hero.width or INNER_WIDTH, INNER_WIDTH), False)) if hero else "",
        **given,
    )
    return opening, document.theme.render("email_more.html", **given) if cut else ""


def _facts(document: Document, styles: Styles) -> list[str]:
    """The line under the title, fact by fact; the byline, which is the first, leads to its authors' pages."""
    facts = [_fact(fact) for fact in document.facts]
    people = document.article.authors
    if any(person.url for person in people):
        style = styles.parts["mail_link"]
        names = [LINKED.format(person.url, style, person.name) if person.url else person.name for person in people]
        signed = Markup.escape(f"{document.labels.by} {document.labels.enumerated(['{}'] * len(names))}")
        facts[0] = f'<span dir="auto">{signed.format(*names)}</span>'
    return facts


def _fact(fact: str) -> str:
    """A fact for itself, since a name that is read the other way would take the day's number with it."""
    whole = fact.replace(" ", "\u00a0") if len(fact) < SHORT else fact
    return f'<span dir="auto">{escape(whole, quote=False)}</span>'


def wording_of(document: Document) -> dict[str, Any]:
    """Flong's own words; which language they are in, and where they stand, if the theme lacks the article's."""
    labels, language, direction = document.labels, document.article.language.lower(), document.direction
    known = labels.language.lower() in (language, language.partition("-")[0])
    side = "right" if direction == "rtl" else "left"
    return {
        "labels": labels,
        "direction": direction,
        "labels_in": "" if known else Markup(' lang="{}" dir="{}"').format(labels.language, labels.direction),
        "labels_aligned": "" if known or labels.direction == direction else f";text-align:{side}",
    }


def _text(document: Document, prose: Prose, cut: bool) -> list[str]:
    site, labels = document.site, document.labels
    foot = [labels.reason.format(site=site.name), site.postal_address, labels.on_the_web.format(url=document.url)]
    more = ["", *wrap(f"{labels.goes_on} {labels.read_on}: {document.url}", WIDTH)] if cut else []
    lines = [*text.head_of(document), prose.text, *more, *text.links_of(document, prose), "", "-" * WIDTH]
    lines += [line for part in foot if part for line in wrap(part, WIDTH)]
    choice = f"{labels.preferences}: {preferences_address(document.build)}"
    return [*lines, choice, f"{labels.unsubscribe}: {unsubscribe_address(document.build)}", ""]
