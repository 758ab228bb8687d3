"""Whether an event is newer than what is known: events come twice, late, and in any order."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from flong_events.models import ArticleRejected, Event
from flong_events.parsing import UnknownEvent


@dataclass(frozen=True)
class Seen:
    """The highest number of one count that was noted, and the ids of the events that had it."""

    number: int
    ids: frozenset[str]


class Store(Protocol):
    """Where it is kept what has been seen.

    Write it in the transaction in which you write what an event changes; then neither is ever there without the other.
    """

    def get(self, key: str) -> Seen | None:
        """What was put under a key."""

    def put(self, key: str, seen: Seen) -> None:
        """Keeps it, in the place of what was there."""


class Latest:
    """Knows the latest that was noted of each article.

        latest = Latest(MemoryStore())
        if latest.is_news(event):
            ...  # act on it
            latest.note(event)

    Note an event when it has been acted on and not before, or a crash in between loses it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_news(self, event: Event) -> bool:
        """Whether nothing as new as the event was noted of its article."""
        seen, number = self._store.get(count_of(event)), int(event.sequence)
        if seen is None or number > seen.number:
            return True
        # One revision may be told by two events: an article that is put off is withdrawn, and scheduled.
        return number == seen.number and event.id not in seen.ids

    def note(self, event: Event) -> None:
        """Remembers that the event was acted on."""
        key, number = count_of(event), int(event.sequence)
        seen = self._store.get(key)
        if seen is None or number > seen.number:
            self._store.put(key, Seen(number, frozenset([event.id])))
        elif number == seen.number:
            self._store.put(key, Seen(number, seen.ids | {event.id}))


def count_of(event: Event) -> str:
    """The name of the count that an event's `sequence` belongs to.

    Revisions are counted by article; rejections have a count of their own, and so may what nobody knows yet.
    """
    apart = isinstance(event, ArticleRejected | UnknownEvent)
    return json.dumps([event.source, event.subject, *([event.type] if apart else [])], ensure_ascii=False)


class MemoryStore:
    """For tests, and for what is begun anew with each process."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}

    def get(self, key: str) -> Seen | None:
        return self._seen.get(key)

    def put(self, key: str, seen: Seen) -> None:
        self._seen[key] = seen

    def clear(self) -> None:
        """Forgets everything, for a replay that is to be acted on."""
        self._seen.clear()


class SqliteStore:
    """A table of a SQLite database. It is written in your transaction: commit when you have written the rest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(
            "CREATE TABLE IF NOT EXISTS flong_latest"
            " (key TEXT PRIMARY KEY, number INTEGER NOT NULL, ids TEXT NOT NULL) WITHOUT ROWID"
        )

    def get(self, key: str) -> Seen | None:
        asked = self._connection.execute("SELECT number, ids FROM flong_latest WHERE key = ?", (key,))
        with closing(asked) as found:
            row = found.fetchone()
        return Seen(row[0], frozenset(json.loads(row[1]))) if row else None

    def put(self, key: str, seen: Seen) -> None:
        row = (key, seen.number, json.dumps(sorted(seen.ids), ensure_ascii=False))
        self._connection.execute("REPLACE INTO flong_latest VALUES (?, ?, ?)", row)

    def clear(self) -> None:
        """Forgets everything, for a replay that is to be acted on."""
        self._connection.execute("DELETE FROM flong_latest")
