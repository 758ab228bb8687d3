"""Where collections live, as root-relative paths; nothing to import."""

HOME = "/"
HOME_FEED = "/feeds/latest.atom"
TAGS, AUTHORS, MONTHS = "/tags/", "/authors/", "/months/"
"""The pages that list all of a kind."""
FEEDS = ("atom", "rss", "json")


def tag_path(tag_id: str) -> str:
    """The page of a tag."""
    return f"{TAGS}{tag_id}/"


def category_path(category: str) -> str:
    """The page of a category, in the folder that its articles share."""
    return f"/{category}/"


def author_path(author_id: str) -> str:
    """The page of an author."""
    return f"{AUTHORS}{author_id}/"


def tag_feed_path(tag_id: str, kind: str = "atom") -> str:
    """A feed of a tag, of one of the kinds in `FEEDS`."""
    return f"{TAGS}{tag_id}/feed.{kind}"


def category_feed_path(category: str, kind: str = "atom") -> str:
    return f"/categories/{category}/feed.{kind}"


def home_feed_path(kind: str = "atom") -> str:
    """A feed of the whole site."""
    return f"/feeds/latest.{kind}"


LIST_PATHS = {"tag": tag_path, "category": category_path, "author": author_path}
"""By kind of list, its front page by its id."""
LIST_FEED_PATHS = {"tag": tag_feed_path, "category": category_feed_path}
"""By kind of list that has feeds, a feed by its id and form."""
ARCHIVES = {"tag": "/tags/", "category": "/categories/", "author": "/authors/", "month": "/months/"}
"""By kind of list, where its months are; `month` is the list of the whole site, which has no name."""


def month_path(month: str, kind: str = "month", name: str = "", page: int = 1) -> str:
    """A page of one month, `yyyy-mm`, of one list; the first has no number."""
    folder = f"{ARCHIVES[kind]}{name}/" if name else ARCHIVES[kind]
    return f"{folder}{month}/" if page == 1 else f"{folder}{month}/{page}/"


SITEMAP, NEWS_SITEMAP, ROBOTS, LLMS = "/sitemap.xml", "/sitemaps/news.xml", "/robots.txt", "/llms.txt"


def sitemap_path(name: str, part: int = 1) -> str:
    """A part of the sitemap: of a month, `yyyy-mm`, or of the pages that are no article's; the first has no number."""
    return f"/sitemaps/{name}.xml" if part == 1 else f"/sitemaps/{name}-{part}.xml"
