"""The Markdown variant: front matter, then the body in one settled way of writing it."""

import re
from itertools import pairwise

from flong.formats.blocks import Block, Outline
from flong.formats.document import Document
from flong.formats.flow import Written, assembled, flow, unwrapped
from flong.formats.front_matter import front_matter
from flong.formats.html_blocks import with_html
from flong.formats.marked import RULE, Marked

ALONE = re.compile(r"\A(?:<[^<>\n]*>|\S+?)(?=\\?\n|\Z)")
TITLED = re.compile(
    r"\A(?:<[^<>\n]*>|\S+) +(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))\Z", re.DOTALL
)
"""What CommonMark might read, after `[label]: `, as a link reference definition: a destination alone on its line, or
one with a title (spec section 4.7)."""


def render(document: Document) -> str:
    """CommonMark with GFM's tables, strikethrough and footnotes; HTML for what has no signs; front matter in YAML."""
    written = flow(apart(with_html(document)), Marked(document.site))
    body = assembled([guarded(block) if block.margin.levels else block for block in written], unwrapped)
    return "\n".join(["---", *front_matter(document), "---", "", *body, ""])


def apart(outline: Outline) -> Outline:
    """The blocks with an empty line before each that would go on with the one before it."""
    if not any(block.tight for block in outline.blocks):
        return outline
    blocks = [
        block._replace(tight=False) if block.tight and _goes_on(before, block) else block
        for before, block in pairwise(outline.blocks)
    ]
    return Outline(outline.tokens, [*outline.blocks[:1], *blocks])


def _goes_on(before: Block, block: Block) -> bool:
    """Whether HTML would not have ended, or an item would be text: none ends a paragraph but of a list from 1 on."""
    known = len(block.levels) - block.fresh
    if known < len(before.levels):
        return False
    first = block.levels[known] if block.fresh else None
    is_text = first and first.kind == "item" and (block.kind == "empty" or first.number not in (None, 1))
    return bool(before.kind == "html" or is_text)


def guarded(block: Written) -> Written:
    """A block in others as no reader takes it for something else."""
    if block.text == RULE:
        return block._replace(text="___")  # next to a list's marker, or below a text, it would be another thing
    if block.fixed or not block.margin.first.endswith("]: ") or block.margin.levels[-1].kind != "note":
        return block
    # A note of one word, or of one and another in quotes, would define a link for a reader that knows no footnotes, and
    # be lost. What follows either without a space keeps it from that, and a comment is seen by nobody.
    if TITLED.match(block.text):
        return block._replace(text=f"{block.text}<!-- -->")
    return block._replace(text=ALONE.sub(r"\g<0><!-- -->", block.text))
