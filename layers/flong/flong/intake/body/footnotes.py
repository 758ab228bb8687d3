"""Footnotes, which the parser leaves where they were written, go to the end with a way back."""

import html
import re

from flong.intake.body.pieces import TAG, paired

REFERENCE = '<sup class="footnote-reference">'
DEFINED = '<sup class="footnote-definition-label">'
DEFINITION = re.compile(r'<div (?=[^>]*class="footnote-definition")[^>]*?id="([^"]*)"[^>]*>')
TARGET = re.compile(r'<a href="#([^"]*)">')


class Notes:
    """Numbers by label in the order of first mention, and how often each is mentioned."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.mentions: dict[int, int] = {}
        self.texts: dict[int, list[str]] = {}

    def number(self, label: str) -> int:
        return self.numbers.setdefault(label, len(self.numbers) + 1)


def gather_footnotes(pieces: list[str]) -> list[str]:
    """The pieces (text, tag, text, …) with every note moved into one `<section class="footnotes">` at the end."""
    notes = Notes()
    body = lift(pieces, notes)
    if not notes.texts and DEFINED not in body:
        return body
    body = refer(body, notes)
    for number, text in list(notes.texts.items()):
        notes.texts[number] = refer(text, notes)
    if not notes.texts:
        return body
    return paired(body + section(notes))


def lift(pieces: list[str], notes: Notes) -> list[str]:
    """Takes the definitions out of `pieces`; plain divs, which only raw HTML makes, lose their tags."""
    defined = {match[1] for tag in set(pieces[1::2]) if (match := DEFINITION.match(tag))}
    for tag in pieces[1::2] if defined else ():
        if (label := reference_label(tag)) and label in defined:
            notes.number(label)
    out: list[str] = []
    stack: list[list[str] | None] = []
    """For every open div the text that it returns to; None for one that is no definition."""
    into = out
    for piece in pieces:
        if piece.startswith("<div"):
            match = DEFINITION.match(piece)
            stack.append(into if match else None)
            into = notes.texts.setdefault(notes.number(match[1]), []) if match else into
        elif piece == "</div>":
            into = (stack.pop() if stack else None) or into
            into.append("\n")
        else:
            into.append(piece)
    return paired(out)


def reference_label(tag: str) -> str | None:
    match = TARGET.match(tag)
    return match[1] if match else None


def refer(pieces: list[str], notes: Notes) -> list[str]:
    """References to notes that exist become numbered links; the parser's own numbers go."""
    out: list[str] = []
    pieces = paired(pieces)
    at = 0
    while at < len(pieces):
        if pieces[at].startswith(DEFINED):
            at += 3
        elif (
            pieces[at] == REFERENCE
            and at + 2 < len(pieces)
            and (label := reference_label(pieces[at + 2])) in notes.numbers
        ):
            out.append(mention(notes.numbers[label], notes))
            at += 7
        else:
            out.append(pieces[at])
            at += 1
    return TAG.split("".join(out))


def mention(number: int, notes: Notes) -> str:
    count = notes.mentions[number] = notes.mentions.get(number, 0) + 1
    return f'<sup class="footnote-ref"><a href="#fn-{number}" id="{reference_id(number, count)}">{number}</a></sup>'


def reference_id(number: int, count: int) -> str:
    return f"fnref-{number}" if count == 1 else f"fnref-{number}-{count}"


def section(notes: Notes) -> list[str]:
    items = "".join(item(number, notes) for number in sorted(notes.texts))
    return TAG.split(f'\n<section class="footnotes"><ol>{items}</ol></section>')


def item(number: int, notes: Notes) -> str:
    text = "".join(notes.texts[number]).strip()
    back = "".join(
        f' <a href="#{html.escape(reference_id(number, count))}" class="footnote-back">↩</a>'
        for count in range(1, notes.mentions.get(number, 0) + 1)
    )
    text = f"{text[:-4]}{back}</p>" if text.endswith("</p>") else f"{text}<p>{back.strip()}</p>" if back else text
    return f'<li id="fn-{number}">{text}</li>'
