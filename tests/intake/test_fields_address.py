"""Where an article will be: slugs, categories, permalinks, canonical URLs."""

import pytest

from tests.intake.reading import article, codes, read


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
