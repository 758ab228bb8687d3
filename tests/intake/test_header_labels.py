"""The header dialect: labels under a title."""

import pytest

from tests.intake.test_header import body_of, codes, header_of, split, values


@pytest.mark.parametrize(
    "label",
    [
        "**Author:** Ada",
        "**Author: Ada**",
        "**Author**: Ada",
        "**Author** : Ada",
        "__Author:__ Ada",
        "*Author:* Ada",
        "_Author_: Ada",
        "- **Author:** Ada",
        "* *Author: Ada*",
        "**Author:** Ada  ",
        "**Author:** Ada\\",
        "**Author:** Ada<br>",
        "<b>Author:</b> Ada",
        "<strong>Author</strong>: Ada",
        "**Author**\nAda",
        "**Author:**\nAda",
        "__Author__\\\nAda",
        "**Author：** Ada",
        "**作者：** Ada",
        "Author: Ada",
        "作者：Ada",
        "> 作者：Ada",
        "> **By:** Ada",
    ],
)
def test_a_label_may_be_written_in_several_ways(label):
    assert values(f"# A\n\n{label}\n\nText.") == {"authors": "Ada"}
    assert body_of(f"# A\n\n{label}\n\nText.") == "Text."


@pytest.mark.parametrize(
    "line",
    ["> Coverage of The Sea", "> **Coverage of:** The Sea", "> **Coverage of The Sea**", "> *Coverage of* The Sea",
     "> Coverage of: The Sea", "> coverage of The\n> Sea", "**Coverage of:** The Sea"],
)  # fmt: skip
def test_coverage_may_be_written_in_several_ways(line):
    assert values(f"# A\n\n{line}\n\nText.") == {"coverage_of": "The Sea"}


@pytest.mark.parametrize("between", [" | ", " · "])
def test_several_labels_may_share_a_line(between):
    line = between.join(["**Author:** Ada", "**Date:** 2026-01-22", "5 min read"])

    assert values(f"# A\n\n{line}\n\nText.") == {"authors": "Ada", "published": "2026-01-22"}
    assert [finding.found for finding in header_of(f"# A\n\n{line}\n").findings] == ["5 min read"]


@pytest.mark.parametrize(
    "line",
    [
        "**Author:** Ada **Published:** January 22, 2026 **Category:** Risk",
        "**Author:** Ada, **Published:** January 22, 2026, **Category:** Risk",
        "**Author:** Ada / **Published:** January 22, 2026 / **Category:** Risk",
        "**Author:** Ada<br>**Published:** January 22, 2026<br />**Category:** Risk<br>",
        "**Author:** Ada — *Published:* January 22, 2026 — __Category__: Risk",
        "**Author: Ada** **Published: January 22, 2026** **Category: Risk**",
        "**Author: Ada | Published: January 22, 2026 | Category: Risk**",
        "*Author: Ada, Published: January 22, 2026, Category: Risk*",
        "<b>Author:</b> Ada <b>Published:</b> January 22, 2026 <b>Category:</b> Risk",
        "Author: Ada, Published: January 22, 2026, Category: Risk",
        "Author: Ada  Published: January 22, 2026  Category: Risk",
        "Author: Ada Published: January 22, 2026 Category: Risk",
        "- **Author:** Ada - **Published:** January 22, 2026 - **Category:** Risk",
        "> **Author:** Ada **Published:** January 22, 2026 **Category:** Risk",
        "✍️ **Author:** Ada • **📅 Published:** January 22, 2026 • 🏷 **Category:** Risk",
        "**作者：**Ada**日期：**January 22, 2026**分类：**Risk",
        "作者：Ada 日期：January 22, 2026　分类：Risk",
    ],
)
def test_a_further_label_ends_the_value_before_it(line):
    assert values(f"# A\n\n{line}\n\nText.") == {
        "authors": "Ada",
        "published": "January 22, 2026",
        "category": "Risk",
    }
    assert codes(f"# A\n\n{line}\n\nText.") == []


def test_a_further_label_that_flong_does_not_know_ends_a_value_among_others_that_it_does():
    text = "# A\n\n**Author:** Ada **Read time:** 5 min **Date:** 2026-01-22\n\nText."
    [finding] = header_of(text).findings

    assert values(text) == {"authors": "Ada", "published": "2026-01-22"}
    assert (finding.code, finding.found, finding.column) == ("unknown-field", "Read time: 5 min", 17)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("**Summary:** The sea **Note:** comes", "summary", "The sea **Note:** comes"),
        ("**Summary:** See author: Ada, date: 2026", "summary", "See author: Ada, date: 2026"),
        ("**Source:** [A: b, status: c](https://e.example/a)", "sources", "[A: b, status: c](https://e.example/a)"),
        ("**Author:** Jean-By: Lind", "authors", "Jean-By: Lind"),
        ("**Category:** Sea/Date: palms", "category", "Sea/Date: palms"),
    ],
)
def test_a_word_and_a_colon_within_a_value_may_be_no_label(line, field, value):
    assert values(f"# A\n\n{line}\n\nText.") == {field: value}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("# A\n\n**Author:** Ada\n**Author:** Mei", (4, 1),
         "`Author` differs from `Author` in line 3, which counts: `Ada`."),
        ("# A\n\n**Tags:** a **Tags:** b", (3, 13), "`Tags` differs from `Tags` in line 3, which counts: `a`."),
        ("---\nauthor: [Ada, Bo]\n---\n# A\n\n**Author:** Mei", (6, 1),
         "`Author` differs from `author` in line 2, which counts: `Ada, Bo`."),
    ],
)  # fmt: skip
def test_of_one_label_that_stands_twice_the_finding_names_line_and_value_that_count(text, place, message):
    [finding] = header_of(f"{text}\n\nText.").findings

    assert (finding.code, (finding.line, finding.column), finding.message) == ("field-twice", place, message)


@pytest.mark.parametrize("line", ["*Photo: Bo Lind*", "_Image: NASA_"])
def test_whom_a_picture_is_by_is_no_picture(line):
    text = f"# A\n\n{line}\n\n**Author:** Ada\n\nText."

    assert (values(text), body_of(text).split("\n")[0]) == ({"authors": "Ada"}, line)


def test_a_value_may_have_the_sign_in_it_that_parts_labels():
    assert values("# A\n\n**Tags:** Sea | Moon\n\nText.") == {"tags": "Sea | Moon"}


def test_a_link_is_kept_as_written():
    assert values("# A\n\n**Source:** [The sea](https://s.example)\n")["sources"] == "[The sea](https://s.example)"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_may_stand_under_a_label(gap):
    sources, takeaways = "- https://a.example\n- https://b.example\n  /c", "* **B**: c"
    text = f"# A\n\n**Sources:**{gap}{sources}\n\n**Key Takeaways:**{gap}{takeaways}\n\nText."

    assert values(text) == {"sources": ["https://a.example", "https://b.example /c"], "key_takeaways": ["**B**: c"]}
    assert body_of(text) == "Text."


def test_the_texts_first_list_is_none_of_tags():
    assert body_of("# A\n\n**Author:** Ada\n**Tags:**\n\n- one\n- two\n") == "- one\n- two"


def test_a_long_value_may_go_on():
    assert values("# A\n\n**Summary:** The sea\ncomes.\n**Tags:** Sea,\nMoon\n\nText.") == {
        "summary": "The sea comes.",
        "tags": "Sea, Moon",
    }


@pytest.mark.parametrize(
    "text",
    [
        "**Note:** beware.",
        "Summary: the sea\ncomes and goes.",
        "Update: it rains.",
        "**https://a.example**",
        "> [!NOTE]\n> Beware.",
        "> - one",
        "> One.\n>\n> Two.",
        f"> {'long ' * 50}",
        "Text.\n\n**Author:** Ada",
        "- **Scale:** grows",
        "* * *\n\nText.",
    ],
)
def test_what_opens_the_text_is_text(text):
    assert values(f"# A\n\n{text}\n") == {}
    assert body_of(f"# A\n\n{text}\n") == text.strip()


def test_the_block_ends_after_the_last_known_label_or_at_the_rule():
    assert body_of("# A\n\n**Author:** Ada\n**Warning:** beware.\n") == "**Warning:** beware."
    assert body_of("# A\n\n**Author:** Ada\n**Warning:** beware.\n\n---\nText.") == "Text."
    assert codes("# A\n\n**Author:** Ada\n**Warning:** beware.\n\n---\nText.") == ["unknown-field"]


def test_an_unknown_label_within_the_block_is_shown():
    [finding] = header_of("# A\n\n**Mood:** sad\n**Author:** Ada\n").findings

    assert (finding.level, finding.found, finding.line, finding.column) == ("warning", "Mood: sad", 3, 1)


def test_an_unknown_label_that_stands_twice_is_shown_twice():
    found = header_of("# A\n\n**Note:** one\n**Note:** two\n**Author:** Ada\n").findings

    assert [finding.found for finding in found] == ["Note: one", "Note: two"]


def test_a_rule_may_open_the_block():
    assert values("# A\n\n---\n\n**Author:** Ada\n\n---\n\nText.") == {"authors": "Ada"}


def test_a_short_quote_under_the_title_is_the_subtitle():
    header, body, _ = split("# A\n\n> Why the sea\n> comes back.\n\n**Author:** Ada\n\nText.")

    assert header.values["subtitle"] == "Why the sea comes back."
    assert header.inferred == {"subtitle": "the quote under the title"}
    assert body.strip() == "Text."


def test_where_a_subtitle_is_given_the_quote_is_text():
    text = "---\ntitle: A\nsubtitle: B\n---\n# A\n\n> Quote.\n\n**Author:** Ada\n\nText."
    header, body, line = split(text)

    assert (header.values["subtitle"], header.values["authors"], header.inferred) == ("B", "Ada", {})
    assert body.split() == [">", "Quote.", "Text."]
    assert body.split("\n")[-1] == text.split("\n")[line - 1 + body.count("\n")]


def test_a_quote_may_name_the_original_and_its_author():
    assert values("# 海\n\n> 原文：<https://s.example>\n> 作者：[Ada](https://a.example)\n\n文。") == {
        "source_url": "<https://s.example>",
        "authors": "[Ada](https://a.example)",
    }


def test_values_of_labels_know_where_they_stand():
    found = values("# A\n\n- **Author:** Ada | **Date:** 2026\n\n> Coverage of B\n")

    assert {name: (value.line, value.column) for name, value in found.items()} == {
        "authors": (3, 15),
        "published": (3, 31),
        "coverage_of": (5, 15),
    }


def test_labels_may_stand_above_their_values():
    text = "# A\n\n**Author**\nAda\n**Tags**\n- sea\n- moon\n\nText."

    assert values(text) == {"authors": "Ada", "tags": ["sea", "moon"]}


@pytest.mark.parametrize("below", ["The sea\nand more.", "\nAda\n\nText.", f"{'long ' * 30}", "> Ada"])
@pytest.mark.parametrize("label", ["**Author**", "**Author:**"])
def test_text_below_a_label_that_may_be_no_value_stays_in_the_text(label, below):
    assert body_of(f"# A\n\n{label}\n{below}").rstrip().endswith(below.strip())


@pytest.mark.parametrize(
    "text",
    ["**Author**\n\nAda\n\nText.", "**Author:**\nThe sea\nand more.", "**Author** Ada\n\nText.",
     "Author - Ada\n\nText.", "**Author;** Ada\n\nText.", "\\*\\*Author:\\*\\* Ada\n\nText."],
)  # fmt: skip
def test_a_label_whose_value_cannot_be_told_is_reported(text):
    assert codes(f"# A\n\n{text}") == ["label-unread"]


@pytest.mark.parametrize(
    "text", ["**Summary**\n\nText.", "**Palms** grow here.", "Palms - and more.", "Date palms - two."]
)
def test_words_of_a_text_are_no_label(text):
    assert codes(f"# A\n\n{text}") == []
