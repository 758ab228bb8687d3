"""Freezes the audience of a mailing: who is to have it is written down before the first mail goes out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    at it beside, it is one row of parts in the order of ids.
    """
    number, after = end_of(mailings.parts(mailing.id))
    there = True
    while there:
        there = False
        for ids in chunks(in_order(candidates, after)):
            if not in_time():
                return False
            put = mailings.put_part(mailing.id, number, ids)
            if put == "frozen":
                return True
            number, there = number + 1, put == "there"
            if there:  # somebody else is at it, and knew of more or of fewer: it goes on after theirs
                after = mailings.last_in(mailing.id, part_name(number - 1))
                break
    return True


def end_of(parts: Sequence[PartHead]) -> tuple[int, str]:
    """The number of the part after those that are there, and the id that it comes after."""
    return (parts[-1].number + 1, parts[-1].last) if parts else (0, "")


def in_order(candidates: Candidates, after: str) -> Iterator[str]:
    """Those past an id, of all shards: a shard is the first digit of an id."""
    for shard in SHARDS:
        if shard >= after[:1]:
            yield from candidates(shard, after)


def chunks(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    remaining = iter(ids)
    while chunk := tuple(islice(remaining, settings().mail_part)):
        yield chunk
