"""HTTP around the pages: methods, headers, and what is never kept anywhere. Pure."""

from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]
Answer = dict[str, Any]

METHODS = "GET, HEAD, POST, OPTIONS"
HTML = "text/html; charset=utf-8"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def headers(policy: str) -> dict[str, str]:
    """What goes with every page; `policy` is that of its style, to which a page cannot itself add who may frame it."""
    return {**HEADERS, "Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}


def method_of(event: Mapping[str, Any]) -> str:
    return str(event["requestContext"]["http"]["method"])


def refusal(event: Event) -> Answer | None:
    """The answer to a method that reads nothing and posts nothing; None for those that do."""
    method = method_of(event)
    if method in ("GET", "HEAD", "POST"):
        return None
    return {"statusCode": 204 if method == "OPTIONS" else 405, "headers": {**HEADERS, "Allow": METHODS}, "body": ""}


def as_get(event: Event) -> Event:
    """The request, with a HEAD turned into the GET whose headers it asks for."""
    if method_of(event) != "HEAD":
        return event
    context = event["requestContext"]
    return {**event, "requestContext": {**context, "http": {**context["http"], "method": "GET"}}}


def finished(answer: Answer, event: Event) -> Answer:
    return {**answer, "body": ""} if method_of(event) == "HEAD" else answer
