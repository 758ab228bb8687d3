"""What must be true of a pipeline that has come to rest: everything agrees with the source bucket."""

import hashlib
from collections import Counter
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import unquote

from flong.archive import Kept, unpacked
from flong.article import EXTENSIONS, id_of
from flong.collect import PAGE_SIZE
from flong.count import COUNTERS, counted_of, counters_of
from flong.events import ArticleRecord
from flong.formats.addresses import tag_feed_path, tag_path
from flong.formats.registry import PUBLIC
from flong.index import entries_of, entry_sha256

from flong_local.pipeline import Pipeline


def archived(pipeline: Pipeline) -> list[Kept]:
    """All that the archive of events holds."""
    keys = pipeline._keys("FLONG_ARCHIVE_BUCKET")
    contents = [pipeline._object("FLONG_ARCHIVE_BUCKET", key) for key in keys]
    return [it for content in contents if content is not None for it in unpacked(content)]


def assert_agreement(pipeline: Pipeline) -> None:
    """Site, index, counts, collections and announcements agree with the good articles in the bucket."""
    assert pipeline.dead_letters == {}
    sources = objects(pipeline)
    records = {id_: record for id_ in article_ids(pipeline) if (record := pipeline.record(id_))}
    for record in records.values():
        if record["state"] == "published":
            assert_live(pipeline, record, records, sources)
        else:
            assert_gone(pipeline, record, records)
    assert_taken_in(pipeline, records, sources)
    assert_index(pipeline, records)
    assert_announced(pipeline, records)


def objects(pipeline: Pipeline) -> dict[str, str]:
    """SHA-256 of every object that editors wrote, by article id."""
    s3, bucket = pipeline.clients.s3, pipeline.environment["FLONG_SOURCE_BUCKET"]
    keys = pipeline._keys("FLONG_SOURCE_BUCKET", "articles/")
    return {
        id_of(key): hashlib.sha256(s3.get_object(Bucket=bucket, Key=key)["Body"].read()).hexdigest()
        for key in keys
        if key.endswith(EXTENSIONS)
    }


def article_ids(pipeline: Pipeline) -> list[str]:
    pages = pipeline.clients.dynamodb.get_paginator("scan").paginate(
        TableName=pipeline.environment["FLONG_ARTICLE_TABLE"], ConsistentRead=True
    )
    keys = [(item["pk"]["S"], item["sk"]["S"]) for page in pages for item in page["Items"]]
    return sorted(pk.removeprefix("ARTICLE#") for pk, sk in keys if sk == "ARTICLE")


def assert_taken_in(pipeline: Pipeline, records: dict[str, dict[str, Any]], sources: dict[str, str]) -> None:
    """No source is passed over: it is live, or a draft, or its verdict says what is wrong with it."""
    keys = set(pipeline._keys("FLONG_SOURCE_BUCKET", "articles/"))
    for verdict in verdicts(pipeline):
        assert verdict["status"] == "removed" or verdict["key"] in keys, f"{verdict['key']} is judged, and gone"
    for article_id in sources:
        verdict = pipeline.item(f"ARTICLE#{article_id}", "VERDICT")
        assert verdict, f"{article_id} was never judged"
        if verdict["status"] == "accepted":
            assert records[article_id]["state"] in ("published", "draft", "scheduled", "withdrawn")
            assert pipeline.object_tags(verdict["key"]).get("flong-status") == records[article_id]["state"]
        else:
            assert verdict["status"] == "rejected"
            assert pipeline.object_tags(verdict["key"]).get("flong-status") == "rejected"
            assert_copied(verdict, records)


def verdicts(pipeline: Pipeline) -> list[dict[str, Any]]:
    pages = pipeline.clients.dynamodb.get_paginator("scan").paginate(
        TableName=pipeline.environment["FLONG_ARTICLE_TABLE"], ConsistentRead=True
    )
    keys = [item["pk"]["S"] for page in pages for item in page["Items"] if item["sk"]["S"] == "VERDICT"]
    return [found for key in keys if (found := pipeline.item(key, "VERDICT"))]


def assert_copied(verdict: dict[str, Any], records: dict[str, dict[str, Any]]) -> None:
    """What is refused as a copy is one of an article that is live."""
    for finding in verdict["findings"]:
        if finding["code"] == "copy-of":
            original = records[id_of(finding["found"])]
            assert original["state"] == "published", f"{verdict['article_id']} is a copy of what is gone"
            assert original["bytes_sha256"] == verdict["source"]["sha256"], f"{verdict['article_id']} is no copy"


def assert_live(
    pipeline: Pipeline, record: dict[str, Any], records: dict[str, dict[str, Any]], sources: dict[str, str]
) -> None:
    # A rejected edit leaves the article as it was, so its source may be newer than what is live.
    verdict = pipeline.item(f"ARTICLE#{record['id']}", "VERDICT")
    if verdict["status"] == "accepted":
        assert record["source"]["sha256"] == sources.get(record["id"]), f"{record['id']} is not as its source is"
    else:
        assert record["id"] in sources
    for name, file in PUBLIC.items():
        content = pipeline.site(f"{record['path']}{file}")
        assert content is not None, f"{record['path']}{file} is missing"
        if name in record["variants"]:
            assert hashlib.sha256(content).hexdigest() == record["variants"][name]["sha256"]
        else:
            assert b'http-equiv="refresh"' in content
    taken = {other["path"] for other in records.values() if other["state"] == "published"}
    for path in {*record["former_paths"]} - taken:
        assert b'http-equiv="refresh"' in (pipeline.site(path) or b""), f"{path} leads nowhere"
    for picture in record["pictures"]:
        content = pipeline.site(f"{record['path']}{picture['file']}")
        assert content is not None, f"{record['path']}{picture['file']} is missing"
        assert hashlib.sha256(content).hexdigest() == picture["sha256"]


def assert_gone(pipeline: Pipeline, record: dict[str, Any], records: dict[str, dict[str, Any]]) -> None:
    """Nothing is left at the path, but for a note where it was withdrawn, or what leads to another that was there."""
    live = [other for other in records.values() if other["state"] == "published"]
    taken = {path for other in live for path in (other["path"], *other["former_paths"])}
    folder = record["path"].lstrip("/")
    if record.get("successor"):
        assert pipeline.site(record["path"]) is not None, f"{record['path']} leads nowhere"
    elif record["path"] not in taken:
        left = pipeline._keys("FLONG_SITE_BUCKET", folder)
        noted = record["state"] == "withdrawn" and was_announced(pipeline, record)
        assert left == ([f"{folder}index.html"] if noted else [])


def was_announced(pipeline: Pipeline, record: dict[str, Any]) -> bool:
    """Whether anybody was told that the article is read at its path."""
    url = pipeline.item(f"ARTICLE#{record['id']}", "ARTICLE")["listing"]["url"]
    told = ("published.v1", "updated.v1", "corrected.v1", "withdrawn.v1")
    events = [event for event in pipeline.announcements if event["subject"] == record["id"]]
    return any(event["data"]["url"] == url for event in events if event["type"].endswith(told))


def assert_index(pipeline: Pipeline, records: dict[str, dict[str, Any]]) -> None:
    live = {id_: record for id_, record in records.items() if record["state"] == "published"}
    counts = Counter(tag["id"] for record in live.values() for tag in record["listing"].get("tags", []))
    assert pipeline.tags() == counts
    assert_counted(pipeline, live)
    assert_listed(pipeline, live)
    for tag, count in counts.items():
        entries = pipeline.entries(tag)
        assert len(entries) == count
        page = (pipeline.site(tag_path(tag)) or b"").decode()
        feed = (pipeline.site(tag_feed_path(tag)) or b"").decode()
        assert feed.count("<entry") == min(count, PAGE_SIZE)
        assert all(tag in tags_of(live[id_]) for id_ in entries)
        for id_ in entries[:PAGE_SIZE]:
            assert live[id_]["path"] in unquote(unescape(page))


def assert_counted(pipeline: Pipeline, live: dict[str, dict[str, Any]]) -> None:
    """Each counter is exact, and called as by an article that it counts."""
    states = [counters_of(counted_of(ArticleRecord.model_validate(record))) for record in live.values()]
    right = Counter(key for state in states for key in state)
    partitions = [partition for kind in COUNTERS.values() for partition in kind]
    found = {(it["pk"], it["sk"]): it for partition in partitions for it in pipeline.items(partition)}
    assert {key: int(it["count"]) for key, it in found.items() if it["count"]} == right
    for key in right:
        assert found[key]["label"] in {state.get(key) for state in states}


def assert_listed(pipeline: Pipeline, live: dict[str, dict[str, Any]]) -> None:
    """The lists have the entries of what is live, as it is, and no others."""
    wanted = [entries_of(ArticleRecord.model_validate(record)) for record in live.values()]
    right = {key: entry_sha256(item) for entries in wanted for key, item in entries.items()}
    pages = pipeline.clients.dynamodb.get_paginator("scan").paginate(
        TableName=pipeline.environment["FLONG_ARTICLE_TABLE"], ConsistentRead=True
    )
    keys = [(item["pk"]["S"], item["sk"]["S"]) for page in pages for item in page["Items"]]
    listed = {key for key in keys if key[0].startswith(("TAG#", "CATEGORY#", "AUTHOR#", "LATEST#"))}
    assert listed == {*right}
    for (pk, sk), sha256 in right.items():
        assert entry_sha256(shown(pipeline.item(pk, sk))) == sha256, f"{sk} in {pk} is stale"


def shown(item: dict[str, Any] | None) -> dict[str, Any]:
    """What an item says, but for where it lies; numbers as Python has them."""
    said = {name: value for name, value in (item or {}).items() if name not in ("pk", "sk")}
    return {name: int(value) if isinstance(value, Decimal) else value for name, value in said.items()}


def tags_of(record: dict[str, Any]) -> list[str]:
    return [tag["id"] for tag in record["listing"].get("tags", [])]


def assert_announced(pipeline: Pipeline, records: dict[str, dict[str, Any]]) -> None:
    """A consumer that keeps the highest revision of each article ends at the truth."""
    latest: dict[str, dict[str, Any]] = {}
    for event in pipeline.announcements:
        known = latest.get(event["subject"])
        if not event["type"].endswith("rejected.v1") and (
            known is None or int(event["sequence"]) >= int(known["sequence"])
        ):
            latest[event["subject"]] = event
    for id_, record in records.items():
        event = latest.get(id_)
        if record["state"] == "published":
            assert event, f"{id_} was not announced"
            assert int(event["sequence"]) == record["revision"]
            assert event["data"]["variants"]["html"]["sha256"] == record["variants"]["html"]["sha256"]
        elif record["state"] == "scheduled":
            assert event, f"nobody knows when {id_} goes live"
            assert event["type"].endswith(".scheduled.v1")
        else:
            assert event is None or event["type"].endswith(("withdrawn.v1", "unscheduled.v1"))
