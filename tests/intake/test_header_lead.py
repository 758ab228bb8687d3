"""Labels that do not stand right under a title: what may stand before them, and when they are none."""

import pytest

from tests.intake.test_header import body_of, codes, header_of, split, values
from tests.intake.test_read import read

LABELS = "**Author:** Ada\n**Published:** 2026-01-22"
SAID = {"authors": "Ada", "published": "2026-01-22"}
PICTURE = "![The beach](https://e.example/a.png)"


@pytest.mark.parametrize(
    "lead",
    [
        PICTURE,
        f"{PICTURE}\n*Photo: Bo Lind*",
        f"{PICTURE}\n\n*Photo: Bo Lind*",
        f"{PICTURE}{{width=300 height=200}}",
        f"[{PICTURE}](https://e.example)",
        "[![build](https://e.example/b.svg)](https://e.example) ![c][1]",
        '<img src="https://e.example/a.png" alt="The beach">',
        '<p align="center">\n  <img src="https://e.example/a.png" alt="The beach">\n</p>',
        "<figure>\n<img src='/a.png' alt='b'>\n<figcaption>The beach</figcaption>\n</figure>",
        "## Why the sea comes back",
        "Why the sea\n---",
        "_Why the sea comes back_",
        "**Why the sea comes back**",
        "Why the sea comes back.",
        "> [!NOTE]\n> A draft.",
        f"{PICTURE}\n\n_Why the sea comes back_",
        "[TOC]",
        "## Why the sea comes back\n\n### And goes",
        "## Why the sea comes back\n\n**A beginning**",
    ],
)
def test_a_picture_and_a_short_line_may_stand_between_title_and_labels(lead):
    text = f"# A\n\n{lead}\n\n{LABELS}\n\nText."

    assert values(text) == SAID
    assert body_of(text) == f"{lead}\n\n\n\n\nText."


@pytest.mark.parametrize("comment", ["<!-- a -->", "<!--\na\n\nb\n-->", "{/* a */}", "<!-- a -->\n<!-- b -->"])
def test_a_comment_makes_no_difference_to_title_and_labels(comment):
    for top in (f"{comment}\n# A", f"# A\n{comment}\n\n> Sub", f"{comment}\n\n## A"):
        header, body, _ = split(f"{top}\n\n{LABELS}\n\nText.")

        assert (header.title_in_body, SAID.items() <= header.values.items()) == ("A", True)
        assert body.split() == [*comment.split(), "Text."]


@pytest.mark.parametrize(
    "text",
    [
        f"---\ncategory: B\n---\n{LABELS}\n\nText.",
        "---\ncategory: B\n---\n\n- Author: Ada\n- Published: 2026-01-22\n\nText.",
        f"---\ncategory: B\n---\n<!-- a -->\n\n{LABELS}\n\n---\n\nText.",
        f"---\ncategory: B\n---\n{PICTURE}\n\n{LABELS}\n\nText.",
        f"---\ncategory: B\n---\n<!-- a -->\n{LABELS}\n<!-- b -->\n\nText.",
        f"---\ncategory: B\nauthor: Ada\n---\n{LABELS}\n\nText.",
        f"---\ncategory: B\ntitle: A\n---\n# Another\n\n{LABELS}\n\nText.",
        f"---\ncategory: B\n---\n{LABELS}\n\n# A\n\nText.",
    ],
)
def test_labels_below_front_matter_say_what_it_does_not(text):
    assert SAID.items() <= values(text).items()
    assert "Ada" not in body_of(text)


def test_labels_may_stand_above_the_title():
    header, body, line = split("**Author:** Ada\n\n# A\n\n> B\n\n**Date:** 2026-01-22\n\nText.")

    assert header.title_in_body == "A"
    assert header.values == {"authors": "Ada", "subtitle": "B", "published": "2026-01-22"}
    assert (body.strip(), line) == ("Text.", 8)


def test_labels_may_open_a_file_without_a_title():
    assert values(f"{LABELS}\n\nText.") == SAID
    assert values("**Title:** A\n**Author:** Ada\n\nText.") == {"title": "A", "authors": "Ada"}


@pytest.mark.parametrize("lead", [PICTURE, "Sea and shore", "<!-- a -->"])
def test_a_title_may_stand_below_a_picture_or_a_short_line(lead):
    header, body, _ = split(f"{lead}\n\n# A\n\n{LABELS}\n\nText.")

    assert (header.title_in_body, dict(header.values)) == ("A", SAID)
    assert body.split("\n\n")[0] == lead


@pytest.mark.parametrize("title", ["<h1>A &amp; B</h1>", '<h1 align="center">\n  A &amp; B\n</h1>'])
def test_a_title_may_be_written_in_html(title):
    article = read(f"{title}\n\n{LABELS}\n\nText.").article

    assert (article.title, article.authors[0].name, article.body) == ("A & B", "Ada", "<p>Text.</p>")


def test_labels_go_on_below_a_picture():
    text = f"# A\n\n> Coverage of B\n\n**Author:** Ada\n\n{PICTURE}\n\n**Published:** 2026-01-22\n\nText."

    assert values(text) == {**SAID, "coverage_of": "B"}


def test_who_is_named_again_at_the_end_is_still_the_author():
    text = f"# A\n\n{PICTURE}\n\n{LABELS}\n\nText.\n\n---\n\n**Author:** Ada lives in Brest."

    assert values(text) == SAID


def test_every_line_below_labels_that_were_taken_out_keeps_its_number():
    text = f"# A\n\n{PICTURE}\n\n{LABELS}\n\nText."
    _, body, line = split(text)

    assert text.split("\n")[line - 1 + body.split("\n").index("Text.")] == "Text."


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\nJoin us!\n\n**Date:** 2026-01-22\n**Time:** 18:00\n**Location:** Brest\n\nText.",
        "# A\n\n## One\n\n**Author:** Ada\n**Tags:** b\n\nText.\n\n## Two\n\n**Author:** Mei\n**Tags:** c\n\nText.",
        "# A\n\nIt is done.\n\n**Language:** Python\n**Status:** finished\n\nText.",
        "# A\n\nIt is done.\n\n**Summary:** The sea comes.\n\nText.",
        f"# A\n\n{PICTURE}\n\n**Source:** The Institute\n\nText.",
        f"# A\n\n{PICTURE}\n\n**Published:** weekly\n\nText.",
        "# A\n\n## The book\n\n**Title:** The Sea\n**Author:** Ada\n**Published:** 1851\n\nText.",
        "---\ntitle: A\n---\n**Summary:** The sea comes.\n\nText.",
        "---\ntitle: A\n---\n**Updated:** We changed two words in 2026.\n\nText.",
        "---\ntitle: A\n---\n**Author:** Ada\nand so on.\n\nText.",
        "---\ntitle: A\nauthor: Ada\ndate: 2026-01-22\n---\n**Date:** 2026-03-01\n**Place:** Brest\n\nText.",
        "---\ntitle: A\n---\n**Note:** beware.\n\n**Author:** Ada\n\nText.",
        "**Author:** Ada\n\nText.",
        f"# A\n\n{PICTURE}\n\nIt is done.\n\nOr not.\n\n{LABELS}",
    ],
)
def test_labels_that_may_speak_of_something_else_stay_in_the_text(text):
    assert values(text).keys() <= {"title", "authors", "published"} - ({"authors"} if "author:" not in text else set())
    assert "**" in body_of(text)


@pytest.mark.parametrize("lead", ["One.\n\nTwo.\n\nThree.", "word " * 50])
@pytest.mark.parametrize(
    ("labels", "names"),
    [(LABELS, "`Author` and `Published` look"), ("Author: Ada\nDate: 2026", "`Author` and `Date` look"),
     ("- **By:** Ada\n- **Tags:** b", "`By` and `Tags` look"), ("> **Author:** Ada", "`Author` looks"),
     ("**Author:** Ada **Date:** 2026", "`Author` and `Date` look"), ("**Date:** 2026-01-22", "`Date` looks")],
)  # fmt: skip
def test_labels_further_down_are_told_and_the_remedy_mends_it(lead, labels, names):
    [finding] = header_of(f"# A\n\n{lead}\n\n{labels}\n").findings

    assert (finding.code, finding.level, finding.line) == ("label-unread", "warning", 4 + len(lead.split("\n")))
    assert finding.message.startswith(names)
    assert finding.remedy.endswith("right below the title.")
    assert codes(f"# A\n\n{labels}\n\n{lead}\n\nText.") == []
    assert values(f"# A\n\n{labels}\n\n{lead}\n\nText.")


def test_labels_further_down_front_matter_are_told_and_the_remedy_mends_it():
    lead = "One.\n\nTwo.\n\nThree."
    [finding] = header_of(f"---\ntitle: A\n---\n{lead}\n\n{LABELS}\n\nText.").findings

    assert finding.remedy == "Move them right below the front matter."
    assert SAID.items() <= values(f"---\ntitle: A\n---\n{LABELS}\n\n{lead}\n\nText.").items()


@pytest.mark.parametrize(
    "text",
    [
        "**Palms:** they grow.\n\n**Dates:** they are sweet.",
        "**Summary:** The sea comes.",
        "In short: the sea comes.\nNote: it goes.",
        "**Author:** Ada wrote this\nand that.",
        "```yaml\nauthor: Ada\ndate: 2026-01-22\n```",
        f"## Talk\n\n{LABELS}",
        "Text.\n\n" * 10 + LABELS,
    ],
)
def test_a_text_with_bold_words_and_colons_is_no_finding(text):
    assert codes(f"# A\n\nOne.\n\nTwo.\n\n{text}\n\nText.") == []


@pytest.mark.parametrize("labels", [LABELS, "**Author:** Ada", "**Tags:** sea, moon", "---\n\n*Author: Ada*\n"])
def test_labels_at_the_end_are_told(labels):
    text = "# A\n\n" + "The sea comes and goes.\n\n" * 100 + labels
    [finding] = header_of(text).findings

    assert (finding.code, finding.remedy) == ("label-unread", finding.remedy)
    assert text.split("\n")[finding.line - 1].strip("*").startswith(finding.found)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Brenner", "Ada Brenner"),
        ("*By Ada Brenner | 2026-01-22*", "Ada Brenner"),
        ("**By Ada van der Berg**, Editor", "Ada van der Berg"),
        ("_Written by [Ada](https://e.example) · 5 min_", "[Ada](https://e.example)"),
        ('*by <a href="https://e.example">Ada Brenner</a>*', '<a href="https://e.example">Ada Brenner</a>'),
    ],
)
def test_a_byline_without_a_colon_is_told_and_the_remedy_mends_it(line, name):
    [finding] = header_of(f"# A\n\n{line}\n\nText.").findings

    assert (finding.code, finding.line, finding.found) == ("label-unread", 3, line)
    assert f"`**By:** {name}`" in finding.remedy
    assert values(f"# A\n\n**By:** {name}\n\nText.") == {"authors": name}
    assert codes(f"---\nauthor: Ada\n---\n# A\n\n{line}\n\nText.") == []


@pytest.mark.parametrize(
    "line",
    ["By Monday Morning, the sea is back.", "By and large", "By Ada Brenner's account the sea is back.", "By the sea",
     "By 2026 | all is well", "Stand by Ada Brenner", "By Ada Brenner\nand the sea."],
)  # fmt: skip
def test_a_text_may_begin_with_by(line):
    assert codes(f"# A\n\n{line}\n\nText.") == []


def test_labels_that_front_matter_has_said_already_are_no_finding():
    assert codes(f"---\ntitle: A\nauthor: Ada\ndate: 2026\n---\nOne.\n\nTwo.\n\n{LABELS}\n\nText.") == []


@pytest.mark.parametrize(
    "labels",
    [LABELS, "**Author:** Ada Brenner", "Author: Ada  \nDate: January 22, 2026", "**Date:** 22 January 2026",
     "By Ada Brenner, Editor", "**By Ada Brenner** (Brest)"],
)  # fmt: skip
def test_labels_are_no_summary(labels):
    article = read(f"# A\n\n---\n\n## B\n\n{labels}\n\nThe sea comes and goes.").article

    assert article.summary == "The sea comes and goes."
