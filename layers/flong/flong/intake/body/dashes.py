"""Dashes and hyphens with a space on one side only."""

import re
from itertools import accumulate

from flong.intake.body import kinds
from flong.intake.body.locate import Survey
from flong.intake.body.notices import Notices

# "Pre- and post-war", "Vor- und Nachteile": a hyphen that leaves a word out is followed by one of these.
JOINING = "and|or|to|nor|but|as|und|oder|bis|et|ou|y|e|o|u|och|og|en|of|ja|sowie|through|versus|vs"
HYPHEN = re.compile(
    rf"- (?:(?<=[a-z]{{2}}- )(?!(?:{JOINING})\b)(?=[a-z]{{2}})"
    r"|(?:(?<=[^\W\d_]{2}-- )|(?<=[^\W\d_]{2}--- )|(?<=[\w.]\)-- )|(?<=[\w.,]\"-- )|(?<=[\w.]\*\*-- ))(?=[^\W_]))"
)
# What a word, or a part of a sentence, ends with before a dash: "5,– Euro" and "1.– Title" are set so.
ENDS = (
    r"[^\W_]", r"[^\W\d_]{2}[.,]", r"[\w.,!?)][)\"'”’»]", r"[\w.,!?)\"”’][*_]", r"[\w.,!?)\"”’]\*\*",
)  # fmt: skip
WORDS = (r"[^\W_]", r"[^\W_]\*", r"[^\W_]\*\*")
"""The same before a space: after a sentence's own end a dash may be followed by who said it."""
RAW_ENDS, RAW_WORDS = (*ENDS, r"\S`"), (*WORDS, r"\S[`)]")
"""How code and links end, too."""
BEGINS = r"(?=[^\W_]|[\[\"`“«(*][^\s])"


def one_sided(sign: str, ends: tuple[str, ...], words: tuple[str, ...]) -> re.Pattern[str]:
    glued, apart = ("|".join(f"(?<={end}{between})" for end in some) for some, between in ((ends, "."), (words, " .")))
    return re.compile(rf"{sign}(?:(?:{glued}) {BEGINS}|(?:{apart})(?=[^\W\d_]))")


# One sign is searched for more quickly than any of several.
QUICK = {sign: one_sided(sign, RAW_ENDS, RAW_WORDS) for sign in "–—"}
DASH = one_sided("[–—]", ENDS, WORDS)
# As Spanish sets it: `El mar —dicen— viene`; `—Hola —dijo él—. Vamos.`
ASIDE = re.compile(r"[–—](?:(?P<start>(?<![^\s(«“\"¡¿].)(?=[^\s\d]))|(?<=\S.)(?=[\s.,;:!?…»”\")]|\Z))", re.DOTALL)
SHOWN = 40
LONGEST_ASIDE = 500
SPEECH = re.compile(r"\s*[–—](?=[^\W\d_¡¿«])")
PARAGRAPH_END = re.compile(rb"\n[ \t>]*+(?=\n|(?:\||[*+-][ \t]|\d{1,9}[.)][ \t]))|\Z")
"""Or that of an item or row."""
WORD = bytes(10 if byte == 10 else ord("A") for byte in range(256))
"""Code and links are words to their neighbours, whatever they hold."""


def has_dash(markdown: str) -> bool:
    return any(sign in markdown and of_sign.search(markdown) for sign, of_sign in QUICK.items()) or bool(
        HYPHEN.search(markdown)
    )


def dashes(survey: Survey, notices: Notices) -> None:
    """Those of the text; a pair round an aside, as Spanish sets it, is right."""
    text, start = prose(survey), 0
    for end in PARAGRAPH_END.finditer(text):
        paragraph = text[start : end.start()]
        if b"\xe2\x80" in paragraph or b"- " in paragraph:
            for place in lone_dashes(paragraph):
                shown = paragraph[place : place + SHOWN].partition(b"\n")[0]
                notices.add(kinds.DASH_SPACES, start + place, start + place + len(shown))
        start = end.end()


def prose(survey: Survey) -> bytes:
    data = bytearray(survey.without(survey.html))
    for start, end in [*survey.code, *((target.start, target.end) for target in survey.targets)]:
        data[start:end] = data[start:end].translate(WORD)
    return bytes(data)


def lone_dashes(paragraph: bytes) -> list[int]:
    """Where they stand in a paragraph, in bytes."""
    text = paragraph.decode(errors="replace")
    right = asides(text)
    found = [match.start() for match in DASH.finditer(text) if match.start() not in right]
    found = sorted([*found, *(first_hyphen(text, match.start()) for match in HYPHEN.finditer(text))])
    lengths = [len(text[start:end].encode()) for start, end in zip([0, *found], found, strict=False)]
    return list(accumulate(lengths))


def first_hyphen(text: str, at: int) -> int:
    while text[at - 1] == "-":
        at -= 1
    return at


def asides(text: str) -> set[int]:
    """Where dashes begin and end asides, or say who speaks in a paragraph that a dash begins."""
    found: set[int] = set()
    started = None
    speech = SPEECH.match(text) is not None
    for match in ASIDE.finditer(text):
        if match["start"] is not None:
            started = match.start()
            found |= {started} if speech else set()
        elif started is not None and match.start() - started < LONGEST_ASIDE:
            found |= {started, match.start()}
            started = None
    return found
