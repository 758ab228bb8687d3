"""Whose network asks."""

import pytest
from flong.subscriptions.visitors import VIEWER, hashed_network, network_of


def asked(viewer: str = "", source: str = "203.0.113.7") -> dict:
    headers = {VIEWER: viewer} if viewer else {}
    return {"headers": headers, "requestContext": {"http": {"sourceIp": source}}}


@pytest.mark.parametrize(
    ("viewer", "network"),
    [
        ("198.51.100.10:46532", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6:46532", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::6]:46532", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.10:46532", "198.51.100.0/24"),
        ("", "203.0.113.0/24"),
        ("nonsense:1", "unknown"),
        ("no port", "unknown"),
    ],
)
def test_a_network_is_what_its_holder_cannot_change(viewer, network):
    assert network_of(asked(viewer)) == network


def test_a_network_is_known_by_a_keyed_hash():
    one, two, other = asked("198.51.100.10:1"), asked("198.51.100.99:2"), asked("198.51.101.10:1")

    assert hashed_network(one, "key") == hashed_network(two, "key") != hashed_network(other, "key")
    assert hashed_network(one, "another") != hashed_network(one, "key")
    with pytest.raises(ValueError, match="key"):
        hashed_network(one, "")
