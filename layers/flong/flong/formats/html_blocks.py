"""HTML within Markdown, for what that has no signs for: tables with spans or captions, figures, and what folds.

An empty line would end it, so that none is left in it, but round a text with a note, which HTML has no sign for.
"""

import re
from bisect import bisect
from collections.abc import Mapping
from functools import cached_property
from html import unescape

from flong.formats.blocks import BLOCKS, Block, Cell, Outline, Span
from flong.formats.body import Rule, attribute, name_of, recast, spaced
from flong.formats.document import Document
from flong.formats.framing import FRAMED
from flong.formats.full import full_addresses
from flong.formats.inline import Lines
from flong.formats.marked import Marked, follows
from flong.formats.outline import outlined

FRAMES = ("<details", "<figure", "<caption", "<dl")
MARKED_CODE = re.compile(r"<pre>(?:<code[^>]*>)?+[^<]*+<(?!/(?:code|pre)>)")
"""With more in it than code."""
INLINE = r"(?:</?(?:a|abbr|b|br|cite|code|del|dfn|em|i|img|ins|kbd|mark|q|s|samp|small|strong|sub|sup|u|var)\b[^>]*>)*+"
ALIGNED = r"(?: class=\"\w+\")?"
GFM = re.compile(
    rf"<table><thead><tr>(?:<th{ALIGNED}>{INLINE}</th>)++</tr></thead>"
    rf"(?:<tbody>(?:<tr>(?:<td{ALIGNED}>{INLINE}</td>)++</tr>)*+</tbody>)?</table>"
)
"""The tags of a table that Markdown can write, if its rows are alike."""
PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
ENDS = BLOCKS | {f"<{slash}{name}" for name in PARTS for slash in ("", "/")}
NOTE = 'class="footnote-ref"'
CLASS, SCOPE = re.compile(r' class="(\w+)"'), re.compile(r' scope="\w+"')


def with_html(document: Document) -> Outline:
    """The blocks of a body, with HTML for those that Markdown cannot write."""
    outline, kinds = document.blocks, document.tokens.kinds
    if any(name in kinds for name in FRAMES) or ("<pre" in kinds and MARKED_CODE.search(document.body)):
        outline = outlined(outline.tokens, FRAMED)
    elif "<table" not in kinds:
        return outline
    writer = Writer(outline, document)
    return Outline(outline.tokens, [writer.written(block) for block in outline.blocks])


class Writer:
    """Writes blocks as HTML."""

    def __init__(self, outline: Outline, document: Document) -> None:
        self.outline, self.tokens = outline, outline.tokens
        self.rules: Mapping[str, Rule] = {**RULES, **full_addresses(document.site)}
        self.dialect = Marked(document.site)

    def written(self, block: Block) -> Block:
        if block.kind == "html" or (block.kind == "table" and not self.is_gfm(block)):
            return block._replace(kind="html", detail=self.html(block.inline))
        return block

    def is_gfm(self, table: Block) -> bool:
        start, end, _ = table.inline
        rows: list[list[Cell]] = table.detail
        alike = [cell.align for cell in rows[0]]
        if not all([cell.align for cell in row] == alike for row in rows):
            return False
        return bool(GFM.fullmatch("".join(self.tokens[start:end:2])))

    def html(self, span: Span) -> str:
        start, end, _ = span
        tokens = ["", *self.tokens[start:end], ""]
        out = recast(tokens, self.rules)
        out[::2] = _on_one_line(tokens)
        _name_headings(out, tokens)
        if notes := [place for place in range(1, len(tokens), 2) if NOTE in tokens[place]]:
            ends = [place for place in range(1, len(tokens), 2) if name_of(tokens[place]) in ENDS]
            for after in dict.fromkeys(bisect(ends, place) for place in notes):
                self.write_line(out, (ends[after - 1] + 1, ends[after]), start - 1)
        return "".join(out).strip()

    def write_line(self, out: list[str], span: tuple[int, int], before: int) -> None:
        """Writes a text with a note's mark in it as Markdown, which empty lines make it again."""
        start, end = span
        line = self.dialect.paragraph(self.lines.line((before + start, before + end, ())))
        if out[start - 1].strip() == "<p>":
            start, end = start - 1, end + 1
        out[start:end] = [f"\n\n{line}\n\n", *[""] * (end - start - 1)]

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.outline, self.dialect)


def _on_one_line(tokens: list[str]) -> list[str]:
    """The texts without needless space; a line end that counts, as in code, is one as an entity too."""
    texts, code = [], 0
    for place in range(0, len(tokens), 2):
        before, text, after = tokens[max(place - 1, 0)], tokens[place], tokens[min(place + 1, len(tokens) - 1)]
        code += (before == "<pre>") - (before == "</pre>")
        texts.append(text.replace("\n", "&#10;") if code else _stripped(before, spaced(text), after))
    return texts


def _stripped(before: str, text: str, after: str) -> str:
    """A text without the spaces next to tags of blocks, which nobody sees."""
    text = text.lstrip(" ") if not before or name_of(before) in ENDS else text
    return text.rstrip(" ") if not after or name_of(after) in ENDS else text


def _name_headings(out: list[str], tokens: list[str]) -> None:
    """Adds the name of a heading that has another than its words make."""
    for place in range(1, len(tokens), 2):
        if tokens[place].startswith("<h") and (anchor := attribute(tokens[place], "id")):
            end = next(at for at in range(place, len(tokens), 2) if tokens[at] == f"</h{tokens[place][2]}>")
            if not follows(anchor, unescape("".join(tokens[place + 1 : end : 2]))):
                out[end - 1] += f" {{#{anchor.removeprefix('s-')}}}"


def _line_before(tag: str) -> str:
    return f"\n{tag}"


def _cell(tag: str) -> str:
    """As an author writes it: what it is a heading of is found again."""
    return SCOPE.sub("", CLASS.sub(r' style="text-align: \1"', tag))


def _heading(tag: str) -> str:
    return f"\n{tag[:3]}>"


OPENING = (
    "tr", "thead", "tbody", "tfoot", "caption", "li", "ul", "ol", "dl", "dt", "dd", "p", "pre", "blockquote", "hr",
    "figcaption", "summary", "table", "figure", "details",
)  # fmt: skip
CLOSING = ("table", "thead", "tbody", "tfoot", "figure", "details", "ul", "ol", "dl", "blockquote")
RULES: dict[str, Rule] = {
    **{f"<{name}": _line_before for name in OPENING},
    **{f"</{name}": f"\n</{name}>" for name in CLOSING},
    **{f"<h{level}": _heading for level in range(1, 7)},
    "<td": _cell,
    "<th": _cell,
    "<li": "\n<li>",
}
