"""What was understood is told whatever becomes of the article."""

import pytest
from flong.intake.judge import read, verdict_on
from flong.verdict import Verdict

from tests.make import DAY, SITE, VERSION


def verdict(text: str, key: str = "articles/note.md") -> Verdict:
    data = text.encode()
    return verdict_on(key, VERSION, read(key, VERSION, len(data), data, DAY, SITE), 1, SITE)


def rejected(text: str) -> Verdict:
    found = verdict(text)
    assert found.status == "rejected"
    return found


def test_a_rejected_article_says_what_was_understood():
    found = rejected("---\ntitle: Tides\nauthor: Ada\nstatus: embargoed\ntags: [Sea]\n---\nThe sea comes and goes.")

    assert found.understood == {
        "title": "Tides",
        "authors": "Ada",
        "category": "articles",
        "tags": "Sea",
        "path": "/articles/note/",
        "summary": "The sea comes and goes.",
        "language": "en",
        "change_kind": "material",
    }
    assert found.derived == {
        "category": "the site's own setting",
        "path": "the file name",
        "summary": "the first paragraph",
        "language": "the site's own language",
        "change_kind": "the default",
        "published": "the time of the first upload",
    }


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("date: 2026-02-30", {"published"}),
        ("updated: soon", {"updated"}),
        ("draft: maybe", {"status"}),
        ("publish at: soon", {"publish_at", "status"}),
        ("category: Tags", {"category", "path"}),
        ("lang: jp", {"language"}),
        ("external url: /a", {"canonical_url"}),
        ("summary: {a: b}", {"summary"}),
        ("tags: [a, {b: c}]", {"tags"}),
    ],
)
def test_a_field_with_an_error_is_not_said_to_be_understood(header, fields):
    found = rejected(f"---\ntitle: Tides\n{header}\n---\nThe sea comes and goes.")

    assert fields.isdisjoint(found.understood | found.derived)
    assert found.understood["title"] == "Tides"


def test_a_text_that_is_refused_hides_nothing_of_the_header():
    found = rejected(f"---\ntitle: Tides\ndate: soon\ncategory: Sea\n---\n{'>' * 40} deep")

    assert [finding.code for finding in found.findings] == ["published-invalid", "too-deep"]
    assert found.understood["category"] == "Sea"
    assert "summary" not in found.understood | found.derived


def test_an_article_without_a_title_says_the_rest():
    found = rejected("---\nauthor: Ada\n---\n")

    assert [finding.code for finding in found.findings] == ["no-title"]
    assert (found.findings[0].line, found.findings[0].column) == (1, 1)
    assert found.understood["authors"] == "Ada"
    assert "title" not in found.understood


def test_of_a_file_that_cannot_be_read_nothing_is_understood():
    assert rejected("").understood == {}


def test_a_rejected_article_names_no_upload_as_its_date():
    """It is the mended one's that counts; and the same file uploaded again says nothing new."""
    found = rejected("---\ntitle: Tides\nstatus: embargoed\n---\nText.")

    assert "published" not in found.understood
    assert found.derived["published"] == "the time of the first upload"


@pytest.mark.parametrize(
    ("written", "zone", "said"),
    [
        ("2026-01-20", "Europe/Berlin", "2026-01-20 (Europe/Berlin)"),
        ("2026-01", "UTC", "2026-01 (UTC)"),
        ("2026-01-20 09:30", "UTC", "2026-01-20 09:30 (UTC)"),
        ("2026-01-20 09:30", "Europe/Berlin", "2026-01-20 09:30 +01:00 (Europe/Berlin)"),
    ],
)
def test_a_date_is_said_as_people_read_it(written, zone, said):
    data = f"---\ntitle: A\ndate: {written}\n---\nText.".encode()
    site = SITE.model_copy(update={"zone": zone})
    found = read("articles/note.md", VERSION, len(data), data, DAY, site)

    assert verdict_on("articles/note.md", VERSION, found, 1, site).understood["published"] == said


def test_a_list_is_said_as_far_as_a_glance_goes():
    few = verdict("---\ntitle: A\nsources: ['[Paper](https://a.example)', https://b.example]\n---\nText.")
    many = verdict(
        "---\ntitle: A\nsources: [" + ", ".join(f"https://a.example/{n}" for n in range(90)) + "]\n---\nText."
    )

    assert few.understood["sources"] == "Paper; https://b.example"
    assert many.understood["sources"].startswith("https://a.example/0; https://a.example/1; ")
    assert many.understood["sources"].endswith("; 90 in all")
    assert len(many.understood["sources"]) < 330


def test_the_description_of_the_picture_is_understood_too():
    found = verdict("---\ntitle: Tides\nimage: {url: /a.jpg, alt: The beach}\n---\nText.")

    assert (found.understood["hero"], found.understood["hero_alt"]) == ("/a.jpg", "The beach")


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("slug: ebb\ncategory: Sea", (3, 7, "ebb")),
        ("permalink: /x/ebb/\ncategory: Sea", (3, 12, "/x/ebb/")),
        ("canonical: https://a.example/ebb\ncategory: Sea", (3, 12, "https://a.example/ebb")),
        ("category: Sea", (3, 11, "Sea")),
    ],
)
def test_a_verdict_knows_where_the_source_says_what_made_the_path(header, place):
    made = verdict(f"---\ntitle: Tides\n{header}\n---\nText.").path_from

    assert (made.line, made.column, made.text) == place


def test_a_path_that_the_source_does_not_state_comes_from_nowhere_in_it():
    assert verdict("# Tides\n\nText.").path_from is None
