"""Names that outlive every change of title, path or date, the same in feeds and structured documents."""

from uuid import NAMESPACE_URL, uuid5


def lasting(name: str) -> str:
    """A URN (RFC 9562) that always stands for `name`."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def article_urn(site_url: str, article_id: str) -> str:
    """What an article is known by wherever it is told of."""
    return lasting(f"{site_url}#{article_id}")
