"""The pytest plugin: it comes with the package, and nothing has to be said to load it.

    def test_the_index_ends_where_the_newsroom_does(busy_newsroom, deliveries):
        for event in deliveries:
            index.hear(event)

        assert index.ids() == busy_newsroom.live.keys()

`--flong-seeds 20` runs each test that asks for `busy_newsroom` or `deliveries` with twenty other histories.
"""

import pytest

from flong_events.delivery import delivered
from flong_events.history import busy
from flong_events.models import Event
from flong_events.newsroom import Newsroom


def pytest_addoption(parser: pytest.Parser) -> None:
    help = "how many histories of events to try, each in an order of its own"
    parser.addoption("--flong-seeds", type=int, default=3, help=help)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "flong_seed" in metafunc.fixturenames:
        metafunc.parametrize("flong_seed", range(metafunc.config.getoption("--flong-seeds")), scope="function")


@pytest.fixture
def newsroom() -> Newsroom:
    """An empty newsroom, for a test that says what happens: `newsroom.publish("tides")`."""
    return Newsroom()


@pytest.fixture
def busy_newsroom(flong_seed: int) -> Newsroom:
    """A newsroom with some dozens of events behind it, among them one of every kind, moves and renames."""
    return busy(flong_seed)


@pytest.fixture
def deliveries(busy_newsroom: Newsroom, flong_seed: int) -> list[Event]:
    """The events of `busy_newsroom` as they may arrive: some twice, in any order."""
    return delivered(busy_newsroom.events, flong_seed)
