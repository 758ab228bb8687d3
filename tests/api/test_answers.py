"""HTTP around an answer: methods, ages, conditions, and who else's pages may read it."""

import json

import pytest
from flong.api.answers import as_get, finished, refusal

from flong_local.http_events import request_event

ANSWER = {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": '{"é":1}'}
PROBLEM = {"statusCode": 404, "headers": {"Content-Type": "application/problem+json"}, "body": "{}"}


def asked(method: str = "GET", target: str = "/api/tags", **headers: str) -> dict:
    return request_event(method, target, {name.replace("_", "-"): it for name, it in headers.items()}, b"")


def answered(answer: dict = ANSWER, origins: str = "*", **given: str) -> dict:
    return finished(answer, asked(**given), origins, 10)


@pytest.mark.parametrize(
    ("sent", "asks"),
    [
        ("/api/tags", "/api/tags"),
        ("/api/tags/", "/api/tags"),
        ("/api/articles/", "/api/articles"),
        ("/api/articles/risk/jan-leike", "/api/articles/risk%2Fjan-leike"),
        ("/api/articles/risk%2Fjan-leike", "/api/articles/risk%2Fjan-leike"),
        ("/api/articles/100%25.txt", "/api/articles/100%25.txt"),
        ("/api/articles/%D9%82", "/api/articles/%D9%82"),
        ("/api/paths/risk/jan-leike/", "/api/paths/risk%2Fjan-leike%2F"),
    ],
)
def test_what_is_named_by_a_path_is_one_part_of_it_whether_its_slashes_are_encoded_or_not(sent, asks):
    event = as_get(asked("HEAD", sent))

    assert event["rawPath"] == asks
    assert event["requestContext"]["http"]["method"] == "GET"


def test_an_answer_says_how_long_it_may_be_kept():
    assert answered()["headers"]["Cache-Control"] == "public, max-age=10, stale-while-revalidate=10"
    assert answered(PROBLEM)["headers"]["Cache-Control"] == "no-store"


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}', '"other",W/{}', "*"])
def test_who_has_an_answer_gets_none_again(shape):
    tag = answered()["headers"]["ETag"]
    answer = answered(if_none_match=shape.format(tag))

    assert (answer["statusCode"], answer["body"]) == (304, "")
    assert answer["headers"]["ETag"] == tag
    assert "max-age" in answer["headers"]["Cache-Control"]


def test_who_has_another_answer_gets_this_one():
    assert answered(if_none_match='"other"')["statusCode"] == 200
    assert answered(if_none_match='"other"')["body"] == ANSWER["body"]


def test_the_tag_of_an_answer_is_that_of_its_bytes():
    other = {**ANSWER, "body": '{"é":2}'}

    assert answered()["headers"]["ETag"] != answered(other)["headers"]["ETag"]
    assert "ETag" not in answered(PROBLEM)["headers"]


def test_head_is_get_without_a_body():
    got, head = answered(), answered(method="HEAD")

    assert head == {**got, "body": ""}


def test_everybodys_pages_may_read_an_answer_unless_some_are_named():
    mine = "https://news.example.com"

    assert answered(origin=mine)["headers"]["Access-Control-Allow-Origin"] == "*"
    named = answered(origins=f"https://a.example {mine}", origin=mine)["headers"]
    assert (named["Access-Control-Allow-Origin"], named["Vary"]) == (mine, "Origin")
    other = answered(origins=mine, origin="https://evil.example")["headers"]
    assert "Access-Control-Allow-Origin" not in other
    assert other["Vary"] == "Origin"


def test_a_browser_that_asks_first_is_told_what_it_may():
    answer = refusal(asked("OPTIONS"))

    assert answer
    assert answer["statusCode"] == 204
    assert answer["headers"]["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["headers"]["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_changed(method):
    answer = refusal(asked(method))

    assert answer
    assert answer["headers"]["Allow"] == "GET, HEAD, OPTIONS"
    assert json.loads(answer["body"]) == {
        "type": "https://flong.dev/problems/method-not-allowed",
        "title": "Everything here is read only",
        "status": 405,
        "detail": f"{method} is not among GET, HEAD, OPTIONS.",
        "instance": "/api/tags",
    }
