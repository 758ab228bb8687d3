"""Gathers all that there is, compares it, and puts right what differs."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from flong.article import ARTICLES, State, key_of
from flong.audit import Difference, Remedy, differences, folder_and_name, shown_by
from flong.aws import articles, collecting, collections, objects, queues, schedules, site, source
from flong.collect import key_at
from flong.count import COUNTERS, HOME, SITE_WIDE, counters_of
from flong.events import Announced, ArticleRecord, SourceChanged
from flong.events import Counted as CountedItem
from flong.formats.addresses import NEWS_SITEMAP, SITEMAP
from flong.formats.moved import moved_files, moved_page
from flong.formats.templates import Theme
from flong.freshness import KEPT, REMEMBERED
from flong.index import Key, article_pk, dirty_pk, entry_sha256
from flong.intake.judge import concerns, is_companion
from flong.publish import folder_of, stubs
from flong.renaming import original_of
from flong.settings import settings
from flong.snapshot import (
    MOST_ARCHIVES,
    MOST_FRONTS,
    Counted,
    Judged,
    PathItem,
    Snapshot,
    Source,
    Told,
    archives,
    due,
    fronts,
    kept,
    site_wide,
)
from flong.verdict import Verdict

AT_REST = timedelta(minutes=15)
"""How long nothing of an article must have moved for a difference to be one."""
HOURLY = {key_at(SITEMAP), key_at(NEWS_SITEMAP)}
"""Files that are others as time passes, and are made anew every hour."""
MOST_TOLD = 10_000
"""Withdrawals of a month that are looked at for feeds that tell of one too long."""
MOST = 1_000
"""Differences that one run puts right: where there are more, a person should look first."""


def audit(theme: Theme, now: datetime) -> list[Difference]:
    """Everything that does not agree, but for what has moved within `AT_REST`."""
    seen = Snapshot()
    look_at_sources(seen)
    look_at_tables(seen, theme)
    seen.schedules = scheduled(seen)
    seen.builds = {it.key: Source(it.etag, it.modified) for it in objects.listed(settings().builds_bucket)}
    seen.collections = dict(expected(seen, theme, now))
    # Last, so that what was published meanwhile is there.
    look_at_site(seen, since := moment(now - AT_REST))
    return settled(differences(seen, since), since)


def settled(found: list[Difference], since: str) -> list[Difference]:
    """Those of which nothing has moved since: what was read was no snapshot, and some of it was read minutes ago.

    Whatever moves a counter marks its collection, and a commit says when it was.
    """
    keys = dict.fromkeys(map(stamp_of, found))
    items = articles.batch_get([articles.at(*key)["Key"] for key in keys])
    moved = {(it["pk"], it["sk"]): max(it.get("marked", ""), it.get("committed", "")) for it in items}
    return [it for it in found if moved.get(stamp_of(it), "") <= since]


def stamp_of(it: Difference) -> Key:
    """The item that says when what a difference is about has moved last."""
    collection = shown_by(it)
    return (dirty_pk(collection), "DIRTY") if collection else (article_pk(it.about), "ARTICLE")


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def look_at_sources(seen: Snapshot) -> None:
    for it in objects.listed(settings().source_bucket, ARTICLES):
        if concerns(it.key) and not is_companion(it.key):
            seen.sources[it.key] = Source(it.etag, it.modified)


def look_at_site(seen: Snapshot, since: str) -> None:
    found = list(objects.listed(settings().site_bucket))
    seen.live = {it.key: it.etag for it in found}
    seen.fresh = frozenset(it.key for it in found if it.modified > since)


def look_at_tables(seen: Snapshot, theme: Theme) -> None:
    for item in articles.everything():
        partition, _, name = item["pk"].partition("#")
        if (partition, item["sk"]) == ("ARTICLE", "ARTICLE"):
            look_at_record(seen, ArticleRecord.model_validate(item), theme)
        look = LOOKS.get((partition, item["sk"] if partition == "ARTICLE" else ""))
        if look:
            look(seen, name, item)


def look_at_path(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    if item["sk"] == "PATH":
        seen.paths[name] = PathItem(item["owner"], item.get("moved_to"))


def look_at_record(seen: Snapshot, record: ArticleRecord, theme: Theme) -> None:
    ways = [(key, moved_page(record, theme)) for key in stubs(record)]
    for path in record.former_paths:
        ways += [(folder_of(path) + file.file, file.text) for file in moved_files(record, theme)]
    seen.articles[record.id] = kept(record, {key: etag_of(text.encode()) for key, text in ways})


def look_at_verdict(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    it = Verdict.model_validate(item)
    etag = it.source.etag if it.source else None
    seen.verdicts[name] = Judged(it.key, it.status, it.number, etag, it.waits_for, original_of(it))


def look_at_announced(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    it = Announced.model_validate(item)
    seen.announced[name] = Told(it.revision, it.refresh, it.verdict)


def look_at_counted(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    it = CountedItem.model_validate(item)
    labels = counters_of(it)
    seen.counted[name] = Counted(it.revision, tuple(labels))
    seen.labels |= labels


def look_at_entry(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    key = item.pop("pk"), item.pop("sk")
    seen.entries[key] = entry_sha256(item)


def look_at_mark(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    if item["mark"] != item.get("built"):
        seen.dirty[name] = item.get("marked", "")


def look_at_counter(seen: Snapshot, name: str, item: dict[str, Any]) -> None:
    seen.counters[item["pk"], item["sk"]] = item.get("count", 0)


LOOKS: dict[tuple[str, str], Callable[[Snapshot, str, dict[str, Any]], None]] = {
    ("ARTICLE", "VERDICT"): look_at_verdict,
    ("ARTICLE", "ANNOUNCED"): look_at_announced,
    ("ARTICLE", "COUNTED"): look_at_counted,
    **{(kind, ""): look_at_entry for kind in ("TAG", "CATEGORY", "AUTHOR", "LATEST")},
    **{(kind, ""): look_at_counter for kind in COUNTERS},
    ("PATH", ""): look_at_path,
    ("DIRTY", ""): look_at_mark,
}


def scheduled(seen: Snapshot) -> frozenset[str]:
    waiting = [id_ for id_, it in seen.articles.items() if it.state is State.SCHEDULED]
    names = schedules.names() if waiting else set()
    return frozenset(id_ for id_ in waiting if schedules.name_of(id_) in names)


def expected(seen: Snapshot, theme: Theme, now: datetime) -> Iterator[tuple[str, dict[str, str]]]:
    """The ETag of each file of each collection, as the index has it; those that are yet to be rebuilt are left out.

    So is what time alone changes: what is made anew every hour, and feeds that tell of a withdrawal for the last days.
    """
    passing = aging(now)
    day = now.toordinal()
    lists = [*due(fronts(seen), day, MOST_FRONTS), *due(archives(seen), day, MOST_ARCHIVES)]
    for collection in [*site_wide(seen), *lists]:
        if collection not in seen.dirty:
            made = [it for it in collecting.files_of(collection, theme) if it.key not in HOURLY]
            made = [it for it in made if collection not in passing or it.content_type not in collecting.FEEDS]
            files = {it.key: etag_of(it.text.encode()) for it in made}
            brought = collecting.assets_of(theme.folder) if collection == HOME else ()
            yield collection, files | {it.key: f'"{it.etag}"' for it in brought}


def aging(now: datetime) -> set[str]:
    """The collections whose feeds may go on telling of a withdrawal that is too old for them."""
    found = collections.withdrawals(moment(now - KEPT), MOST_TOLD)
    old = [it for it in found if it.withdrawn < moment(now - REMEMBERED)]
    names = [*(f"tag/{tag}" for it in old for tag in it.tags), *(f"category/{it.category}" for it in old)]
    return {HOME, *names} if old else set()


def etag_of(data: bytes) -> str:
    """What S3 calls an object of these bytes that was put in one piece and is encrypted by S3's own key."""
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


def renew(now: datetime) -> None:
    """Has those feeds made anew that tell of a withdrawal for long enough."""
    collections.rebuild_later(sorted(aging(now)))


def report(found: list[Difference], now: datetime) -> None:
    """Leaves beside the editors' reports what was found, for whoever asks later: `reports/audit.json`."""
    told = {"time": moment(now), "differences": [it.model_dump(mode="json", exclude_none=True) for it in found]}
    source.write_report("audit", "json", json.dumps(told, indent=2, ensure_ascii=False), "application/json")


# ---- putting right


def repair(found: list[Difference]) -> int:
    """Sets going what puts the differences right, each once; how many it was. At most `MOST`."""
    due = {(it.remedy, it.about if it.item is None else it.item): it for it in found}
    for it in list(due.values())[:MOST]:
        REPAIRS[it.remedy](it)
    return min(len(due), MOST)


def look(it: Difference) -> None:
    queues.send(settings().bulk_queue, SourceChanged(key=key_of(it.about)))


def rebuild(it: Difference) -> None:
    queues.rebuild(settings().bulk_queue, key_of(it.about))


def refresh(it: Difference) -> None:
    articles.refresh(it.about)


def write_entries(it: Difference) -> None:
    articles.write_entries(it.about)


def drop(it: Difference) -> None:
    assert it.item
    articles.drop_stray(it.about, *it.item)


def set_count(it: Difference) -> None:
    assert it.item
    collections.set_count(it.item, it.was, it.count, it.label)
    collections.rebuild_later([*filter(None, [shown_by(it)]), *SITE_WIDE])


def collect(it: Difference) -> None:
    collections.rebuild_later([it.about])


def remove(it: Difference) -> None:
    """Removes a file of no article, unless one is read there by now; who comes while it goes is published again."""
    path = f"/{folder_and_name(it.about)[0]}"
    if articles.owner_of(path):
        return
    site.remove([it.about])
    if owner := articles.owner_of(path):
        articles.refresh(owner)


REPAIRS: dict[Remedy, Callable[[Difference], None]] = {
    Remedy.LOOK: look,
    Remedy.REBUILD: rebuild,
    Remedy.REFRESH: refresh,
    Remedy.INDEX: write_entries,
    Remedy.DROP: drop,
    Remedy.COUNT: set_count,
    Remedy.COLLECT: collect,
    Remedy.REMOVE: remove,
}
