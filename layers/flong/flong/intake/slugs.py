"""Readable ids for paths, tags and headings, in any script."""

import re
import unicodedata

MAX_SLUG = 80

RESERVED = frozenset({
    "assets", "authors", "categories", "feeds", "months", "robots.txt", "search", "sitemaps", "subscriptions", "tags",
})  # fmt: skip
"""First path segments that collections and endpoints of the site use."""

DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-(?=.)")
PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ASCII_WORD = re.compile("[a-z0-9]+")
# Without these `C`, `C++`, `C#` and `.NET` would share ids with `C` and `NET`.
SPELT = (("++", " plus plus "), ("#", " sharp "), ("&", " and "))


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
    return "-".join(kept.split())


def tag_id_of(label: str) -> str:
    """The id of a tag: its slug, with the signs that tell `C++` and `C#` from `C` spelt out."""
    spelt = label.strip()
    if spelt.startswith(".") and len(spelt) > 1:
        spelt = "dot " + spelt[1:]
    for sign, word in SPELT:
        if sign in spelt:
            spelt = spelt.replace(sign, word)
    return slug_of(spelt) or "-".join(f"u{ord(char):x}" for char in spelt if not char.isspace())


def name_of_file(article_id: str) -> str:
    """The slug that a file name suggests: without folder, extension and leading date; a folder's for `index`."""
    folder, _, name = article_id.rpartition("/")
    for extension in (".txt", ".markdown", ".md"):
        name = name.removesuffix(extension)
    if name == "index" and folder:
        name = folder.rpartition("/")[2]
    return slug_of(DATED.sub("", name))
