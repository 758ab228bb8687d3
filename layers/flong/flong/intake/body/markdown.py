"""Markdown to the safe, small HTML that every variant is made from. Parsed once, here."""

import re

from flong.intake.body import foreign
from flong.intake.body.allowed import in_their_places
from flong.intake.body.code import as_address, without_code
from flong.intake.body.dialect import PARSER as PARSER
from flong.intake.body.dialect import html_of
from flong.intake.body.footnotes import REFERENCE, gather_footnotes
from flong.intake.body.limits import (
    MAX_DEPTH,
    check_growth,
    check_images,
    check_links,
    check_parts,
    too_deep,
    too_much_output,
)
from flong.intake.body.lint import Evidence, lint
from flong.intake.body.pieces import TAG
from flong.intake.body.prepare import finished, prepared
from flong.intake.body.raw import RAW, has_elements
from flong.intake.body.sanitize import TooMuchToEscape, sanitize
from flong.intake.body.settle import Body, settle
from flong.intake.source import CONTROL

# What the parser nests. Its own elements are all closed, so the sum of their start tags bounds the depth.
NESTING = ("<blockquote", "<ul", "<ol", "<dl", "<em", "<strong", "<del")
NESTED = re.compile(r"<(/?)(?:blockquote|ul|ol|li|dl|dd|em|strong|del)\b")
MAX_RAW_DEPTH = 4 * MAX_DEPTH
# `> [!NOTE]`, as GitHub and Obsidian have it, with or without words of its own.
ALERT = re.compile(r"(<blockquote>\n<p>)\[!([A-Za-z]{2,20})\][+-]?[ \t]*([^<\n]*)(\n|(?=</p>))")


def body_of(markdown: str, path: str, first_line: int = 1, smart: bool = False) -> Body:
    """The body of an article that will be read at `path`; `ArticleRejected` where it passes a limit.

    `first_line` is the number that its first line has in the source; `smart` asks for typographic quotes and dashes.
    """
    text, dropped = prepared(as_address(markdown))
    try:
        raw, notes = html_and_notes(text, smart, first_line)
        clean, refused = sanitize(raw, path)
        clean, smuggled = without_controls(clean, markdown)
        check_links(clean.count("<a ") - clean.count(REFERENCE), text, first_line)
        check_images(clean.count("<img"), text, first_line)
        check_growth(clean, text, first_line)
        body = Body("")
        pieces = gather_footnotes(TAG.split(clean)) if "<div" in clean else TAG.split(clean)
        if has_elements(text):
            pieces = in_their_places(pieces)
        body.html = "".join(settle(pieces, body)).strip()
    except TooMuchToEscape:
        raise too_much_output(text, first_line) from None
    except foreign.TooDeep:
        raise too_deep(text, first_line) from None
    check_links(body.links, text, first_line)
    missing = lead_to_headings(body)
    evidence = Evidence(markdown, text, raw, clean, refused, notes, dropped, missing, smuggled, path)
    body.findings = lint(evidence, first_line)
    return body


def lead_to_headings(body: Body) -> set[str]:
    """Leads links to the headings that they name by another system's rule; the slugs that no heading has."""
    ids = set(body.ids)
    missing = {slug for slug in body.anchors if f"s-{slug}" not in ids}
    if missing:
        # GitHub writes "v1.4" as `v14` and "don't" as `dont`, others `don-t`.
        bare = {name.removeprefix("s-").replace("-", ""): name for name in reversed(body.ids)}
        for slug in [slug for slug in missing if slug.replace("-", "") in bare]:
            body.html = body.html.replace(f'<a href="#s-{slug}"', f'<a href="#{bare[slug.replace("-", "")]}"')
            missing.remove(slug)
    return missing


def html_and_notes(text: str, smart: bool, first_line: int) -> tuple[str, list[foreign.Note]]:
    """HTML to be sanitized, and what of its raw HTML readers will miss."""
    raw = without_code(finished(html_of(text, smart)), text)
    if "[!" in raw:
        raw = ALERT.sub(named_alert, raw)
    check_depth(raw)
    check_parts(raw, text, first_line)
    if RAW.search(text):
        return foreign.tamed(raw, text)
    return raw, []


def without_controls(clean: str, markdown: str) -> tuple[str, bool]:
    """The HTML with U+FFFD for characters that no reader sees and terminals obey: `&#27;` writes one.

    The source has no carriage return, so that any here was written as `&#13;`: to HTML it is white space.
    """
    if markdown.isascii() and "&#" not in markdown:
        return clean, False
    clean = clean.replace("\r", " ")
    return (CONTROL.sub("\ufffd", clean), True) if CONTROL.search(clean) else (clean, False)


def named_alert(match: re.Match[str]) -> str:
    """A quote that begins with its kind in bold: mail readers and plain text know no alerts."""
    title = f": {match[3].strip()}" if match[3].strip() else ""
    label = f"{match[1]}<strong>{match[2].capitalize()}{title}</strong>"
    return f"{label}</p>\n<p>" if match[4] else label


def check_depth(raw: str) -> None:
    """A sanitizer's time grows with the square of the depth, so depth is judged before."""
    if raw.count("</") <= MAX_RAW_DEPTH or sum(map(raw.count, NESTING)) <= MAX_RAW_DEPTH:
        return
    depth = 0
    for match in NESTED.finditer(raw):
        depth += -1 if match[1] else 1
        if depth > MAX_RAW_DEPTH:
            raise foreign.TooDeep
