"""The email: subject, preheader, HTML and plain text in one object, since they are never read alone."""

from collections.abc import Sequence

from markupsafe import Markup
from pydantic_core import to_json

from flong.formats import text
from flong.formats.body import TAG, markup, name_of, recast
from flong.formats.document import Document
from flong.formats.email_styles import Styles, link_rule, look_of
from flong.formats.prose import WIDTH, wrap

# Gmail clips a message at 102 KB of source; what follows is lost, the unsubscribe link first.
# The difference is for the address that delivery fills in.
HTML_LIMIT = 99_000
VOID = frozenset({"<br", "<hr", "<img", "<input"})
PREHEADER_LENGTH = 140
# Invisible characters that keep an inbox from showing the first words of the body after the preheader.
FILLER = Markup("&#847;&zwnj;&nbsp;") * 40


def render(document: Document) -> str:
    """A JSON object of `subject`, `preheader`, `html` and `text`; delivery fills in the unsubscribe address."""
    page = _page(document)
    mail = {"subject": " ".join(document.article.title.split()), "preheader": preheader(document), "html": page}
    return to_json({**mail, "text": "\n".join(_text(document))}).decode()


def unsubscribe_address(build: str) -> str:
    """What stands in a mail for its reader's own address; no author can write it, as it holds the build id."""
    return f"[[{build}:unsubscribe_url]]"


def preheader(document: Document) -> str:
    """What an inbox shows after the subject."""
    summary = " ".join(document.article.summary.split())
    if len(summary) <= PREHEADER_LENGTH:
        return summary
    return summary[:PREHEADER_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _page(document: Document) -> str:
    styles = _styles(document)
    rules = {**styles.rules, "<a": link_rule(styles.named["a"], document.site, document.url)}
    tokens = recast(document.tokens, rules)
    whole = _filled(document, tokens, cut=False)
    size = len(whole.encode())
    if size <= HTML_LIMIT:
        return whole
    frame = len(_filled(document, [], cut=True).encode())
    return _filled(document, shortened(tokens, HTML_LIMIT - frame), cut=True)


def _styles(document: Document) -> Styles:
    return document.theme.styles[look_of(document.article.language)]


def _filled(document: Document, tokens: Sequence[str], cut: bool) -> str:
    return document.theme.render(
        "email.html",
        document=document,
        article=document.article,
        labels=document.labels,
        body=markup("".join(tokens)),
        hero=markup(_styles(document).picture(document.hero)) if document.hero else "",
        slanted=look_of(document.article.language) == "ltr",
        cut=cut,
        preheader=preheader(document),
        filler=FILLER,
        unsubscribe=unsubscribe_address(document.build),
    )


def shortened(tokens: Sequence[str], budget: int) -> Sequence[str]:
    """As many whole blocks from the start as fit in `budget` bytes."""
    depth = size = kept = 0
    for place, token in enumerate(tokens):
        size += len(token.encode())
        if size > budget:
            break
        depth += _step(token) if place % 2 else 0
        if depth == 0:
            kept = place + 1
    return tokens[:kept]


def _step(markup: str) -> int:
    """How much deeper the document is after what stands for one tag; a rule may have made it none or two."""
    tags = [tag for tag in TAG.findall(markup) if not tag.startswith("<!")]
    return sum(0 if name_of(tag) in VOID else -1 if tag[1] == "/" else 1 for tag in tags)


def _text(document: Document) -> list[str]:
    site, labels = document.site, document.labels
    # A link to a reader's preferences goes before the last line, when there are any to keep.
    foot = [labels.reason.format(site=site.name), site.postal_address, labels.on_the_web.format(url=document.url)]
    lines = [*text.head_of(document), document.prose.text, *text.links_of(document), "", "-" * WIDTH]
    lines += [line for part in foot if part for line in wrap(part, WIDTH)]
    return [*lines, f"{labels.unsubscribe}: {unsubscribe_address(document.build)}", ""]
