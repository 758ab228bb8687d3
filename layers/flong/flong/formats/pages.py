"""The pages that many articles share: the home page, the fronts of lists, their months, and what lists them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from markupsafe import Markup

from flong.article import DEFAULT_CATEGORY, Moment
from flong.events import Listing
from flong.formats.addresses import (
    AUTHORS,
    FEEDS,
    HOME,
    LIST_FEED_PATHS,
    LIST_PATHS,
    MONTHS,
    TAGS,
    category_path,
    home_feed_path,
    month_path,
)
from flong.formats.directory import Entry, Group, by_initial, by_year, most_used
from flong.formats.labels import Labels
from flong.formats.shared_data import page_data
from flong.formats.templates import Theme

FEED_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
HOME_TAGS = 30
"""How many topics the home page names, the most used; all of them have a page of their own."""


class Link(NamedTuple):
    """An address to go to, root-relative, by what readers call it."""

    path: str
    label: str


@dataclass(frozen=True)
class Head:
    """What the head of a page says of it. Paths are root-relative; `older` and `newer` are the pages beside it."""

    title: str
    name: str
    description: str
    path: str
    feeds: tuple[tuple[str, str], ...] = ()
    newer: Link | None = None
    older: Link | None = None
    empty: bool = False
    data: Markup = field(default_factory=Markup)


@dataclass(frozen=True)
class List:
    """A list of articles: `kind` is `tag`, `category`, `author`, or `month` for the whole site's."""

    kind: str
    id: str = ""
    label: str = ""
    description: str = ""


@dataclass(frozen=True)
class Front:
    """The first page of a list: its newest articles of `total`, and the month to read on in, if there are more."""

    list: List
    listings: Sequence[Listing]
    total: int
    older: str = ""
    related: Sequence[Entry] = ()


@dataclass(frozen=True)
class Month:
    """One page of a month of a list: page `number` of `pages`, of a month with `total` articles.

    `older` and `newer` are the nearest months that have articles; empty where there is none.
    """

    list: List
    month: str
    listings: Sequence[Listing]
    total: int
    number: int = 1
    pages: int = 1
    older: str = ""
    newer: str = ""


@dataclass(frozen=True)
class Index:
    """What there is on the whole site, each kind as its counters have it."""

    tags: Sequence[Entry] = ()
    categories: Sequence[Entry] = ()
    authors: Sequence[Entry] = ()
    months: Sequence[Entry] = ()


# ---- the pages


def home_page(listings: Sequence[Listing], index: Index, theme: Theme, older: str = "") -> str:
    """The latest articles, newest first as given, and where to go on."""
    site, labels = theme.site, labels_of(theme)
    head = Head(
        title=site.name,
        name=site.name,
        description=site.tagline or site.name,
        path=HOME,
        feeds=tuple((FEED_TYPES[kind], home_feed_path(kind)) for kind in FEEDS),
        data=page_data([], listings, theme),
    )
    ways = [Link(TAGS, labels.all_topics), Link(AUTHORS, labels.authors), Link(MONTHS, labels.archive)]
    kinds = (index.tags, index.authors, index.months)
    return theme.render(
        "home.html",
        head=head,
        listings=listings,
        tags=linked("tag", most_used(index.tags, HOME_TAGS), theme),
        categories=[it for it in linked("category", index.categories, theme) if it.path != DEFAULT_PATH],
        ways=[way for way, found in zip(ways, kinds, strict=True) if found],
        older=Link(month_path(older), labels.older) if older else None,
    )


DEFAULT_PATH = category_path(DEFAULT_CATEGORY)


def front_page(front: Front, theme: Theme) -> str:
    """The newest articles of a list, newest first as given."""
    it, labels = front.list, labels_of(theme)
    path, name = LIST_PATHS[it.kind](it.id), name_of(it, labels)
    feed = LIST_FEED_PATHS.get(it.kind)
    head = Head(
        title=f"{name} · {theme.site.name}",
        name=name,
        description=it.description or described(it, theme),
        path=path,
        feeds=tuple((FEED_TYPES[kind], feed(it.id, kind)) for kind in FEEDS) if feed else (),
        empty=not front.listings,
        data=page_data([*way_to(it.kind, labels), Link(path, name)], front.listings, theme),
    )
    return theme.render(
        "list.html",
        head=head,
        kind=kind_of(it.kind, labels),
        about=it.description,
        own_section=path if it.kind == "category" else "",
        total=front.total,
        listings=front.listings,
        older=Link(month_path(front.older, it.kind, it.id), labels.older) if front.older else None,
        related=linked("tag", front.related, theme),
    )


def month_page(page: Month, theme: Theme) -> str:
    """One page of the articles of a month of a list, newest first as given."""
    it, labels = page.list, labels_of(theme)
    written, path = month_label(page.month, labels), path_in(page, page.number)
    name = f"{name_of(it, labels)}{labels.list_between}{written}" if it.id else written
    place = page_of(page, labels)
    head = Head(
        title=" · ".join([name, *([place] if page.number > 1 else []), theme.site.name]),
        name=name,
        description=labels.of_month.format(what=name, site=theme.site.name),
        path=path,
        newer=newer_than(page, labels),
        older=older_than(page, labels),
        data=page_data([*way_to_month(it, labels), Link(path, written)], page.listings, theme),
    )
    return theme.render(
        "month.html",
        head=head,
        ways=way_to_month(it, labels)[-1:],
        heading=written,
        total=page.total,
        place=place if page.pages > 1 else "",
        listings=page.listings,
    )


def tags_page(index: Index, theme: Theme) -> str:
    """Every tag in use, by the letter that it begins with."""
    labels = labels_of(theme)
    groups = by_initial(linked_entries("tag", index.tags, theme), labels)
    top = linked("tag", most_used(index.tags, HOME_TAGS), theme) if len(index.tags) > HOME_TAGS else []
    return directory_page(TAGS, labels.topics, groups, theme, top)


def authors_page(index: Index, theme: Theme) -> str:
    """Everybody who signs an article, by the letter that a name begins with."""
    labels = labels_of(theme)
    groups = by_initial(linked_entries("author", index.authors, theme), labels)
    return directory_page(AUTHORS, labels.authors, groups, theme)


def months_page(index: Index, theme: Theme) -> str:
    """Every month that has articles, by year, the newest first."""
    labels = labels_of(theme)
    found = [it._replace(path=month_path(it.id), label=month_label(it.id, labels), last="") for it in index.months]
    return directory_page(MONTHS, labels.archive, by_year(found, labels), theme)


def directory_page(path: str, name: str, groups: Sequence[Group], theme: Theme, top: Sequence[Link] = ()) -> str:
    count = sum(len(group.entries) for group in groups)
    head = Head(
        title=f"{name} · {theme.site.name}",
        name=name,
        description=f"{name} · {theme.site.tagline or theme.site.name}",
        path=path,
        empty=not count,
        data=page_data([Link(path, name)], [], theme),
    )
    return theme.render("directory.html", head=head, groups=groups, top=top, written=day_label(theme))


# ---- what they are made of


def labels_of(theme: Theme) -> Labels:
    return theme.labels(theme.site.language)


def kind_of(kind: str, labels: Labels) -> str:
    return {"tag": labels.topic, "category": labels.section, "author": labels.author}[kind]


def name_of(it: List, labels: Labels) -> str:
    return labels.other_articles if (it.kind, it.id) == ("category", DEFAULT_CATEGORY) else it.label


def category_label(id_: str, written: str, theme: Theme) -> str:
    """What readers see of a category, as its articles write it."""
    return name_of(List("category", id_, label_of("category", Entry(id_, written, 0))), labels_of(theme))


def described(it: List, theme: Theme) -> str:
    """What a list is about that nobody has described."""
    labels = labels_of(theme)
    texts = {"tag": labels.on_topic, "category": labels.in_section, "author": labels.by_author}
    return texts[it.kind].format(what=name_of(it, labels), site=theme.site.name)


def way_to(kind: str, labels: Labels) -> list[Link]:
    """The pages between the home page and the front of a list."""
    ways = {"tag": [Link(TAGS, labels.topics)], "author": [Link(AUTHORS, labels.authors)]}
    return ways.get(kind, [])


def way_to_month(it: List, labels: Labels) -> list[Link]:
    if it.kind == "month":
        return [Link(MONTHS, labels.archive)]
    return [*way_to(it.kind, labels), Link(LIST_PATHS[it.kind](it.id), name_of(it, labels))]


def path_in(page: Month, number: int) -> str:
    return month_path(page.month, page.list.kind, page.list.id, number)


def older_than(page: Month, labels: Labels) -> Link | None:
    """The next page of the month, else the month before."""
    if page.number < page.pages:
        return Link(path_in(page, page.number + 1), labels.older)
    return month_beside(page, page.older, labels)


def newer_than(page: Month, labels: Labels) -> Link | None:
    if page.number > 1:
        return Link(path_in(page, page.number - 1), labels.newer)
    return month_beside(page, page.newer, labels)


def month_beside(page: Month, month: str, labels: Labels) -> Link | None:
    return Link(month_path(month, page.list.kind, page.list.id), month_label(month, labels)) if month else None


def page_of(page: Month, labels: Labels) -> str:
    return labels.page_of.format(n=labels.number(page.number), total=labels.number(page.pages))


def month_label(month: str, labels: Labels) -> str:
    """`January 2026` of `2026-01`."""
    at = datetime(int(month[:4]), int(month[5:]), 1, tzinfo=UTC)
    return labels.written(Moment(at=at, precision="month"))


def day_label(theme: Theme) -> Any:
    """What writes the day, in the site's zone, of a time as the index has it."""
    labels = labels_of(theme)
    return lambda last: labels.written(Moment(at=datetime.fromisoformat(last), precision="day", zone=theme.site.zone))


def linked(kind: str, entries: Iterable[Entry], theme: Theme) -> list[Link]:
    return [Link(it.path, it.label) for it in linked_entries(kind, entries, theme)]


def linked_entries(kind: str, entries: Iterable[Entry], theme: Theme) -> list[Entry]:
    """Entries with the addresses of their pages, and called as the site calls them."""
    known = theme.site.tags.tags if kind == "tag" else {}
    return [
        it._replace(path=LIST_PATHS[kind](it.id), label=known[it.id].label if it.id in known else label_of(kind, it))
        for it in entries
    ]


def label_of(kind: str, it: Entry) -> str:
    if kind != "category":
        return it.label
    words = it.label.replace("-", " ")
    return words[:1].upper() + words[1:]
