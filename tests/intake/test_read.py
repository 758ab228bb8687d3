import pytest
from flong.article import Article, ChangeKind, State
from flong.intake.read import Reading, read_article

from tests.corpus import SEED, needs_corpus
from tests.make import DAY, SITE

YAML_SEED = """---
title: "Jan Leike: Alignment Is Not Solved, But Increasingly Looks Solvable"
coverage_of: jan-leike
published: January 22, 2026
author: PSEEDR Editorial
category: risk
tags: [AI Alignment, Reinforcement Learning, AI Safety, Jan Leike, Large Language Models]
canonical_url: https://pseedr.com/risk/jan-leike-alignment-is-not-solved-but-increasingly-looks-solvable
---
"""


def read(text: str | bytes, key: str = "articles/note.md") -> Reading:
    return read_article(key, text.encode() if isinstance(text, str) else text, SITE, DAY, DAY.at)


def article(text: str, key: str = "articles/note.md") -> Article:
    found = read(text, key)
    assert found.article, found.findings
    return found.article


def codes(text: str | bytes) -> list[str]:
    found = read(text)
    assert found.article is None
    return [finding.code for finding in found.findings if finding.level == "error"]


@needs_corpus
def test_the_seed_is_understood():
    found = read(SEED.read_bytes(), f"articles/{SEED.name}")

    assert [finding.code for finding in found.findings] == ["heading-skip"]
    seed = found.article
    assert seed.id == "000_061956537f8d15d2.txt"
    assert seed.title == "Jan Leike: Alignment Is Not Solved, But Increasingly Looks Solvable"
    assert seed.coverage_of == "jan-leike"
    assert (seed.published.iso, seed.published.precision, seed.published.zone) == ("2026-01-22", "day", SITE.zone)
    assert [person.name for person in seed.authors] == ["PSEEDR Editorial"]
    assert seed.category == "risk"
    assert [tag.id for tag in seed.tags] == [
        "ai-alignment", "reinforcement-learning", "ai-safety", "jan-leike", "large-language-models",
    ]  # fmt: skip
    assert [tag.label for tag in seed.tags][:2] == ["AI Alignment", "Reinforcement Learning"]
    assert (
        seed.canonical_url
        == "https://pseedr.com/risk/jan-leike-alignment-is-not-solved-but-increasingly-looks-solvable"
    )
    assert seed.path == "/risk/jan-leike-alignment-is-not-solved-but-increasingly-looks-solvable/"
    assert len(seed.key_takeaways) == 5
    assert [source.url for source in seed.sources] == [
        "https://aligned.substack.com/p/alignment-is-not-solved-but-increasingly-looks-solvable"
    ]
    assert seed.summary.startswith("Jan Leike releases a pivotal analysis")
    assert "summary" in seed.derived


@needs_corpus
def test_the_header_block_is_no_part_of_the_body():
    body = read(SEED.read_bytes(), "articles/seed.md").article.body

    assert body.startswith("<p>Jan Leike releases a pivotal analysis")
    assert "Canonical URL" not in body
    assert "Coverage of" not in body


@needs_corpus
def test_takeaways_and_sources_stand_where_the_author_put_them_and_once():
    body = read(SEED.read_bytes(), "articles/seed.md").article.body

    assert body.count("scale-up is still in progress") == 1
    assert body.count("<h2") == 1
    assert "Sources</h2>" in body


@needs_corpus
def test_yaml_gives_the_same_article_as_the_header_dialect():
    header, _, body = SEED.read_text().partition("---\n")
    assert "**Tags:**" in header

    assert article(YAML_SEED + body) == read(SEED.read_bytes(), "articles/note.md").article


def test_the_same_article_may_come_with_any_of_three_extensions():
    assert [article("# A\n\nB", f"articles/a{end}").id for end in (".md", ".markdown", ".txt")] == [
        "a",
        "a.markdown",
        "a.txt",
    ]


@pytest.mark.parametrize("before", ["\ufeff", "\n\n", "   \n"])
def test_what_stands_before_a_title_is_looked_over(before):
    assert article(f"{before}# A title\n\nText.").title == "A title"


def test_windows_line_ends_make_no_difference():
    text = "---\ntitle: A\ntags: [x, y]\n---\n\nOne.\n\n- two\n"

    assert article(text.replace("\n", "\r\n")) == article(text)


def test_a_title_in_the_body_is_not_repeated():
    assert "<h" not in article("---\ntitle: A title\n---\n# A title\n\nText.").body


def test_an_h1_that_says_something_else_stays_as_a_heading():
    assert article("---\ntitle: A\n---\n# B\n\nText.").body.startswith('<h2 id="s-b">B</h2>')


def test_a_bold_opening_of_a_paragraph_is_text():
    assert "<strong>Note:</strong> beware" in article("# A\n\n**Note:** beware.\n").body


def test_labels_after_the_last_known_one_are_text():
    found = article("# A\n\n**Author:** B\n\n**Warning:** beware.\n")

    assert [person.name for person in found.authors] == ["B"]
    assert "beware" in found.body


@pytest.mark.parametrize("label", ["**Author:** B", "**Author**: B", "**author:**B", "**By:** B"])
def test_a_label_may_be_written_in_several_ways(label):
    assert [person.name for person in article(f"# A\n\n{label}\n\n---\n\nText.").authors] == ["B"]


def test_markup_in_a_heading_is_no_part_of_the_title():
    assert article("# A *b* `c` & d\n\nText.").title == "A b c & d"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"# Caf\xe9\n", "not-utf8"),
        ("# A\n".encode("utf-16"), "not-utf8"),
        (b"# A\n" + b"x" * 1_048_576, "too-large"),
        ("---\ntemplate: page.html\n---\n", "no-title"),
        ("---\ntitle: A\n\nNo fence.", "front-matter-unclosed"),
        ("---\ntitle: [A\n---\n", "front-matter-broken"),
        ("---\ntitle: A: B: C\n---\n", "front-matter-broken"),
        ("---\njust text\n---\n", "front-matter-broken"),
        ("---\ntitle: A\ntitle: B\n---\n", "front-matter-duplicate"),
        ("---\na: &x 1\ntitle: *x\n---\n", "front-matter-anchor"),
        ("---\ntitle: !!python/object A\n---\n", "front-matter-tag"),
        ("---\ntitle: A\nx: {<<: {a: 1}}\n---\n", "front-matter-merge"),
        ("---\ntitle: A\nx: [[[[[[[[[1]]]]]]]]]\n---\n", "front-matter-depth"),
        ("# A\n\nText with \x00 inside.", "control-character"),
        ("# A\n\n**Published:** 31 February 2026\n\n---\nText.", "published-invalid"),
        ("# A\n\n**Published:** 1/4/2026\n\n---\nText.", "published-invalid"),
        ("# A\n\n**Canonical URL:** example.org/a\n\n---\nText.", "canonical-url-invalid"),
        ("# A\n\n**Category:** tags\n\n---\nText.", "category-reserved"),
        ("# A\n\n**Tags:** " + ", ".join(f"t{n}" for n in range(21)) + "\n\n---\nText.", "too-many-tags"),
        ("# A\n\n**By:** " + ", ".join(f"a{n}" for n in range(21)) + "\n\n---\nText.", "too-many-authors"),
        ("# A\n\n**Tags:** " + "t" * 65 + "\n\n---\nText.", "tag-too-long"),
        ("# A\n\n" + ">" * 40 + " deep", "too-deep"),
        ("# A\n\n" + ">" * 40_000 + " deep", "too-deep"),
        ("# A\n\n" + "[x](https://a.example) " * 1_001, "too-many-links"),
        ("# A\n\n" + "![x](https://a.example) " * 101, "too-many-images"),
    ],
)
def test_what_cannot_be_an_article_is_refused_with_a_reason(text, code):
    assert code in codes(text)


def test_a_refusal_names_the_line_and_what_to_write():
    [finding] = read("---\ntitle: A\ntags: [a, b\n---\nText.").findings

    assert finding.line in (3, 4)
    assert "write" in finding.remedy.lower()


def test_all_that_is_wrong_with_the_header_is_said_at_once():
    assert codes("---\ntitle: A\ndate: yesterday\ncanonical: nowhere\n---\nText.") == [
        "published-invalid",
        "canonical-url-invalid",
    ]


def test_an_unknown_field_is_a_warning_with_a_suggestion():
    found = read("---\ntitle: A\nsumary: B\n---\nText.")

    assert found.article
    assert [(finding.level, finding.remedy) for finding in found.findings] == [("warning", "Did you mean `summary`?")]


def test_yaml_scalars_are_text():
    found = article("---\ntitle: 12:30\ntags: [no, 007, 1e3]\n---\nText.")

    assert found.title == "12:30"
    assert [tag.label for tag in found.tags] == ["no", "007", "1e3"]


def test_an_article_knows_which_lists_its_text_shows_already():
    header = "---\ntitle: A\nkey_takeaways: ['One, and <T>']\nsources: ['https://s.example']\n---\nText."

    found = article(header)
    shown = article(f"{header}\n\n## Sources\n\n- [S](https://s.example)")

    assert found.key_takeaways == ("One, and <T>",)
    assert (found.in_text, shown.in_text) == ((), ("sources",))


def test_an_article_without_a_date_takes_the_time_it_was_received():
    found = article("# A\n\nText.")

    assert found.published == DAY
    assert "published" in found.derived


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("slug: My Slug\n", "/articles/my-slug/"),
        ("permalink: /2020/01/other/\n", "/articles/other/"),
        ("canonical_url: https://a.example/x/last-part?q=1\n", "/articles/last-part/"),
        ("", "/articles/a-note/"),
        ("category: Big News\n", "/big-news/a-note/"),
    ],
)
def test_the_path_comes_from_the_best_that_is_given(header, path):
    assert article(f"---\ntitle: A\n{header}---\nText.", "articles/x/2020-01-02-a-note.md").path == path


def test_an_index_file_takes_its_folders_name():
    assert article("# A\n\nText.", "articles/my-story/index.md").path == "/articles/my-story/"


def test_a_path_may_be_in_any_script():
    assert article("# A\n\nText.", "articles/قهوة على الرصيف.md").path == "/articles/قهوة-على-الرصيف/"


def test_no_slug_can_leave_its_folder():
    assert article("---\ntitle: A\nslug: ../../etc/passwd\n---\nText.").path == "/articles/passwd/"


def test_status_and_change_are_the_editors():
    found = article("---\ntitle: A\nstatus: draft\nchange: minor\n---\nText.")

    assert (found.status, found.change_kind) == (State.DRAFT, ChangeKind.MINOR)


def test_a_correction_note_makes_a_correction():
    assert article("---\ntitle: A\ncorrection: It was B.\n---\nText.").change_kind is ChangeKind.CORRECTION


def test_a_date_at_the_calendars_edge_is_refused_like_any_other():
    assert codes("---\ntitle: A\ndate: 9999-12-31T23:00:00-05:00\n---\nText.") == ["published-invalid"]


def test_a_source_may_have_commas():
    found = article('---\ntitle: A\nsources: "[One, two](https://s.example/a,b)"\n---\nText.')

    assert [(source.title, source.url) for source in found.sources] == [("One, two", "https://s.example/a,b")]


@pytest.mark.parametrize("field", ["key_takeaways", "author", "correction", "sources"])
def test_a_mapping_where_a_text_belongs_is_one_error(field):
    assert len(codes(f"---\ntitle: A\n{field}:\n  a: b\n---\nText.")) == 1


def test_sources_that_stand_in_both_header_and_text_are_shown_once():
    found = article("---\ntitle: A\nsources: ['https://s.example']\n---\nText.\n\n## Sources\n\n- https://s.example\n")

    assert found.body.count("Sources</h2>") == 1
