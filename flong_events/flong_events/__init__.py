"""Flong's events for those who hear them: typed, parsed from whatever they come in, and each once.

from flong_events import ArticleWithdrawn, Latest, MemoryStore, parse

event = parse(message)  # the body of an SQS message, or all of it
if latest.is_news(event):
    ...
    latest.note(event)
"""

from flong_events.latest import Latest, MemoryStore, Seen, SqliteStore, Store
from flong_events.models import (
    ArticleCorrected,
    ArticleData,
    ArticlePublished,
    ArticleRejected,
    ArticleScheduled,
    ArticleUnscheduled,
    ArticleUpdated,
    ArticleWithdrawn,
    Event,
    RejectedData,
)
from flong_events.parsing import NotAnEvent, UnknownEvent, for_each, parse

__all__ = [
    "ArticleCorrected",
    "ArticleData",
    "ArticlePublished",
    "ArticleRejected",
    "ArticleScheduled",
    "ArticleUnscheduled",
    "ArticleUpdated",
    "ArticleWithdrawn",
    "Event",
    "Latest",
    "MemoryStore",
    "NotAnEvent",
    "RejectedData",
    "Seen",
    "SqliteStore",
    "Store",
    "UnknownEvent",
    "for_each",
    "parse",
]
