"""Where front matter between fences begins and ends, and whether it is any."""

import re
from dataclasses import dataclass

from flong.errors import ArticleRejected
from flong.intake.header.front_matter import MAX_HEADER, refused, shortened, too_large
from flong.intake.header.heading import heading_at
from flong.intake.header.label_lines import BYLINE
from flong.intake.header.names import field_named, is_housekeeping
from flong.intake.place import Place
from flong.intake.source import position
from flong.verdict import Finding

# `%YAML 1.2` may stand before the fence (YAML 1.2, 6.8). The word after it is gray-matter's; `;;;` is JSON there and
# in Middleman.
OPENING = re.compile(
    r"[\s\u200b]*+(?:%YAML[^\n]{0,20}\n)?(?P<sign>-{3,}|\+{3,}|;{3,})[ \t]*+"
    r"(?i:(?P<form>yaml|toml|json)|yml|(?P<code>js|javascript|cson|coffee))?[ \t\xa0]*+(?:\n|$)"
    r"(?:(?P=sign)[ \t]*+\n(?=(?i:title|author|date|layout|slug|tags)[ \t]*[:=]))?"
)
CLOSING = {
    "-": re.compile(r"^(?:-{3,}|\.\.\.)[ \t\xa0]*$", re.MULTILINE),
    "+": re.compile(r"^\+{3,}[ \t\xa0]*$", re.MULTILINE),
    ";": re.compile(r"^;{3,}[ \t]*$", re.MULTILINE),
}
# YAML reads an indented `---` as part of a value, people read it as the fence.
INDENTED = {
    "-": re.compile(r"^[ ]{1,3}---[ \t]*$", re.MULTILINE),
    "+": re.compile(r"^[ ]{1,3}\+{3}[ \t]*$", re.MULTILINE),
    ";": re.compile(r"^[ ]{1,3};{3}[ \t]*$", re.MULTILINE),
}
FORMS = {"-": "yaml", "+": "toml", ";": "json"}
FIELD = {
    "yaml": re.compile(r"[\"']?(?P<name>[^\W\d_][^:：\n]{0,60}?)[\"']?[ \t]*(?::(?=\s|$)|：|:(?=\S))|\{"),
    "json": re.compile(r"\{|\"(?P<name>[^\"\n]{0,60})\""),
    "toml": re.compile(r"[\"']?(?P<name>[\w-][\w.\" -]{0,60}?)[\"']?[ \t]*[=:]|\["),
}
NEARLY = re.compile(r"[-–—−_*=+~ ]{1,8}$")
"""A line that was meant as a fence."""

BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
FIRST_LINE = re.compile(r"(?:[ \t]*+\n)*+(?P<text>[^\n]{0,200}+)")
REACH, MAX_STRAY = 4_000, 5


@dataclass(frozen=True)
class Fenced:
    """Front matter: its fence, its form (`yaml`, `toml`, `json`), its text, and where that and the body begin."""

    sign: str
    form: str
    text: str
    start: int
    end: int
    stray: tuple[int, ...] = ()
    """Where lines that look like its last fence stand within it."""


def fenced(text: str) -> Fenced | None:
    """The front matter at the top of `text`; None where the fence is a line of the article's own.

    `ArticleRejected` if fields follow and nothing closes them, or there are too many.
    """
    opening = OPENING.match(text)
    if not opening:
        return None
    sign, start = opening["sign"][0], opening.end()
    form = (opening["form"] or FORMS[sign]).lower()
    closing = CLOSING[sign].search(text, start) or indented(text, start, sign)
    if closing and opening["code"]:
        raise ArticleRejected(program(opening["code"], position(text, opening.start("code"))))
    if not has_fields(text, start, closing, form):
        return None
    if not closing:
        raise ArticleRejected(unclosed(text, opening))
    if closing.start() - start > MAX_HEADER:
        raise ArticleRejected(too_large(text, start, closing.start() - start))
    return rejoined(text, Fenced(sign, form, text[start : closing.start()], start, min(closing.end() + 1, len(text))))


def rejoined(text: str, found: Fenced) -> Fenced:
    """The front matter with the fields that stand below a fence which ends it too early, up to the next fence."""
    while len(found.stray) < MAX_STRAY and may_go_on(text, found):
        closing = CLOSING[found.sign].search(text, found.end, min(found.end + REACH, found.start + MAX_HEADER))
        if not closing or not goes_on(found, text[found.end : closing.start()]):
            break
        fence = text.rfind("\n", 0, found.end - 1) + 1
        whole = f"{found.text}\n{text[found.end : closing.start()]}"  # an empty line for the fence
        end = min(closing.end() + 1, len(text))
        found = Fenced(found.sign, found.form, whole, found.start, end, (*found.stray, fence))
    return found


def may_go_on(text: str, found: Fenced) -> bool:
    """A quick look, which is all that most texts need."""
    line = FIRST_LINE.match(text, found.end)
    if not line or found.form == "json":
        return False
    return bool(FIELD[found.form].match(line["text"])) or (line["text"][:1] in " \t-" and is_open(found))


def is_open(found: Fenced) -> bool:
    """Whether the last field is one that goes on over several lines."""
    last = last_field(found)
    return bool(BLOCK.search(last)) or last.rstrip().endswith(":") or last.startswith("- ")


def last_field(found: Fenced) -> str:
    """The last line that is not indented."""
    return next((line for line in reversed(found.text.split("\n")) if line[:1].strip()), "")


def goes_on(found: Fenced, text: str) -> bool:
    """Whether lines below a fence are fields, and no text: two that are known, or one that no heading is called."""
    lines = [line for line in text.split("\n") if line.strip()]
    flush = [line for line in lines if line[0] not in " \t" and not line.startswith(("- ", "]", "}"))]
    fields = [FIELD[found.form].match(line) for line in flush]
    names = [match["name"].strip() for match in fields if match and match["name"]]
    known = [name for name in names if is_name(name)]
    if not lines or not all(fields):
        return False
    sure = any(field_named(name) in BYLINE or name.islower() for name in known)
    return len(known) > 1 or sure or (not flush and bool(BLOCK.search(last_field(found))))


def stray_fences(text: str, found: Fenced) -> list[Finding]:
    return [stray(position(text, offset), text[offset:].partition("\n")[0]) for offset in found.stray]


def stray(at: Place, fence: str) -> Finding:
    what = "This line ends the front matter, but fields follow below it. They are read as part of it."
    remedy = "Delete this line; if it belongs to a value, indent it like the lines above it."
    return refused("front-matter-fence", what, remedy, at, fence.strip()).model_copy(update={"level": "warning"})


def shorter(text: str, found: Fenced) -> Fenced | None:
    """The same front matter, if a fence within it was indented by mistake."""
    closing = indented(text, found.start, found.sign)
    if not closing or closing.end() >= found.end:
        return None
    end = min(closing.end() + 1, len(text))
    return Fenced(found.sign, found.form, text[found.start : closing.start()], found.start, end)


def indented(text: str, start: int, sign: str) -> re.Match[str] | None:
    """A fence with spaces before it that is not a line of a block of text."""
    closing = INDENTED[sign].search(text, start, start + MAX_HEADER)
    if closing is None:
        return None
    flush = [line for line in text[start : closing.start()].split("\n") if line[:1].strip()]
    return None if flush and BLOCK.search(flush[-1]) else closing


def has_fields(text: str, start: int, closing: re.Match[str] | None, form: str) -> bool:
    """Whether what follows a fence is front matter, and the fence no rule above an article's text."""
    end = closing.start() if closing else min(len(text), start + MAX_HEADER)
    lines = [line for line in text[start : min(end, start + MAX_HEADER)].split("\n") if line.strip()]
    first = next((line for line in lines if not line.lstrip().startswith("#")), None)
    titled = heading_at(text, start) is not None
    if first is None:  # nothing, or comments
        return closing is not None and (not titled or heading_at(text, closing.end()) is not None)
    match = FIELD[form].match(first.lstrip())
    if titled:
        return bool(match and is_name(match["name"] or ""))
    return match is not None or (closing is not None and form == "yaml")


def is_name(word: str) -> bool:
    return field_named(word) is not None or is_housekeeping(word)


def program(language: str, at: Place) -> Finding:
    return refused(
        "front-matter-broken",
        f"The front matter is written in `{language}`, which Flong does not read.",
        "Write it in YAML: lines of `name: value` between two lines of `---`.",
        at,
        language,
    )


def unclosed(text: str, opening: re.Match[str]) -> Finding:
    fence = opening["sign"][:3]
    fields = text[opening.end() :].split("\n\n")[0].rstrip().split("\n")
    line, column = position(text, opening.start("sign"))
    nearly = next((number for number, row in enumerate(fields, line + 1) if NEARLY.match(row)), None)
    glued = next((number for number, row in enumerate(fields, line + 1) if row.rstrip().endswith(fence)), None)
    if glued and not nearly:
        remedy = f"Write `{fence}` on a line of its own, and not at the end of line {glued}."
    elif nearly:
        remedy = f"Write `{fence}` in place of line {nearly}: `{fields[nearly - line - 1]}`."
    else:
        remedy = (
            f"Write a line `{fence}` between the last field and the text of the article,"
            f" it seems below line {line + len(fields)}: `{shortened(fields[-1])}`."
        )
    what = f"The front matter starts with `{fence}` but nothing closes it."
    return refused("front-matter-unclosed", what, remedy, (line, column), opening["sign"])
