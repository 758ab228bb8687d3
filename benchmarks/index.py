"""`make bench-index`: what the tag index costs, from a hundred articles to a hundred thousand, on a table in memory.

The commit, the counts and the rebuilds are the real code; only AWS is a model, which charges as DynamoDB does.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from flong.article import Article
from flong.events import ArticleRecord
from rich.console import Console
from rich.table import Table

from benchmarks import archive, index_picture
from benchmarks.report import Report, table
from benchmarks.world import World, world

SIZES = (100, 1_000, 10_000, 100_000)
SAMPLE = 1_000
"""Articles, at most, over which a cost is averaged."""
BATCH = 100
"""Records of the stream in a batch of `count`: template.yaml."""
PER_SECOND = 100
MOST_UNITS = 1_000
"""Write units a second that one partition takes."""
TAGS_OF = (10, 100, 1_000, 10_000)
"""Articles of the tags whose pages are rebuilt: those that come nearest, and the tag that has most."""


def main() -> None:
    given = parsed()
    console = Console(stderr=given.json)
    with console.status("Loading …"):
        report = measure([size for size in SIZES if size <= given.articles], given.burst)
    if given.picture:
        given.picture.write_text(index_picture.picture(report.values), encoding="utf-8")
    if given.json:
        print(json.dumps(report.values, indent=2))
    else:
        report.show(console)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.index", description=__doc__)
    parser.add_argument("--articles", type=int, default=SIZES[-1], help="the largest archive")
    parser.add_argument("--burst", type=int, default=2_000, help="uploads of the burst")
    parser.add_argument("--picture", type=Path, help="the SVG to draw")
    parser.add_argument("--json", action="store_true", help="print values for programs, and no tables")
    return parser.parse_args()


def measure(sizes: Sequence[int], burst: int) -> Report:
    with world() as there:
        loaded = load(there, sizes)
        verify(sizes)
        bursts = {name: burst_of(there, burst, size, n) for n, (name, size) in enumerate(WAYS.items(), 1)}
        rebuilds = list(rebuild_pages(there))
    values = {"articles": loaded, "burst": bursts, "rebuilds": rebuilds}
    tables = [table_of_costs(loaded), table_of_partitions(bursts), table_of_rebuilds(rebuilds)]
    remark = f"{PER_SECOND} uploads a second, all of one month; a partition takes {MOST_UNITS:,} write units a second."
    return Report("The tag index", values, tables, [remark])


# ---- loading


def write(articles: Sequence[tuple[Article, ArticleRecord | None]], size: int = BATCH) -> None:
    """Commits articles, and counts them in batches of the stream."""
    from flong.aws import committing, counting
    from flong.commit import commit_of

    records = []
    for article, before in articles:
        committing.commit(commit_of(archive.message_of(article, before), archive.COMMITTED))
        records.append([stream_record(article.id, before)])
    for start in range(0, len(records), size):
        batch = records[start : start + size]
        if len(counting.count(batch)) < len(batch):
            raise AssertionError("nobody else moves these counts")


def stream_record(id_: str, before: ArticleRecord | None) -> dict[str, Any]:
    from flong.aws.items import attributes

    keys = {"pk": {"S": f"ARTICLE#{id_}"}, "sk": {"S": "ARTICLE"}}
    old = {"OldImage": {**keys, **attributes(before.model_dump(mode="json"))}} if before else {}
    return {"dynamodb": {"Keys": keys, **old}}


def load(there: World, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """What a new article, and an edit of one, cost when the archive has grown to each size."""
    found = []
    for turn, (before, size) in enumerate(pairwise([0, *sizes])):
        sampled = size - min(SAMPLE, size - before)
        upload(range(before, sampled))
        forget(there)
        upload(range(sampled, size))
        new = costs(there, size - sampled)
        found.append({"size": size, "new": new, "edit": edit(there, edited_at(size, turn))})
    return found


def upload(numbers: range) -> None:
    for start in range(0, len(numbers), BATCH):
        write([(archive.article(number), None) for number in numbers[start : start + BATCH]])


def edited_at(size: int, turn: int) -> range:
    """A hundred articles, or fewer, from all over an archive of some size; of no two turns the same."""
    return range(turn, size, max(5, size // BATCH))


def edit(there: World, numbers: range) -> dict[str, float]:
    """A new title, and another tag in place of the last."""
    changed = [(archive.article(n, edited=True), archive.committed(archive.article(n))) for n in numbers]
    forget(there)
    write(changed)
    return costs(there, len(changed))


def forget(there: World) -> None:
    there.table.forget_costs()
    there.messages.clear()
    there.bucket.calls.clear()


def costs(there: World, articles: int) -> dict[str, float]:
    """Of one article."""
    found = {
        "calls": there.table.calls.total(),
        "write_units": there.table.written.total(),
        "read_units": there.table.read.total(),
        "messages": there.messages.total(),
    }
    return {name: round(value / articles, 2) for name, value in found.items()}


def verify(sizes: Sequence[int]) -> None:
    """The counters are what they should be, counted another way."""
    from flong.aws import collections

    edited = {n for turn, it in enumerate(sizes) for n in edited_at(it, turn)}
    right: Counter[str] = Counter()
    for number in range(sizes[-1]):
        right.update(tag.id for tag in archive.article(number, edited=number in edited).tags)
    found = {tag.id: count for tag, count in collections.tags()}
    if found != right:
        raise AssertionError("the counters are not exact")


# ---- a burst

WAYS = {"one by one": 1, "together": BATCH}


def burst_of(there: World, count: int, size: int, turn: int) -> dict[str, Any]:
    """Write units a second, by kind of partition: of the hottest, and of all of the kind."""
    first = turn * 10_000_000
    forget(there)
    write([(archive.article(number, fresh=True), None) for number in range(first, first + count)], size)
    seconds, kinds = count / PER_SECOND, {}
    for pk, units in there.table.written.items():
        kinds.setdefault(pk.partition("#")[0], {})[pk] = units / seconds
    return {
        kind: {"hottest": round(max(it.values()), 1), "all": round(sum(it.values()), 1), "partitions": len(it)}
        for kind, it in sorted(kinds.items())
        if kind in SHARED
    }


SHARED = ("AUTHOR", "AUTHORS", "CATEGORIES", "CATEGORY", "DIRTY", "LATEST", "MONTHS", "TAG", "TAGS")
"""What more than one article writes to."""


# ---- rebuilding


def rebuild_pages(there: World) -> Iterator[dict[str, Any]]:
    from flong.aws import collecting, collections
    from flong.formats.templates import Theme
    from flong.settings import settings

    theme = Theme.load(settings().theme, settings().site_url)
    counted = [(count, tag.id) for tag, count in collections.tags()]
    chosen = {min(counted, key=lambda it, goal=goal: abs(it[0] - goal)) for goal in TAGS_OF} | {max(counted)}
    for count, tag in sorted(chosen):
        collections.rebuild_later([f"tag/{tag}"])
        forget(there)
        collecting.rebuild(f"tag/{tag}", theme)
        yield {
            "articles": count,
            "read_units": there.table.read.total(),
            "calls": there.table.calls.total(),
            "puts": there.bucket.calls["PutObject"],
        }


# ---- showing


def table_of_costs(loaded: list[dict[str, Any]]) -> Table:
    shown = table("articles there are", *(f"{kind}: {what}" for kind in ("new", "edit") for what in NAMES))
    for it in loaded:
        row = [f"{it[kind][name]:.2f}" for kind in ("new", "edit") for name in NAMES.values()]
        shown.add_row(f"{it['size']:,}", *row)
    return shown


NAMES = {"calls": "calls", "WCU": "write_units", "RCU": "read_units"}


def table_of_partitions(bursts: dict[str, dict[str, Any]]) -> Table:
    shown = table("write units a second", *(f"{way}: {what}" for way in bursts for what in ("hottest", "all")))
    for kind in SHARED:
        row = [f"{found[kind][what]:.1f}" for found in bursts.values() for what in ("hottest", "all")]
        shown.add_row(kind, *row)
    return shown


def table_of_rebuilds(rebuilds: list[dict[str, Any]]) -> Table:
    shown = table("articles of a tag", "calls", "RCU", "PUTs")
    for it in rebuilds:
        shown.add_row(f"{it['articles']:,}", str(it["calls"]), str(it["read_units"]), str(it["puts"]))
    return shown


if __name__ == "__main__":
    main()
