"""What does not agree: bucket, index, builds, live files, collections and counts against one another. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Literal

from flong.article import State, Value, id_of
from flong.count import LISTS
from flong.events import ArticleRecord
from flong.index import Key, path_pk
from flong.intake.slugs import RESERVED
from flong.publish import copies, folder_of, is_immutable
from flong.snapshot import Kept, Snapshot, Source, Told

Kind = Literal["missing", "stale", "orphaned", "miscounted"]


class Remedy(StrEnum):
    """What puts a difference right."""

    LOOK = "its key is looked at again"
    REBUILD = "its build is made again"
    REFRESH = "it is published again"
    INDEX = "its entries are written again"
    DROP = "the item is dropped"
    COUNT = "the count is set"
    COLLECT = "the collection is rebuilt"
    REMOVE = "the file is removed"


class Difference(Value):
    """One thing that is not as it should be; `about` is an article's id, a key, a counter or a collection."""

    kind: Kind
    about: str
    what: str
    remedy: Remedy
    item: Key | None = None
    """The very item of the table, where it is one."""
    count: int = 0
    """What a counter should be."""
    was: int = 0
    """What it was found to be."""
    label: str = ""
    """What it should be called, if it is not called anything."""

    @property
    def said(self) -> str:
        return f"{self.kind}: {self.about}: {self.what}"


def shown_by(it: Difference) -> str | None:
    """The collection that a difference is about; that shows the counter, if it is about one; None of an article's."""
    if it.remedy is Remedy.COUNT and it.item:
        return f"{LISTS[it.item[0].partition('#')[0]]}/{it.item[1]}"
    return it.about if it.remedy is Remedy.COLLECT else None


def differences(seen: Snapshot, since: str) -> list[Difference]:
    """Everything that should be otherwise, but for what has moved after `since`: it may be on its way."""
    moving = {it.id for it in seen.articles.values() if it.committed > since}
    moving |= {id_of(key) for key, it in seen.sources.items() if it.modified > since}
    found = [*of_sources(seen), *of_records(seen, since), *of_live_files(seen), *of_the_index(seen)]
    busy = {key for id_ in moving if id_ in seen.articles for key in counters_of(seen, id_)}
    found = [it for it in found if it.about not in moving]
    return [*found, *of_counts(seen, busy), *of_collections(seen, since), *of_strays(seen, moving)]


def of_sources(seen: Snapshot) -> Iterator[Difference]:
    """Objects that nobody has judged, or not as they are now."""
    for key, it in seen.sources.items():
        id_ = id_of(key)
        verdict, record = seen.verdicts.get(id_), seen.articles.get(id_)
        if verdict is None or verdict.etag != it.etag:
            yield Difference(kind="missing", about=id_, what=f"no verdict on `{key}` as it is", remedy=Remedy.LOOK)
        elif verdict.waits_for and free(seen, verdict.waits_for):
            yield Difference(
                kind="stale", about=id_, what=f"it waits for {verdict.waits_for}, which is free", remedy=Remedy.LOOK
            )
        elif verdict.copy_of and not is_copied(seen, *verdict.copy_of):
            what = f"it was a copy of `{verdict.copy_of[0]}`, and is none any more"
            yield Difference(kind="stale", about=id_, what=what, remedy=Remedy.LOOK)
        elif verdict.status == "accepted" and (record is None or record.etag != it.etag):
            yield Difference(kind="stale", about=id_, what=f"the record is not of `{key}` as it is", remedy=Remedy.LOOK)


def free(seen: Snapshot, path: str) -> bool:
    """Whether no article is read at a path, and one that waits for it may take it."""
    held = seen.paths.get(path)
    return held is None or held.moved_to is not None


def is_copied(seen: Snapshot, id_: str, sha256: str) -> bool:
    """Whether an article is public and has these very bytes."""
    original = seen.articles.get(id_)
    return original is not None and original.path is not None and original.sha256 == sha256


def of_records(seen: Snapshot, since: str) -> Iterator[Difference]:
    """Records without a source, past their time, or not told, counted or reported."""
    for id_, it in seen.articles.items():
        told, counted = seen.announced.get(id_, Told(0, 0, 0)), seen.counted.get(id_)
        if it.state is not State.WITHDRAWN and it.key not in seen.sources:
            yield Difference(kind="orphaned", about=id_, what=f"`{it.key}` is gone", remedy=Remedy.LOOK)
        if it.state is State.SCHEDULED and it.publish_at:
            yield from of_schedule(seen, it, since)
        if (told.revision, told.refresh) < (it.revision, it.refresh):
            what = f"revision {it.revision} was not announced, but {told.revision}"
            yield Difference(kind="missing", about=id_, what=what, remedy=Remedy.REFRESH)
        if counted is None or counted.revision < it.revision:
            what = f"revision {it.revision} was not counted"
            yield Difference(kind="missing", about=id_, what=what, remedy=Remedy.REFRESH)
    for id_, verdict in seen.verdicts.items():
        record = seen.articles.get(id_)
        told_of = record is not None and record.state is not State.WITHDRAWN  # its record is orphaned, too
        if verdict.status != "removed" and verdict.key not in seen.sources and not told_of:
            what = f"its verdict is on `{verdict.key}`, which is gone"
            yield Difference(kind="orphaned", about=id_, what=what, remedy=Remedy.LOOK)
        if seen.announced.get(id_, Told(0, 0, 0)).verdict < verdict.number:
            yield Difference(kind="missing", about=id_, what="its verdict was not reported", remedy=Remedy.REFRESH)


def of_schedule(seen: Snapshot, it: Kept, since: str) -> Iterator[Difference]:
    assert it.publish_at
    verdict = seen.verdicts.get(it.id)
    if verdict and verdict.status == "rejected":
        return  # its time may have come, but its editor has been told what keeps it back
    if it.publish_at < since:
        what = f"was to go live at {it.publish_at}"
        yield Difference(kind="stale", about=it.id, what=what, remedy=Remedy.LOOK)
    elif it.id not in seen.schedules:
        what = f"nothing will look at it at {it.publish_at}"
        yield Difference(kind="missing", about=it.id, what=what, remedy=Remedy.REFRESH)


def of_live_files(seen: Snapshot) -> Iterator[Difference]:
    """Public files that are not there, or not as the build has them, and old addresses that lead nowhere."""
    for it in seen.articles.values():
        for source in {*it.built, *it.live.values()} - seen.builds.keys():
            yield Difference(kind="missing", about=it.id, what=f"`{source}` of its build", remedy=Remedy.REBUILD)
        for key, source in it.live.items():
            built, live = seen.builds.get(source), seen.live.get(key)
            if built is None:
                continue
            if live is None:
                yield Difference(kind="missing", about=it.id, what=f"`{key}` of the site", remedy=Remedy.REFRESH)
            elif live != built.etag:
                yield Difference(kind="stale", about=it.id, what=f"`{key}` of the site", remedy=Remedy.REFRESH)
        for key, etag in it.ways.items():
            folder = folder_and_name(key)[0]
            if seen.live.get(key) != etag and (folder in (folder_of(it.path or "/"), *seen.left)):
                kind: Kind = "stale" if key in seen.live else "missing"
                yield Difference(kind=kind, about=it.id, what=f"`{key}`, which leads to it", remedy=Remedy.REFRESH)


def of_the_index(seen: Snapshot) -> Iterator[Difference]:
    """Entries and paths that are missing, stale, or of no article."""
    wanted = {key: (it, sha256) for it in seen.articles.values() for key, sha256 in it.entries.items()}
    for key, (it, sha256) in wanted.items():
        if key not in seen.entries:
            yield Difference(kind="missing", about=it.id, what=f"its entry in {key[0]}", remedy=Remedy.INDEX)
        elif seen.entries[key] != sha256:
            yield Difference(kind="stale", about=it.id, what=f"its entry in {key[0]}", remedy=Remedy.INDEX)
    for pk, sk in seen.entries.keys() - wanted.keys():
        what, id_ = f"its entry of {sk.partition('#')[0]} in {pk}", sk.partition("#")[2]
        yield Difference(kind="orphaned", about=id_, what=what, remedy=Remedy.DROP, item=(pk, sk))
    for it in seen.articles.values():
        if it.path and seen.paths.get(it.path) != (it.id, None):
            yield Difference(
                kind="missing", about=it.id, what=f"the path {it.path} is not its own", remedy=Remedy.INDEX
            )
    for path, (owner, moved_to) in seen.paths.items():
        record = seen.articles.get(owner)
        if not moved_to and (record is None or record.path != path):
            what, item = f"it holds the path {path}", (path_pk(path), "PATH")
            yield Difference(kind="orphaned", about=owner, what=what, remedy=Remedy.DROP, item=item)


def counters_of(seen: Snapshot, id_: str) -> Iterator[Key]:
    """The counters that an article is in, or is about to be."""
    record, counted = seen.articles[id_], seen.counted.get(id_)
    yield from record.counters
    yield from counted.counters if counted else ()


def of_counts(seen: Snapshot, busy: set[Key]) -> Iterator[Difference]:
    """Counters that are not what was counted into them."""
    right: Counter[Key] = Counter()
    for it in seen.counted.values():
        right.update(it.counters)
    for key in sorted(right.keys() | seen.counters.keys()):
        count = seen.counters.get(key, 0)
        if count != right[key] and key not in busy:
            what = f"{count} articles, where there are {right[key]}"
            about, label = f"{key[0].partition('#')[0]}/{key[1]}", seen.labels.get(key, key[1])
            given: dict[str, Any] = {"about": about, "item": key, "count": right[key], "was": count, "label": label}
            yield Difference(kind="miscounted", what=what, remedy=Remedy.COUNT, **given)


def of_collections(seen: Snapshot, since: str) -> Iterator[Difference]:
    """Pages and feeds that do not show what the index has, or wait too long to be rebuilt."""
    for collection, marked in seen.dirty.items():
        if marked < since:
            yield Difference(kind="stale", about=collection, what=f"waits since {marked}", remedy=Remedy.COLLECT)
    for collection, files in seen.collections.items():
        for key, etag in files.items():
            if seen.live.get(key) != etag:
                kind: Kind = "stale" if key in seen.live else "missing"
                yield Difference(kind=kind, about=collection, what=f"`{key}`", remedy=Remedy.COLLECT)


def of_strays(seen: Snapshot, moving: set[str]) -> Iterator[Difference]:
    """Files of the site that belong to nothing."""
    shared = {key for files in seen.collections.values() for key in files}
    for key in seen.live:
        folder, name = folder_and_name(key)
        owner = seen.folders.get(folder) or seen.left.get(folder)
        if key in shared or key in seen.fresh or not folder or is_shared(key) or (owner and owner.id in moving):
            continue
        if owner is None:
            yield Difference(kind="orphaned", about=key, what="a file of no article", remedy=Remedy.REMOVE)
        elif not belongs(owner, folder, name):
            yield Difference(kind="orphaned", about=owner.id, what=f"`{key}` of the site", remedy=Remedy.REFRESH)


def folder_and_name(key: str) -> tuple[str, str]:
    """The folder of the article that a key may belong to, and what is left of it: `sea/tides/` and `amp/index.html`."""
    parts = key.split("/", 2)
    return (f"{parts[0]}/{parts[1]}/", parts[2]) if len(parts) == 3 else ("", key)


def is_shared(key: str) -> bool:
    """Whether a key is of a kind that no article can have."""
    return key.partition("/")[0] in RESERVED


def belongs(it: Kept, folder: str, name: str) -> bool:
    """Whether a file may lie in a folder that an article has, or has left."""
    if it.path and folder_of(it.path) == folder:
        return is_immutable(name) or folder + name in it.live or folder + name in it.ways
    if it.path:
        return is_immutable(name) or folder + name in it.ways
    return it.state is State.WITHDRAWN and name == "index.html"


def expired(builds: Mapping[str, Source], records: Iterable[ArticleRecord], before: str, last: set[str]) -> list[str]:
    """Keys of builds that nobody needs: old, not what any article is now, and not among the last of any."""
    needed = last | {folder_of_build(it.source) for record in records for it in copies(record)}
    return [key for key, it in builds.items() if it.modified < before and folder_of_build(key) not in needed]


def folder_of_build(key: str) -> str:
    """`builds/<article>/<build>/` of anything in it; pictures are kept beside builds, in a folder of their own."""
    return key.rpartition("/")[0] + "/"
