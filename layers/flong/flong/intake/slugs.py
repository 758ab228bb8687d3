"""Readable ids for paths, tags and headings, in any script."""

import hashlib
import re
import unicodedata

MAX_SLUG, MAX_TAG = 80, 64

RESERVED = frozenset({
    "api", "assets", "authors", "categories", "feeds", "months", "robots.txt", "schemas", "search", "sitemaps",
    "subscriptions", "tags",
})  # fmt: skip
"""First path segments that collections and endpoints of the site use."""

DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-(?=.)")
PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ASCII_WORD = re.compile("[a-z0-9]+")

SIGNS = re.compile(r"[^\w\s,;:!?()\[\]{}\"'/\\|^`._\x00-\x1f\x7f-]", re.ASCII)
"""ASCII that has a word of its own in an id."""

SPELT = {
    "+": "plus", "#": "sharp", "♯": "sharp", "&": "and", "@": "at", "%": "percent", "‰": "permille", "*": "star",
    "§": "section",
}  # fmt: skip
"""Signs with a shorter word than their Unicode name."""

HASHTAG = re.compile(r"^\s*#(?=[^\W\d_])")
LEADING_DOT = re.compile(r"(?<![\w.])\.(?=\w)")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
APOSTROPHES = str.maketrans("", "", "'’ʼ")
# What Unicode calls default ignorable besides format characters, and the tatweel, which only widens a word.
IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff\u0640]"
)
TRADEMARKS = re.compile("[™℠®©]")
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
DOTTED_I = re.compile("i\u0307+")
FINAL_SIGMA = re.compile(r"(?<=[^\W\d_])σ\b")


def slug_of(text: str, limit: int = MAX_SLUG) -> str:
    """Letters and digits of any script, lower case, with single hyphens; empty if there are none.

    Cut at a hyphen where that keeps more than half of `limit` characters.
    """
    if len(text) <= limit and PLAIN.fullmatch(text):
        return text
    folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).lower().replace("'", "").replace("’", "")
    slug = "-".join(ASCII_WORD.findall(folded)) if folded.isascii() else in_any_script(folded)
    if len(slug) <= limit:
        return slug
    cut = slug[: limit + 1].rfind("-")
    return slug[: cut if cut > limit // 2 else limit].strip("-")


def in_any_script(text: str) -> str:
    # `\w` would take the marks that Indic scripts write their vowels with for gaps.
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return "-".join(filter(None, map(without_first_marks, kept.split())))


def without_first_marks(word: str) -> str:
    """A mark needs a letter to stand on; alone in an address it would stand on the slash or hyphen before it."""
    first = next((i for i, char in enumerate(word) if unicodedata.category(char)[0] != "M"), len(word))
    return word[first:]


def tag_id_of(label: str) -> str:
    """The id of a tag: words of letters and digits in small letters, with single hyphens; an id is its own id.

    Case, width, spacing, hyphens and other punctuation, apostrophes and invisible characters make no difference.
    Signs and emoji are words: `C++` is `c-plus-plus`, `.NET` is `dot-net`, 😀 is `grinning-face`. At most 80
    characters, past which the end is a hash. Empty for a label in which nothing can be seen.
    """
    if len(label) <= MAX_SLUG and PLAIN.fullmatch(label):
        return label
    # A trademark names what the plain name does.
    words = words_of(folded(TRADEMARKS.sub("", label))) or spelt(folded(label), alone=True).split()
    tag_id = FINAL_SIGMA.sub("ς", unicodedata.normalize("NFC", "-".join(words)))
    if len(tag_id) <= MAX_SLUG:
        return tag_id
    digest = hashlib.sha256(tag_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{tag_id[: MAX_SLUG - 9].rstrip('-')}-{digest}"


def folded(label: str) -> str:
    """`label` as Unicode compares without case (UAX 31, NFKC_Casefold).

    Turkish `İ` is `i`, `ı` stays another letter than `i`, and a capital `I` is read as `i`.
    """
    if label.isascii():
        return label.lower()
    seen = IGNORABLE.sub("", "".join(char for char in label if unicodedata.category(char) != "Cf"))
    plain = unicodedata.normalize("NFKC", DOTTED_I.sub("i", unicodedata.normalize("NFKC", seen).casefold()))
    return IGNORABLE.sub("", plain)  # once more: forms for printing are made of a letter and the tatweel


def words_of(text: str) -> list[str]:
    text = LEADING_DOT.sub(" dot ", HASHTAG.sub("", text).translate(APOSTROPHES))
    if text.isascii():
        return ASCII_WORD.findall(SIGNS.sub(lambda match: f" {name_of(match.group())} ", text))
    words = spelt(FLAG.sub(country, SKIN.sub("", text))).split()
    return [kept for word in words if (kept := without_first_marks(word))]


def spelt(text: str, *, alone: bool = False) -> str:
    """`text` with signs as words and spaces for punctuation, or that as words too where a label has nothing else."""
    kept = "LN" if alone else "LMN"
    return "".join(char if unicodedata.category(char)[0] in kept else f" {sign(char, alone)} " for char in text)


def sign(char: str, alone: bool) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cf") or category[0] == "Z":
        return ""
    separates = char not in SPELT and (category[0] == "P" or category == "Sk" or char == "|")
    return "" if separates and not alone else name_of(char)


def name_of(char: str) -> str:
    """The Unicode name of a sign in small letters; names never change, but what Python knows none of has its number."""
    name = SPELT.get(char) or unicodedata.name(char, "") or f"u{ord(char):x}"
    return name.removesuffix(" SIGN").lower().replace(" ", "-")


def country(pair: re.Match[str]) -> str:
    """🇩🇪 is written with two signs that stand for D and E."""
    return f" flag {''.join(chr(ord(char) - 0x1F1E6 + ord('a')) for char in pair.group())} "


def name_of_file(article_id: str) -> str:
    """The slug that a file name suggests: without folder, extension and leading date; a folder's for `index`."""
    folder, _, name = article_id.rpartition("/")
    for extension in (".txt", ".markdown", ".md"):
        name = name.removesuffix(extension)
    if name == "index" and folder:
        name = folder.rpartition("/")[2]
    return slug_of(DATED.sub("", name))
