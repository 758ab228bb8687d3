"""What an editor would want to know of a body. Searched for quickly, and located only where there is something."""

import re
from collections import Counter
from itertools import accumulate
from typing import NamedTuple

from flong.intake.body import almost, astray, kinds, signs, slips, targets
from flong.intake.body.code import has_code, template_code
from flong.intake.body.dashes import dashes, has_dash
from flong.intake.body.foreign import Note
from flong.intake.body.locate import normal, survey_of
from flong.intake.body.notices import MAX_FOUND, Notices
from flong.intake.source import NOTHING_SEEN
from flong.verdict import Finding

TARGETS = ("](", "] (", "]\n(", ")[", "]（", "[[")
SIGNS = ("[^", "**", "][", *TARGETS, "></h", ">{#", ">{:", ">{.")
"""What the HTML of a text shows where the text is not what it was meant to be."""
BLANK = rf"(?:[{NOTHING_SEEN}]|&nbsp;)*"
EMPTY_LINK = re.compile(rf'<a href="[^"]*"(?: title="[^"]*")?>{BLANK}</a>')
BLANK_ALT = re.compile(rf' alt="{BLANK}"')
NOTE = re.compile(r'<div [^>]*id="([^"]*)"|<a href="#([^"]*)"')
LABEL = re.compile(r"\[([^\[\]]{1,200})\]")


class Evidence(NamedTuple):
    """What reading a body has brought to light: see `body_of`."""

    source: str
    markdown: str
    """The same without what other systems write in braces: sign for sign as long."""
    raw: str
    clean: str
    refused: list[tuple[str, str]]
    foreign: list[Note]
    dropped: list[tuple[Note, int]]
    missing: set[str]
    smuggled: bool
    path: str


def lint(evidence: Evidence, first_line: int) -> list[Finding]:
    """Warnings, each with line and column in the source."""
    return located(evidence, first_line) if suspicious(evidence) else []


def suspicious(evidence: Evidence) -> bool:
    markdown, clean = evidence.markdown, evidence.clean
    levels = [int(level) for level in targets.HEADINGS.findall(clean)]
    return bool(
        evidence.refused
        or evidence.foreign
        or evidence.dropped
        or evidence.missing
        or evidence.smuggled
        or ("<img" in clean and BLANK_ALT.search(clean))
        or 1 in levels
        or "://http" in markdown
        or targets.levels_skip(levels)
        or any(sign in clean for sign in SIGNS)
        or EMPTY_LINK.search(clean)
        or has_code(markdown)
        or has_dash(markdown)
        or slips.has_odd_fence(markdown)
        or ("<table" in clean and slips.has_long_row(markdown))
        or ("|" in clean and slips.short_rulers(markdown))
        or ('<div class="footnote' in clean and unmentioned(clean))
        or (("]: " in markdown or "]:\n" in markdown) and unnamed(markdown))
        or slips.shows_tag(clean)
        or almost.present(clean)
        or signs.present(clean, markdown)
    )


def unmentioned(clean: str) -> bool:
    found = NOTE.findall(clean)
    return bool({note for note, _ in found if note} - {mention for _, mention in found})


def unnamed(markdown: str) -> bool:
    """Whether a name in brackets stands only once, as that of an address that nothing links to does."""
    return 1 in Counter(map(normal, LABEL.findall(markdown))).values()


def located(evidence: Evidence, first_line: int) -> list[Finding]:
    survey = survey_of(evidence.markdown, first_line)
    survey.source = evidence.source
    notices = Notices(survey)
    targets.addresses(survey, notices, evidence.refused)
    targets.links(survey, notices, evidence.missing)
    targets.headings(survey, notices)
    slips.emphasis(survey, notices)
    slips.tables(survey, notices)
    slips.rulers(survey, notices)
    slips.fences(survey, notices)
    if likenesses := almost.present(evidence.clean):
        almost.lines(survey, notices, likenesses)
    if present := signs.present(evidence.clean, evidence.markdown):
        signs.unknown_markup(survey, notices, present)
    for check, needed in (
        (targets.broken, any(sign in evidence.clean for sign in TARGETS)),
        (slips.markdown_in_html, "](" in evidence.clean or "**" in evidence.clean),
        (targets.doubled, "://http" in evidence.markdown),
        (targets.footnotes, "[^" in evidence.markdown),
        (targets.missing_references, "][" in evidence.clean),
        (targets.unused_references, "]:" in evidence.markdown),
        (template_code, has_code(evidence.markdown)),
        (slips.unclosed_html, slips.shows_tag(evidence.clean)),
        (dashes, has_dash(evidence.markdown)),
    ):
        if needed:
            check(survey, notices)
    if evidence.smuggled:
        slips.controls(survey, notices)
    dropped(evidence, notices)
    html(evidence.foreign, notices)
    findings = [advised(finding, evidence.path) for finding in notices.findings()]
    return sorted(findings, key=lambda finding: (finding.line or 0, finding.column or 0))


def dropped(evidence: Evidence, notices: Notices) -> None:
    places = sorted(evidence.dropped, key=lambda place: place[1])
    starts = [start for _, start in places]
    lengths = (len(evidence.markdown[last:start].encode()) for last, start in zip([0, *starts], starts, strict=False))
    for (note, _), start in zip(places, accumulate(lengths), strict=True):
        notices.add(note.kind, start, note.found)


def html(foreign: list[Note], notices: Notices) -> None:
    finder = targets.Finder(notices.survey)
    attributes: Counter[str] = Counter()
    first: str | None = None
    for kind, found in foreign:
        if kind is kinds.HTML_ATTRIBUTE_DROPPED:
            name, _, tag = found.partition("\0")
            first = first or tag
            attributes[name] += 1
        else:
            notices.add(kind, finder.find(found), found)
    if first:
        found = ", ".join(attributes)
        notices.add(kinds.html_attributes_dropped(attributes), targets.Finder(notices.survey).find(first), found)


def advised(finding: Finding, path: str) -> Finding:
    """The finding whose remedy names the address to write, where that can be told from the one that was found."""
    if kinds.EXAMPLE not in finding.remedy or not finding.found or len(finding.found) >= MAX_FOUND:
        return finding
    right = astray.to_write(finding.found, path)
    return finding.model_copy(update={"remedy": finding.remedy.replace(kinds.EXAMPLE, right)}) if right else finding
