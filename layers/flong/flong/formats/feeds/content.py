"""The whole text of an article for feed readers: taken from its structured document, which has been cast before."""

from html import escape
from typing import Any

from flong.article import Image
from flong.formats.body import Rules, markup, recast, task_box, tokens_of
from flong.formats.templates import Theme


def content(document: dict[str, Any], hero: Image | None, theme: Theme) -> str:
    """HTML, safe to place anywhere: the note on a correction, the opening picture and the text, as the page has them.

    Every address is absolute, since a reader is at none: what leads to a place in the text leads to the page.
    """
    extension, language = document["flong"], document["language"]
    body = next(body["value"] for body in document["bodies"] if body["role"] == "main")
    url = theme.site.absolute(hero.url) if hero else ""
    return theme.render(
        "feed_content.html",
        direction=extension["direction"],
        labels=theme.labels(language),
        correction=extension.get("correction", ""),
        hero=hero if hero and f'src="{escape(url)}"' not in body else None,
        body=markup("".join(recast(tokens_of(body), rules_for(extension["url"])))),
    )


def rules_for(url: str) -> Rules:
    """How a text for readers differs from the body: no places to jump to, and no controls."""
    page = escape(url)
    return {"<a": lambda tag: tag.replace(' href="#', f' href="{page}#', 1), "<input": task_box}
