"""What is stale or has come before is no news, and nothing else is dropped."""

import sqlite3

import pytest

from flong_events import (
    ArticleCorrected,
    ArticlePublished,
    ArticleUpdated,
    ArticleWithdrawn,
    Latest,
    MemoryStore,
    SqliteStore,
)


@pytest.fixture(params=["memory", "sqlite"])
def latest(request) -> Latest:
    return Latest(MemoryStore() if request.param == "memory" else SqliteStore(sqlite3.connect(":memory:")))


def hear(latest: Latest, *events) -> list[str]:
    """The ids of those that were news, in the order in which they came."""
    news = []
    for event in events:
        if latest.is_news(event):
            news.append(event.id)
            latest.note(event)
    return news


def test_a_duplicate_is_no_news(latest, newsroom):
    event = newsroom.publish("tides")

    assert hear(latest, event, event) == [event.id]


def test_an_older_revision_is_no_news(latest, newsroom):
    first, second = newsroom.publish("tides"), newsroom.update("tides")

    assert hear(latest, second, first) == [second.id]


def test_an_event_that_was_not_noted_is_still_news(latest, newsroom):
    event = newsroom.publish("tides")

    assert latest.is_news(event)
    assert latest.is_news(event)


def test_two_events_of_one_revision_are_both_news_in_any_order(latest, newsroom):
    newsroom.publish("tides")
    withdrawn, scheduled = newsroom.schedule("tides")

    assert withdrawn.sequence == scheduled.sequence
    assert hear(latest, scheduled, withdrawn, scheduled, withdrawn) == [scheduled.id, withdrawn.id]


def test_rejections_have_a_count_of_their_own(latest, newsroom):
    published = newsroom.publish("tides")
    rejected = [newsroom.reject("tides") for _ in range(3)]
    updated = newsroom.update("tides")

    assert hear(latest, published, *rejected, updated) == [it.id for it in (published, *rejected, updated)]
    assert hear(latest, rejected[0]) == []


def test_articles_and_sites_do_not_count_for_each_other(latest, newsroom):
    other = newsroom.publish("tides").model_copy(update={"source": "https://other.example.com"})
    newsroom.update("tides")

    assert hear(latest, newsroom.events[1], newsroom.publish("waves"), other) == [
        newsroom.events[1].id,
        newsroom.events[2].id,
        other.id,
    ]


def test_what_is_forgotten_is_news_again(newsroom):
    for store in (MemoryStore(), SqliteStore(sqlite3.connect(":memory:"))):
        event = newsroom.publish("tides")
        hear(Latest(store), event)
        store.clear()

        assert hear(Latest(store), event) == [event.id]


def test_what_sqlite_keeps_is_of_the_transaction_around_it(newsroom, tmp_path):
    event = newsroom.publish("tides")
    connection = sqlite3.connect(tmp_path / "seen.db")
    Latest(SqliteStore(connection)).note(event)
    connection.rollback()
    connection.close()

    again = sqlite3.connect(tmp_path / "seen.db")
    assert Latest(SqliteStore(again)).is_news(event)
    again.close()


def test_whoever_follows_the_news_ends_where_the_newsroom_does(latest, busy_newsroom, deliveries):
    titles = {}
    for event in deliveries:
        if not latest.is_news(event):
            continue
        if isinstance(event, ArticleWithdrawn):
            titles.pop(event.subject, None)
        elif isinstance(event, ArticlePublished | ArticleUpdated | ArticleCorrected):
            titles[event.subject] = event.data.title
        latest.note(event)

    assert titles == {it.id: it.title for it in busy_newsroom.live.values()}
