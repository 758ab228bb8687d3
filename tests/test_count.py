from flong.article import State
from flong.count import Change, count_changes, counted_of, tag_collections

from tests.make import make_record, make_tags


def steps(changes: list[Change]) -> dict[str, int]:
    return {change.id: change.step for change in changes}


def test_a_first_publication_counts_each_tag_and_its_month():
    assert steps(count_changes(None, make_record(tags=["sea", "wind"]))) == {"sea": 1, "wind": 1, "2026-01": 1}


def test_what_is_counted_moves_nothing():
    record = make_record()

    assert count_changes(counted_of(record), record) == []


def test_a_changed_tag_moves_two_counters():
    old = counted_of(make_record(tags=["sea"]))

    assert steps(count_changes(old, make_record(tags=["wind"]))) == {"sea": -1, "wind": 1}


def test_a_withdrawal_takes_everything_back():
    old = counted_of(make_record(tags=["sea", "wind"]))
    gone = make_record(tags=["sea", "wind"]).model_copy(update={"state": State.WITHDRAWN})

    assert steps(count_changes(old, gone)) == {"sea": -1, "wind": -1, "2026-01": -1}


def test_a_new_spelling_of_a_tag_changes_its_label_alone():
    old = counted_of(make_record()).model_copy(update={"tags": make_tags("sea")})

    assert count_changes(old, make_record(tags=["SEA"]))[0] == Change("TAGS", "sea", 0, "SEA", "2026-01-22T00:00:00Z")


def test_collections_of_all_states_are_rebuilt():
    old, new = counted_of(make_record(tags=["sea"])), counted_of(make_record(tags=["wind"]))

    assert tag_collections(old, None, new) == ["tag/sea", "tag/wind"]
