"""What subscriptions filter events by: the attributes of a message on the topic. Pure.

Tags, categories and languages are those of now, of what was announced last, and of what may have been announced since:
what an article leaves is a thing that those who follow it have to hear of. All are in small letters, for a filter
policy tells capitals from small letters.
"""

import re
from collections.abc import Iterable

from flong.events import Announced, ArticleRecord
from flong.index import category_of
from flong.publish import Standing

Attributes = dict[str, str | list[str]]

MOST = 100
"""Values of one attribute. Attributes count towards the 256 KiB that SNS takes, and a tag id may have 320 bytes."""

# SNS and SQS take what XML may hold (sns/latest/api/API_Publish.html, sqs/latest/APIReference/API_SendMessage.html).
NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def attributes_of(
    type_: str, standing: Standing, record: ArticleRecord, change_kind: str, differs: list[str]
) -> Attributes:
    """Of an event on a record whose listing is the one that is told; those without a value are left out."""
    listing = record.listing
    assert listing is not None
    before = [heard(standing.announced), *((it.tags, it.category, it.language) for it in reversed(standing.skipped))]
    found: Attributes = {
        "type": type_,
        "article_id": sendable(record.id),
        "category": small([category_of(listing), *(category for _, category, _ in before)]),
        "tags": small([*(tag.id for tag in listing.tags), *(tag for tags, _, _ in before for tag in tags)]),
        "change_kind": change_kind,
        "changed": differs,
        "language": small([listing.language, *(language for _, _, language in before)]),
        "revision": str(record.revision),
    }
    return {name: value for name, value in found.items() if value}


def heard(announced: Announced) -> tuple[tuple[str, ...], str, str]:
    """Tags, category and language by which the last announcement was told."""
    return announced.heard_tags or announced.tags, announced.category, announced.language


def rejection_attributes(type_: str, article_id: str) -> Attributes:
    return {name: value for name, value in {"type": type_, "article_id": sendable(article_id)}.items() if value}


def small(values: Iterable[str]) -> list[str]:
    """Each once, in small letters, those of now first."""
    return list(dict.fromkeys(value.lower() for value in values if value))[:MOST]


def sendable(text: str) -> str:
    """With a mark for each character that no attribute may have; only names of rejected files have such."""
    return NO_TEXT.sub("\ufffd", text)
