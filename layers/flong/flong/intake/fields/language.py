"""In which language an article is written: as it says, as its address says, or as its script tells."""

import re
from functools import cache

from flong.intake.fields.draft import Draft
from flong.intake.fields.language_names import COUNTRIES, LANGUAGES, NAMES, WORDS, WRITTEN_IN

SAMPLE = 4_096
TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}|x(?:-[a-z0-9]{1,8})+))*)",
    re.IGNORECASE,
)
# Code and addresses are Latin in any language, and would drown the text of a short article.
NO_TEXT = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+|<[^<>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {
    "Kana": "\u3040-\u30ff", "Hangul": "\uac00-\ud7af\u1100-\u11ff", "Han": "\u3400-\u4dbf\u4e00-\u9fff",
    "Arabic": "\u0600-\u06ff\ufb50-\ufdff", "Hebrew": "\u0590-\u05ff", "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff", "Armenian": "\u0530-\u058f", "Georgian": "\u10a0-\u10ff", "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff", "Devanagari": "\u0900-\u097f", "Bengali": "\u0980-\u09ff", "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff", "Tamil": "\u0b80-\u0bff", "Telugu": "\u0c00-\u0c7f", "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f", "Sinhala": "\u0d80-\u0dff", "Myanmar": "\u1000-\u109f", "Ethiopic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17ff",
}  # fmt: skip
NOT_LATIN = re.compile("[\u0370-\u1cff\u3040-\ud7ff\uf900-\ufdff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# Letters that one language of a script has and its most common one has not; the first that is found decides.
TELLING = {
    "Cyrillic": (("be", "ў"), ("uk", "[їєґ]"), ("sr", "[љњђћ]"), ("ru", "[ыэё]"), ("bg", "ъ")),
    "Arabic": (("ur", "[ٹڈڑں]"), ("fa", "[پچژگ]")),
}
CERTAIN = frozenset(WRITTEN_IN) - {"Cyrillic", "Arabic", "Han", "Devanagari", "Ethiopic", "Bengali"}
HINT = re.compile(r"(?:^|/)([a-z]{2}(?:-[a-z]{2,4})?)(?=[/-])|\.([a-z]{2}(?:-[a-z]{2,4})?)$", re.IGNORECASE)


def language_of(draft: Draft, article_id: str, markdown: str) -> str:
    """A BCP 47 tag: the one given, else what the address, the text's script or at last the site says."""
    if given := draft.text("language"):
        if tag := tag_of(given):
            return tag
        draft.wrong("language", f"cannot be `{given}`: that names no language", advice(given))
        return draft.site.language
    sample = NO_TEXT.sub(" ", markdown[:SAMPLE]) + (draft.text("title") or "")
    script = script_of(sample)
    if hinted := hinted_language(draft, article_id, sample, script):
        return hinted
    if script in WRITTEN_IN and not agrees(draft.site.language, sample, script):
        return by_script(draft, sample, script)
    draft.derive("language", "the site's own language")
    return draft.site.language


def tag_of(given: str) -> str | None:
    """A tag in the case that BCP 47 (RFC 5646, 2.1.1) recommends: `en_US` is `en-US`, `French` is `fr`."""
    text = given.split(".")[0].replace("_", "-")
    if name := NAMES.get(given.casefold()):
        return name
    match = TAG.fullmatch(text)
    if not match or match["language"].lower() not in LANGUAGES:
        return None
    parts = [LANGUAGES[match["language"].lower()]]
    parts += [match["script"].title()] if match["script"] else []
    parts += [match["region"].upper()] if match["region"] else []
    return "-".join(parts) + match["rest"].lower()


def advice(given: str) -> str:
    if meant := COUNTRIES.get(given.lower().replace("_", "-").split("-")[0]):
        return f"Write `{meant}`; `{given}` is a country's code."
    return "Write a language tag such as `en`, `fr` or `pt-BR`."


def script_of(sample: str) -> str:
    """The script that most of a text is in: `Latin`, or one of `SCRIPTS`."""
    if sample.isascii() or not NOT_LATIN.search(sample):
        return "Latin"
    counts = {script: len(letters.findall(sample)) for script, letters in letters_of_scripts().items()}
    if counts["Kana"] * 20 > counts["Han"]:  # Japanese is mostly Kana, and Chinese has none
        counts["Kana"] += counts["Han"]
    script = max(counts, key=counts.__getitem__)
    # A sign of Chinese stands for a word, and four or five letters.
    weight = 4 if script in ("Kana", "Han", "Hangul") else 1
    return script if counts[script] * weight > len(LATIN.findall(sample)) else "Latin"


def script_of_language(tag: str) -> str:
    language, *rest = tag.lower().split("-")
    if "latn" in rest:
        return "Latin"
    return next((script for script, languages in WRITTEN_IN.items() if language in languages), "Latin")


def by_script(draft: Draft, sample: str, script: str) -> str:
    language, telling = WRITTEN_IN[script][0], ""
    for other, letters in TELLING.get(script, ()):
        if found := re.search(letters, sample, re.IGNORECASE):
            language, telling = other, f" with the letter `{found[0]}`"
            break
    draft.derive("language", "the text's script")
    if script not in CERTAIN:
        draft.warn(
            "language",
            f"is not given; the text is in {script} script{telling}, so it is taken for `{language}`",
            f"Write `language: {language}`, or the one that it is.",
            code="language-guessed",
        )
    return language


def hinted_language(draft: Draft, article_id: str, sample: str, script: str) -> str | None:
    """The language that a folder, the file's name or the permalink names, if the text agrees."""
    for source, text in (("the file name", article_id), ("the permalink", draft.text("permalink") or "")):
        for match in HINT.finditer(text):
            tag = tag_of(match[1] or match[2]) or tag_of((match[1] or match[2]).split("-")[0])
            if tag and agrees(tag, sample, script):
                draft.derive("language", source)
                return tag
    return None


def agrees(tag: str, sample: str, script: str) -> bool:
    """Whether a text may be in a language: by its script, and if that is Latin by the words that it uses most."""
    language = tag.split("-")[0]
    if script != "Latin" or script_of_language(tag) != "Latin":
        return language in WRITTEN_IN.get(script, ()) or (script == "Han" and language == "ja")
    words = [word.casefold() for word in WORD.findall(sample)]
    scores = {other: sum(word in common for word in words) for other, common in WORDS.items()}
    return scores.get(language, 0) > max((scores[other] for other in scores if other != language), default=0)


@cache
def letters_of_scripts() -> dict[str, re.Pattern[str]]:
    """Patterns by script, made when the first text is met that is not Latin."""
    return {script: re.compile(f"[{span}]") for script, span in SCRIPTS.items()}
