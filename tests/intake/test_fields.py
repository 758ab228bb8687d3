"""Titles, summaries, dates, pictures, addresses, status: what stands in a header, and what is taken from elsewhere."""

import pytest
from flong.article import Article, State
from flong.intake.read import MAX_FINDINGS, Reading, read_article

from tests.make import DAY, SITE

TEXT = "The sea comes and goes."


def read(header: str, text: str = TEXT, key: str = "articles/note.md") -> Reading:
    return read_article(key, f"---\n{header}\n---\n{text}\n".encode(), SITE, DAY, DAY.at)


def article(header: str, text: str = TEXT, key: str = "articles/note.md") -> Article:
    found = read(header, text, key)
    assert found.article, found.findings
    return found.article


def bare(text: str, key: str = "articles/note.md") -> Reading:
    return read_article(key, text.encode(), SITE, DAY, DAY.at)


def codes(found: Reading) -> list[str]:
    return [finding.code for finding in found.findings]


# ---- title


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("'Big Data &#8211; and <em>you</em>'", "Big Data – and you"),
        ("The `Vec<T>` of **Rust**", "The Vec<T> of Rust"),
        ("A &amp;lt; B", "A &lt; B"),
        ("'1. The beginning'", "1. The beginning"),
        ("'> more'", "> more"),
        ("'<script>alert(1)</script>'", "<script>alert(1)</script>"),
        ("Storytelling for a [blog] storm", "Storytelling for a [blog] storm"),
        ("One<br>two", "One two"),
        ("'![The mark](/m.png) of the sea'", "The mark of the sea"),
        ('"a\\tb \\u00a0 c"', "a b c"),
        ('"e\\u0301tude"', "étude"),
    ],
)
def test_a_title_is_what_its_markup_says(written, meant):
    assert article(f"title: {written}").title == meant


@pytest.mark.parametrize("text", ["## Tides\n\nText.", "Note first.\n\n# Tides\n\nText.", "Tides\n=====\n\nText."])
def test_a_title_that_is_not_given_is_the_first_heading_which_leaves_the_text(text):
    found = bare(text).article

    assert found.title == "Tides"
    assert "Tides" not in found.body


def test_a_second_level_heading_further_down_is_no_title():
    found = article("summary: S", "Note first.\n\n## Tides\n\nText.", "articles/2026-01-02-high_tides.md")

    assert (found.title, found.derived["title"]) == ("High tides", "the file name")
    assert "Tides</h2>" in found.body


def test_the_lines_below_a_heading_that_became_the_title_keep_their_numbers():
    [finding] = bare("Note.\n\n# Tides\n\n[x](https:/nowhere)\n").findings

    assert finding.line == 5


def test_a_title_from_the_file_name_is_a_warning():
    [finding] = bare(TEXT, "articles/high-tides/index.md").findings

    assert (finding.code, finding.level) == ("title-from-file-name", "warning")
    assert "`High tides`" in finding.message


def test_a_file_without_title_and_text_is_no_article():
    assert codes(read("layout: page", "")) == ["no-title"]


def test_a_title_without_a_text_is_a_warning():
    assert codes(bare("# Tides\n")) == ["no-text"]
    assert codes(read("title: Tides\nexternal url: https://a.example/paper", "")) == []


@pytest.mark.parametrize(
    ("text", "place"), [("\n# Tides\n", (2, 3)), ("---\ntitle: Tides\n---", (2, 8)), ("<!-- a -->\n\n# Tides", (3, 3))]
)
def test_a_missing_text_is_told_at_the_title_that_it_would_follow(text, place):
    [finding] = bare(text).findings

    assert (finding.line, finding.column) == place


def test_the_id_that_ends_a_heading_is_no_part_of_the_title():
    assert bare("# Tides {#tides}\n\nText.").article.title == "Tides"


# ---- characters that cannot be seen


def test_an_escaped_override_of_direction_is_left_out_and_told():
    found = read('title: "Tides\\u202etxt"')

    assert found.article.title == "Tidestxt"
    assert codes(found) == ["invisible-character"]


@pytest.mark.parametrize("kept", ["می‌خواهید", "👩‍🚀", "a\u200eb"])
def test_joiners_and_marks_of_direction_stay(kept):
    assert article(f"title: {kept}").title == kept


def test_a_text_that_is_too_long_is_an_error_at_its_place():
    [finding] = read(f"title: A\nsubtitle: {'x' * 1_001}").findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("subtitle-invalid", "error", 3, 11)


# ---- summary


@pytest.mark.parametrize(
    ("text", "summary", "source"),
    [
        ("First one here.\n\nSecond.\n\n<!-- more -->\n\nThird.", "First one here. Second.", "the text before the"),
        ("First one here.\n\n{/* truncate */}\n\nThird.", "First one here.", "the text before the `more` mark"),
        ("One two three.\n\n<!-- truncate -->\n\nFour.", "One two three.", "the text before the `more` mark"),
        ("# A\n\n## TL;DR\n\nIt comes back.\n\n## More\n\n" + "word " * 90, "It comes back.", "the section Summary"),
        ("![A beach](/b.jpg)\n\nThe sea *comes* and goes.", "The sea comes and goes.", "the first paragraph"),
        ("> Some quoted words here.\n\nThe sea comes and goes.", "The sea comes and goes.", "the first paragraph"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n\nThe sea comes and goes.",
            "The sea comes and goes.",
            "the first paragraph",
        ),
        (
            "[One](https://a.example/1) [Two](https://a.example/2)\n\nThe sea comes and goes.",
            "The sea comes and goes.",
            "the first paragraph",
        ),
        ("- one\n- two", "A", "the title"),
    ],
)
def test_a_summary_that_is_not_given_is_taken_from_the_text(text, summary, source):
    found = article("title: A", text)

    assert found.summary == summary
    assert found.derived["summary"].startswith(source)


def test_a_section_called_summary_at_the_end_is_a_conclusion():
    found = article("title: A", "The sea comes and goes.\n\n" + "More of it. " * 40 + "\n\n## Summary\n\nIt came.")

    assert found.summary == "The sea comes and goes."


def test_a_given_summary_is_plain_text():
    assert article('title: A\nsummary: "<p>See [the paper](https://a.example) &amp; **more**</p>"').summary == (
        "See the paper & more"
    )


# ---- dates


@pytest.mark.parametrize(
    ("header", "key", "day", "source"),
    [
        ("", "articles/2025-1-2-note.md", "2025-01-02", "the file name"),
        ("", "articles/250102-note.md", "2025-01-02", "the file name"),
        ("", "articles/ja-2025-01-02-note.md", "2025-01-02", "the file name"),
        ("", "articles/2025-01-02-note/index.md", "2025-01-02", "the file name"),
        ("path: 2025/01/02/note\n", "articles/note.md", "2025-01-02", "the permalink"),
        ("slug: 2025-01-02-note\n", "articles/note.md", "2025-01-02", "the slug"),
        ("", "articles/2025-02-30-note.md", "2026-01-22", "the time of the first upload"),
        ("", "articles/998877-note.md", "2026-01-22", "the time of the first upload"),
        ("", "articles/06-04-2021-note.md", "2026-01-22", "the time of the first upload"),
    ],
)
def test_a_date_that_is_not_given_is_in_the_name_or_the_address(header, key, day, source):
    found = article(f"title: A\n{header}", key=key)

    assert (found.published.iso, found.derived["published"]) == (day, source)


def test_a_time_joins_a_date():
    found = article("title: A\ndate: 2026-01-20\ntime: 09:30")

    assert found.published.iso == "2026-01-20T09:30+00:00"


@pytest.mark.parametrize("header", ["time: 09:30", "date: 2026-01-20\ntime: noonish"])
def test_a_time_that_belongs_to_no_date_is_told(header):
    assert codes(read(f"title: A\n{header}")) == ["time-invalid"]


def test_published_may_be_a_status_and_no_date():
    assert article("title: A\npublished: false\ndate: 2026-01-20").status is State.DRAFT
    assert article("title: A\npublished: true\ndate: 2026-01-20").published.iso == "2026-01-20"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("date: 2026-01-23", "published-in-future"),
        ("date: 2026-01-20\nupdated: 2026-01-19", "updated-before-published"),
        ("date: 2026-01-20T10:00Z\nupdated: 2026-01-20T09:00Z", "updated-before-published"),
    ],
)
def test_dates_that_cannot_both_be_meant_are_told(header, code):
    found = read(f"title: A\n{header}")

    assert found.article
    assert codes(found) == [code]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("updated: 2025-12-31", "articles/2026-01-02-note.md"),
        ("updated: 2025-12-31", "articles/note.md"),
        ("permalink: /2026/01/02/note/\nupdated: 2025-12-31", "articles/note.md"),
    ],
)
def test_a_date_that_is_not_given_is_compared_too(header, key):
    [finding] = read(f"title: A\n{header}", key=key).findings

    assert (finding.code, finding.remedy) == (
        "updated-before-published",
        "Say when it was published: `date: 2025-12-31`.",
    )
    assert codes(read(f"title: A\n{header}\ndate: 2025-12-31", key=key)) == []


def test_a_draft_may_have_been_updated_before_it_is_published():
    assert codes(read("title: A\ndraft: true\nupdated: 2025-12-31")) == []


@pytest.mark.parametrize("held", ["draft: true", "status: draft", "hidden: true", "status: withdrawn"])
def test_a_date_that_is_still_to_come_is_fine_where_nobody_sees_it(held):
    later = "date: 2026-01-23\nupdated: 2026-01-24"

    assert codes(read(f"title: A\n{held}\n{later}", key="articles/2026-01-23-note.md")) == []


def test_whoever_says_when_an_article_goes_live_need_not_be_told_that_its_date_is_to_come():
    assert codes(read("title: A\npublish at: 2026-01-23\ndate: 2026-01-23")) == []


def test_an_update_that_is_still_to_come_is_told():
    [finding] = read("title: A\nlastmod: 2027-01-22").findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("updated-in-future", "warning", 3, 10)
    assert "`lastmod: 2026-01-22`" in finding.remedy


@pytest.mark.parametrize(
    ("key", "written", "why"),
    [
        ("articles/2027-02-03-note.md", "2027-02-03", "that is still to come"),
        ("articles/2026-1-23-note/index.md", "2026-1-23", "that is still to come"),
        ("articles/270203-note.md", "270203", "that is still to come"),
        ("articles/2026-02-30-note.md", "2026-02-30", "February 2026 has 28 days, and no day 30"),
        ("articles/2025-13-01-note.md", "2025-13-01", "there is no month 13"),
    ],
)
def test_a_file_name_with_a_day_that_cannot_be_meant_is_told(key, written, why):
    found = read("title: A", key=key)
    [finding] = found.findings

    assert (finding.code, finding.level, finding.line, finding.column) == ("date-in-name", "warning", 1, 1)
    assert f"`{written}`" in finding.message
    assert why in finding.message
    assert "The article gets the time of its first upload instead." in finding.message
    assert found.article.published == DAY
    assert codes(read("title: A\ndate: 2026-01-22", key=key)) == []


@pytest.mark.parametrize("key", ["articles/998877-note.md", "articles/991231-note.md", "articles/1812-13-45-note.md"])
def test_a_number_in_a_file_name_is_no_day(key):
    assert codes(read("title: A", key=key)) == []


def test_a_permalink_with_a_day_that_cannot_be_meant_is_told_where_it_stands():
    [finding] = read("title: A\npermalink: /2026/02/30/note/").findings

    assert (finding.code, finding.line, finding.column) == ("date-in-name", 3, 12)
    assert codes(read("title: A\npermalink: /2026/02/30/note/", key="articles/2026-01-02-note.md")) == []


@pytest.mark.parametrize(
    "header", ["date: 2026-01-22", "date: 2026-01-20T10:00Z\nupdated: 2026-01-20", "date: 2026-01-20\nupdated: 2026-01"]
)
def test_dates_are_compared_as_precisely_as_they_are(header):
    assert codes(read(f"title: A\n{header}")) == []


@pytest.mark.parametrize("status", ["", "status: published\n"])
def test_what_is_to_go_live_later_is_scheduled(status):
    found = read(f"title: A\n{status}publish at: 2026-01-23 09:30")

    assert codes(found) == []
    assert found.article.status is State.SCHEDULED
    assert found.article.publish_at.iso == "2026-01-23T09:30+00:00"


def test_a_date_of_publication_to_come_is_when_the_article_goes_live():
    found = article("title: A\ndate: 2026-01-23")

    assert (found.status, found.publish_at) == (State.SCHEDULED, found.published)
    assert found.derived["publish_at"] == "`date`"


def test_an_article_that_waits_for_more_than_its_time_is_a_draft():
    assert article("title: A\ndraft: true\npublish at: 2026-01-23").status is State.DRAFT
    assert article("title: A\nstatus: draft\npublish at: 2026-01-23").status is State.DRAFT


def test_what_was_to_go_live_before_is_public():
    assert article("title: A\npublish at: 2026-01-21").status is State.PUBLISHED


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


# ---- the address


@pytest.mark.parametrize(
    ("slug", "last"),
    [
        ("My Article!", "my-article"),
        ("../../etc/passwd", "passwd"),
        ("%2e%2e%2f%2e%2e%2fetc%2fpasswd", "passwd"),
        ("..\\..\\etc\\passwd", "passwd"),
        ("a%00b\u202ec", "a-bc"),
        ("services-sin%e2%80%8a-%e2%80%8aready", "services-sin-ready"),
        ("guides/tides", "tides"),
        ("%252e%252e%252fpasswd", "2e-2e-2fpasswd"),
    ],
)
def test_a_slug_is_mended_and_told(slug, last):
    found = read(f"title: A\nslug: '{slug}'")

    assert found.article.path == f"/articles/{last}/"
    assert "slug-changed" in codes(found)


@pytest.mark.parametrize("slug", ["my-article", "2023-05-17-承認を待つ-ja", "124062", "/tides/"])
def test_a_slug_that_is_one_stays(slug):
    found = read(f"title: A\nslug: {slug}")

    assert found.article.path == f"/articles/{slug.strip('/')}/"
    assert codes(found) == []


@pytest.mark.parametrize("category", ["../../etc", "a/../b", "..", "%2e%2e", "a\\b", "Big News"])
def test_no_category_can_leave_its_folder(category):
    found = read(f"title: A\ncategory: '{category}'").article

    assert found is None or (found.path.count("/") == 3 and ".." not in found.path and "%" not in found.path)


def test_a_permalink_that_is_but_a_date_gives_no_slug():
    assert article("title: A\npermalink: /zh/newsletters/2019/05/14/").path == "/articles/note/"


def test_categories_stand_in_for_a_category():
    found = article("title: A\ncategories: [Big News, Sea]")

    assert (found.category, [tag.label for tag in found.tags]) == ("Big News", ["Big News", "Sea"])


@pytest.mark.parametrize(
    ("field", "code"), [("canonical", "canonical-url-invalid"), ("external url", "external-url-invalid")]
)
def test_an_address_with_a_slip_is_refused_with_what_was_meant(field, code):
    [finding] = read(f"title: A\n{field}: hhttps://a.example/b").findings

    assert (finding.code, finding.remedy) == (code, "Write `https://a.example/b`.")


def test_an_article_that_points_elsewhere_has_its_address_there():
    assert article("title: A\nexternalUrl: https://a.example/b").canonical_url == "https://a.example/b"


def test_translations_in_one_folder_have_addresses_of_their_own():
    paths = [article("title: A", key=f"articles/tides/index{end}.md").path for end in ("", ".fr", ".pt-br")]

    assert paths == ["/articles/tides/", "/articles/tides-fr/", "/articles/tides-pt-br/"]


def test_a_category_that_leads_out_of_its_folder_is_told():
    found = read("title: A\ncategory: ../Science")

    assert found.article.path == "/science/note/"
    assert [(finding.code, finding.line, finding.remedy) for finding in found.findings] == [
        ("category-changed", 3, "Write `category: science`.")
    ]


def test_a_date_that_says_yes_is_told():
    [finding] = read("title: A\ndate: true").findings

    assert (finding.code, finding.line, finding.column, finding.level) == ("date-is-flag", 3, 7, "warning")
    assert not read("title: A\npublished: true").findings


def test_a_title_without_words_is_told_where_it_stands():
    [finding] = read("title: '<br>'").findings

    assert (finding.code, finding.line) == ("title-from-file-name", 2)
    assert "has no words, only `<br>`" in finding.message


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


# ---- status


@pytest.mark.parametrize(
    ("header", "state"),
    [
        ("draft: 'false'", State.PUBLISHED),
        ("draft: 'yes'", State.DRAFT),
        ("hidden: true", State.DRAFT),
        ("listed: 'true'", State.PUBLISHED),
        ("listed: 'false'", State.DRAFT),
        ("status: Published", State.PUBLISHED),
        ("status: private", State.DRAFT),
        ("status: withdrawn\ndraft: true", State.WITHDRAWN),
        ("status: published\ndraft: true", State.DRAFT),
    ],
)
def test_whatever_keeps_an_article_back_does(header, state):
    assert article(f"title: A\n{header}").status is state


@pytest.mark.parametrize("field", ["draft", "hidden", "listed"])
def test_a_flag_is_yes_or_no(field):
    assert codes(read(f"title: A\n{field}: maybe")) == [f"{field}-invalid"]


@pytest.mark.parametrize("written", ["embargoed", "retracte", "delete", "remove", "withdrawal", "inactive"])
def test_no_suggestion_takes_an_article_down(written):
    [finding] = read(f"title: A\nstatus: {written}").findings

    assert finding.code == "status-invalid"
    assert finding.remedy == "Write `status: draft` or `status: published`."


def test_a_status_that_is_nearly_one_is_refused_with_the_one():
    [finding] = read("title: A\nstatus: publishd").findings

    assert finding.code == "status-invalid"
    assert "`published`" in finding.remedy


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
