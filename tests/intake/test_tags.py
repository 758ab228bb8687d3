"""Tags keep their labels, are one however they are spelt, and follow the site's registry where it knows them."""

import re
import shutil
import time
import tomllib
from pathlib import Path

import pytest
from flong.intake.fields.tag_registry import Registry, load_registry, registry_of, slips
from flong.intake.read import Reading, read_article
from flong.theme import fingerprint, load_site

from tests.make import DAY, SITE

THEME = Path(__file__).parents[2] / "layers" / "theme"
KNOWN = registry_of(
    {
        "ai-safety": {
            "label": "AI safety",
            "aliases": ["AI Safety research", "alignment"],
            "description": "Of machines.",
        },
        "machine-learning": {"label": "Machine learning", "aliases": ["ML"]},
        "gpt-4": {"label": "GPT-4"},
        "go": {"label": "Go"},
        "austria": {"label": "Austria"},
        "الذكاء-الاصطناعي": {"label": "الذكاء الاصطناعي"},
    }
)


def read(tags: str, registry: Registry = KNOWN) -> Reading:
    site = SITE.model_copy(update={"tags": registry})
    return read_article("articles/note.md", f"---\ntitle: A\n{tags}\n---\nText.".encode(), site, DAY, DAY.at)


def tags(text: str, registry: Registry = KNOWN) -> list[tuple[str, str]]:
    found = read(text, registry)
    assert found.article, found.findings
    return [(tag.id, tag.label) for tag in found.article.tags]


def findings(text: str, registry: Registry = KNOWN) -> list[tuple[str, str, int | None]]:
    return [(finding.level, finding.code, finding.line) for finding in read(text, registry).findings]


# ---- without a registry


def test_a_tag_keeps_its_label():
    labels = ["C", "C++", "C#", ".NET", "R&D", "الذكاء", "人工智能", "😀"]

    assert [label for _, label in tags(f"tags: {labels}", Registry())] == labels


def test_a_label_is_plain_words():
    assert tags('tags: ["**Sea** &amp; moon", "`C++`"]', Registry()) == [
        ("sea-and-moon", "Sea & moon"),
        ("c-plus-plus", "C++"),
    ]


def test_of_several_spellings_of_one_tag_the_first_stands():
    assert tags('tags: ["AI Safety", ai-safety, "AI_SAFETY", "ＡＩ　Ｓａｆｅｔｙ"]', Registry()) == [
        ("ai-safety", "AI Safety")
    ]


def test_a_list_of_categories_stands_in_for_tags():
    found = read("categories: [Sea, Moon]", Registry())

    assert [tag.id for tag in found.article.tags] == ["sea", "moon"]
    assert found.article.derived["tags"] == "the categories"
    assert tags("categories: Sea", Registry()) == []
    assert tags("categories: [Sea, Moon]\ntags: [Sun]", Registry()) == [("sun", "Sun")]


def test_a_tag_that_is_too_long_is_refused_where_it_stands():
    assert findings("tags:\n- sea\n- " + "t" * 65) == [("error", "tag-too-long", 5)]
    assert findings("tags:\n- sea\n- " + "t" * 64) == []


def test_the_first_tag_too_many_is_refused_where_it_stands():
    listed = "tags:\n" + "\n".join(f"- number {n}" for n in range(22))

    assert findings(listed) == [("error", "too-many-tags", 24)]
    assert findings(listed.replace("- number 20", "- Number_1").replace("- number 21", "- NUMBER 2")) == []


def test_a_tag_in_which_nothing_can_be_seen_is_left_out_with_a_warning():
    text = 'tags:\n- sea\n- "\u200b"'

    assert findings(text) == [("warning", "tag-empty", 5)]
    assert tags(text) == [("sea", "sea")]


# ---- with a registry


@pytest.mark.parametrize("label", ["AI safety", "ai_SAFETY", "Alignment", "AI-safety research"])
def test_a_known_tag_is_written_as_the_registry_has_it(label):
    assert tags(f"tags: [{label}]") == [("ai-safety", "AI safety")]
    assert findings(f"tags: [{label}]") == []


def test_several_names_of_one_tag_are_one():
    assert tags("tags: [alignment, sea, AI safety]") == [("ai-safety", "AI safety"), ("sea", "sea")]


def test_what_the_registry_says_of_a_tag_can_be_had_from_the_site():
    assert SITE.model_copy(update={"tags": KNOWN}).tags.tags["ai-safety"].description == "Of machines."


@pytest.mark.parametrize(
    ("label", "suggestion"),
    [
        ("Machine-learnig", "Machine learning"),
        ("Machien Learning", "Machine learning"),
        ("machinelearning", "Machine learning"),
        ("Artificial", None),
        ("alignmnet", "AI safety"),
        ("Austia", "Austria"),
        ("Australia", None),
        ("GPT-5", None),
        ("Gi", None),
        ("C", None),
        ("الذكاء الاصطناع", "الذكاء الاصطناعي"),
    ],
)
def test_a_tag_that_is_close_to_a_known_one_is_a_warning_with_the_suggestion(label, suggestion):
    found = read(f"tags:\n- sea\n- {label}").findings
    expected = [("warning", "tag-close", f"Did you mean “{suggestion}”?", 5, 3)] if suggestion else []

    assert [(it.level, it.code, it.remedy, it.line, it.column) for it in found] == expected
    assert read(f"tags: [{label}]", Registry()).findings == ()


def test_the_distance_of_two_words_counts_a_swap_once():
    assert [slips("learning", it) for it in ("learning", "leanring", "learnig", "learnings", "yearning", "")] == [
        0, 1, 1, 1, 1, 8,
    ]  # fmt: skip


def test_twenty_unknown_tags_are_looked_up_in_a_large_registry_quickly():
    registry = registry_of({f"known-tag-{chr(97 + n % 26) * (n // 26 + 1)}": {"label": f"Tag {n}"} for n in range(500)})
    unknown = "tags: [" + ", ".join(f"known tag {chr(97 + n)}{chr(98 + n)}{chr(99 + n)}x" for n in range(20)) + "]"
    started = time.process_time()
    assert read(unknown, registry).article

    assert time.process_time() - started < 1


# ---- the registry's file


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        (
            '[sea]\nlabel = "Sea"\naliases = ["water"]\n[moon]\nlabel = "Moon"\naliases = ["Water"]',
            "already names [sea]",
        ),
        ('[sea]\nlabel = "Sea"\naliases = ["moon"]\n[moon]\nlabel = "Moon"', "which is the tag [moon]"),
        ('[sea]\nlabel = "Moon"\n[moon]\nlabel = "Moon"', "[sea] cannot be called “Moon”"),
        ('["High Sea"]\nlabel = "Sea"', "[High Sea] cannot be the id of a tag; write [high-sea]"),
        ('[sea]\nlabel = "Sea"\nalias = ["water"]', "[sea] alias: Extra inputs are not permitted"),
        ('[sea]\ndescription = "Wet."', "[sea] label: Field required"),
        ('[sea]\nlabel = ""', "[sea] label: String should have at least 1 character"),
        ('[sea]\nlabel = "Sea"\naliases = "water"', "[sea] aliases: "),
        ('[sea]\nlabel = "Sea"\naliases = ["\u200b"]', "[sea] has a name in which nothing can be seen"),
        ('sea = "Sea"', "[sea]"),
        ("[sea", "Expected"),
    ],
)
def test_a_registry_that_contradicts_itself_is_an_error_that_says_how(tmp_path, toml, why):
    (tmp_path / "tags.toml").write_text(toml, encoding="utf-8")

    with pytest.raises(ValueError, match=re.escape(why)) as raised:
        load_registry(tmp_path)
    assert "tags.toml: " in str(raised.value)


def test_all_that_is_wrong_with_a_registry_is_said_at_once(tmp_path):
    (tmp_path / "tags.toml").write_text('["A B"]\nlabel = "A"\n[c]\nnote = "x"', encoding="utf-8")

    with pytest.raises(ValueError, match=r"\[A B\].*\[c\] label.*\[c\] note"):
        load_registry(tmp_path)


def test_a_theme_without_a_registry_knows_no_tags(tmp_path):
    assert load_registry(tmp_path) == Registry()


def test_the_registry_that_is_shipped_is_empty_and_its_example_is_a_good_one():
    text = (THEME / "tags.toml").read_text(encoding="utf-8")
    example = "\n".join(line.removeprefix("# ") for line in text[text.index("# [") :].splitlines())

    assert load_site(THEME.as_posix()).tags == Registry()
    assert registry_of(tomllib.loads(example)).tags["machine-learning"].label == "Machine learning"


def test_the_registry_comes_with_the_site_and_shapes_the_build(tmp_path):
    folder = shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("compiled"))
    (folder / "tags.toml").write_text('[sea]\nlabel = "The sea"\n', encoding="utf-8")

    assert load_site(folder.as_posix()).tags.tags["sea"].label == "The sea"
    assert fingerprint(folder.as_posix()) != fingerprint(THEME.as_posix())
