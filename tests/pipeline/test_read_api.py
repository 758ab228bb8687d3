"""The read API as a program meets it."""

import json
from urllib.parse import urlsplit

import pytest

from tests.pipeline.archived import archive, get, holds, ids  # noqa: F401 - a fixture

pytestmark = pytest.mark.embedded


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["moon/tides", "moon/phases", "sea/waves", "قهوة", "100%41.txt"]),
        ("?tag=moon", ["moon/tides", "moon/phases"]),
        ("?tag=moon&tag=sea", ["moon/tides"]),
        ("?tag=moon&tag=sea&match=any", ["moon/tides", "moon/phases", "sea/waves"]),
        ("?tag=ml", ["sea/waves"]),
        ("?tag=%D9%82%D9%87%D9%88%D8%A9", ["قهوة"]),
        ("?category=land", ["sea/waves"]),
        ("?author=ann-ebb&month=2026-02", ["moon/phases", "sea/waves"]),
        ("?since=2026-02-04&until=2026-02", ["moon/phases"]),
        ("?until=2026-02-03T00:00:00Z&tag=sea", ["sea/waves"]),
        ("?language=en&tag=moon", ["moon/tides", "moon/phases"]),
        ("?tag=nobody", []),
    ],
)
def test_articles_are_found_by_what_is_asked(archive, query, expected):  # noqa: F811
    found = get(archive, f"/api/articles{query}")

    holds("Articles", found)
    assert ids(found) == expected


def test_an_article_in_a_list_has_what_article_json_calls_the_same(archive):  # noqa: F811
    [it] = get(archive, "/api/articles?limit=1")["items"]

    assert it == {
        "id": "moon/tides",
        "revision": 1,
        "self": "https://example.org/api/articles/moon/tides",
        "url": "https://site.example/sea/moon/tides/",
        "title": "Tides",
        "summary": "The sea comes and goes.",
        "authors": [{"name": "Ann Ebb"}],
        "published": {
            "date": "2026-03-05T00:00:00+00:00",
            "instant": "2026-03-05T00:00:00Z",
            "precision": "second",
            "zone": "UTC",
        },
        "category": "sea",
        "tags": [{"id": "moon", "label": "Moon"}, {"id": "sea", "label": "Sea"}],
        "language": "en",
    }


@pytest.mark.parametrize("path", ["/api/articles", "/api/tags/moon/articles", "/api/tags", "/api/months"])
def test_pages_lead_to_one_another_to_the_end(archive, path):  # noqa: F811
    whole = get(archive, path)
    found, target = [], f"{path}?limit=1"
    while target:
        answer = archive.request("GET", target)
        found += json.loads(answer.body)["items"]
        links = dict(reversed(it.split("; ")) for it in answer.headers["Link"].split(", "))
        assert links['rel="first"'] == f"<https://example.org{path}?limit=1>"
        address = urlsplit(links.get('rel="next"', "").strip("<>"))
        assert ("next" in json.loads(answer.body)) is bool(address.path)
        target = address.path and f"{address.path}?{address.query}"

    assert found == whole["items"]
    assert len(found) > 1


@pytest.mark.parametrize(
    "target",
    [
        "/api/articles/moon/tides",
        "/api/articles/moon%2Ftides",
        "/api/paths/sea/moon/tides/",
        "/api/paths/sea/moon/tides",
    ],
)
def test_an_article_is_found_by_its_id_and_by_its_path(archive, target):  # noqa: F811
    found = get(archive, target)

    holds("Whole", found)
    assert (found["id"], found["revision"], found["correction"]) == ("moon/tides", 1, "It was ebb.")
    assert found["variants"]["html"]["url"] == "https://example.org/sea/moon/tides/"
    assert found["variants"]["email"] == {"sha256": "b" * 64}
    assert found["document"]["url"] == f"https://example.org/sea/moon/tides/article.{'b' * 16}.json"


@pytest.mark.parametrize("id_", ["%D9%82%D9%87%D9%88%D8%A9", "100%2541.txt"])
def test_an_id_may_be_of_any_letters_and_signs(archive, id_):  # noqa: F811
    assert get(archive, f"/api/articles/{id_}")["self"] == f"https://example.org/api/articles/{id_}"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/api/paths/old/tides/", "/api/paths/sea/moon/tides/"),
        ("/api/articles/left", "/api/articles/moon/tides"),
        ("/api/tags/ml", "/api/tags/machine-learning"),
        ("/api/tags/Machine%20Learning/articles?limit=3", "/api/tags/machine-learning/articles?limit=3"),
    ],
)
def test_what_has_another_address_leads_there(archive, asked, leads_to):  # noqa: F811
    answer = archive.request("GET", asked)

    assert (answer.status, answer.headers["Location"]) == (308, f"https://example.org{leads_to}")
    get(archive, leads_to)


def test_a_tag_is_told_with_the_tags_beside_it(archive):  # noqa: F811
    found = get(archive, "/api/tags/machine-learning")

    holds("TagWhole", found)
    assert found["description"] == "How machines find patterns."
    assert found["related"] == [{"id": "sea", "label": "Sea", "count": 1}]
    assert (found["count"], found["url"]) == (1, "https://example.org/tags/machine-learning/")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tags", ["machine-learning", "moon", "sea", "قهوة"]),
        ("categories", ["land", "sea"]),
        ("authors", ["ann-ebb"]),
        ("months", ["2026-03", "2026-02", "2026-01", "2025-12"]),
    ],
)
def test_lists_are_listed(archive, name, expected):  # noqa: F811
    found = get(archive, f"/api/{name}")

    holds("Groups", found)
    assert ids(found) == expected


def test_who_comes_past_the_cdn_gets_nothing(archive):  # noqa: F811
    from flong_local.http_events import request_event

    for secret in ({}, {"x-origin-secret": "é"}):
        answer = archive.invoke("Read", request_event("GET", "/api/tags", secret, b"")).result
        assert answer == {"statusCode": 403, "body": ""}


def test_head_options_and_conditions_are_understood(archive):  # noqa: F811
    got = archive.request("GET", "/api/tags")
    head = archive.request("HEAD", "/api/tags")
    again = archive.request("GET", "/api/tags", headers={"If-None-Match": got.headers["ETag"]})

    assert (head.status, head.headers, head.body) == (200, got.headers, b"")
    assert (again.status, again.body) == (304, b"")
    assert archive.request("OPTIONS", "/api/tags").status == 204
    assert archive.request("DELETE", "/api/tags").status == 405


@pytest.mark.parametrize(
    ("target", "calls"),
    [
        ("/api/articles", ["Query", "Query", "Query", "Query", "Query"]),
        ("/api/articles?limit=1", ["Query", "Query", "Query"]),
        ("/api/articles?tag=moon", ["Query"]),
        ("/api/articles?tag=moon&tag=sea&match=any", ["Query", "Query"]),
        ("/api/articles?tag=moon&tag=sea&category=sea", ["BatchGetItem", "Query"]),
        ("/api/articles/moon/tides", ["GetItem"]),
        ("/api/paths/sea/moon/tides/", ["GetItem", "GetItem"]),
        ("/api/tags", ["Query"] * 4),
        ("/api/tags/moon", ["GetItem", "Query"]),
        ("/api/tags/moon/articles", ["Query"]),
        ("/api/tags/nobody/articles", ["Query", "GetItem"]),
        ("/api/tags/ml", []),
    ],
)
def test_a_question_costs_what_the_documentation_says(archive, target, calls):  # noqa: F811
    before = len(archive.call_log)
    archive.request("GET", target)
    made = archive.call_log[before:]

    assert [call.action for call in made] == [f"dynamodb.{it}" for it in calls]
    assert not any(call.parameters.get("ConsistentRead") for call in made)


def test_the_order_of_tags_makes_no_other_question(archive):  # noqa: F811
    cursor = get(archive, "/api/articles?tag=moon&tag=sea&match=any&limit=1")["next"]

    assert get(archive, f"/api/articles?tag=sea&tag=moon&match=any&cursor={cursor}")["items"]
