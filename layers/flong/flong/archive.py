"""What was announced, kept by day as JSON Lines, so that it can be sent to a consumer again. Pure."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from flong.errors import BrokenContract

EVENTS = "events/"

Attribute = str | list[str]


@dataclass(frozen=True)
class Kept:
    """An event as it was delivered, and the attributes that it was delivered with."""

    event: Mapping[str, Any]
    attributes: Mapping[str, Attribute]

    @property
    def id(self) -> str:
        return str(self.event["id"])

    @property
    def subject(self) -> str:
        return str(self.event["subject"])

    @property
    def at(self) -> datetime:
        """When what it tells came about, UTC."""
        return datetime.fromisoformat(self.event["time"]).astimezone(UTC)


@dataclass(frozen=True)
class Packed:
    """An object of the archive; the same events always have the same key and the same bytes."""

    key: str
    content: bytes


def kept(record: Mapping[str, Any]) -> Kept:
    """The event in an SQS record of a raw subscription; `BrokenContract` if there is none."""
    try:
        event = json.loads(record["body"])
        found = Kept(event, {name: value_of(it) for name, it in record["messageAttributes"].items()})
        known = (found.id, found.subject, found.at)
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise BrokenContract("a message on the archive's queue is no event") from error
    if not all(known):
        raise BrokenContract("a message on the archive's queue does not say what it tells of")
    return found


def value_of(attribute: Mapping[str, Any]) -> Attribute:
    text = str(attribute["stringValue"])
    return list(map(str, json.loads(text))) if attribute["dataType"] == "String.Array" else text


def packed(events: Iterable[Kept]) -> Iterator[Packed]:
    """The objects that hold these events, one for each day that they came about on; what came twice is there once."""
    of_day: dict[date, dict[str, Kept]] = {}
    for it in events:
        of_day.setdefault(it.at.date(), {})[it.id] = it
    for day, by_id in of_day.items():
        name = sha256("\n".join(sorted(by_id)).encode()).hexdigest()[:32]
        lines = "".join(line(by_id[id_]) for id_ in sorted(by_id))
        # Without the time, which gzip would write into its header.
        yield Packed(f"{folder_of(day)}{name}.jsonl.gz", gzip.compress(lines.encode(), mtime=0))


def line(it: Kept) -> str:
    return (
        json.dumps({"event": it.event, "attributes": it.attributes}, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


def unpacked(content: bytes) -> Iterator[Kept]:
    """The events of an object of the archive."""
    for text in gzip.decompress(content).decode().splitlines():
        found = json.loads(text)
        yield Kept(found["event"], found["attributes"])


def folder_of(day: date) -> str:
    return f"{EVENTS}{day:%Y/%m/%d}/"
