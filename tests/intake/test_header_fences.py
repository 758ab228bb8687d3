"""A fence that ends front matter too early."""

import pytest
from flong.intake.header.split import split

from tests.intake.test_header import values
from tests.intake.test_header_mistakes import findings


@pytest.mark.parametrize(
    ("text", "fences"),
    [
        ("---\ntitle: A\n---\nauthor: Ada\ntags: [b, c]\n---\nText.", [3]),
        ("---\ntitle: A\n---\n\nauthor: Ada\ntags:\n  - b\n  - c\n\n---\n\nText.", [3]),
        ("---\ntitle: A\n...\nauthor: Ada\ntags: [b, c]\n---\nText.", [3]),
        ("---\ntitle: A\n---\nauthor: Ada\n---\ntags: [b, c]\n---\nText.", [3, 5]),
        ("---\ntitle: A\ntags:\n- b\n---\n- c\nauthor: Ada\n---\nText.", [5]),
        ("---\ntags: [b, c]\nauthor: >\n---\n  Ada\ntitle: A\n---\nText.", [4]),
        ("+++\ntitle = 'A'\n+++\nauthor = 'Ada'\ntags = ['b', 'c']\n+++\nText.", [3]),
    ],
)
def test_fields_below_a_fence_that_came_too_early_are_read(text, fences):
    header, body, line = split(text)
    said = {name: value.strip() if isinstance(value, str) else value for name, value in header.values.items()}

    assert said == {"title": "A", "authors": "Ada", "tags": ["b", "c"]}
    assert [(it.code, it.level, it.line) for it in header.findings] == [
        ("front-matter-fence", "warning", number) for number in fences
    ]
    assert (body.strip(), text.split("\n")[line - 1 :]) == ("Text.", body.split("\n"))


def test_a_fence_within_a_block_of_text_ends_nothing():
    text = "---\ntitle: A\nsummary: |\n  One.\n---\n  Two.\n---\nText."

    assert values(text)["summary"].split() == ["One.", "Two."]
    assert [(it.code, it.line) for it in findings(text)] == [("front-matter-fence", 5)]


def test_without_a_fence_that_came_too_early_the_rest_says_the_same():
    text = "---\ntitle: A\nsummary: |\n  One.\n---\n  Two.\nauthor: Ada\n---\nText."

    assert values(text.replace("\n---\n  Two", "\n  Two"))["authors"] == values(text)["authors"] == "Ada"
    assert findings(text.replace("\n---\n  Two", "\n  Two")) == []


def test_what_is_wrong_below_a_fence_that_came_too_early_has_its_line():
    found = findings("---\ntitle: A\n---\nauthor: Ada: B\ntitle: C\n---\nText.")

    assert [(it.code, it.line) for it in found] == [
        ("front-matter-broken", 4),
        ("front-matter-duplicate", 5),
        ("front-matter-fence", 3),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Summary: what we learned\n---\nText.",
        "Note: one\nNext: two\n---\nText.",
        "author: Ada\nand her sea\n---\nText.",
        "- one\n- two\n---\nText.",
        "Text.\n\nauthor: Ada\n---\nText.",
        "```yaml\nauthor: Ada\n```\n---\nText.",
        "See: the sea.\n\n---\n\nauthor: Ada\n---\nText.",
    ],
)
def test_a_text_with_a_rule_is_no_front_matter(body):
    assert split(f"---\ntitle: A\n---\n{body}")[1:] == (body, 4)
