"""No commit is too large for one transaction, whatever an editor writes within the limits."""

import os
from datetime import UTC, datetime, timedelta
from importlib import import_module
from unittest.mock import patch

import pytest
from flong.article import MAX_AUTHORS, MAX_TAGS, Moment, Person, State
from flong.commit import Commit, commit_of
from flong.events import ArticleGone, ArticleRecord, ArticleRendered
from flong.record import listing_of
from flong.renaming import may_continue
from hypothesis import given, settings
from hypothesis import strategies as st

from flong_local.testing import open_pipeline
from tests.intake.reading import article
from tests.make import SITE, make_record, make_verdict

pytestmark = pytest.mark.embedded
MOST_ONCE = 50
"""As many could sign an article when the first records were written."""


@pytest.fixture(scope="module", autouse=True)
def table():
    with open_pipeline() as pipeline, patch.dict(os.environ, pipeline.environment):
        yield pipeline


def aws():
    """The module that commits; it makes its clients when it is imported, which needs the world to be there."""
    return import_module("flong.aws.committing")


def full(number: int, **given) -> ArticleRecord:
    """The record of an article with all the tags and authors that it may have; another number shares none of them."""
    moment = Moment(at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(40 * number), precision="day")
    values = {
        "tags": [f"tag {number} {n}" for n in range(MAX_TAGS)],
        "authors": tuple(Person(name=f"Ada {number} {n}") for n in range(MAX_AUTHORS)),
        "category": f"sea-{number}",
        "published": moment,
        "path": f"/sea-{number}/tides/",
    }
    return make_record(**{**values, **given})


def called(record: ArticleRecord, name: str) -> ArticleRecord:
    """The same of another article."""
    listing = record.listing.model_copy(update={"id": name})
    return record.model_copy(update={"id": name, "key": f"articles/{name}.md", "listing": listing})


def judged(record: ArticleRecord, number: int, status: str = "accepted"):
    return make_verdict(article_id=record.id, key=record.key, number=number, status=status)


def committed(record: ArticleRecord, before: ArticleRecord | None = None, continues: ArticleRecord | None = None):
    ended = judged(continues, 2, "removed") if continues else None
    revision = before.revision + 1 if before else 1
    message = ArticleRendered(
        key=record.key,
        article_id=record.id,
        before=before,
        verdict=judged(record, revision),
        continues=continues,
        ended=ended,
        record=record.model_copy(update={"revision": revision}),
    )
    return commit_of(message, "2026-02-01T10:00:00Z")


def listed(pipeline, change: Commit) -> set[tuple[str, str]]:
    """The entries of the articles of a commit that are in the table."""
    keys = {pk for pk, _ in (*change.entries.put, *change.entries.drop)}
    return {(pk, it["sk"]) for pk in keys for it in pipeline.items(pk)}


def test_a_new_date_moves_every_entry_of_an_article_at_the_limits(table):
    first = committed(called(full(1), "sea/moved"))
    aws().commit(first)
    later = committed(called(full(2), "sea/moved").model_copy(update={"bytes_sha256": "d" * 64}), before=first.new)

    aws().commit(later)

    assert len(aws().writes_of(later)) == 92
    assert listed(table, later) == set(later.entries.put)
    assert len(later.entries.put) == len(later.entries.drop) == MAX_TAGS + MAX_AUTHORS + 2


def test_an_article_at_the_limits_takes_the_place_of_another_at_the_limits(table):
    there = committed(called(full(3), "sea/old"))
    aws().commit(there)
    draft = committed(called(full(4, status=State.DRAFT), "sea/new").model_copy(update={"bytes_sha256": "e" * 64}))
    aws().commit(draft)
    taking = committed(called(full(5), "sea/new"), before=draft.new, continues=there.new)

    aws().commit(taking)

    assert len(aws().writes_of(taking)) == 96
    assert listed(table, taking) == set(taking.entries.put)
    assert table.record("sea/old")["successor"] == "sea/new"
    assert [it["sk"] for it in table.items("TAG#tag-3-0")] == []


def test_a_new_title_reaches_every_entry_in_the_table(table):
    first = committed(called(full(6), "sea/renamed"))
    aws().commit(first)
    later = committed(called(full(6, title="Ebb", summary="It goes."), "sea/renamed"), before=first.new)

    aws().commit(later)

    found = [it["listing"] for pk, _ in later.entries.put for it in table.items(pk)]
    assert {(it["title"], it["summary"]) for it in found} == {("Ebb", "It goes.")}
    assert len(found) == MAX_TAGS + MAX_AUTHORS + 2


def test_the_longest_header_fits_a_transaction_as_often_as_an_article_has_entries():
    """A transaction holds 4 MB; addresses in letters of four bytes are as much as a header of 64 KiB can say."""
    people = "".join(f"- name: a{n}\n  url: https://a.example/{'😀' * 880}{n}\n" for n in range(18))
    found = article(f"title: A\nauthors:\n{people}")

    size = len(listing_of(found, SITE).model_dump_json().encode())

    assert size > 60_000
    assert size * (MAX_TAGS + MAX_AUTHORS + 2) < 3 * 1024 * 1024  # one is left for what stands once


RECORDS = st.builds(
    lambda day, tags, authors, status, path, sha256: full(
        day,
        tags=[f"tag {day} {n}" for n in range(tags)],
        authors=tuple(Person(name=f"Ada {day} {n}") for n in range(authors)),
        status=status,
        path=path,
    ).model_copy(update={"bytes_sha256": sha256}),
    st.integers(1, 3),
    st.sampled_from([0, 1, MAX_TAGS]),
    st.sampled_from([0, 1, MAX_AUTHORS, MOST_ONCE]),
    st.sampled_from([State.DRAFT, State.SCHEDULED, State.PUBLISHED]),
    st.sampled_from(["/sea/tides/", "/sea/ebb/", "/sea/flow/"]),
    st.sampled_from(["a" * 64, "b" * 64, "c" * 64]),
)


@st.composite
def commits(draw) -> Commit:
    """What any message can ask for: an article as it was, if it was, as it is to be, and what it continues."""
    before, new = draw(st.none() | RECORDS), draw(RECORDS)
    if before and draw(st.booleans()) and draw(st.booleans()):
        gone = ArticleGone(key=before.key, article_id=before.id, before=before, verdict=judged(before, 2, "removed"))
        return commit_of(gone, "2026-02-01T10:00:00Z")
    other = draw(st.none() | RECORDS) if may_continue(before, new.state) else None
    return committed(new, before=before, continues=called(other, "sea/old") if other else None)


@given(commits())
@settings(max_examples=300, deadline=None)
def test_no_commit_has_more_writes_than_one_transaction_takes(change):
    writes = aws().writes_of(change)
    keys = [str(it.get("Key") or {n: it["Item"][n] for n in ("pk", "sk")}) for w in writes for it in w.values()]

    assert len(writes) <= aws().MOST_WRITES
    assert len(keys) == len(set(keys))  # DynamoDB refuses a transaction that names an item twice


def test_an_article_that_is_live_takes_no_place_though_its_commit_would_be_too_large(table):
    live, there = called(full(7), "sea/live"), called(full(8), "sea/there")
    both = committed(called(full(9), "sea/live"), before=live, continues=there)

    assert len(aws().writes_of(both)) > aws().MOST_WRITES
    assert not may_continue(live, State.PUBLISHED)
