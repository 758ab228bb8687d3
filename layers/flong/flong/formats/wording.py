"""Which way a language is written; no locale of the machine has a say."""

# Languages that are written from right to left, by the first part of their BCP 47 tag.
RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for the `dir` attribute; a language may name its script, as `ks-Deva` does."""
    tongue, *others = language.lower().split("-")
    return "rtl" if tongue in RIGHT_TO_LEFT and "latn" not in others and "deva" not in others else "ltr"
