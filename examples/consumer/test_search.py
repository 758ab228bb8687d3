"""Whatever the order, and however often: the index ends where the newsroom does.

`newsroom`, `busy_newsroom` and `deliveries` come with flong_events; nothing has to be set up for them.
"""

import sqlite3

import pytest
from consume import receive
from flong_events.delivery import raw_message, wrapped_message
from search import Index, NotAsPromised


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def titles(index: Index, words: str) -> list[str]:
    return [hit.title for hit in index.search(words)]


def test_the_index_ends_where_the_newsroom_does(connection, busy_newsroom, deliveries):
    index = Index(connection, busy_newsroom.documents.get)

    for event in deliveries:
        index.hear(event)

    assert index.ids() == busy_newsroom.live.keys()
    for article in busy_newsroom.live.values():
        assert article.title in titles(index, f"{article.title} {article.words}")


def test_a_duplicate_changes_nothing(connection, newsroom):
    index = Index(connection, newsroom.documents.get)
    event = newsroom.publish("tides", title="Tides")

    assert [index.hear(event), index.hear(event)] == [True, False]
    assert titles(index, "tides") == ["Tides"]


def test_what_was_withdrawn_is_not_found_again_by_a_late_event(connection, newsroom):
    index = Index(connection, newsroom.documents.get)
    published = newsroom.publish("tides", title="Tides")
    index.hear(newsroom.withdraw("tides"))

    index.hear(published)

    assert index.search("tides") == []


def test_an_article_that_is_put_off_is_gone_whichever_of_its_two_events_comes_first(connection, newsroom):
    index = Index(connection, newsroom.documents.get)
    index.hear(newsroom.publish("tides", title="Tides"))
    withdrawn, scheduled = newsroom.schedule("tides")

    index.hear(scheduled)
    index.hear(withdrawn)

    assert index.ids() == set()


def test_the_whole_text_is_searched_and_not_the_summary_alone(connection, newsroom):
    index = Index(connection, newsroom.documents.get)
    index.hear(newsroom.publish("tides", title="Tides", words="The harbour at night"))

    [hit] = index.search("harbour")

    assert hit.url == "https://news.example.com/ocean/tides/"
    assert "[harbour]" in hit.excerpt


def test_a_document_that_is_another_than_was_promised_is_not_indexed(connection, newsroom):
    index = Index(connection, lambda url: b'{"bodies": []}')
    event = newsroom.publish("tides")

    with pytest.raises(NotAsPromised):
        index.hear(event)

    assert index.ids() == set()
    assert Index(connection, newsroom.documents.get).hear(event)  # it was not noted either


@pytest.mark.parametrize("words", ["", "-", "ti*des", '"', "NOT", "a AND b", "title:x", "("])
def test_whatever_a_reader_types_is_a_question(connection, newsroom, words):
    index = Index(connection, newsroom.documents.get)
    index.hear(newsroom.publish("tides", title="Tides"))

    assert index.search(words) == []


class Queue:
    """An SQS with one queue, as far as `receive` needs it."""

    def __init__(self, messages: list[dict]) -> None:
        self.messages = messages

    def receive_message(self, **_: object) -> dict:
        return {"Messages": self.messages[:10]}

    def delete_message(self, *, ReceiptHandle: str, **_: object) -> None:  # noqa: N803
        self.messages = [it for it in self.messages if it["ReceiptHandle"] != ReceiptHandle]


def test_what_was_heard_is_deleted_and_what_failed_stays(connection, newsroom):
    good, other = newsroom.publish("tides", title="Tides"), newsroom.publish("waves", title="Waves")
    bad = {"MessageId": "bad", "ReceiptHandle": "bad", "Body": "no event"}
    queue = Queue([raw_message(good, 1), bad, wrapped_message(other, 2)])

    assert receive(queue, "url", Index(connection, newsroom.documents.get), wait=0) == 2

    assert queue.messages == [bad]
