"""Which collections there are, what each is made of and where its files lie. Pure."""

import re
from dataclasses import dataclass
from hashlib import md5
from typing import NamedTuple

from flong.errors import BrokenContract
from flong.formats.addresses import (
    AUTHORS,
    FEEDS,
    HOME,
    LIST_FEED_PATHS,
    LIST_PATHS,
    LLMS,
    MONTHS,
    NEWS_SITEMAP,
    ROBOTS,
    SITEMAP,
    TAGS,
    home_feed_path,
    month_path,
)
from flong.index import author_pk, category_pk, tag_pk

PAGE_SIZE = 50
PARTITIONS = {"tag": tag_pk, "category": category_pk, "author": author_pk}
"""By kind of list, the partition of its entries."""
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class File(NamedTuple):
    """One file of a collection, as it should be on the site; `key` is its path without the slash it begins with."""

    key: str
    text: str
    content_type: str

    @property
    def etag(self) -> str:
        """As S3 has it of an object that was put in one piece and is encrypted by a key of S3's own."""
        return md5(self.text.encode(), usedforsecurity=False).hexdigest()


def file_at(path: str, text: str, content_type: str) -> File:
    """The file at a root-relative path; a folder's is its page."""
    return File(key_at(path), text, content_type)


def key_at(path: str) -> str:
    return f"{path}index.html"[1:] if path.endswith("/") else path[1:]


@dataclass(frozen=True)
class Collection:
    """What a name such as `home`, `tag/sea`, `tag/sea/2026-01` or `month/2026-01` stands for.

    `kind` is `home`, `sitemap`, `tag`, `category`, `author` or `month`; `name` is the id of the list, and `month` is
    that of an archive.
    """

    kind: str
    name: str = ""
    month: str = ""

    @property
    def is_archive(self) -> bool:
        return bool(self.month)

    def in_month(self, month: str) -> str:
        """The name of the same list's archive of a month."""
        return "/".join(filter(None, (self.kind, self.name, month)))

    @property
    def shrinks(self) -> bool:
        """Whether a file of it may have to go: of a month that has become shorter, or of news that are none now."""
        return self.is_archive or self.kind == "sitemap"


def collection_of(name: str) -> Collection:
    """`BrokenContract` where there is no such collection."""
    match name.split("/"):
        case ["home" | "sitemap" as kind]:
            return Collection(kind)
        case ["month", month] if MONTH.fullmatch(month):
            return Collection("month", month=month)
        case ["tag" | "category" | "author" as kind, id_] if id_:
            return Collection(kind, id_)
        case ["tag" | "category" | "author" as kind, id_, month] if id_ and MONTH.fullmatch(month):
            return Collection(kind, id_, month)
    raise BrokenContract(f"there is no collection {name!r}")


def keys_of(it: Collection) -> list[str]:
    """Where the files of a collection lie that always has the same; an archive's are found by its `prefixes_of`."""
    if it.kind == "home":
        paths = [HOME, TAGS, AUTHORS, MONTHS, ROBOTS, LLMS, *map(home_feed_path, FEEDS)]
    elif it.kind == "sitemap":
        paths = [SITEMAP, NEWS_SITEMAP]
    elif it.kind in LIST_PATHS and not it.month:
        feed = LIST_FEED_PATHS.get(it.kind)
        paths = [LIST_PATHS[it.kind](it.name), *(feed(it.name, kind) for kind in FEEDS if feed)]
    else:
        paths = []
    return list(map(key_at, paths))


def prefixes_of(it: Collection) -> list[str]:
    """What the keys of all files of an archive month begin with, those of the month's part of the sitemap included."""
    if it.kind == "sitemap":
        return ["sitemaps/pages"]
    if not it.is_archive:
        return []
    pages = month_path(it.month, it.kind, it.name)[1:]
    return [pages, f"sitemaps/{it.month}"] if it.kind == "month" else [pages]
