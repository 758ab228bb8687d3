from flong.article import Moment, Person, State
from flong.count import (
    COUNTERS,
    MOST_WRITES,
    TAG_SHARDS,
    Change,
    collections_of,
    count_changes,
    counted_of,
    counters_of,
    grouped,
    move_of,
    summed,
    tag_counter,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.make import DAY, make_record, make_tags

PUBLISHED = DAY.sortable
TAGS = [f"tag {n}" for n in range(60)]


def steps(changes: list[Change]) -> dict[str, int]:
    return {f"{change.partition.partition('#')[0]}/{change.id}": change.step for change in changes}


def test_a_first_publication_counts_each_tag_the_category_each_author_and_the_month():
    record = make_record(tags=["sea", "wind"], authors=(Person(name="Ada Brenner"), Person(name="Ben")))

    assert [(it.partition, it.id, it.label, it.step) for it in count_changes(None, record)] == [
        (tag_counter("sea"), "sea", "sea", 1),
        (tag_counter("wind"), "wind", "wind", 1),
        ("CATEGORIES", "sea", "sea", 1),
        ("AUTHORS", "ada-brenner", "Ada Brenner", 1),
        ("AUTHORS", "ben", "Ben", 1),
        ("MONTHS", "2026-01", "2026-01", 1),
    ]


def test_what_is_counted_moves_nothing():
    record = make_record()

    assert count_changes(counted_of(record), record) == []
    assert move_of("sea/tides", counted_of(record), record) is None


def test_a_changed_tag_moves_two_counters():
    old = counted_of(make_record(tags=["sea"]))

    assert steps(count_changes(old, make_record(tags=["wind"]))) == {"TAGS/sea": -1, "TAGS/wind": 1}


def test_a_withdrawal_takes_everything_back_and_says_nothing_of_how_it_is_called():
    old = counted_of(make_record(tags=["sea", "wind"]))
    gone = make_record(tags=["sea", "wind"]).model_copy(update={"state": State.WITHDRAWN})

    changes = count_changes(old, gone)

    assert steps(changes) == {"TAGS/sea": -1, "TAGS/wind": -1, "CATEGORIES/sea": -1, "MONTHS/2026-01": -1}
    assert {(it.label, it.published) for it in changes} == {(None, None)}


def test_a_new_spelling_of_a_tag_changes_its_label_alone():
    old = counted_of(make_record()).model_copy(update={"tags": make_tags("sea")})

    assert count_changes(old, make_record(tags=["SEA"]))[0] == Change(tag_counter("sea"), "sea", 0, "SEA", PUBLISHED)


def test_the_counters_of_tags_are_spread_evenly_enough():
    shares = [sum(tag_counter(f"tag-{n}") == shard for n in range(2_000)) for shard in TAG_SHARDS]

    assert min(shares) > 400


def test_every_counter_lies_in_a_partition_that_is_read():
    counters = counters_of(counted_of(make_record(tags=TAGS[:20], authors=(Person(name="Ada"),))))

    assert {partition for partition, _ in counters} <= {it for kind in COUNTERS.values() for it in kind}


# ---- several at once

ARTICLES = st.lists(
    st.tuples(
        st.sets(st.sampled_from(TAGS), max_size=20),
        st.sets(st.sampled_from(TAGS), max_size=20),
        st.sampled_from([State.PUBLISHED, State.DRAFT]),
    ),
    max_size=40,
)


def moves_of(articles):
    """A move for each article: the tags that it had, those that it has, and its state now."""
    for number, (before, after, state) in enumerate(articles):
        old = counted_of(make_record(tags=sorted(before))).model_copy(update={"revision": 0})
        yield move_of(f"sea/{number}", old, make_record(tags=sorted(after), status=state))


@given(ARTICLES)
def test_what_moves_together_fits_a_transaction_and_comes_to_the_same(articles):
    moves = list(moves_of(articles))
    groups = list(grouped(moves))
    totals: dict[tuple[str, str], int] = {}
    for change in (change for group in groups for change in summed(group)):
        totals[change.key] = totals.get(change.key, 0) + change.step
    single: dict[tuple[str, str], int] = {}
    for change in (change for move in moves for change in move.changes):
        single[change.key] = single.get(change.key, 0) + change.step

    assert [move for group in groups for move in group] == moves
    assert all(len(group) + len(summed(group)) <= MOST_WRITES for group in groups)
    assert all(len({it.key for it in summed(group)}) == len(summed(group)) for group in groups)
    assert totals == single


def test_a_counter_that_some_leave_and_some_enter_is_called_as_by_the_last_that_enters():
    old = counted_of(make_record(tags=["sea"])).model_copy(update={"revision": 0})
    enters = move_of("sea/a", None, make_record(tags=["SEA"]))
    leaves = move_of("sea/b", old, make_record(tags=["wind"]))

    [change] = [it for it in summed([enters, leaves]) if it.id == "sea" and it.partition in TAG_SHARDS]

    assert change == Change(tag_counter("sea"), "sea", 0, "SEA", PUBLISHED)


# ---- what shows it


def test_a_change_concerns_the_front_and_the_month_of_each_list_and_the_month_of_the_site():
    state = counted_of(make_record(tags=["sea"], authors=(Person(name="Ada"),), category="water"))

    assert collections_of([state, None]) == [
        *("tag/sea", "category/water", "author/ada"),
        *("tag/sea/2026-01", "category/water/2026-01", "author/ada/2026-01"),
        "month/2026-01",
    ]


def test_a_new_date_and_a_new_tag_concern_old_and_new_each_in_its_own_month():
    march = Moment(at=DAY.at.replace(month=3), precision="day")
    old, new = counted_of(make_record(tags=["sea"])), counted_of(make_record(tags=["wind"], published=march))

    found = collections_of([old, new])

    assert {"tag/sea/2026-01", "tag/wind/2026-03", "month/2026-01", "month/2026-03"} <= {*found}
    assert not {"tag/sea/2026-03", "tag/wind/2026-01"} & {*found}
    assert len(found) == len({*found})


def test_a_draft_concerns_no_collection():
    assert collections_of([counted_of(make_record(status=State.DRAFT))]) == []
