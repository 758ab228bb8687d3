"""HTTP as a Function URL hands it to a function: payload format 2.0 (lambda/latest/dg/urls-invocation.html)."""

import base64
import time
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit


class Response(NamedTuple):
    """What a browser gets."""

    status: int
    headers: dict[str, str]
    body: bytes


def request_event(method: str, target: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """An HTTP request as a function sees it."""
    parts = urlsplit(target)
    lowered = {name.lower(): value for name, value in headers.items()}
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": lowered,
        **({"queryStringParameters": query} if query else {}),
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "local",
            "domainName": lowered.get("host", "localhost"),
            "domainPrefix": "local",
            "http": {
                "method": method,
                "path": parts.path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": lowered.get("user-agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": "$default",
            "stage": "$default",
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime()),
            "timeEpoch": int(time.time() * 1000),
        },
        "body": base64.b64encode(body).decode() if body else None,
        "isBase64Encoded": bool(body),
    }


def response_of(payload: Any, failed: bool = False) -> Response:
    """What comes of a function's answer; 502 if the function failed, as Lambda has it."""
    if failed:
        return Response(502, {"Content-Type": "text/plain"}, b"Internal Server Error")
    if not isinstance(payload, dict) or "statusCode" not in payload:
        return Response(200, {"Content-Type": "application/json"}, str(payload).encode())
    body = payload.get("body") or ""
    content = base64.b64decode(body) if payload.get("isBase64Encoded") else body.encode()
    return Response(int(payload["statusCode"]), dict(payload.get("headers") or {}), content)
