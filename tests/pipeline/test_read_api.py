"""The read API as a program meets it, over an archive that has been put into the index."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from flong.article import State
from flong.errors import Unavailable
from jsonschema import Draft202012Validator

from flong_local.embedded import EmbeddedPipeline
from flong_local.openapi import DESCRIPTION
from flong_local.testing import open_pipeline
from tests.cli.spoiling import THEME
from tests.indexed import make_indexed, put, put_all

pytestmark = pytest.mark.embedded
SCHEMAS = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
TAGS = """
[machine-learning]
label = "Machine learning"
description = "How machines find patterns."
aliases = ["ML"]
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Iterator[EmbeddedPipeline]:
    theme = Path(copytree(THEME, tmp_path_factory.mktemp("theme") / "theme"))
    (theme / "tags.toml").write_text(TAGS)
    with open_pipeline(environment={"FLONG_THEME": str(theme)}) as pipeline:
        put_all(
            pipeline,
            make_indexed("moon/tides", "2026-03-05", tags=("Moon", "Sea"), correction="It was ebb."),
            make_indexed("moon/phases", "2026-02-04", tags=("Moon",), language="en-GB"),
            make_indexed("sea/waves", "2026-02-03", tags=("Sea", "Machine learning"), category="land"),
            make_indexed("قهوة", "2026-01-02", tags=("قهوة",), language="ar"),
            make_indexed("100%41.txt", "2025-12-31", tags=()),
        )
        gone = make_indexed("gone", "2026-01-01").model_copy(update={"state": State.WITHDRAWN})
        draft = make_indexed("draft", "2026-01-01").model_copy(update={"state": State.DRAFT, "first_public": ""})
        left = gone.model_copy(update={"id": "left", "successor": "moon/tides"})
        for it in (gone, draft, left):
            put(pipeline, {(f"ARTICLE#{it.id}", "ARTICLE"): it.model_dump(mode="json")})
        put(pipeline, {("PATH#/old/tides/", "PATH"): {"owner": "moon/tides", "moved_to": "/sea/other/"}})
        yield pipeline


def get(pipeline, target: str, status: int = 200) -> dict:
    answer = pipeline.request("GET", target)
    assert answer.status == status, answer.body
    return json.loads(answer.body) if answer.body else {}


def ids(found: dict) -> list[str]:
    return [it["id"] for it in found["items"]]


def holds(name: str, value: object) -> None:
    """Asserts that an answer is what docs/openapi.json says of it."""
    Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": SCHEMAS["components"]}).validate(value)


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
def test_articles_are_found_by_what_is_asked(archive, query, expected):
    found = get(archive, f"/api/articles{query}")

    holds("Articles", found)
    assert ids(found) == expected


def test_an_article_in_a_list_has_what_article_json_calls_the_same(archive):
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
def test_pages_lead_to_one_another_to_the_end(archive, path):
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
def test_an_article_is_found_by_its_id_and_by_its_path(archive, target):
    found = get(archive, target)

    holds("Whole", found)
    assert (found["id"], found["revision"], found["correction"]) == ("moon/tides", 1, "It was ebb.")
    assert found["variants"]["html"]["url"] == "https://example.org/sea/moon/tides/"
    assert found["variants"]["email"] == {"sha256": "b" * 64}
    assert found["document"]["url"] == f"https://example.org/sea/moon/tides/article.{'b' * 16}.json"


@pytest.mark.parametrize("id_", ["%D9%82%D9%87%D9%88%D8%A9", "100%2541.txt"])
def test_an_id_may_be_of_any_letters_and_signs(archive, id_):
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
def test_what_has_another_address_leads_there(archive, asked, leads_to):
    answer = archive.request("GET", asked)

    assert (answer.status, answer.headers["Location"]) == (308, f"https://example.org{leads_to}")
    get(archive, leads_to)


def test_a_tag_is_told_with_the_tags_beside_it(archive):
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
def test_lists_are_listed(archive, name, expected):
    found = get(archive, f"/api/{name}")

    holds("Groups", found)
    assert ids(found) == expected


@pytest.mark.parametrize(
    ("target", "status", "kind", "detail"),
    [
        ("/api/articles/gone", 410, "gone", "The article gone was withdrawn at 2026-01-22T10:00:01Z."),
        ("/api/articles/draft", 404, "not-found", "There is no article draft."),
        ("/api/articles/nowhere", 404, "not-found", "There is no article nowhere."),
        (f"/api/articles/{'x' * 600}", 404, "not-found", f"There is no article {'x' * 600}."),
        ("/api/paths/no/where/", 404, "not-found", "No article is read at /no/where/."),
        (f"/api/paths/{'x' * 2000}", 404, "not-found", f"No article is read at /{'x' * 2000}/."),
        ("/api/tags/nobody", 404, "not-found", "No article has the tag nobody."),
        ("/api/tags/nobody/articles", 404, "not-found", "No article has the tag nobody."),
        ("/api/nothing", 404, "not-found", "Nothing is here. /api/openapi.json says what there is."),
    ],
)
def test_what_is_not_there_is_a_problem(archive, target, status, kind, detail):
    answer = archive.request("GET", target)
    problem = json.loads(answer.body)

    holds("Problem", problem)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["type"]) == (status, f"https://flong.dev/problems/{kind}")
    assert (problem["detail"], problem["instance"]) == (detail, target)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("limit=0", ["limit"]),
        ("limit=101", ["limit"]),
        ("limit=many", ["limit"]),
        ("limit=1&limit=2", ["limit"]),
        ("tag=", ["tag"]),
        ("&".join(["tag=x"] * 11), ["tag"]),
        (f"tag={'x' * 300}", ["tag"]),
        (f"category={'x' * 3000}", ["category"]),
        ("match=some", ["match"]),
        ("month=2026", ["month"]),
        ("month=2026-13", ["month"]),
        ("since=yesterday", ["since"]),
        ("until=9999", ["until"]),
        ("since=2026-01-22T09:30+01:00", ["since"]),
        ("language=%22", ["language"]),
        ("cursor=", ["cursor"]),
        ("cursor=made-up", ["cursor"]),
        ("tags=moon", ["tags"]),
        ("limit=0&since=x&until=y", ["limit", "since", "until"]),
    ],
)
def test_a_parameter_that_is_wrong_is_named_and_the_table_is_not_asked(archive, query, parameters):
    before = len(archive.call_log)
    problem = get(archive, f"/api/articles?{query}", status=400)

    holds("Problem", problem)
    assert problem["type"] == "https://flong.dev/problems/invalid-parameter"
    assert [it["parameter"] for it in problem["errors"]] == parameters
    assert all(it["detail"] for it in problem["errors"])
    assert len(archive.call_log) == before


def test_a_cursor_that_is_forged_or_of_another_question_never_reaches_the_table(archive):
    cursor = get(archive, "/api/articles?tag=moon&limit=1")["next"]
    forged = [cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :] for at in range(len(cursor))]
    before = len(archive.call_log)

    for it in [*forged, cursor * 40, cursor + "=", cursor[:-1], "%00", "é"]:
        get(archive, f"/api/articles?tag=moon&limit=1&cursor={it}", status=400)
    for target in (
        "/api/articles?tag=sea",
        "/api/articles?tag=moon&match=any",
        "/api/tags/sea/articles?",
        "/api/tags?",
    ):
        problem = get(archive, f"{target}&cursor={cursor}", status=400)
        assert "another query" in problem["detail"]
    assert len(archive.call_log) == before

    assert ids(get(archive, f"/api/articles?tag=moon&limit=100&cursor={cursor}")) == ["moon/phases"]


def test_who_comes_past_the_cdn_gets_nothing(archive):
    from flong_local.http_events import request_event

    for secret in ({}, {"x-origin-secret": "é"}):
        answer = archive.invoke("Read", request_event("GET", "/api/tags", secret, b"")).result
        assert answer == {"statusCode": 403, "body": ""}


def test_head_options_and_conditions_are_understood(archive):
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
        ("/api/tags", ["Query"]),
        ("/api/tags/moon", ["GetItem", "Query"]),
        ("/api/tags/moon/articles", ["Query"]),
        ("/api/tags/nobody/articles", ["Query", "GetItem"]),
        ("/api/tags/ml", []),
    ],
)
def test_a_question_costs_what_the_documentation_says(archive, target, calls):
    before = len(archive.call_log)
    archive.request("GET", target)
    made = archive.call_log[before:]

    assert [call.action for call in made] == [f"dynamodb.{it}" for it in calls]
    assert not any(call.parameters.get("ConsistentRead") for call in made)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unavailable("some keys were not processed"), 503),
        (ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow"}}, "Query"), 503),
        (ClientError({"Error": {"Code": "ValidationException", "Message": "wrong"}}, "Query"), 500),
        (KeyError("listing"), 500),
    ],
)
def test_a_failure_is_a_problem_without_a_trace(archive, error, status):
    def fail(call) -> None:
        raise error

    archive.hooks.before.append(fail)
    try:
        answer = archive.request("GET", "/api/tags")
    finally:
        archive.hooks.before.remove(fail)

    problem = json.loads(answer.body)
    holds("Problem", problem)
    assert (answer.status, problem["status"]) == (status, status)
    assert problem["detail"] in ("Come again in a moment.", "It has been noted. Try again later.")
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_the_order_of_tags_makes_no_other_question(archive):
    cursor = get(archive, "/api/articles?tag=moon&tag=sea&match=any&limit=1")["next"]

    assert get(archive, f"/api/articles?tag=sea&tag=moon&match=any&cursor={cursor}")["items"]
