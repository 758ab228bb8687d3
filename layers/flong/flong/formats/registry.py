"""Every variant that Flong renders. Adding one is a module and a line; importing this imports no renderer."""

from typing import NamedTuple


class Format(NamedTuple):
    """One variant: `module` renders it, `file` holds it in a build, `public` is its file in the article's live folder.

    `public` is None for a variant that readers never fetch. An article goes out without one that is `optional` if it
    cannot be made.
    """

    name: str
    module: str
    file: str
    public: str | None
    content_type: str
    optional: bool = False


FORMATS = (
    Format("html", "flong.formats.html", "index.html", "index.html", "text/html; charset=utf-8"),
    Format("amp", "flong.formats.amp", "amp.html", "amp/index.html", "text/html; charset=utf-8", optional=True),
    Format("email", "flong.formats.email", "email.json", None, "application/json"),
    Format("text", "flong.formats.text", "index.txt", "index.txt", "text/plain; charset=utf-8"),
    Format("markdown", "flong.formats.markdown", "index.md", "index.md", "text/markdown; charset=utf-8"),
    Format("json", "flong.formats.json", "article.json", "article.json", "application/json"),
)

PUBLIC = {format.name: format.public for format in FORMATS if format.public}
"""Live files by variant, relative to the article's path."""
