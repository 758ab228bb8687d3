"""HTTP around the answers: methods, ages, conditions, and who else's pages may read them. Pure."""

import hashlib
import json
from typing import Any
from urllib.parse import quote, unquote

from flong.api.problems import PROBLEM_JSON, Problem, Refused, problem_of
from flong.index import stated

Event = dict[str, Any]
Answer = dict[str, Any]
METHODS = "GET, HEAD, OPTIONS"
GREEDY = ("/api/articles/", "/api/paths/")
"""Below these a path is one name, slashes and all."""
A_DAY = "86400"


def text_of(body: Any) -> str:
    """JSON as it is sent: what is not known is left out."""
    return json.dumps(stated(body), ensure_ascii=False, separators=(",", ":"))


def as_get(event: Event) -> Event:
    """The request as a GET whose path has one part for each thing that it names.

    A Function URL hands on a path as it was sent, percent-encoded (lambda/latest/dg/urls-invocation.html).
    """
    path = event["rawPath"].rstrip("/") or "/"
    for folder in GREEDY:
        if path.startswith(folder):
            path = folder + quote(unquote(event["rawPath"].removeprefix(folder)), safe="")
    context = event["requestContext"]
    http = {**context["http"], "method": "GET", "path": path}
    return {**event, "rawPath": path, "requestContext": {**context, "http": http}}


def refusal(event: Event) -> Answer | None:
    """The answer to a request that asks for nothing; None if it asks for something."""
    method = event["requestContext"]["http"]["method"]
    if method == "OPTIONS":
        allowed = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "If-None-Match"}
        return {
            "statusCode": 204,
            "headers": {**allowed, "Access-Control-Max-Age": A_DAY, "Allow": METHODS},
            "body": "",
        }
    if method in ("GET", "HEAD"):
        return None
    refused = Refused("method-not-allowed", f"{method} is not among {METHODS}.")
    answer = answer_to(problem_of(refused, event["rawPath"]))
    return {**answer, "headers": {**answer["headers"], "Allow": METHODS}}


def answer_to(problem: Problem) -> Answer:
    body = text_of(problem.model_dump())
    return {"statusCode": problem.status, "headers": {"Content-Type": PROBLEM_JSON}, "body": body}


def finished(answer: Answer, event: Event, origins: str, max_age: int) -> Answer:
    """An answer with its age and its tag, or without its body where the asker has it or did not want it."""
    given = {name.lower(): value for name, value in event.get("headers", {}).items()}
    fresh = answer["statusCode"] in (200, 308)
    age = f"public, max-age={max_age}, stale-while-revalidate={max_age}" if fresh else "no-store"
    headers = {**answer.get("headers", {}), "Cache-Control": age, **shared_with(given.get("origin", ""), origins)}
    status, body = answer["statusCode"], answer.get("body") or ""
    if status == 200:
        headers["ETag"] = tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
        if has(given.get("if-none-match", ""), tag):
            headers.pop("Content-Type", None)
            status, body = 304, ""
    if event["requestContext"]["http"]["method"] == "HEAD":
        body = ""
    return {"statusCode": status, "headers": headers, "body": body}


def has(if_none_match: str, tag: str) -> bool:
    """Whether the asker has the very answer; a CDN that compresses makes a tag weak (RFC 9110, 13.1.2)."""
    held = [it.strip().removeprefix("W/") for it in if_none_match.split(",")]
    return tag in held or held == ["*"]


def shared_with(origin: str, origins: str) -> dict[str, str]:
    """Who else's pages may read an answer: everybody's, or those of some origins."""
    exposed = {"Access-Control-Expose-Headers": "ETag, Link"}
    if origins == "*":
        return {"Access-Control-Allow-Origin": "*", **exposed}
    return {
        "Vary": "Origin",
        **({"Access-Control-Allow-Origin": origin, **exposed} if origin in origins.split() else {}),
    }
