"""Remedies for slips in front matter mend the file when they are taken by the letter."""

import pytest
from flong.intake.read import read_article

from tests.intake.test_header import values
from tests.intake.test_header_mistakes import findings
from tests.make import DAY, SITE


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("tags: [a,,b]", ["a", "b"]),
        ("tags: [#a, b]", ["#a", "b"]),
        ("tags: [a, b] c", ["a", "b", "c"]),
        ("tags = a, b", "a, b"),
    ],
)
def test_the_line_that_a_remedy_shows_is_right(line, tags):
    [finding] = findings(f"---\ntitle: A\n{line}\n---\nText.")
    mended = finding.remedy.removeprefix("Write `").removesuffix("`.")

    assert findings(f"---\ntitle: A\n{mended}\n---\nText.") == []
    assert values(f"---\ntitle: A\n{mended}\n---\nText.")["tags"] == tags


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("tags = [a, b]", ["a", "b"]),
        ("tags = ['a' 'b']", ["a", "b"]),
        ("tags = ['a',,'b']", ["a", "b"]),
        ("tags = 'a', 'b'", ["a", "b"]),
        ("summary = 'It's'", "It's"),
        ("date = 2026-1-5", "2026-1-5"),
        ("date = 22.1.2026", "22.1.2026"),
        ("date = 2026-01-22T9:30", "2026-01-22T9:30"),
    ],
)
def test_the_line_of_toml_that_a_remedy_shows_is_right(line, value):
    [finding] = findings(f'+++\ntitle = "A"\n{line}\n+++\nText.')
    mended = finding.remedy.removeprefix("Write `").removesuffix("`.")

    assert findings(f'+++\ntitle = "A"\n{mended}\n+++\nText.') == []
    assert list(values(f'+++\ntitle = "A"\n{mended}\n+++\nText.').values())[1] == value


@pytest.mark.parametrize("day", ["2026-01-22T25:00:00", "2026-13-22", "2026-02-30", "2026-01-22T10:00:00+25:00"])
def test_nobody_is_told_to_quote_a_day_that_would_then_be_refused(day):
    [finding] = findings(f"+++\ndate = {day}\n+++\nText.")

    assert (finding.found, finding.remedy[:23]) == (day, "Write one that there is")


@pytest.mark.parametrize(
    ("lines", "tags", "places", "remedy"),
    [
        ("tags:\n- a\n  - b\n  - c", ["a", "b", "c"], [(4, 3), (5, 5), (6, 5)], "Write `- b` as far to the left"),
        ("tags:\n  - a\n  - b\n    - c\n", ["a", "b", "c"], [(4, 5), (5, 5), (6, 7)], "Write `- c` as far to the left"),
        ("tags: a\n  - b\n  - c", ["a", "b", "c"], [(3, 7), (4, 5), (5, 5)], "Write `- a` on a line of its own"),
        ("tags:\n- a\n  b\n  - c", ["a b", "c"], [(4, 3), (6, 5)], "Write `- c` as far to the left"),
    ],
)  # fmt: skip
def test_an_entry_that_yaml_takes_for_a_part_of_the_one_above_is_one_of_its_own(lines, tags, places, remedy):
    text = f"---\ntitle: A\n{lines}\n---\nText."
    [finding] = findings(text)

    assert values(text)["tags"] == tags
    assert [(tag.line, tag.column) for tag in values(text)["tags"]] == places
    assert (finding.code, finding.level) == ("front-matter-indent", "warning")
    assert finding.remedy.startswith(remedy)


@pytest.mark.parametrize(
    "field", ["summary: We went\n  - and came", "tags:\n- a\n  b", "title: A\n  - B", "tags:\n- 'a\n  - b'"]
)
def test_a_text_may_go_on_with_a_hyphen(field):
    assert findings(f"---\n{field}\n---\nText.") == []


@pytest.mark.parametrize("value", ["&x {b: 1}", "&x [b]", "!!map {b: 1}", "!!seq [b]"])
def test_what_is_not_read_is_told_once(value):
    assert len([it for it in findings(f"---\ntitle: A\ntags: {value}\n---\nText.") if it.level == "error"]) == 1


@pytest.mark.parametrize(
    "text", ["---\n<<: {title: T}\n---\nText.", "—-\ntitle: A\n—-\nText.", "```yaml\ntitle: A\n```\nText."]
)
def test_who_has_to_mend_front_matter_is_not_told_that_there_is_no_title(text):
    found = read_article("articles/a.md", text.encode(), SITE, DAY, DAY.at).findings

    assert [it.code.rpartition("-")[0] for it in found] == ["front-matter"]
