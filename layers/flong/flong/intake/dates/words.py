"""The words and shapes that dates are written in, and what each stands for."""

import re
import unicodedata
from typing import NamedTuple

MONTH_NAMES = (
    "ene enero gen gennaio jan janeiro janner januar january janv janvier января январь يناير",
    "feb febbraio febrero februar february fev fevereiro fevr fevrier feber февраля февраль فبراير",
    "mar march marco mars marz marzo mrz марта март مارس",
    "abr abril apr april aprile avr avril апреля апрель ابريل",
    "mag maggio mai maio may mayo мая маи مايو",
    "giu giugno jun june junho juni junio juin июня июнь يونيو",
    "juil juillet jul julho juli julio july lug luglio июля июль يوليو",
    "ago agosto aout aug august августа август اغسطس",
    "sep sept september septembre septiembre set setembro settembre сентября сентябрь سبتمبر",
    "oct october octobre octubre okt oktober ott ottobre out outubro октября октябрь اكتوبر",
    "nov november novembre novembro noviembre ноября ноябрь نوفمبر",
    "dec december decembre dez dezember dezembro dic dicembre diciembre декабря декабрь ديسمبر",
)
"""CLDR's wide and abbreviated names in English, German, French, Spanish, Portuguese and Italian, wide
ones in Russian and Arabic (of Egypt and the Gulf), all without accents, and `Mrz`, `Jänner` and `Feber` in German."""

WEEKDAY_NAMES = (
    "mon monday montag lundi lunes segunda-feira lunedi",
    "tue tues tuesday dienstag mardi martes terca-feira martedi",
    "wed weds wednesday mittwoch mercredi miercoles quarta-feira mercoledi",
    "thu thur thurs thursday donnerstag jeudi jueves quinta-feira giovedi",
    "fri friday freitag vendredi viernes sexta-feira venerdi",
    "sat saturday samstag samedi sabado sabato",
    "sun sunday sonntag dimanche domingo domenica",
)
"""Short ones in English alone: `mar` is Tuesday in French, and March in Spanish."""

OFFSETS = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "ut": "+00:00",
    "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00",
    "pdt": "-07:00",
    "wet": "+00:00", "west": "+01:00", "cet": "+01:00", "cest": "+02:00", "mez": "+01:00", "mesz": "+02:00",
    "met": "+01:00", "mest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "nst": "-03:30", "ndt": "-02:30", "adt": "-03:00", "akst": "-09:00", "akdt": "-08:00", "hst": "-10:00",
    "wat": "+01:00", "cat": "+02:00", "sast": "+02:00", "eat": "+03:00", "idt": "+03:00", "pkt": "+05:00",
    "wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "hkt": "+08:00", "jst": "+09:00", "kst": "+09:00",
    "chst": "+10:00", "awst": "+08:00", "acst": "+09:30", "acdt": "+10:30", "aest": "+10:00", "aedt": "+11:00",
    "nzst": "+12:00", "nzdt": "+13:00",
}  # fmt: skip
"""Abbreviations with one meaning: those of RFC 5322, section 4.3, without its CST; those of Europe; and those that the
IANA database has for one offset alone since 2000. `KST` was another in North Korea, from 2015 to 2018."""

PLACES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "msk": "Europe/Moscow",
}  # fmt: skip
"""Abbreviations of a place, whose offset depends on the day."""

DOUBTFUL = {
    "ist": (("+05:30", "India"), ("+02:00", "Israel"), ("+01:00", "Ireland")),
    "cst": (("-06:00", "the middle of North America"), ("+08:00", "China")),
    "bst": (("+01:00", "Britain"), ("+06:00", "Bangladesh")),
    "ast": (("-04:00", "the Atlantic provinces"), ("+03:00", "Arabia")),
    "sst": (("+08:00", "Singapore"), ("-11:00", "Samoa")),
    "amt": (("+04:00", "Armenia"), ("-04:00", "the Amazon")),
}
"""Abbreviations that more than one place uses."""

FILLERS = frozenset({"at", "of", "the", "on", "de", "del", "den", "der", "le", "um", "uhr", "г"})

TOKEN = re.compile(
    r"""
      (?P<triple>[0-9]{1,4}(?P<sign>[-/.])[0-9]{1,2}(?P=sign)[0-9]{1,4}(?![0-9]))
    | (?P<clock>T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?![0-9:])(?:\s?[ap]\.?m\b\.?)?
        | [0-9]{1,2}\s?[ap]\.?m\b\.?
        | (?<=[0-9])T[0-9]{2}(?:[0-9]{2}){0,2}(?![0-9:]))
    | (?P<week>[0-9]{4}-?W[0-9]{2}(?:-?[0-9])?(?![0-9]))
    | (?P<ordinal>[0-9]{4}-[0-9]{3}(?![0-9]))
    | (?P<compact>[0-9]{8}(?![0-9]))
    | (?P<joint>(?<=[^\W\d_])[-/](?=[0-9])|(?<=[0-9])[-/](?=[^\W\d_]))
    | (?P<offset>(?:(?:UTC|GMT)\s?)?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9:]))
    | (?P<pair>[0-9]{1,4}[-/.][0-9]{1,4}(?![0-9]))
    | (?P<number>[0-9]{1,4}(?![0-9]))(?:(?:st|nd|rd|th|er|o|a)\b|\.)?
    | (?P<zone>[A-Za-z]+(?:/[A-Za-z_-]+)+)
    | (?P<word>[^\W\d_]+(?:-feira)?)\.?
    | (?P<gap>[\s,]+|(?<=\s)[-–—@|·•](?=\s))
    """,
    re.VERBOSE | re.IGNORECASE,
)
DIGIT = re.compile(r"(?![0-9])\d")
CJK = re.compile(r"([0-9]{4})\s?[年년]\s?([0-9]{1,2})\s?[月월](?:\s?([0-9]{1,2})\s?[日号號일])?")
# U+2011 is U+2010 by then. Text editors put these between numbers so that no line breaks there; U+2212 is the minus.
HYPHENS = str.maketrans({"\u2010": "-", "\u2212": "-"})
# Other dashes stand between the ends of a range, too: they are hyphens where three parts make a date.
DASHED = re.compile(r"(?<![0-9])([0-9]{1,4})[‒–—―]([0-9]{1,2}|[^\W\d_]{3,12})[‒–—―]([0-9]{1,4})(?![0-9])")
ABBREVIATION = re.compile("(?![AP]M$)[A-Z]{2,5}")
# JavaScript's Date and mail software repeat a numeric offset as a remark.
REMARK = re.compile(r"([+-][0-9]{2}:?[0-9]{2}) ?\([^()]*\)$")


class Token(NamedTuple):
    """`kind` is a letter, as in a layout: `d` a whole date, `p` a pair such as 2025-12, `y` `m` `n` for year, month's
    name and number, `w` weekday, `c` clock, `z` zone."""

    kind: str
    text: str


def spelt(name: str) -> str:
    """A name as the tables have it: small letters without accents."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return letters if letters.isascii() else "".join(char for char in letters if not unicodedata.combining(char))


MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(WEEKDAY_NAMES) for name in names.split()}

KINDS = {
    "triple": "d", "week": "d", "ordinal": "d", "compact": "d", "pair": "p", "clock": "c", "offset": "z", "zone": "z",
}  # fmt: skip


def tidy(text: str) -> str:
    """`text` in one line, with full-width characters as usual ones and the dates of East Asia as ISO has them."""
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if not line.isascii():
        line = DIGIT.sub(lambda match: str(unicodedata.digit(match.group())), line)
        line = DASHED.sub(r"\1-\2-\3", line.translate(HYPHENS))
        line = CJK.sub(lambda match: "-".join(part for part in match.groups() if part) + " ", line).strip()
    return REMARK.sub(r"\1", line)


def tokens(line: str) -> list[Token] | None:
    """The parts of a written date; None if one of them can be no part of a date."""
    found, position = list[Token](), 0
    while position < len(line):
        match = TOKEN.match(line, position)
        token = (token_of(match) or abbreviation(match, found)) if match else None
        if match is None or token is None:
            return None
        position = match.end()
        if token.kind:
            found.append(token)
    return found


def token_of(match: re.Match[str]) -> Token | None:
    group = match.lastgroup or ""
    text = match[group]
    if group == "word":
        return word(text)
    if group == "number":
        return Token("y" if len(text) == 4 else "n" if len(text) < 3 else "?", text)
    return Token(KINDS.get(group, ""), text)


def abbreviation(match: re.Match[str], found: list[Token]) -> Token | None:
    """A zone that no table has: letters that stand where a zone does, behind a clock or an offset."""
    behind = match.lastgroup == "word" and found and found[-1].kind in ("c", "z")
    return Token("z", match["word"]) if behind and ABBREVIATION.fullmatch(match["word"]) else None


def word(text: str) -> Token | None:
    name = spelt(text)
    if name in MONTHS:
        return Token("m", name)
    if name in WEEKDAYS:
        return Token("w", name)
    if name in OFFSETS or name in PLACES or name in DOUBTFUL:
        return Token("z", name)
    return Token("", name) if name in FILLERS else None
