"""The code at the top of an MDX file: dropped, reported, never executed."""

import re
from dataclasses import dataclass

from flong.intake.header.front_matter import Rows, refused
from flong.intake.place import Scalar
from flong.intake.source import position
from flong.verdict import Finding

IMPORT = re.compile(
    r"import[ \t]+(?:(?:[\w$*{},]|[ \t]|\n(?![ \t]*\n)){1,2000}?\bfrom[ \t]*)?"
    r"(?P<quote>['\"])[^'\"\n]{1,300}(?P=quote)[ \t]*;?[ \t]*(?:\n|$)"
)
EXPORT = re.compile(r"export[ \t]+const[ \t]+(?P<name>\w{1,60})[ \t]*=[ \t]*(?=\{)")
# What else a module exports: `export` and a word open a sentence as well, so the form is looked at closely.
OTHER = re.compile(
    r"export[ \t]+(?:default[ \t]+(?:async\b|function\b|class\b|[({\[<]|[\w$.]+[ \t]*(?:=>|\(|;?[ \t]*(?:\n|$)))"
    r"|(?:async[ \t]+)?function\b[ \t*]*[\w$]+[ \t]*\(|class[ \t]+[\w$]+[^\n]*\{"
    r"|(?:const|let|var)[ \t]+[\w$]+[ \t]*=|\{[^{}]{0,1000}\}[ \t]*(?:from\b|;?[ \t]*(?:\n|$))|\*[^\n]{0,60}\bfrom\b)"
)
BLANK = re.compile(r"(?:[ \t]*+\n)*+")
TOKEN = re.compile(r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`(?:[^`\\]|\\[\s\S])*+`|//[^\n]*+|[{}]")
STRETCH = re.compile(TOKEN.pattern.replace("//", "(?<!:)//").replace("[{}]", r"[{}()\[\]\n]"))
AFTER = re.compile(r"(?<=;\n)|[ \t]*(?:\n|$)|(?:import|export)\b|#{1,6}[ \t]")
ENTRY = re.compile(
    r"(?:^|[{,\n])[ \t]*(?P<quoted>['\"]?)(?P<name>title|description|date|author)(?P=quoted)[ \t]*:[ \t]*"
    r"(?P<quote>['\"])(?P<value>[^'\"\\\n]{0,1000})(?P=quote)[ \t]*(?=[,}\n])"
)
MAX_OBJECT, MAX_STATEMENTS, MAX_FIELDS = 16 * 1024, 100, 20


@dataclass
class Code:
    """What was found: fields of the page's metadata, what to report, and where the text goes on."""

    end: int
    rows: Rows
    findings: list[Finding]


def read_mdx(text: str, start: int) -> Code:
    """Imports and exports at `start`; statements that are not understood are left in the text."""
    code = Code(start, [], [])
    while len(code.findings) < MAX_STATEMENTS:
        at = code.end + blank_at(text, code.end)
        if text.startswith("import", at) and (found := IMPORT.match(text, at)):
            end = found.end()
        elif (
            text.startswith("export", at)
            and (found := EXPORT.match(text, at))
            and (end := object_end(text, found.end()))
        ):
            code.rows += entries(text, found.end(), end)
        elif not (OTHER.match(text, at) and (end := statement_end(text, at))):
            break
        code.findings.append(dropped(text, at, end))
        code.end = end
    return code


def blank_at(text: str, offset: int) -> int:
    match = BLANK.match(text, offset)
    return match.end() - offset if match else 0


def object_end(text: str, start: int) -> int:
    """Where the statement ends whose object opens at `start`; 0 if nothing closes it."""
    depth = 0
    for match in TOKEN.finditer(text, start, start + MAX_OBJECT):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            rest = text.find("\n", match.end())
            rest = len(text) if rest < 0 else rest
            return min(rest + 1, len(text)) if text[match.end() : rest].strip() in ("", ";") else 0
    return 0


def statement_end(text: str, start: int) -> int:
    """Where the statement at `start` ends: with a line that closes all brackets, where no more of it can follow."""
    depth = 0
    for match in STRETCH.finditer(text, start, start + MAX_OBJECT):
        depth += (match[0] in ("{", "(", "[")) - (match[0] in ("}", ")", "]"))
        if match[0] == "\n" and depth <= 0 and AFTER.match(text, match.end()):
            return match.end()
    return len(text) if depth <= 0 and len(text) <= start + MAX_OBJECT else 0


def entries(text: str, start: int, end: int) -> Rows:
    """The plain texts of the object that Flong has a field for; nothing that would have to be computed."""
    found: Rows = []
    depth, counted = 0, start
    for match in ENTRY.finditer(text, start, end):
        depth += text.count("{", counted, match.start("name")) - text.count("}", counted, match.start("name"))
        counted = match.start("name")
        if depth == 1:
            name = Scalar(match["name"], *position(text, match.start("name")))
            found.append((name, Scalar(match["value"], *position(text, match.start("value")))))
        if len(found) == MAX_FIELDS:
            break
    return found


def dropped(text: str, start: int, end: int) -> Finding:
    line, column = position(text, start)
    finding = refused(
        "mdx-dropped",
        "Flong runs no code: this statement is left out.",
        "Remove it, and write what it would show as Markdown.",
        (line, column),
    )
    return finding.model_copy(update={"level": "warning", "found": " ".join(text[start:end].split())[:200]})
