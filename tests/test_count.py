from flong.article import Person, State
from flong.count import Change, count_changes, counted_of, tag_collections

from tests.make import make_record, make_tags


def steps(changes: list[Change]) -> dict[str, int]:
    return {f"{change.partition}/{change.id}": change.step for change in changes}


def test_a_first_publication_counts_each_tag_the_category_each_author_and_the_month():
    record = make_record(tags=["sea", "wind"], authors=(Person(name="Ada Brenner"), Person(name="Ben")))

    assert [(it.partition, it.id, it.label, it.step) for it in count_changes(None, record)] == [
        ("TAGS", "sea", "sea", 1),
        ("TAGS", "wind", "wind", 1),
        ("CATEGORIES", "sea", "sea", 1),
        ("AUTHORS", "ada-brenner", "Ada Brenner", 1),
        ("AUTHORS", "ben", "Ben", 1),
        ("MONTHS", "2026-01", "2026-01", 1),
    ]


def test_what_is_counted_moves_nothing():
    record = make_record()

    assert count_changes(counted_of(record), record) == []


def test_a_changed_tag_moves_two_counters():
    old = counted_of(make_record(tags=["sea"]))

    assert steps(count_changes(old, make_record(tags=["wind"]))) == {"TAGS/sea": -1, "TAGS/wind": 1}


def test_a_withdrawal_takes_everything_back():
    old = counted_of(make_record(tags=["sea", "wind"]))
    gone = make_record(tags=["sea", "wind"]).model_copy(update={"state": State.WITHDRAWN})

    assert steps(count_changes(old, gone)) == {
        "TAGS/sea": -1,
        "TAGS/wind": -1,
        "CATEGORIES/sea": -1,
        "MONTHS/2026-01": -1,
    }


def test_a_new_spelling_of_a_tag_changes_its_label_alone():
    old = counted_of(make_record()).model_copy(update={"tags": make_tags("sea")})

    assert count_changes(old, make_record(tags=["SEA"]))[0] == Change("TAGS", "sea", 0, "SEA", "2026-01-22T00:00:00Z")


def test_collections_of_all_states_are_rebuilt():
    old, new = counted_of(make_record(tags=["sea"])), counted_of(make_record(tags=["wind"]))

    assert tag_collections(old, None, new) == ["tag/sea", "tag/wind"]
