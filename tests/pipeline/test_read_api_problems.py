"""What the read API says of what is not there, wrong, forged, or broken."""

import json

import pytest
from botocore.exceptions import ClientError
from flong.errors import Unavailable

from tests.pipeline.archived import archive, get, holds, ids  # noqa: F401 - a fixture

pytestmark = pytest.mark.embedded


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
def test_what_is_not_there_is_a_problem(archive, target, status, kind, detail):  # noqa: F811
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
        ("category=!!!", ["category"]),
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
def test_a_parameter_that_is_wrong_is_named_and_the_table_is_not_asked(archive, query, parameters):  # noqa: F811
    before = len(archive.call_log)
    problem = get(archive, f"/api/articles?{query}", status=400)

    holds("Problem", problem)
    assert problem["type"] == "https://flong.dev/problems/invalid-parameter"
    assert [it["parameter"] for it in problem["errors"]] == parameters
    assert all(it["detail"] for it in problem["errors"])
    assert len(archive.call_log) == before


def test_a_cursor_that_is_forged_or_of_another_question_never_reaches_the_table(archive):  # noqa: F811
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


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unavailable("some keys were not processed"), 503),
        (ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow"}}, "Query"), 503),
        (ClientError({"Error": {"Code": "ValidationException", "Message": "wrong"}}, "Query"), 500),
        (KeyError("listing"), 500),
    ],
)
def test_a_failure_is_a_problem_without_a_trace(archive, error, status):  # noqa: F811
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
