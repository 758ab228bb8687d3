"""Who signed an article, in the shapes that headers have for it."""

import re
from dataclasses import dataclass, field

from flong.article import Person
from flong.intake.fields.markup import address_in, unwrapped
from flong.intake.fields.plain import one_line, plain_text
from flong.intake.place import Value
from flong.intake.slugs import tag_id_of
from flong.intake.urls import web_url

ADDRESS = r"\(((?:[^()\s]|\([^()\s]*\))*)\)"
LINK = re.compile(rf"\[([^\[\]]+)\]{ADDRESS}")
ANCHOR = re.compile(r"""<a\s[^<>]*?href=["']([^"'<>]*)["'][^<>]*>([^<>]*)</a>""", re.IGNORECASE)
# A portrait, or the sign of a network that leads to somebody's page there.
PICTURE = re.compile(rf"\[!\[[^\[\]]*\]{ADDRESS}\]{ADDRESS}|!\[[^\[\]]*\]{ADDRESS}|<img\b[^<>]*>", re.IGNORECASE)
# What commas and "and" in it part nothing: a link, an aside, a handle or mail address, a suffix of a name.
WHOLE = re.compile(
    rf"\[[^\[\]]*\]{ADDRESS}|&#?\w+;|\([^()]*\)|（[^（）]*）|<[^<>]*>"
    r"|,\s*(?:[JS]r\.?|II|III|IV|Ph\.?D\.?|M\.?D\.?|Esq\.?|MBA)(?=\s*(?:,|;|$|\band\b|&))"
)
ASIDE = re.compile(r"\s*(\([^()]*\)|（[^（）]*）|<[^<>]*>|(?:@|\bat\b)\s.*)")
COMMA = re.compile(r"\s*[,;，；、|]\s*")
AND = re.compile(r"\s+(?:and|et|und|och|og)\s+|\s*&\s*")
LEADING_AND = re.compile(r"^(?:and|et|und|och|og|&)\s+")
BY = re.compile(r"by:?\s+(?=\S)", re.IGNORECASE)
MAX_ASIDES = 10
SLOT = re.compile("\x00(\\d+)\x00")

ROLES = (
    "advisor adviser analyst architect ceo cfo chief cio co-founder cofounder columnist communications contributor coo "
    "coordinator correspondent cto department designer developer director editor engineer engineering founder gmbh "
    "inc intern lead leader llc ltd manager office officer president professor reporter researcher scientist "
    "specialist staff strategist team university"
)
IS_ROLE = frozenset(ROLES.split())
DESKS = ("board", "committee", "department", "desk", "division", "editors", "group", "office", "staff", "team")
NAMES = ("name", "display_name", "displayName", "full_name", "fullname", "author", "title", "id", "username", "handle")
URLS = ("url", "link", "website", "homepage", "web", "href", "uri")


@dataclass
class Byline:
    """The people, and what was said of them that an article has no place for."""

    by_name: dict[str, Person] = field(default_factory=dict)
    asides: list[str] = field(default_factory=list)
    """Roles, employers and handles beside the names."""
    addresses: list[str] = field(default_factory=list)
    """Addresses of people that are no web addresses."""
    doubtful: bool = False
    """Whether two words with a comma between them may as well be one name, the family's first."""

    @property
    def people(self) -> list[Person]:
        return list(self.by_name.values())

    def add(self, name: str, url: str | None = None) -> None:
        name, address = plain_text(name), web_url(address_in(url)) if url else None
        if url and not address:
            self.addresses.append(url)
        if tag_id_of(name):  # something can be seen of it; without an id nobody could be listed
            self.by_name.setdefault(name.casefold(), Person(name=name, url=address))

    def leave_out(self, aside: str) -> None:
        if aside and len(self.asides) < MAX_ASIDES and aside not in self.asides:
            self.asides.append(aside)


def byline_of(value: Value | None) -> Byline:
    """People from a name, `A, B and C`, links, a list of these, or mappings with `name` and `url`."""
    byline = Byline()
    read(value, byline)
    return byline


def read(value: Value | None, byline: Byline) -> None:
    if isinstance(value, list):
        for item in value:
            read(item, byline)
    elif isinstance(value, dict):
        read_mapping(value, byline)
    elif value:
        line = ANCHOR.sub(r"[\2](\1)", unwrapped(PICTURE.sub("", one_line(value)))).replace("&amp;", "&")
        read_line(BY.sub("", line) if BY.match(line) else line, byline)


def read_mapping(value: dict[str, Value], byline: Byline) -> None:
    """A mapping with a name; or ids, each with such a mapping."""
    if name := text_under(value, NAMES) or " ".join(filter(None, (text_under(value, FIRST), text_under(value, LAST)))):
        byline.add(name, text_under(value, URLS))
        return
    for item in value.values():
        if isinstance(item, dict):
            read_mapping(item, byline)


FIRST, LAST = ("first_name", "firstName", "given"), ("last_name", "lastName", "family")


def text_under(value: dict[str, Value], names: tuple[str, ...]) -> str | None:
    return next((text for name in names if isinstance(text := value.get(name), str) and text.strip()), None)


def read_line(line: str, byline: Byline) -> None:
    """One line of names: first what belongs together is set aside, then commas and "and" part the rest."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return f"\x00{len(kept) - 1}\x00"

    parts = [part for part in COMMA.split(WHOLE.sub(keep, line)) if part.strip()]
    byline.doubtful |= len(parts) == 2 and all(part.isalpha() and part[0].isupper() for part in parts)
    for number, part in enumerate(parts):
        part = LEADING_AND.sub("", part, count=1) if number else part
        whole = restored(part, kept)
        if number and not LINK.match(whole) and is_role(whole, restored(parts[0], kept), len(parts)):
            byline.leave_out(LINK.sub(r"\1", whole))
        else:
            read_names(part, kept, byline)


def restored(part: str, kept: list[str]) -> str:
    return SLOT.sub(lambda slot: kept[int(slot[1])], part)


def is_role(whole: str, first: str, count: int) -> bool:
    """Whether one of `count` parts, not the `first`, says what somebody is, and names nobody."""
    words = [word.strip("().,:").casefold() for word in whole.split()]
    if not IS_ROLE.isdisjoint(words):
        return True
    if len(first.split()) == 1 and not LINK.match(first):  # a handle, and so may be what follows
        return False
    return (whole[0].islower() and len(words) > 1) or (count == 2 and len(words) == 1 and words[0].isalpha())


def read_names(part: str, kept: list[str], byline: Byline) -> None:
    names = [part] if is_desk(part) else AND.split(part)
    for name in names:
        read_name(restored(name, kept).strip(), byline)


def is_desk(part: str) -> bool:
    """Whether "and" stands within the name of one desk: Product and Design Team."""
    before, found, after = part.partition(" and ")
    return bool(found) and " " not in before and after.split()[-1].casefold() in DESKS and not after.startswith("the ")


def read_name(text: str, byline: Byline) -> None:
    if link := LINK.search(text):
        byline.add(link[1], link[2])
        rest = LINK.sub(r"\1", f"{text[: link.start()]} {text[link.end() :]}").strip()
    else:
        aside = ASIDE.search(text, 1)
        byline.add(text[: aside.start()] if aside else text)
        rest = aside[1] if aside else ""
    byline.leave_out(rest)
