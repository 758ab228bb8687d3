"""A WebSub hub is told of feeds that have changed, and of nothing else."""

import socket
from collections.abc import Iterator
from http.server import HTTPServer

import pytest
from flong import hub

from tests.hubs import address, open_hub


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with open_hub() as it:
        yield it


def test_a_hub_learns_which_feeds_have_changed(server):
    answer = hub.tell(address(server), ["https://example.org/feeds/latest.atom", "https://example.org/tags/ä/feed.rss"])

    assert answer == "status 204"
    [(path, kind, form)] = server.told
    assert (path, kind) == ("/hub?k=1", "application/x-www-form-urlencoded")
    assert form == [
        ("hub.mode", "publish"),
        ("hub.url", "https://example.org/feeds/latest.atom"),
        ("hub.url", "https://example.org/tags/ä/feed.rss"),
    ]


@pytest.mark.parametrize("status", [500, 302])
def test_a_hub_that_is_ill_or_moves_is_told_once_and_nothing_fails(server, status):
    server.status = status
    assert hub.tell(address(server), ["https://example.org/feeds/latest.atom"]) == f"status {status}"

    assert len(server.told) == 1


def test_a_hub_that_is_not_there_fails_nothing():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert hub.tell(nobody, ["https://example.org/feeds/latest.atom"]).startswith("no answer: ")
        assert hub.tell(nobody, ["https://example.org/feeds/latest.atom"]) == "", "asked again, for each of many feeds"


def test_without_a_hub_or_a_change_nobody_is_told(server):
    assert hub.tell("", ["https://example.org/feeds/latest.atom"]) == hub.tell(address(server), []) == ""
    assert server.told == []


@pytest.mark.parametrize(
    ("given", "fit"),
    [
        ("https://hub.example/", True),
        ("http://localhost:8080/", True),
        ("http://[::1]/", True),
        ("http://hub.example/", False),
        ("http://localhost.example/", False),
        ("file:///etc/passwd", False),
        ("hub.example", False),
    ],
)
def test_a_hub_is_told_by_tls_or_on_this_machine_alone(given, fit):
    assert hub.is_hub(given) is fit
