"""The email: subject, preheader, HTML and plain text in one object, since they are never read alone."""

from collections.abc import Sequence
from html import escape

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
"""What is kept free for the address that delivery fills in, and to end what a cut leaves open."""
SURE = surely(HTML_LIMIT - RESERVE)
"""Bytes of the whole object up to which nobody needs to ask whether its HTML is within the limit."""
PREHEADER_LENGTH = 140
# Invisible characters that keep an inbox from showing the first words of the body after the preheader.
FILLER = Markup("&#847;&zwnj;&nbsp;") * 40

SHORT = 30
"""Letters that fit the line of a phone."""


def render(document: Document) -> str:
    """A JSON object of `subject`, `preheader`, `cut`, `html` and `text`; delivery fills in the unsubscribe address.

    `cut` is true if both parts end before the article does, since a mail program would clip the mail.
    """
    styles = document.theme.styles[look_of(document.article.language)]
    body = cast(document, styles)
    page = _framed(body, _frame(document, styles))
    if len(page) <= HTML_LIMIT:
        mail = _object(document, page, document.prose)
        if len(mail) <= SURE or fits(page, HTML_LIMIT - RESERVE):
            return mail.decode()
    return _cut(document, styles, body).decode()


def _cut(document: Document, styles: Styles, body: Sequence[str]) -> bytes:
    """The object with both parts cut at the same place."""
    frame = _frame(document, styles, cut=True)
    cut = cut_of(body, document.tokens, Weight().plus("".join(frame)), HTML_LIMIT - RESERVE)
    page = _framed(cut.of(body, lambda tag: _end(tag, styles)), frame)
    return _object(document, page, document.prose_of(outlined(cut.of(document.tokens, str))), cut=True)


def _object(document: Document, page: str, prose: Prose, cut: bool = False) -> bytes:
    subject, text = " ".join(document.article.title.split()), "\n".join(_text(document, prose, cut))
    mail = {"subject": subject, "preheader": preheader(document), "cut": cut, "html": page, "text": text}
    return to_json(mail)


def unsubscribe_address(build: str) -> str:
    """What stands in a mail for its reader's own address; no author can write it, as it holds the build id."""
    return f"[[{build}:unsubscribe_url]]"


def preheader(document: Document) -> str:
    """What an inbox shows after the subject."""
    summary = " ".join(document.article.summary.split())
    if len(summary) <= PREHEADER_LENGTH:
        return summary
    return summary[:PREHEADER_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _end(tag: str, styles: Styles) -> str:
    ending = styles.rules.get(tag[:-1], tag)
    return ending if isinstance(ending, str) else tag


def _framed(body: Sequence[str], frame: tuple[str, str]) -> str:
    return "".join([frame[0], *body, frame[1]])


def _frame(document: Document, styles: Styles, cut: bool = False) -> tuple[str, str]:
    """What stands before the body, and after it: a long text is not to go through a template."""
    hero, place = document.hero, f"[[{document.build}:body]]"
    filled = document.theme.render(
        "email.html",
        document=document,
        article=document.article,
        labels=document.labels,
        facts=markup(" · ".join(map(_fact, document.facts))),
        **_foreign(document),
        body=place,
        hero=markup(styles.picture(hero, min(hero.width or INNER_WIDTH, INNER_WIDTH), False)) if hero else "",
        cut=cut,
        preheader=preheader(document),
        filler=FILLER,
        unsubscribe=unsubscribe_address(document.build),
        **styles.parts,
    )
    before, _, after = filled.partition(place)
    return before, after


def _fact(fact: str) -> str:
    """A fact for itself, since a name that is read the other way would take the day's number with it."""
    whole = fact.replace(" ", "\u00a0") if len(fact) < SHORT else fact
    return f'<span dir="auto">{escape(whole, quote=False)}</span>'


def _foreign(document: Document) -> dict[str, Markup]:
    """Which language Flong's own words are in, and where they stand, if the theme lacks the article's."""
    labels, language = document.labels, document.article.language.lower()
    if labels.language.lower() in (language, language.partition("-")[0]):
        return {"labels_in": Markup(), "labels_aligned": Markup()}
    side = "right" if document.direction == "rtl" else "left"
    return {
        "labels_in": Markup(' lang="{}" dir="{}"').format(labels.language, labels.direction),
        "labels_aligned": Markup(";text-align:{}").format(side) if labels.direction != document.direction else Markup(),
    }


def _text(document: Document, prose: Prose, cut: bool) -> list[str]:
    site, labels = document.site, document.labels
    # A link to a reader's preferences goes before the last line, when there are any to keep.
    foot = [labels.reason.format(site=site.name), site.postal_address, labels.on_the_web.format(url=document.url)]
    more = ["", *wrap(f"{labels.goes_on} {labels.read_on}: {document.url}", WIDTH)] if cut else []
    lines = [*text.head_of(document), prose.text, *more, *text.links_of(document, prose), "", "-" * WIDTH]
    lines += [line for part in foot if part for line in wrap(part, WIDTH)]
    return [*lines, f"{labels.unsubscribe}: {unsubscribe_address(document.build)}", ""]
