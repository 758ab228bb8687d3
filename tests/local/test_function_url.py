"""HTTP in, a Lambda event; a function's answer, HTTP out."""

import urllib.error
import urllib.request

import pytest

from flong_local.http_events import request_event, response_of
from flong_local.processes.function_url import FunctionUrl
from flong_local.processes.runtime_api import Answer


def test_a_request_is_an_event_of_payload_format_2():
    event = request_event("POST", "/a/b?x=1&y=", {"Content-Type": "text/plain"}, b"hello")

    assert (event["version"], event["rawPath"], event["rawQueryString"]) == ("2.0", "/a/b", "x=1&y=")
    assert event["requestContext"]["http"]["method"] == "POST"
    assert event["queryStringParameters"] == {"x": "1", "y": ""}
    assert event["headers"] == {"content-type": "text/plain"}
    assert (event["body"], event["isBase64Encoded"]) == ("aGVsbG8=", True)


def test_an_answer_is_a_response():
    answer = {"statusCode": 404, "headers": {"A": "b"}, "body": "aGVsbG8=", "isBase64Encoded": True}

    assert response_of(answer) == (404, {"A": "b"}, b"hello")


def test_a_function_that_failed_is_a_bad_gateway():
    assert response_of({"errorType": "ValueError"}, failed=True).status == 502


@pytest.fixture
def served():
    seen = []

    def invoke(event):
        seen.append(event)
        return Answer({"statusCode": 200, "body": event["requestContext"]["http"]["method"]})

    url = FunctionUrl(invoke, {"X-Origin-Secret": "s"})
    yield url, seen
    url.close()


def test_a_function_is_served_with_the_secret_that_cloudfront_would_add(served):
    url, seen = served
    with urllib.request.urlopen(f"{url.url}/p?q=1", data=b"x") as answer:
        assert answer.read() == b"POST"

    assert seen[0]["headers"]["x-origin-secret"] == "s"
    assert seen[0]["rawPath"] == "/p"


def test_values_of_one_name_are_joined_by_commas():
    """As payload format 2.0 has it (lambda/latest/dg/urls-invocation.html)."""
    event = request_event("GET", "/a?tag=x&tag=y&z=1", {}, b"")

    assert event["queryStringParameters"] == {"tag": "x,y", "z": "1"}
