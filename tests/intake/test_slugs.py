"""Ids are readable in any script, and two tags have one id only if a reader would call them one."""

import json
import re
import unicodedata

import pytest
from flong.intake.slugs import MAX_SLUG, name_of_file, slug_of, tag_id_of
from hypothesis import example, given
from hypothesis import strategies as st

from tests.corpus import CORPUS, needs_corpus

IDS = {
    "C": "c",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "C♯": "c-sharp",
    "F#": "f-sharp",
    ".NET": "dot-net",
    "NET": "net",
    "ASP.NET": "asp-net",
    "C#/.NET": "c-sharp-dot-net",
    "Node.js": "node-js",
    "R&D": "r-and-d",
    "C/C++": "c-c-plus-plus",
    "AI/ML": "ai-ml",
    "@scope": "at-scope",
    "scope": "scope",
    "A": "a",
    "A*": "a-star",
    "A+": "a-plus",
    "50%": "50-percent",
    "50": "50",
    "€": "euro",
    "#AI": "ai",
    "issue #5": "issue-sharp-5",
    "الذكاء الاصطناعي": "الذكاء-الاصطناعي",
    "人工智能": "人工智能",
    "日本語・英語": "日本語-英語",
    "हिन्दी": "हिन्दी",
    "ไทย": "ไทย",
    "😀": "grinning-face",
    "👩‍💻": "woman-personal-computer",
    "🇩🇪": "flag-de",
    "Sea 🌊": "sea-water-wave",
    "Sea": "sea",
    "?!": "question-mark-exclamation-mark",
    "\U000f0000": "uf0000",
    "¨": "combining-diaeresis",
    "": "",
    " \u200b\u200d": "",
}

ONE_TAG = [
    [
        "AI Safety",
        "ai safety",
        "AI-Safety",
        "AI_safety",
        "  AI   SAFETY ",
        "ＡＩ　Ｓａｆｅｔｙ",
        "AI\u00a0Safety",
        "AI‑Safety",
        "#AI Safety",
    ],
    ["C++", "c++", "Ｃ＋＋", "C ++"],
    ["Café", "Cafe\u0301", "CAFÉ"],
    ["Straße", "STRASSE", "strasse"],
    ["κόσμος", "ΚΌΣΜΟΣ", "Κόσμοσ"],
    ["İstanbul", "istanbul", "ISTANBUL"],
    ["می‌خواهم", "میخواهم"],
    ["محـــمد", "محمد"],
    ["👩‍💻", "👩💻"],
    ["❤️", "❤"],
    ["👍", "👍🏽"],
    ["ﬁnance", "finance"],
    ["п'ять", "п’ять", "пʼять"],
    ["Java", "Java™", "Java®"],
    ["soft\u00adware", "software", "soft\ufeffware", "\u202esoftware"],
]

DISTINCT = [
    ["C", "C++", "C#", "C+", "C*", ".C", "@C", "C%", "C$"],
    ["NET", ".NET", "ASP.NET", "@NET"],
    ["kır", "kir"],
    ["cafe", "café"],
    ["मन", "मान", "मीन"],
    ["😀", "😁", "😂", "🇩🇪", "🇫🇷"],
    ["Sea", "Sea 🌊", "🌊"],
    ["1", "1️⃣", "11"],
]  # fmt: skip

LABELS = st.text(max_size=64) | st.text(
    st.sampled_from("aAbB cC+#.&@/*-_'’ıİςΣßé\u0301\u200c\u200d\ufe0f人م😀🌊🇩🇪５²"), max_size=12
)
WORDS = st.lists(
    st.text(st.characters(categories=["Ll", "Lo", "Nd"], max_codepoint=0x2FFFF), min_size=1, max_size=5), min_size=1
)


@pytest.mark.parametrize(("label", "tag_id"), IDS.items())
def test_the_id_of_a_tag_is_readable(label, tag_id):
    assert tag_id_of(label) == tag_id


@pytest.mark.parametrize("labels", ONE_TAG, ids=lambda labels: labels[0])
def test_spellings_of_one_tag_are_one(labels):
    assert len({tag_id_of(label) for label in labels}) == 1


@pytest.mark.parametrize("labels", DISTINCT, ids=lambda labels: labels[0])
def test_what_differs_in_more_than_spelling_is_two_tags(labels):
    assert len({tag_id_of(label) for label in labels}) == len(labels)


@given(LABELS)
@example("ΐ")
@example("ﷺ" * 64)
@example("İ̇")
@example("ك\ufe77تب")
def test_an_id_is_its_own_id_and_fit_for_an_address(label):
    tag_id = tag_id_of(label)

    assert tag_id_of(tag_id) == tag_id
    assert len(tag_id) <= MAX_SLUG
    assert all(unicodedata.category(char)[0] in "LMN" or char == "-" for char in tag_id)
    assert not re.search("^-|--|-$", tag_id)
    assert not any(unicodedata.category(word[0])[0] == "M" for word in tag_id.split("-") if word)


@given(LABELS, LABELS)
def test_case_and_invisible_characters_make_no_second_tag(one, other):
    assert tag_id_of(f"{one}\u200b{other}") == tag_id_of(one + other)
    assert tag_id_of(f"{one}  {other}") == tag_id_of(f"{one}\u3000{other}")
    assert tag_id_of(f"x{one}".casefold()) == tag_id_of(f"x{one}")


@given(LABELS)
def test_a_label_in_which_something_is_to_be_seen_has_an_id(label):
    seen = any(
        unicodedata.category(char)[0] in "LNPS" for char in re.sub("[\u115f\u1160\u3164\uffa0\u0640]", "", label)
    )

    assert tag_id_of(label) or not seen


@given(WORDS, WORDS)
def test_labels_of_different_words_have_different_ids(one, other):
    """Without signs an id is exactly the list of words, as Unicode compares them."""
    ones, others = ([unicodedata.normalize("NFKC", word).casefold() for word in words] for words in (one, other))
    same = [word.replace("ς", "σ") for word in ones] == [word.replace("ς", "σ") for word in others]

    if all(word.isalnum() for word in ones + others) and len("-".join(ones)) + len("-".join(others)) < MAX_SLUG:
        assert (tag_id_of(" ".join(one)) == tag_id_of("-".join(other))) is same


@given(
    st.text(st.sampled_from("ab+#&@%*$<>=~😀🌊"), max_size=64),
    st.text(st.sampled_from("ab+#&@%*$<>=~😀🌊"), max_size=64),
)
def test_labels_with_different_signs_have_different_ids(one, other):
    if one.lstrip("#") != other.lstrip("#"):
        assert tag_id_of(f"x{one}") != tag_id_of(f"x{other}")


def test_ids_too_long_for_an_address_differ_where_their_labels_do():
    assert tag_id_of("C++" * 20) != tag_id_of("C++" * 20 + "+")


@needs_corpus
def test_tags_of_real_articles_that_share_an_id_differ_in_spelling_alone():
    labels: dict[str, set[str]] = {}
    for label in real_labels():
        labels.setdefault(tag_id_of(label), set()).add(re.sub(r"[\W_]", "", label.casefold()))

    assert len(labels) > 100
    assert {tag_id: spellings for tag_id, spellings in labels.items() if len(spellings) > 1} == {}
    assert "" not in labels


def real_labels() -> list[str]:
    found = []
    for path in CORPUS.rglob("*.md"):
        head = path.read_text(encoding="utf-8", errors="replace")[:4_000]
        for line in re.findall(r"(?mi)^\W*(?:tags|topics|keywords)\W*:\W?(.+)$", head):
            found += re.split(r"[,，、]", line.strip().strip("[]"))
        for block in re.findall(r"(?mi)^(?:tags|categories|topics|keywords):\s*\n((?:\s*- .+\n)+)", head):
            found += re.findall(r"- (.+)", block)
    return [label.strip(" \"'*") for label in found if label.strip(" \"'*[]")]


# ---- slugs of addresses


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Jan Leike: Alignment Is Not Solved", "jan-leike-alignment-is-not-solved"),
        ("it's", "its"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ünïcode 人工", "ünïcode-人工"),
        ("?!", ""),
        ("( ͡° ͜ʖ ͡°)", "ʖ"),
        (json.dumps("\x00"), "u0000"),
    ],
)
def test_a_slug_has_letters_digits_and_single_hyphens(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("article_id", "slug"),
    [
        ("risk/jan-leike", "jan-leike"),
        ("blog/2026-01-22-tides", "tides"),
        ("blog/2026-1-2-tides.markdown", "tides"),
        ("blog/tides/index", "tides"),
        ("index", "index"),
        ("2026-01-22", "2026-01-22"),
    ],
)
def test_a_file_name_suggests_a_slug(article_id, slug):
    assert name_of_file(article_id) == slug
