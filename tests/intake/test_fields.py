"""Pictures, sources, lists, and what was not given."""

import pytest
from flong.intake.read import MAX_FINDINGS

from tests.intake.reading import article, codes, read

# ---- the picture


@pytest.mark.parametrize(
    "header",
    [
        "image: /a.jpg\nimage-alt: The beach",
        "ogImage: /a.jpg\nheaderalt: The beach",
        "cover: {image: /a.jpg, alt: The beach}",
        "images: [/a.jpg, /b.jpg]\nbannerAlt: The beach",
        "photo:\n  src: /a.jpg\n  alt: The **beach**",
    ],
)
def test_a_picture_comes_in_many_shapes(header):
    found = article(f"title: A\n{header}").hero

    assert (found.url, found.alt) == ("/a.jpg", "The beach")


@pytest.mark.parametrize("address", ["nara-ch-istock-47", "a.bmp", "javascript:x"])
def test_a_picture_at_no_address_is_told_and_left_out(address):
    found = read(f"title: A\nimage: {address}\nimage alt: x")

    assert found.article.hero is None
    assert codes(found) == ["hero-address"]
    assert (found.findings[0].line, found.findings[0].column) == (3, 8)


@pytest.mark.parametrize("address", ["a.jpg", "./a.jpg", "../sea/a%20b.PNG"])
def test_a_picture_beside_the_article_is_looked_for_later(address):
    found = read(f"title: A\nimage: {address}\nimage alt: x")

    assert found.article.hero.url == address
    assert codes(found) == []


def test_a_picture_without_words_is_told():
    assert codes(read("title: A\nimage: /a.jpg")) == ["hero-alt"]
    assert codes(read('title: A\nimage: /a.jpg\nimage alt: ""')) == []


def test_the_size_of_a_picture_is_kept():
    found = article("title: A\nimage: {url: /a.jpg, alt: x, width: 640, height: tall}").hero

    assert (found.width, found.height) == (640, None)


# ---- sources and takeaways


@pytest.mark.parametrize(
    ("header", "sources"),
    [
        ("source: '[One, two](https://a.example/1,2)'", [("One, two", "https://a.example/1,2")]),
        ("source: https://a.example/1, https://a.example/2", [(None, "https://a.example/1"), (None, "https://a.example/2")]),
        ("source: gov-uk\nsource_url: https://a.example/1", [("gov-uk", "https://a.example/1")]),
        ("sources: [{title: One, url: https://a.example/1}]", [("One", "https://a.example/1")]),
        ("sources: [{title: 'One [a] )', url: 'https://a.example/1_(b)'}]", [("One [a] )", "https://a.example/1_(b)")]),
        ("sources: {title: One, url: https://a.example/1}", [("One", "https://a.example/1")]),
        ("source: https://a.example/1\nsource_url: https://a.example/1", [(None, "https://a.example/1")]),
    ],
)  # fmt: skip
def test_sources_come_in_many_shapes(header, sources):
    assert [(source.title, source.url) for source in article(f"title: A\n{header}").sources] == sources


def test_a_source_without_an_address_is_told_and_left_out():
    found = read("title: A\nsources:\n  - https://a.example\n  - The Tidal Institute")

    assert [source.url for source in found.article.sources] == ["https://a.example"]
    assert [(finding.code, finding.line, finding.column) for finding in found.findings] == [("sources-invalid", 5, 5)]


def test_takeaways_are_plain_text_and_one_text_is_one():
    assert article("title: A\ntakeaways: 'Twice a day, *everywhere*'").key_takeaways == ("Twice a day, everywhere",)


def test_an_entry_with_fields_of_its_own_is_refused():
    assert "tags-invalid" in codes(read("title: A\ntags: [a, {b: c}]"))


# ---- a list where one value is meant


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("coverage of", ["The Tidal Institute", "The Moon"]),
        ("subtitle", ["Twice", "A day"]),
        ("summary", ["Twice", "A day"]),
        ("correction", ["At noon", "In Brest"]),
        ("language", ["en", "fr"]),
        ("title", ["Tides", "Waves"]),
        ("slug", ["tides", "waves"]),
        ("date", ["2026-01-20", "2026-01-21"]),
        ("image", ["/a.jpg", "/b.jpg"]),
    ],
)
def test_what_a_list_has_beyond_one_value_is_told(name, entries):
    title = "" if name == "title" else "title: A\n"
    found = read(f"{title}{name}: [{', '.join(entries)}]\nimage alt: x")
    [finding] = found.findings

    assert (finding.code, finding.level, finding.found) == ("one-value", "warning", entries[1])
    assert (finding.line, finding.column) == (3 if title else 2, len(f"{name}: [{entries[0]}, ") + 1)
    assert f"a list: `{entries[0]}` counts, and this is left out: `{entries[1]}`" in finding.message


@pytest.mark.parametrize("header", ["subtitle: [Twice]", "subtitle: ['', Twice]", "category: [Sea, Moon]"])
def test_a_list_of_which_nothing_is_lost_is_no_finding(header):
    assert codes(read(f"title: A\n{header}")) == []


def test_a_second_category_beside_tags_is_told():
    assert codes(read("title: A\ncategory: [Sea, Moon]\ntags: [ebb]")) == ["one-value"]


# ---- what was not given


def test_what_is_not_given_is_marked_with_its_source():
    found = article("date: 2026-01-20", "# A\n\n## Sources\n\n- https://a.example\n", "articles/a.md")

    assert found.derived == {
        "category": "the site's own setting",
        "change_kind": "the default",
        "language": "the site's own language",
        "path": "the file name",
        "status": "the default",
        "sources": "a section of the text",
        "summary": "the title",
    }


@pytest.mark.parametrize(
    ("header", "path", "source"),
    [
        ("permalink: /2026/ebb/", "/articles/ebb/", "the permalink"),
        ("canonical: https://a.example/flood", "/articles/flood/", "the canonical URL"),
        ("subtitle: B", "/articles/note/", "the file name"),
        ("slug: ebb", "/articles/ebb/", None),
    ],
)
def test_an_address_says_what_it_was_made_of(header, path, source):
    found = article(f"title: A\n{header}")

    assert (found.path, found.derived.get("path")) == (path, source)


def test_an_address_may_be_made_of_the_title():
    assert article("title: Ebb", key="articles/!.md").derived["path"] == "the title"


@pytest.mark.parametrize(
    ("header", "field", "source"),
    [
        ("external url: https://a.example/b", "canonical_url", "the external URL"),
        ("canonical: https://a.example/b", "canonical_url", None),
        ("correction: It turns at noon.", "change_kind", "the correction note"),
        ("change: correction", "change_kind", None),
        ("status: published", "status", None),
        ("published: false", "status", "`published`"),
        ("status: published\ndraft: true", "status", "`draft`"),
        ("status: draft\ndraft: true", "status", None),
    ],
)
def test_what_one_field_says_of_another_is_marked(header, field, source):
    assert article(f"title: A\n{header}").derived.get(field) == source


# ---- very many findings


def test_the_last_of_very_many_findings_says_how_many_more_there_are():
    header = "\n".join(f"strange{number}: x" for number in range(MAX_FINDINGS + 5))
    found = read(f"title: A\n{header}")

    assert len(found.findings) == MAX_FINDINGS
    assert (found.findings[-1].code, found.findings[-1].level) == ("more-findings", "warning")
    assert found.findings[-1].message == "There are 6 more findings, none of them an error."
    assert found.article


def test_an_error_is_never_cut_silently():
    items = "\n".join(f"    - {'x' * 1_001}{number}" for number in range(MAX_FINDINGS + 5))
    found = read(f"title: A\ntakeaways:\n{items}")

    assert found.article is None
    assert (found.findings[-1].code, found.findings[-1].level) == ("more-findings", "error")
