"""Code that other systems would run: Liquid, Jinja, Hugo, MDX, PHP, ASP, and what their Markdown adds."""

import html
import re
from collections.abc import Iterator
from heapq import merge
from urllib.parse import unquote

from flong.intake.body import kinds
from flong.intake.body.locate import Span, Survey
from flong.intake.body.notices import Notices
from flong.intake.body.raw import SPACE

# Each begins with a sign of its own, and only then looks behind: `re` finds a sign much faster than it looks behind.
# A brace after a letter or a sign of TeX's is a formula's: `x^{{a}}`, `\frac{{a}}{b}`.
OPENING = re.compile(rb"[{<](?:(?<=\{)(?<![\w}^_\\$]\{)[{%]|(?<=<)(?:%|\?(?:php|=)))")
STATEMENT = re.compile(
    rb"^(?:import[ \t]+(?:(?:[\w*][^\n\"'{]{0,300})?(?:\{[^{}]{0,1000}\}[ \t]*)?from[ \t]*)?[\"'][^\"'\n]+[\"'];?"
    rb"|export[ \t]+(?:(?:const|let|var|default|function|class|async|enum)[ \t][^\n]{0,300}"
    rb"|(?:type|interface)[ \t]+\w+[ \t]*[={][^\n]{0,300}|(?:\{[^{}]{0,1000}\}|\*)[^\n]{0,300}))[ \t]*$",
    re.MULTILINE,
)
UNCLOSED = re.compile(rb"(?:\{\{[-<%]?|\{%[-+]?)[ \t]*+[A-Za-z_.\"'][^\n\\$]*+$", re.MULTILINE)
"""On the line of an opening that nothing closes: no sign of TeX's."""
ADMONITION = re.compile(
    rb"^[ \t>]*(?:!!![ \t]+[a-z][^\n]{0,300}|:::+[ \t]*\{?[ \t]*[.#]?[A-Za-z][^\n]{0,300}"
    rb"|\?\?\?\+?[ \t]+(?:[a-z-]+[ \t]+\"[^\n]{0,300}|note|info|tip|warning|danger|example|question)[ \t]*)$",
    re.MULTILINE,
)
MARKS = ("!!!", "???", ":::")
EXPRESSION = re.compile(
    rb"\{(?<![\w}^_\\$/{]\{)[ \t]*(?:new[ \t]+[A-Z]\w{0,60}\("
    rb"|[A-Za-z_$][\w$]{1,60}(?:\??\.[A-Za-z_$][\w$]{0,60}){1,10}(?:\(|[ \t]*\}(?!\})))"
)
"""`{props.title}`, `{items.map(`"""
COMPONENT = re.compile(
    rb"<(?<!\w<)[A-Z]\w{0,60}(?:\.[A-Z][^<>\n]{0,300}"
    rb"|[ \t\n][^<>{]{0,300}\{[^<>]{0,300}(?:=>[^<>]{0,300})?/?)>"
)
"""Of MDX, in forms that Markdown does not take for HTML."""
CLOSING = {b"{{": b"}}", b"{%": b"%}", b"<%": b"%>", b"<?php": b"", b"<?=": b""}
LONGEST = 10_000
SIGNS = ("{{", "{%", "<%", "<?", "\nimport ", "\nexport ")
STARTS = ("import ", "export ")
IN_BRACES = re.compile(r"\{(?:(?<==\{)|\.\.\.|[ \t]*(?:new[ \t]|[\w$]+\??\.))")
MEMBER = re.compile(r"<[A-Z]\w{0,60}\.[A-Z]")

IN_ADDRESS = re.compile(r"(?<=\]\()(?:\{\{[^\n{}()]{0,300}\}\}|\{%[^\n{}()]{0,300}%\})[^\s()<>\"'`]{0,300}(?=[ \t)])")
SPACES = re.compile(f"%EF%B7%93|{SPACE}")
ADDRESS = re.compile(r'(?<= )(href|src)="((?!#)[^"]*%7B(?:%7B|%)[^"]*)"')
PIECE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
TAG = re.compile(rb"<[A-Za-z][^<>]*>")
VALUE = re.compile(rb"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")


def as_address(markdown: str) -> str:
    """The text, sign for sign as long, in which code that stands for an address has no space that would end it."""
    if "]({" not in markdown:
        return markdown
    return IN_ADDRESS.sub(lambda code: re.sub(r"[ \t]", SPACE, code[0]), markdown)


def without_code(raw: str, text: str) -> str:
    """The HTML whose addresses are marked as none where they are code in the text."""
    if "%7B" in raw and ("{{" in text or "{%" in text):
        raw = ADDRESS.sub(lambda address: _marked(address, text), raw)
    return SPACES.sub(" ", raw) if SPACE in text else raw


def _marked(address: re.Match[str], text: str) -> str:
    written = unquote(html.unescape(address[2]))
    if all(piece not in text for piece in PIECE.findall(written)[:1]):
        return address[0]
    return f'{address[1]}="{{{{"'


def has_code(markdown: str) -> bool:
    """Cheap; what it finds may stand in code, or be no code at all."""
    return (
        any(sign in markdown for sign in SIGNS)
        or markdown.startswith(STARTS)
        or any(mark in markdown for mark in MARKS)
        or ("{" in markdown and bool(IN_BRACES.search(markdown)))
        or bool(MEMBER.search(markdown))
    )


def template_code(survey: Survey, notices: Notices) -> None:
    """Each place, and whether it shows as text or was to be an address."""
    unseen, addresses = _in_tags(survey)
    data = survey.without(survey.code)
    for start, end in _places(data):
        if not unseen[start]:
            notices.add(kinds.TEMPLATE_ADDRESS if addresses[start] else kinds.TEMPLATE_CODE, start, end)
    for match in ADMONITION.finditer(data) if any(mark.encode() in data for mark in MARKS) else ():
        notices.add(kinds.ADMONITION, match.end() - len(match[0].lstrip(b" \t>")), match.end())


def _places(data: bytes) -> Iterator[Span]:
    last, closings = 0, dict[bytes, int]()
    for match in _openings(data):
        if match.start() < last:
            continue
        end = match.end()
        if closing := CLOSING.get(match[0]):
            if closings.get(closing, -1) < end:
                at = data.find(closing, end)
                closings[closing] = at if at >= 0 else len(data) + LONGEST
            end = closings[closing] + len(closing)
        if end - match.start() > LONGEST:
            if not (line := UNCLOSED.match(data, match.start())):
                continue
            end = line.end()
        last = end
        yield match.start(), end
    yield from (match.span() for match in COMPONENT.finditer(data))
    yield from (match.span() for match in EXPRESSION.finditer(data))


def _openings(data: bytes) -> Iterator[re.Match[bytes]]:
    """What code may begin with, or be in whole, in its order and none within another."""
    statements = STATEMENT.finditer(data) if b"import" in data or b"export" in data else ()
    last = 0
    for match in merge(OPENING.finditer(data), statements, key=re.Match.start):
        if match.start() >= last:
            last = match.end()
            yield match


def _in_tags(survey: Survey) -> tuple[bytearray, bytearray]:
    """Which bytes stand in tags where no reader sees them, and which in addresses."""
    unseen, addresses = bytearray(len(survey.data)), bytearray(len(survey.data))
    for target in survey.targets:
        if "{{" in target.address or "{%" in target.address:
            at = survey.data.rfind(target.address.encode(), target.start, target.end)
            if at >= 0:
                addresses[at : target.end] = b"\1" * (target.end - at)
    for start, end in survey.html:
        for tag in TAG.finditer(survey.data, start, end):
            unseen[tag.start()] = 1  # components among them have been noted with the raw HTML
            if b"{{" in tag[0] or b"{%" in tag[0]:
                unseen[tag.start() : tag.end()] = b"\1" * len(tag[0])
                _in_values(tag, unseen, addresses)
    return unseen, addresses


def _in_values(tag: re.Match[bytes], unseen: bytearray, addresses: bytearray) -> None:
    for value in VALUE.finditer(tag[0]):
        name, start, end = value[1].lower(), tag.start() + value.start(2), tag.start() + value.end(2)
        if name in (b"href", b"src", b"alt"):
            unseen[start:end] = bytes(end - start)
        if name in (b"href", b"src"):
            addresses[start:end] = b"\1" * (end - start)
