"""The way of each article through the stages, told from what the functions were called with. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

from flong.article import id_of

STAGES = ("Validate", "Render", "Index", "Publish", "Count", "Deliver")
"""In the order in which an article meets them; collections belong to many articles."""


@dataclass
class Journey:
    """One article's way: milliseconds spent in each stage, and until it was announced."""

    article_id: str
    started: float
    spent: dict[str, float] = field(default_factory=dict)
    announced_after: float | None = None

    def passed(self, stage: str, seconds: float, now: float) -> None:
        """The article was in `stage` for `seconds`; the first time in `publish` is when it was announced."""
        self.spent[stage] = self.spent.get(stage, 0.0) + seconds * 1000
        if stage == "Publish" and self.announced_after is None:
            self.announced_after = (now - self.started) * 1000


def articles_in(event: dict[str, Any]) -> set[str]:
    """Ids of the articles that a function's event is about."""
    return {article_id for record in event.get("Records", []) for article_id in articles_of(record)}


def articles_of(record: dict[str, Any]) -> Iterator[str]:
    if "dynamodb" in record:
        yield record["dynamodb"]["Keys"]["pk"]["S"].partition("#")[2]
        return
    body = json.loads(record["body"])
    for hint in body.get("Records", []):
        yield id_of(unquote_plus(hint["s3"]["object"]["key"]))
    if "article_id" in body or "subject" in body:
        yield body.get("article_id") or body["subject"]
    elif "key" in body:
        yield id_of(body["key"])
