"""Takes an article's source apart: what it says of itself, and its body.

Front matter (YAML, TOML, JSON, or lines without fences), then code of MDX, then a heading, then
the labels of the header dialect; any of these may be missing.
"""

from flong.errors import ArticleRejected
from flong.intake.header.bare_header import cut_off, read_bare
from flong.intake.header.beginning import code, read_beginning
from flong.intake.header.fences import Fenced, fenced, shorter, stray_fences
from flong.intake.header.front_matter import Rows
from flong.intake.header.heading import heading_at
from flong.intake.header.json_header import read_fenced_json, read_json
from flong.intake.header.lookalike import lookalike
from flong.intake.header.values import Header
from flong.intake.header.yaml_header import read_yaml
from flong.intake.source import bidi_controls
from flong.verdict import Finding


def split(text: str) -> tuple[Header, str, int]:
    """Header, body as Markdown, and the number of the body's first line."""
    header = Header(findings=bidi_controls(text))
    end, opened = front_matter(header, text)
    body, line = read_beginning(header, text, code(header, text, end), opened=opened)
    header.settle()
    return header, body, line


def front_matter(header: Header, text: str) -> tuple[int, bool]:
    """Reads what stands at the very top; where it ends, and whether there was any."""
    if found := fenced(text):
        return read_fenced(header, text, found), True
    if json := read_json(text):
        rows, findings, end = json
        header.findings += findings
        header.put_all(rows)
        return end, True
    if not heading_at(text, 0) and (bare := read_bare(text)):
        header.put_all(bare[0])
        header.findings += cut_off(text, bare[1])
        return bare[1], True
    if meant := lookalike(text):
        header.findings.append(meant)
    return 0, False


def read_fenced(header: Header, text: str, found: Fenced) -> int:
    """Reads front matter between fences; where that goes wrong, perhaps a fence was indented by mistake."""
    try:
        rows, findings = rows_of(text, found)
    except ArticleRejected as rejection:
        if not (again := shorter(text, found)):
            raise ArticleRejected(*rejection.findings, *stray_fences(text, found)) from None
        found = again
        rows, findings = rows_of(text, found)
    if any(finding.level == "error" for finding in findings) and (again := shorter(text, found)):
        found = again
        rows, findings = rows_of(text, found)
    header.findings += [*findings, *stray_fences(text, found)]
    header.put_all(rows)
    return found.end


def rows_of(text: str, found: Fenced) -> tuple[Rows, list[Finding]]:
    first_line = text.count("\n", 0, found.start) + 1
    if found.form == "yaml":
        return read_yaml(found.text, first_line)
    if found.form == "json":
        return read_fenced_json(text, found.start, found.start + len(found.text))
    from flong.intake.header.toml_header import read_toml  # late: few articles have any TOML

    return read_toml(found.text, first_line)
