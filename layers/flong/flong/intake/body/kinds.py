"""What may be wrong in a body: the findings as they read, before they know their place."""

from collections import Counter
from functools import cache

from flong.verdict import Finding


def warning(finding: Finding) -> Finding:
    return finding.model_copy(update={"level": "warning"})


EXAMPLE = "https://example.org/name"
"""Stands in a remedy for the address to write, where that is known."""

CONTROL_CHARACTER = warning(
    Finding(
        code="control-character",
        message="This stands for an invisible control character; readers see `\ufffd` instead.",
        remedy="Delete it.",
    )
)
LINK_ADDRESS = warning(
    Finding(
        code="link-address",
        message="This link's address cannot be used: its text shows instead.",
        remedy="Write the full address, `https://example.org/name`.",
    )
)
LINK_BESIDE = LINK_ADDRESS.model_copy(
    update={
        "message": "This link leads to a file beside the article. Flong publishes none, so that nothing is there.",
        "remedy": f"Upload the file elsewhere, and write its full address, such as `{EXAMPLE}`.",
    }
)
LINK_ARTICLE = LINK_ADDRESS.model_copy(
    update={
        "message": "This link leads to a Markdown file. Flong publishes articles at other addresses: nothing is there.",
        "remedy": f"Write the address that readers have, likely `{EXAMPLE}`; the report on that article names it.",
    }
)
LINK_HOST = LINK_ADDRESS.model_copy(
    update={
        "message": "Without `https://` this link leads to a page of this site, beside the article: nothing is there.",
        "remedy": f"Write `{EXAMPLE}` if that is meant, or else the full address.",
    }
)
PICTURE_ADDRESS = warning(
    Finding(
        code="picture-address",
        message="This picture's address cannot be used: its description shows instead.",
        remedy="Write the full address, `https://example.org/name`.",
    )
)
PICTURE_FORMAT = PICTURE_ADDRESS.model_copy(
    update={
        "message": "Not every browser shows files of this kind: the picture's description shows instead.",
        "remedy": "Save it as PNG, JPEG, GIF, WebP or AVIF, upload that beside the article, and write its name.",
    }
)
LINK_SCHEME = warning(
    Finding(
        code="link-scheme",
        message="This address does not begin with `https://` or `mailto:` once, as it should; Flong has mended it.",
        remedy="Write the full address, `https://example.org/name`.",
    )
)
LINK_EMPTY = warning(
    Finding(
        code="link-empty",
        message="This link has no address, or no text to click on.",
        remedy="Write both: `[the text](https://example.org/name)`.",
    )
)
LINK_ANCHOR = warning(
    Finding(
        code="link-anchor",
        message="This link leads to a heading that is not there.",
        remedy="Write the heading in lower case with hyphens, `#the-heading`, or name it: `## The heading {#name}`.",
    )
)
LINK_SYNTAX = warning(
    Finding(
        code="link-syntax",
        message="This is meant to be a link and shows as text, brackets and all.",
        remedy="Leave no space in the address: write `%20`, or put the address between `<` and `>`.",
    )
)
LINK_UNCLOSED = LINK_SYNTAX.model_copy(
    update={"remedy": "Write `[the text](https://example.org/name)`; a parenthesis in an address is `%28` or `%29`."}
)
LINK_TITLE = LINK_SYNTAX.model_copy(
    update={
        "remedy": 'After the address only a title may stand, in straight quotes: `(https://example.org/name "it")`.'
    }
)
LINK_WIKI = LINK_SYNTAX.model_copy(
    update={
        "message": "This is a link or picture of a wiki's. Flong does not know it: it shows as text, brackets and all.",
        "remedy": "Write `[the text](/category/name/)`, or `![what it shows](name.png)` for a picture.",
    }
)
REFERENCE_MISSING = warning(
    Finding(
        code="reference-missing",
        message="This link names an address that is given nowhere; it shows as text, brackets and all.",
        remedy="Add a line `[name]: https://example.org/name`, or put a backslash before the first bracket.",
    )
)
REFERENCE_UNUSED = warning(
    Finding(
        code="reference-unused",
        message="This address is named, and no link uses the name; readers will not see it.",
        remedy="Link to it, `[the text][name]`, or remove the line.",
    )
)
FOOTNOTE_MISSING = warning(
    Finding(
        code="footnote-missing",
        message="There is no note of this name; the reference shows as it is written.",
        remedy="Add the note: a line `[^name]: The text of the note.`",
    )
)
FOOTNOTE_UNUSED = warning(
    Finding(
        code="footnote-unused",
        message="Nothing refers to this note; it stands at the end, and no reader is led to it.",
        remedy="Write `[^name]` where it belongs, or remove it.",
    )
)
IMAGE_ALT = warning(
    Finding(
        code="image-alt",
        message="This picture has no description for those who cannot see it.",
        remedy="Say what it shows: `![A boat at low tide](https://example.org/boat.jpg)`.",
    )
)
HEADING_SKIP = warning(
    Finding(
        code="heading-skip",
        message="This heading skips a level; Flong shows it one level below the one before.",
        remedy="Use one `#` more than the heading above it, at most.",
    )
)
HEADING_EMPTY = warning(
    Finding(
        code="heading-empty",
        message="This heading has no text; it is left out.",
        remedy="Give it a text, or remove the line.",
    )
)
SECOND_H1 = warning(
    Finding(
        code="second-h1",
        message="This is a second heading of the first level, which only the title has: all headings move one down.",
        remedy="Begin it with `##`.",
    )
)
FENCE_UNCLOSED = warning(
    Finding(
        code="fence-unclosed",
        message="This block of code is never closed: all that follows shows as code.",
        remedy="End it with this line:",
    )
)
HTML_DROPPED = warning(
    Finding(
        code="html-dropped",
        message="The HTML element `<x>` is not shown to readers.",
        remedy="Say it in Markdown, or link to a page that shows it.",
    )
)


@cache
def html_dropped(element: str) -> Finding:
    return HTML_DROPPED.model_copy(update={"message": HTML_DROPPED.message.replace("<x>", f"<{element}>")})


HTML_LINKED = warning(
    Finding(
        code="html-linked",
        message="Flong embeds nothing from elsewhere: a link to its address stands in its place.",
        remedy="Nothing, if a link will do; its `title` is the link's text.",
    )
)
HTML_ATTRIBUTE_DROPPED = warning(
    Finding(
        code="html-attribute-dropped",
        message="The site decides how text looks, so these attributes are dropped",
        remedy="Remove them, or leave them for other tools.",
    )
)
MAX_NAMED = 10


def html_attributes_dropped(counts: Counter[str]) -> Finding:
    """All of them at once, the most frequent first."""
    named = [f"`{name}` ({count})" if count > 1 else f"`{name}`" for name, count in counts.most_common(MAX_NAMED)]
    more = f" and {len(counts) - MAX_NAMED:,} others" if len(counts) > MAX_NAMED else ""
    return HTML_ATTRIBUTE_DROPPED.model_copy(
        update={"message": f"{HTML_ATTRIBUTE_DROPPED.message}: {', '.join(named)}{more}."}
    )


MARKDOWN_IN_HTML = warning(
    Finding(
        code="markdown-in-html",
        message="No Markdown is read within a block of HTML: it shows as text, brackets and asterisks and all.",
        remedy="Leave a line empty after the opening and before the closing tag, or write `<a href=…>` and `<strong>`.",
    )
)
HTML_UNCLOSED = warning(
    Finding(
        code="html-unclosed",
        message="This HTML tag or comment is never closed; it shows as text.",
        remedy="Close it with `>` or `-->`, or write `&lt;` if `<` is meant.",
    )
)
TEMPLATE_CODE = warning(
    Finding(
        code="template-code",
        message="This is code for another system. Flong does not run it: it shows as text.",
        remedy="Write what it stands for, or put it between backticks if readers are to see it.",
    )
)
TEMPLATE_ADDRESS = TEMPLATE_CODE.model_copy(
    update={
        "message": "This is code for another system. Flong does not run it: the address that it would be is dropped.",
        "remedy": "Write the full address, `https://example.org/name`.",
    }
)
ADMONITION = TEMPLATE_CODE.model_copy(
    update={
        "message": "This note in a box is of another Markdown. Flong does not know it: it shows as text.",
        "remedy": "Write a quote instead: `> [!NOTE]` on a line of its own, then its text, `> ` before each line.",
    }
)
ATTRIBUTE_LIST = warning(
    Finding(
        code="attribute-list",
        message="Flong drops attributes in braces, but for a heading's `{#name}` and the size of a picture.",
        remedy="Remove it, or leave it for other tools.",
    )
)
DASH_SPACES = warning(
    Finding(
        code="dash-spaces",
        message="This dash has a space on one side only.",
        remedy="Write a space on both sides, ` – `, or on none.",
    )
)
EMPHASIS_UNCLOSED = warning(
    Finding(
        code="emphasis-unclosed",
        message="These two asterisks make nothing bold; they show as they are.",
        remedy="Write `**` right before the first and right after the last letter, or `\\*\\*` if asterisks are meant.",
    )
)
STRIKE_UNCLOSED = EMPHASIS_UNCLOSED.model_copy(
    update={
        "message": "These tildes strike nothing out; they show as they are.",
        "remedy": "Write `~~` right before the first and right after the last letter.",
    }
)
TABLE_CELLS = warning(
    Finding(
        code="table-cells",
        message="This row has more cells than the table's head; those beyond it are not shown.",
        remedy="Give the head a cell for each column; write `\\|` for a bar that is text.",
    )
)
TABLE_RULER = TABLE_CELLS.model_copy(
    update={
        "message": "This row of hyphens has not as many cells as the head above it: no table is made, the bars show.",
        "remedy": "Write `---` for each column, with bars between: `|---|---|`.",
    }
)
FENCE_CUT_OFF = FENCE_UNCLOSED.model_copy(
    update={
        "message": "This block of code ends with the list or quote it stands in, and not at a closing line of its own.",
        "remedy": "Put before each of its lines, and the closing one, what stands before the first: spaces or `>`.",
    }
)
