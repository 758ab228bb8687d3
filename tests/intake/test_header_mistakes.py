"""What is wrong with front matter, where, and what to write instead."""

import pytest
from flong.errors import ArticleRejected
from flong.intake.header.split import split
from flong.verdict import Finding

from tests.intake.test_header import codes, values
from tests.timing import cpu_seconds


def findings(text: str) -> list[Finding]:
    try:
        return split(text)[0].findings
    except ArticleRejected as rejection:
        return list(rejection.findings)


@pytest.mark.parametrize(
    ("line", "column", "fixed"),
    [
        ("summary: The sea: a beginning", 10, 'summary: "The sea: a beginning"'),
        ('summary: "The sea', 10, 'summary: "The sea"'),
        ("summary: 'It's the sea'", 10, 'summary: "It\'s the sea"'),
        ('summary: "The "high" sea"', 10, "summary: 'The \"high\" sea'"),
        ('summary: "a" and "b"', 10, 'summary: \'"a" and "b"\''),
        ("summary: @ada wrote", 10, 'summary: "@ada wrote"'),
        ("summary: `code` first", 10, 'summary: "`code` first"'),
        ("summary: **bold** first", 10, 'summary: "**bold** first"'),
        ("summary: [a](b) c", 10, 'summary: "[a](b) c"'),
        ("summary: {{ page.title }}", 10, 'summary: "{{ page.title }}"'),
        ("summary: > quoted", 10, 'summary: "> quoted"'),
        ("summary: 100%: all", 10, 'summary: "100%: all"'),
        ('summary: "a \\d"', 10, "summary: 'a \\d'"),
        ("tags: [a, b", 7, "tags: [a, b]"),
        ("tags: [a, b]]", 7, "tags: [a, b]"),
        ('"summary": "A",', 12, '"summary": "A"'),
        ('summary: "A";', 10, 'summary: "A"'),
        ("summary: “The sea: a beginning”", 10, 'summary: "The sea: a beginning"'),
        ("**summary:** A", 1, "summary: A"),
        ("tags:\n* sea", 1, "- sea"),
        ("tags:\n- sea\n-moon", 2, "- moon"),
        ('tags: [a, "b]', 7, 'tags: [a, "b"]'),
        ("tags: [a,,b]", 7, "tags: [a, b]"),
        ("tags: [, a, b, ]", 7, "tags: [a, b]"),
        ("tags: [#sea, @ada, c]", 7, 'tags: ["#sea", "@ada", c]'),
        ("tags: ['a', b,, *c]", 7, "tags: ['a', b, \"*c\"]"),
        ("tags: [a, b] c", 7, "tags: [a, b, c]"),
        ("summary: [a] b", 10, 'summary: "[a] b"'),
        ("summary:The sea", 9, "summary: The sea"),
        ("summary The sea", 8, "summary: The sea"),
        ("summary：The sea", 8, "summary: The sea"),
        ("summary = The sea", 8, "summary: The sea"),
        (" summary: The sea", 1, "summary: The sea"),
        ("tags:\n\t- sea", 1, "  - sea"),
        ("tags:\n  - sea\n - moon", 4, "  - moon"),
    ],
)
def test_a_slip_in_yaml_gets_its_place_and_the_line_as_it_should_be(line, column, fixed):
    [finding] = findings(f"---\ntitle: A\n{line}\nauthor: Ada\n---\nText.")

    assert (finding.level, finding.code) == ("error", "front-matter-broken")
    assert (finding.line, finding.column) == (3 + line.count("\n"), column)
    assert finding.remedy == f"Write `{fixed}`."


@pytest.mark.parametrize("line", ["summary: The sea: a beginning", 'summary: "The sea', "tags:\n\t- sea", "tags: [a"])
def test_what_follows_a_slip_is_still_read(line):
    assert values(f"---\ntitle: A\n{line}\nauthor: Ada\n---\nText.")["authors"] == "Ada"


def test_several_slips_are_told_at_once():
    text = "---\ntitle: A: B\nsummary: @c\ntags:\n\t- d\nauthor: &e f\nauthor: g\n---\n"

    assert [(it.code, it.line) for it in findings(text)] == [
        ("front-matter-broken", 2),
        ("front-matter-broken", 3),
        ("front-matter-broken", 5),
        ("front-matter-anchor", 6),
        ("front-matter-duplicate", 7),
    ]


def test_what_nobody_can_repair_is_refused_where_it_breaks():
    [finding] = findings("---\ntitle: A\n% what: ever\n  - is: [this\n---\n")[-1:]

    assert (finding.code, finding.line) == ("front-matter-broken", 3)


@pytest.mark.parametrize(
    ("line", "lost"), [("tags: #sea", "#sea"), ("tags: sea, #moon", "#moon"), ("title: The #1 sea", "#1 sea")]
)
def test_what_a_comment_swallows_is_told(line, lost):
    [finding] = findings(f"---\nslug: a\n{line}\n---\n")

    assert (finding.level, finding.code, finding.found, finding.line) == ("warning", "front-matter-comment", lost, 3)


@pytest.mark.parametrize(
    "line", ["tags: sea # a comment", "# a comment", "title: 'The #1 sea'", "title: C#", "slug: a#b"]
)
def test_a_comment_and_a_sign_within_a_word_are_no_finding(line):
    assert findings(f"---\nauthor: Ada\n{line}\n---\n") == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('+++\ntitle = "A"\n\nText.', "front-matter-unclosed", (1, 1)),
        ("+++\ntitle = A\n+++\n", "front-matter-broken", (2, 9)),
        ("+++\ntitle: A\n+++\n", "front-matter-broken", (2, 6)),
        ('+++\ntitle = "A"\ndate = 2026-02-30\n+++\n', "front-matter-broken", (3, 8)),
        ('+++\ntitle = "A"\ntitle = "B"\n+++\n', "front-matter-duplicate", (3, 1)),
        ("+++\na = [[[[[[[[[1]]]]]]]]]\n+++\n", "front-matter-depth", (2, 13)),
        ("+++\na.b.c.d.e.f.g.h.i = 1\n+++\n", "front-matter-depth", (2, 1)),
        ('+++\ntitle = "a\\u0000"\n+++\n', "control-character", (2, 9)),
        (f'+++\na = "{"x" * 70_000}"\n+++\n', "front-matter-too-large", (2, 1)),
        ('{"title": "A"', "front-matter-broken", (1, 14)),
        ('{"title": "A",}\n', "front-matter-broken", (1, 14)),
        ('---json\n{"title": "A"\n---\n', "front-matter-broken", (3, 1)),
        ('---json\n{"title": "A}\n---\n"', "front-matter-broken", (2, 11)),
        ('---json\n{"title": "A"} b\n---\n', "front-matter-broken", (2, 16)),
        (';;;\n"title": "A",\n;;;\n', "front-matter-broken", (2, 13)),
        ("---js\n{title: 'A'}\n---\n", "front-matter-broken", (1, 4)),
        ("---\n- a\n- b\n---\n", "front-matter-broken", (2, 1)),
        ("---\n%YAML 1.2\ntitle: A\n---\n", "front-matter-broken", (2, 1)),
        ('---\na: "b\n  c\n  d\ne: f\n---\n', "front-matter-broken", (2, 4)),
        ("---\na: 'b\n  c\n  d\ne: ['f']\n---\n", "front-matter-broken", (2, 4)),
        ("---\ntitle: A\nTitle: B\n---\n", "field-twice", (3, 1)),
        ("---\ntitle: A\ntags:\n- a\n  - b\n---\nText.", "front-matter-indent", (5, 3)),
        ("+++\ndate = 2026-01-22T25:00:00\n+++\n", "front-matter-broken", (2, 8)),
        ("+++\ndate = 2026-13-22\n+++\n", "front-matter-broken", (2, 8)),
        ("+++\ndate = 01/02/2026\n+++\n", "front-matter-broken", (2, 8)),
        ("—-\ntitle: A\n—-\nText.", "front-matter-broken", (1, 1)),
        ("--\ntitle: A\n--\nText.", "front-matter-broken", (1, 1)),
        ("```yaml\ntitle: A\n```\nText.", "front-matter-broken", (1, 1)),
        ("{\n  title: 'A'\n}\nText.", "front-matter-broken", (1, 1)),
        ("---json\ntitle: A\n---\nText.", "front-matter-broken", (1, 1)),
        ("--- title: A\n---\nText.", "front-matter-broken", (1, 1)),
        ("<!-- A -->\n---\ntitle: A\n---\nText.", "front-matter-broken", (1, 1)),
        ("title: A\n\nauthor: Ada\n\nText.", "label-unread", (3, 1)),
        ("---\ntitle: A\ntags: [a, “b”]\n---\nText.", "curly-quotes", (3, 11)),
        ("---\ntitle: A\ntags:\na\nb\n---\nText.", "front-matter-broken", (4, 1)),
        ("---\ntitle: “A”\n---\n", "curly-quotes", (2, 8)),
        ('{\n"title": "A"\n"b": 1}\n', "front-matter-broken", (3, 1)),
        ('{"title": A}\n', "front-matter-broken", (1, 11)),
        ('{"title": "A\n', "front-matter-broken", (1, 11)),
        ('{"title": "A", "title": "B"}\n', "front-matter-duplicate", (1, 16)),
        ('{"a": [[[[[[[[1]]]]]]]]}\n', "front-matter-depth", (1, 14)),
        ('{"title": "a\\ud800"}\n', "control-character", (1, 11)),
        (f'{{"a": "{"x" * 70_000}"}}\n', "front-matter-too-large", (1, 1)),
        (f"---\na: {'x' * 70_000}\n---\n", "front-matter-too-large", (2, 1)),
        ('---\ntitle: "a\\0"\n---\n', "control-character", (2, 8)),
        ("---\ntitle: A\nauthor: Ada\n\nText.", "front-matter-unclosed", (1, 1)),
    ],
)
def test_a_mistake_has_its_code_and_place(text, code, place):
    found = findings(text)[0]

    assert (found.code, (found.line, found.column)) == (code, place)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("+++\ndate = 2026-02-30\n+++\n", "Write one that there is, as in `2026-01-22`"),
        ("---\n- title: A\n- author: Ada\n---\n", "with no `- ` before it"),
        ("---\n? [a, b]\n: c\n---\n", "without brackets or a `?`"),
        ('---\na: "b\n  c\n  d\ne: f\n---\n', "behind the value's last word"),
        ("---\n%YAML 1.2\ntitle: A\n---\n", "Delete this line."),
        ('{"title": "A",}\n', "Delete the comma."),
        ('+++\ntitle = "A",\n+++\n', 'Write `title = "A"`.'),
        ("+++\ntitle = “A”\n+++\n", 'Write `title = "A"`.'),
        ('+++\ntags = ["a" "b"]\n+++\n', 'Write `tags = ["a", "b"]`.'),
        ('+++\ntags = [\n"a"\n"b"]\n+++\n', "Write a comma between two entries"),
        ("---\ntitle: A\n***\n\nText.", "Write `---` in place of line 3: `***`."),
        ("---\ntitle: A\nauthor: Ada ---\nText.", "not at the end of line 3"),
        ("---\ntitle: A\ntags:\na\nb\n---\nText.", "an entry of a list begins with `- `"),
        ("+++\ntitle = 'A'\n---\nText.", "Write `+++` in place of line 3: `---`."),
        ("---\ntags:\n• a\n• b\n---\n", "Write `- a`, and mend the lines like it in the same way."),
        ("---\ntags:\n\t- a\n\t- b\n---\n", "two spaces for each tab in the other lines"),
    ],
)
def test_a_remedy_says_what_to_do(text, remedy):
    assert remedy in findings(text)[0].remedy


def test_what_follows_a_line_with_a_tab_keeps_its_column():
    _, second = findings("---\ntitle: A\ntags:\n\t- a\n\t- !b c\n---\n")

    assert (second.code, second.line, second.column) == ("front-matter-tag", 5, 4)


def test_an_open_fence_is_told_where_to_close():
    [finding] = findings("---\ntitle: A\nauthor: Ada\n\nText.")

    assert "below line 3: `author: Ada`" in finding.remedy


@pytest.mark.parametrize("depth", [10, 100_000])
@pytest.mark.parametrize("text", ['{{"a": {}', "+++\na = {}\n+++\n", "---\na: {}\n---\n"])
def test_no_depth_is_an_exception(text, depth):
    assert codes(text.format("[" * depth))[-1] in ("front-matter-depth", "front-matter-too-large")


def test_toml_values_are_the_texts_that_stand_there():
    text = "+++\ndate = 2026-01-22 09:30:00Z\ndraft = true\nslug = 7.50\n[extra]\ntime = 09:30:00\n+++\n"

    assert values(text) == {"published": "2026-01-22 09:30:00Z", "draft": "true", "slug": "7.50", "time": "09:30:00"}


def test_json_values_are_the_texts_that_stand_there():
    text = '{"title": "A\\nB \\u00e9", "slug": 1.50, "draft": true, "subtitle": null}\n'

    assert values(text) == {"title": "A\nB é", "slug": "1.50", "draft": "true", "subtitle": ""}


def test_yaml_null_is_nothing():
    assert values("---\ntitle: A\nsummary: null\nteaser: 'null'\nslug: ~\n---\n") == {
        "title": "A",
        "summary": "null",
        "slug": "",
    }


def test_a_line_separator_ends_no_line_of_yaml():
    [finding] = findings("---\ntitle: a\u2028b\nauthor: *c\n---\n")

    assert finding.line == 3


@pytest.mark.parametrize(
    "text",
    [
        f"+++\na = {'1' * 60_000}\n+++\n",
        f"+++\na = 0x{'f' * 60_000}\n+++\n",
        f"+++\n{'a=a=' * 15_000}\n+++\n",
        f"+++\n{'a.' * 30_000}a = 1\n+++\n",
        "import a from 'b'\n" * 50_000,
        ("export const a = {\n" + 'title: "x",\n' * 1_000 + "}\n") * 50,
        "---\n" + 'k: "a\n' * 2_600 + "---\n",
        "---\n" + "k: a #b\n" * 8_000 + "---\n",
        "---\n" + "---\n" * 200_000,
        "# A\n\n**Sources:**\n" + "- a\n" * 200_000,
        "# A\n\n> Coverage of x\n" + "> a\n" * 200_000,
        "# A\n\n**Author:** b" + " | **Date:** c" * 60_000,
        "a\n" * 400_000 + "===",
        '{"a":' * 200_000,
    ],
)
def test_no_header_takes_longer_than_its_length_explains(text):
    """The TOML and MDX of these once took time that grew with the square of their length."""
    plain = seconds_for("---\n" + "".join(f"k{n}: a\n" for n in range(6_000)) + "---\n")  # as large as a header may be

    assert seconds_for(text) < 10 * plain


def seconds_for(text: str) -> float:
    return cpu_seconds(lambda: findings(text))
