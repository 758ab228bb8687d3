"""The tags that a reader may choose from: the site's, the most used first."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flong.aws import finding
from flong.formats.subscriptions import Topic
from flong.settings import Settings, settings

MOST = 60
"""Topics that a form shows, besides those that are chosen already."""
FRESH = timedelta(minutes=5)
"""How long they are kept: a new tag may be so late here, and nobody can have all of them read with every click."""


class Kept(NamedTuple):
    """The topics of a deployment, and when they were read."""

    settings: Settings
    read: datetime
    topics: list[Topic]


_kept: list[Kept] = []


def all_topics() -> list[Topic]:
    """Every tag in use, the most used first."""
    now = datetime.now(UTC)
    if not _kept or _kept[0].settings is not settings() or now - _kept[0].read >= FRESH:
        found = sorted(finding.counts("TAGS"), key=lambda it: (-it.count, it.id))
        _kept[:] = [Kept(settings(), now, [Topic(it.id, it.label) for it in found])]
    return _kept[0].topics


def shown(topics: list[Topic], chosen: Iterable[str]) -> list[Topic]:
    """Those that a form shows: the most used, and those that are chosen, whether or not they are in use."""
    names = dict(topics)
    more = dict.fromkeys(it.id for it in topics[:MOST]) | dict.fromkeys(chosen)
    return sorted((Topic(it, names.get(it, it)) for it in more), key=lambda it: it.label.casefold())
