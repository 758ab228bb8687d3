"""`python -m flong_local.record`: records a real event of each function from a run, into `events/`."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flong_local.beside import pictures_of
from flong_local.engines import ROOT, open_pipeline
from flong_local.http_events import request_event
from flong_local.lambda_events import scheduled_event
from flong_local.pipeline import Pipeline
from flong_local.template.names import Place

EVENTS = ROOT / "events"
ARTICLE = ROOT / "examples" / "one-mould-many-presses.md"
KEY = f"articles/{ARTICLE.name}"
READER = "reader@example.com"


def record(folder: Path = EVENTS) -> dict[str, dict[str, Any]]:
    """The first event that each function was called with while an example went its way, also written to `folder`.

    Of `deliver` it is all of them in one: the announcement alone mails nobody.
    """
    with open_pipeline(quiet=True) as pipeline:
        seen: dict[str, dict[str, Any]] = {}

        def keep(name: str, event: dict[str, Any], seconds: float) -> None:
            known = seen.setdefault(name.lower(), event)
            if name == "Deliver" and known is not event:  # a mailing takes several steps, one message each
                seen["deliver"] = {"Records": [*known["Records"], *event["Records"]]}

        upload_pictures(pipeline)
        pipeline.settle()
        pipeline.watch(keep)
        pipeline.subscribe(READER)
        pipeline.upload(KEY, ARTICLE)
        pipeline.settle()
        seen["subscribers"] = click(pipeline)
        sign_up(pipeline)
        pipeline.settle()
        seen["read"] = question(pipeline)
        place = Place()
        seen["audit"] = scheduled_event(f"{place.stack}-AuditDaily", place.region, place.account)
    for name, event in seen.items():
        (folder / f"{name}.json").write_text(json.dumps(event, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return seen


def sign_up(pipeline: Pipeline) -> None:
    """Fills in the form for somebody whom nobody knows."""
    form = urlencode({"address": "guest@example.com"}).encode()
    pipeline.request("POST", "/subscriptions/", form, {"content-type": "application/x-www-form-urlencoded"})


def upload_pictures(pipeline: Pipeline) -> None:
    for picture, path in pictures_of(KEY, ARTICLE).items():
        pipeline.upload(picture, path)


def question(pipeline: Pipeline) -> dict[str, Any]:
    """What a program asks for that wants the newest articles of a tag."""
    headers = {"accept": "application/json", "x-origin-secret": pipeline.environment["FLONG_ORIGIN_SECRET"]}
    return request_event("GET", "/api/articles?tag=printing&limit=10", headers, b"")


def click(pipeline: Pipeline) -> dict[str, Any]:
    """What the one-click link of the mail comes to, as a Function URL hands it on (payload format 2.0)."""
    path = str(pipeline.mail[0]["List-Unsubscribe"]).strip("<>").partition("/subscriptions")[2]
    body = "List-Unsubscribe=One-Click"
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": f"/subscriptions{path}",
        "rawQueryString": "",
        "headers": {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
            "x-origin-secret": pipeline.environment["FLONG_ORIGIN_SECRET"],
        },
        "requestContext": {
            "http": {"method": "POST", "path": f"/subscriptions{path}", "protocol": "HTTP/1.1"},
            "stage": "$default",
        },
        "body": body,
        "isBase64Encoded": False,
    }


if __name__ == "__main__":
    for name in record():
        print(EVENTS / f"{name}.json")
