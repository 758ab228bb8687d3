"""A search index that follows Flong's events: SQLite's full text search, one file, one table."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from flong_events.document import ArticleDocument

from flong_events import (
    ArticleCorrected,
    ArticleData,
    ArticlePublished,
    ArticleUpdated,
    ArticleWithdrawn,
    Event,
    Latest,
    SqliteStore,
)

LIVE = (ArticlePublished, ArticleUpdated, ArticleCorrected)
"""Events after which an article can be read."""

Fetch = Callable[[str], bytes | None]
"""Fetches an article's document from the site; None if it is no longer there."""


@dataclass(frozen=True)
class Hit:
    """One article that was found; `excerpt` has what was found in brackets."""

    title: str
    url: str
    excerpt: str


class NotAsPromised(Exception):
    """What lies at a document's address is not what the event says; the event should come again."""


class Index:
    """Every live article, to be searched."""

    def __init__(self, connection: sqlite3.Connection, fetch: Fetch) -> None:
        self._connection, self._fetch = connection, fetch
        self._latest = Latest(SqliteStore(connection))
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS articles USING fts5"
            " (id UNINDEXED, url UNINDEXED, title, tags, body, tokenize = 'unicode61 remove_diacritics 2')"
        )
        connection.commit()

    def hear(self, event: Event) -> bool:
        """Acts on an event, if it is news, and remembers it: both, or neither. Whether it was."""
        if not self._latest.is_news(event):
            return False
        body = self._body(event)  # before the transaction: nobody is to wait for a fetch
        with self._connection:  # an error takes all of it back
            self._connection.execute("BEGIN IMMEDIATE")
            if not self._latest.is_news(event):  # another process has been faster
                return False
            self._act(event, body)
            self._latest.note(event)
            return True

    def _act(self, event: Event, body: str) -> None:
        if isinstance(event, LIVE):
            self._forget(event.subject)
            self._keep(event.subject, event.data, body)
        elif isinstance(event, ArticleWithdrawn):
            self._forget(event.subject)
        # Nothing else changes what readers can find, and neither does a type that is not known yet.

    def _keep(self, article_id: str, data: ArticleData, body: str) -> None:
        tags = " ".join(tag.label for tag in data.tags)
        row = (article_id, data.url, data.title, tags, body)
        self._connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)

    def _body(self, event: Event) -> str:
        """The text of the very revision that the event is of; the summary if it has been withdrawn since."""
        if not isinstance(event, LIVE):
            return ""
        document = event.data.document
        content = self._fetch(document.url)
        if content is None:
            return event.data.summary
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise NotAsPromised(document.url)
        article = ArticleDocument.model_validate_json(content)
        return next((it.value for it in article.bodies if it.contentType == "text/plain"), event.data.summary)

    def _forget(self, article_id: str) -> None:
        self._connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    def search(self, words: str, limit: int = 10) -> list[Hit]:
        """The articles with all of these words, the best first; a word in the title weighs most."""
        # Quoted, for FTS5 has a language of its own in which a hyphen says NOT.
        asked = " ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        if not asked:
            return []
        found = self._connection.execute(
            "SELECT title, url, snippet(articles, 4, '[', ']', '…', 16) FROM articles WHERE articles MATCH ?"
            " ORDER BY bm25(articles, 0, 0, 10, 5, 1) LIMIT ?",
            (asked, limit),
        )
        return [Hit(*row) for row in found]

    def ids(self) -> set[str]:
        """The ids of all articles in the index."""
        return {row[0] for row in self._connection.execute("SELECT id FROM articles")}
