"""Where collections live, as root-relative paths; nothing to import."""

HOME = "/"
HOME_FEED = "/feeds/latest.atom"


def tag_path(tag_id: str) -> str:
    """The page of a tag."""
    return f"/tags/{tag_id}/"


def tag_feed_path(tag_id: str) -> str:
    """The Atom feed of a tag."""
    return f"/tags/{tag_id}/feed.atom"
