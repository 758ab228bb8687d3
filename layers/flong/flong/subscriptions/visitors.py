"""Who asks: the network that a request came from, as a hash, and whether another site sent it. Pure."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

VIEWER = "cloudfront-viewer-address"
"""Address and port, `198.51.100.10:46532` (AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html)."""
PREFIXES = {4: 24, 6: 64}
"""Bits of an address that its holder cannot change: a household or more."""


def network_of(event: Mapping[str, Any]) -> str:
    """The network of whoever asks, such as `198.51.100.0/24`; `unknown` if nothing tells."""
    given = str(event.get("headers", {}).get(VIEWER, ""))
    text = given.rpartition(":")[0] if given else event["requestContext"].get("http", {}).get("sourceIp", "")
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, PREFIXES[address.version]), strict=False))


def hashed_network(event: Mapping[str, Any], key: str) -> str:
    """The keyed hash that stands for the network."""
    if not key:
        raise ValueError("a hash without a key would give the network away")
    return hmac.digest(key.encode(), f"network:{network_of(event)}".encode(), sha256).hex()[:32]


def is_from_elsewhere(event: Mapping[str, Any], site_url: str) -> bool:
    """Whether a browser says that a page of another site sent this.

    Sec-Fetch-Site says it by itself. Origin is `null` where a page has `Referrer-Policy: no-referrer`, as ours have
    (https://fetch.spec.whatwg.org/#append-a-request-origin-header), so that says nothing.
    """
    headers = event.get("headers", {})
    if site := headers.get("sec-fetch-site"):
        return site not in ("same-origin", "none")
    own = urlsplit(site_url)
    return str(headers.get("origin", "null")).lower() not in ("null", f"{own.scheme}://{own.netloc}".lower())
