"""Freezes the audience of a mailing: who is to have it is written down before the first mail goes out."""

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import islice

from flong.aws import ledger, mailings, subscribers
from flong.events import ArticleRecord
from flong.mailings import Mailing, PartHead, lists_for, mailing_id, once_each, part_name
from flong.settings import settings
from flong.subscribers import SHARDS
from flong.theme import Site

Candidates = Callable[[str, str], Iterable[str]]
"""Ids of those who may be in an audience: in one shard, in order, from the first one past another."""


def candidates_for(mailing: Mailing, record: ArticleRecord, site: Site) -> Candidates:
    """Those in the lists of an article; of a notice, those who were sent the article."""
    if mailing.kind != "article":
        original = mailing_id("article", mailing.known_as)
        return lambda shard, after: ledger.recipients(original, shard, after)
    lists = lists_for(record, site.tags)
    return lambda shard, after: once_each(merge(*(subscribers.members(list_, shard, after) for list_ in lists)))


def freeze(mailing: Mailing, candidates: Candidates, in_time: Callable[[], bool]) -> bool:
    """Writes an audience down, part by part; False if it did not come to the end in time.

    Who comes to an audience that is being frozen goes on where it ends: however often that happens, and whoever works
    at it beside, each shard is one row of parts in the order of ids.
    """
    last = {part.shard: part for part in mailings.parts(mailing.id)}
    return all(freeze_shard(mailing.id, shard, last.get(shard), candidates, in_time) for shard in SHARDS)


def freeze_shard(
    mailing: str, shard: str, last: PartHead | None, candidates: Candidates, in_time: Callable[[], bool]
) -> bool:
    number, after = (last.number + 1, last.last) if last else (0, "")
    there = True
    while there:
        there = False
        for ids in chunks(candidates(shard, after)):
            if not in_time():
                return False
            put = mailings.put_part(mailing, shard, number, ids)
            if put == "frozen":
                return True
            number, there = number + 1, put == "there"
            if there:  # somebody else is at it, and knew of more or of fewer: it goes on after theirs
                after = mailings.end_of(mailing, part_name(shard, number - 1))
                break
    return True


def chunks(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    remaining = iter(ids)
    while chunk := tuple(islice(remaining, settings().mail_part)):
        yield chunk
