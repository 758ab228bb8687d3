"""The mail that tells those who have had an article that it has been withdrawn."""

from typing import Any

from flong.article import Article
from flong.events import Listing
from flong.formats.body import markup
from flong.formats.document import Document
from flong.formats.email import FILLER, preferences_address, unsubscribe_address, wording_of
from flong.formats.email_styles import look_of
from flong.formats.prose import WIDTH, wrap
from flong.formats.templates import Theme


def withdrawal_mail(listing: Listing, theme: Theme, build: str) -> dict[str, Any]:
    """`subject`, `html` and `text` as a build's mail has them; its places are known by `build`."""
    kept = {name: value for name, value in dict(listing).items() if name in Article.model_fields}
    document = Document(Article.model_validate({**kept, "key": "", "body": "", "words": 0}), theme, build)
    return {"subject": listing.title, "html": html_of(document), "text": text_of(document)}


def html_of(document: Document) -> str:
    look = look_of(document.article.language)
    given = {"article": document.article, **wording_of(document), **document.theme.styles[look].parts}
    return document.theme.render(
        "email.html",
        language=document.article.language,
        title=document.article.title,
        preheader=document.labels.withdrawn_notice,
        url=f"{document.site.url}/",
        opening=markup(document.theme.render("email_withdrawn.html", **given)),
        body="",
        more="",
        preferences=preferences_address(document.build),
        unsubscribe=unsubscribe_address(document.build),
        filler=FILLER,
        **given,
    )


def text_of(document: Document) -> str:
    site, labels = document.site, document.labels
    above = [*wrap(document.article.title, WIDTH), "", *wrap(labels.withdrawn_notice, WIDTH), "", "-" * WIDTH]
    foot = [line for part in (labels.reason.format(site=site.name), site.postal_address) for line in wrap(part, WIDTH)]
    choice = f"{labels.preferences}: {preferences_address(document.build)}"
    return "\n".join([*above, *foot, choice, f"{labels.unsubscribe}: {unsubscribe_address(document.build)}", ""])
