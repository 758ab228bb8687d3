"""The tags that a reader may choose from: the site's, the most used first."""

import time
from collections.abc import Iterable

from flong.aws import finding
from flong.formats.subscriptions import Topic

MOST = 60
"""Topics that a form shows, besides those that are chosen already."""
FRESH = 300
"""Seconds that they are kept: a new tag may be some minutes late here, and nobody can have them read at every click."""

_kept: dict[str, tuple[float, list[Topic]]] = {}


def all_topics(table: str) -> list[Topic]:
    """Every tag in use, the most used first."""
    read_at, topics = _kept.get(table, (-FRESH, []))
    if time.monotonic() - read_at >= FRESH:
        found = sorted(finding.counts("TAGS"), key=lambda it: (-it.count, it.id))
        topics = [Topic(it.id, it.label) for it in found]
        _kept[table] = (time.monotonic(), topics)
    return topics


def shown(topics: list[Topic], chosen: Iterable[str]) -> list[Topic]:
    """Those that a form shows: the most used, and those that are chosen, whether or not they are in use."""
    names = dict(topics)
    more = dict.fromkeys(it.id for it in topics[:MOST]) | dict.fromkeys(chosen)
    return sorted((Topic(it, names.get(it, it)) for it in more), key=lambda it: it.label.casefold())
