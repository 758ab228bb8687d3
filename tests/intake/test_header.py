"""Where a header is found, and what it says."""

import pytest
from flong.errors import ArticleRejected
from flong.intake.header.names import ALTERNATES, IGNORED, NAMES, field_named, is_housekeeping, joined
from flong.intake.header.split import split
from flong.intake.header.values import Header


def header_of(text: str) -> Header:
    return split(text)[0]


def values(text: str) -> dict[str, object]:
    return dict(header_of(text).values)


def body_of(text: str) -> str:
    return split(text)[1].strip()


def codes(text: str) -> list[str]:
    """The codes of what is found, whether or not anything could be read."""
    try:
        return [finding.code for finding in header_of(text).findings]
    except ArticleRejected as rejection:
        return [finding.code for finding in rejection.findings]


SAME = {"title": "Tides", "authors": "Ada", "published": "2026-01-22"}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Tides\nauthor: Ada\ndate: 2026-01-22\n---\nText.",
        "---yaml\ntitle: Tides\nauthor: Ada\ndate: 2026-01-22\n---\nText.",
        '+++\ntitle = "Tides"\nauthor = "Ada"\ndate = 2026-01-22\n+++\nText.',
        '{"title": "Tides", "author": "Ada", "date": "2026-01-22"}\nText.',
        '{\n  "title": "Tides",\n  "author": "Ada",\n  "date": "2026-01-22"\n}\n\nText.',
        "title: Tides\nauthor: Ada\ndate: 2026-01-22\n\nText.",
        "title: Tides\nauthor: 'Ada'\ndate: 2026-01-22\n---\nText.",
        "export const meta = {\n  title: 'Tides',\n  author: \"Ada\",\n  date: '2026-01-22',\n};\n\nText.",
    ],
    ids=["yaml", "yaml by name", "toml", "json", "json lines", "bare", "bare closed", "mdx"],
)
def test_every_container_says_the_same(text):
    assert values(text) == SAME
    assert body_of(text) == "Text."


@pytest.mark.parametrize(
    "text",
    [
        "  ---  \ntitle: A\n---  \nText.",
        "\n \n---\ntitle: A\n---\nText.",
        "---\ntitle: A\n...\nText.",
        "---\ntitle: A\n  ---\nText.",
        "---\ntitle: A\n ---\nText.\n\n---\n\nText.",
        "-----\ntitle: A\n----\nText.",
        "---\n# a comment\n\ntitle: A\n---\nText.",
        '+++ \ntitle = "A"\n +++\nText.',
    ],
)
def test_a_fence_may_be_written_in_several_ways(text):
    assert values(text) == {"title": "A"}
    assert body_of(text).startswith("Text.")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("summary: |\n  One.\n  ---\n  Two.", "One.\n---\nTwo."),
        ("summary: '---'", "---"),
        ("summary: a --- b", "a --- b"),
    ],
)
def test_a_rule_within_a_value_closes_nothing(field, value):
    assert values(f"---\ntitle: A\n{field}\n---\nText.")["summary"].strip() == value


@pytest.mark.parametrize("text", ["---\n\n# A\n\nText.\n\n---\n\nMore.", "---\n# A\n\nText.", "---\n# A\n---\nText."])
def test_a_rule_above_the_title_is_no_front_matter(text):
    assert header_of(text).title_in_body == "A"
    assert "Text." in body_of(text)


def test_empty_front_matter_is_none():
    assert header_of("---\n---\n# A\n").title_in_body == "A"
    assert header_of("---\n# only a comment\n---\n# A\n").title_in_body == "A"


@pytest.mark.parametrize(
    "start", ["{{ template }}", "{% raw %}", "{: .wide}", '{"a": 1} is JSON.', "{braces}", "+++", "--"]
)
def test_what_only_looks_like_front_matter_is_text(start):
    assert split(f"{start}\n\nText.")[1] == f"{start}\n\nText."


@pytest.mark.parametrize(
    "text",
    [
        "Note: one\nDate: two\n\nText.",
        "Date: 2026-01-22\n\nText.",
        "Summary: the sea\ncomes and goes.\n\nText.",
        "import taxes from abroad\n\nText.",
    ],
)
def test_a_sentence_with_a_colon_is_text(text):
    assert split(text)[1:] == (text, 1)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A", "A"),
        ("  #   A  ##  ", "A"),
        ("# C#", "C#"),
        ("A\n===\n", "A"),
        ("A long\ntitle\n=\n", "A long title"),
        ("\n\n# A\n", "A"),
        ("---\ntitle: a  &amp; B\n---\n# A & b\n", "A & b"),
        ("## A\n", "A"),
    ],
)
def test_a_heading_is_the_title(text, title):
    header, body, _ = split(f"{text}\nText.")

    assert (header.title_in_body, body.strip()) == (title, "Text.")


@pytest.mark.parametrize("heading", ["# B", "B\n=", "## A"])
def test_a_heading_that_is_not_the_title_stays(heading):
    assert body_of(f"---\ntitle: A\n---\n{heading}\n\nText.").startswith(heading)


def test_labels_may_follow_a_heading_below_front_matter():
    text = "---\nauthor: Ada\n---\n# A\n\n**Author:** Mei\n**Category:** Science\n\nText."

    assert values(text) == {"authors": "Ada", "category": "Science"}
    assert codes(text) == ["field-twice"]


def test_the_line_of_the_body_is_the_files():
    for text in ("---\ntitle: A\n---\nText.", "# A\n\n> Coverage of B\n\n---\nText.", "title: A\ndate: 2026\n\nText."):
        _, body, line = split(text)
        assert text.split("\n")[line - 1 :] == body.split("\n")


def test_values_know_where_they_stand():
    toml = values('+++\n# a\ntitle = "A"\n[extra]\nauthor = "B"\n+++\n')
    json = values('{\n  "title": "A",\n  "tags": ["b",\n "c"]\n}\n')

    assert [(item.line, item.column) for item in (toml["title"], toml["authors"])] == [(3, 9), (5, 10)]
    assert [(item.line, item.column) for item in (json["title"], *json["tags"])] == [(2, 12), (3, 12), (4, 2)]


# ---- names


@pytest.mark.parametrize("name", ["canonical_url", "Canonical URL", "canonicalUrl", "CANONICAL-URL"])
def test_case_and_signs_make_no_difference_to_a_name(name):
    assert field_named(name) == "canonical_url"


def test_every_name_means_one_field_and_no_field_is_housekeeping():
    names = [joined(name) for names in NAMES.values() for name in names]

    assert len(names) == len({*names})
    assert not {*names} & {joined(name) for name in IGNORED}
    assert {*map(joined, ALTERNATES)} <= {*names}


@pytest.mark.parametrize("first", ["description: B\nsummary: A", "summary: A\ndescription: B"])
def test_of_two_names_the_earlier_in_the_table_counts_and_both_are_named(first):
    [finding] = header_of(f"---\ntitle: T\n{first}\n---\n").findings

    assert values(f"---\ntitle: T\n{first}\n---\n")["summary"] == "A"
    assert (finding.level, finding.code, finding.found) == ("warning", "field-twice", "description")
    assert "`summary` counts" in finding.message


@pytest.mark.parametrize("fields", ["summary: A\nexcerpt: A", "summary: ''\nexcerpt: A", "summary: A\nogSummary: B"])
def test_two_names_that_do_not_contradict_are_no_finding(fields):
    assert values(f"---\ntitle: T\n{fields}\n---\n")["summary"] == "A"
    assert codes(f"---\ntitle: T\n{fields}\n---\n") == []


def test_a_flag_is_no_date():
    assert values("---\npublished: true\ndate: 2026-01-22\n---\n") == {
        "published_flag": "true",
        "published": "2026-01-22",
    }


@pytest.mark.parametrize("table", ["extra", "params", "seo", "meta"])
def test_a_table_of_the_themes_own_fills_what_is_not_given(table):
    text = f"---\ntitle: A\n{table}:\n  title: B\n  author: Ada\n  colour: red\n---\n"

    assert values(text) == {"title": "A", "authors": "Ada"}
    assert codes(text) == []


def test_taxonomies_hold_tags():
    assert values('+++\ntitle = "A"\n[taxonomies]\ntags = ["Sea"]\n+++\n')["tags"] == ["Sea"]


def test_housekeeping_is_passed_over():
    assert is_housekeeping("redirect_from")
    assert codes("---\ntitle: A\nlayout: post\nweight: 3\nredirectFrom: [/a]\n---\n") == []


def test_an_unknown_field_shows_what_is_not_read():
    [finding] = header_of("---\ntitle: A\nmood: [sad, blue]\n---\n").findings

    assert (finding.code, finding.found, finding.line) == ("unknown-field", "mood: sad, blue", 3)


# ---- MDX


def test_code_at_the_top_is_dropped_and_reported():
    text = "---\ntitle: A\n---\n\nimport X from './x'\nimport {\n  Y,\n} from \"y\";\n\nText."
    header, body, line = split(text)

    assert (body.strip(), line) == ("Text.", 9)
    assert [(it.code, it.level, it.line, it.found) for it in header.findings] == [
        ("mdx-dropped", "warning", 5, "import X from './x'"),
        ("mdx-dropped", "warning", 6, 'import { Y, } from "y";'),
    ]


def test_metadata_that_would_have_to_be_computed_is_not_taken():
    text = "export const meta = {\n  title: `A ${b}`,\n  date: now(),\n  nested: { author: 'C' },\n}\n\n# D\n"

    assert values(text) == {}
    assert codes(text) == ["mdx-dropped"]


def test_an_export_that_nothing_closes_stays_in_the_text():
    assert body_of("# A\n\nexport const meta = {\n\nText.").startswith("export")


@pytest.mark.parametrize(
    "statement",
    ["export default Layout", "export const a = 5;", 'export * from "x"', "export { y } from 'z';",
     "export default function A({ b }) {\n\n  return <p>It's {b}</p>\n}", "export const B = () => (\n  <p>\n  </p>\n)"],
)  # fmt: skip
def test_whatever_a_module_exports_is_dropped(statement):
    text = f"import X from 'x'\n{statement}\n\nText."

    assert (codes(text), body_of(text).strip()) == (["mdx-dropped"] * 2, "Text.")


@pytest.mark.parametrize("text", ["export default settings first.", "export function f( {\n\nText."])
def test_what_is_no_whole_statement_stays_in_the_text(text):
    assert body_of(text) == text


def test_text_right_below_a_finished_statement_is_no_part_of_it():
    assert body_of("export const a = 5;\nText.") == "Text."


# ---- other fences


@pytest.mark.parametrize(
    "header",
    ['---json\n{"title": "A"}\n---', '---JSON\n{\n"title": "A"\n}\n---', ';;;\n{"title": "A"}\n;;;',
     ';;;\n"title": "A"\n;;;', '---toml\ntitle = "A"\n---', "--- yaml\ntitle: A\n---", "%YAML 1.2\n---\ntitle: A\n---"],
)  # fmt: skip
def test_a_fence_may_name_what_follows(header):
    assert (values(f"{header}\nText."), body_of(f"{header}\nText.")) == ({"title": "A"}, "Text.")


@pytest.mark.parametrize(
    "header",
    [
        "---\n---\ntitle: A\n---",
        "---\u00a0\ntitle: A\n---\u00a0",
        "\u200b---\ntitle: A\n---",
        "---\ntitle:\u00a0A\n---",
    ],
)
def test_what_word_processors_leave_about_a_fence_is_passed_over(header):
    assert values(f"{header}\nText.") == {"title": "A"}


def test_a_code_block_at_the_top_without_a_title_is_text():
    assert codes("```yaml\nname: CI\non: push\n```\n") == []


def test_a_rule_of_semicolons_is_no_front_matter():
    assert values(";;;\n\nText.\n\n;;;") == {}


@pytest.mark.parametrize(("name", "close"), [("autor", "author"), ("sumary", "summary"), ("titles", "title")])
def test_a_slip_of_the_pen_is_told_the_name_that_was_meant(name, close):
    [finding] = header_of(f"---\n{name}: x\n---\n").findings

    assert finding.remedy == f"Did you mean `{close}`?"


@pytest.mark.parametrize("name", ["b", "cat", "to", "mood"])
def test_no_name_is_suggested_that_is_merely_as_short(name):
    [finding] = header_of(f"---\n{name}: x\n---\n").findings

    assert "Did you mean" not in finding.remedy


@pytest.mark.parametrize("word", ["yes", "n", "False"])
def test_published_may_be_a_yes_or_no(word):
    assert values(f"---\npublished: {word}\n---\n") == {"published_flag": word}
