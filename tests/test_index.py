from flong.article import Person, State
from flong.commit import path_taken
from flong.count import counted_of
from flong.events import ArticleGone, ArticleRecord
from flong.index import PathChange, category_of, category_pk, entry_changes, path_change
from flong.record import tombstone
from flong.verdict import Written

from tests.make import make_record, make_tags, make_verdict


def tags_in(keys) -> set[str]:
    return {pk.removeprefix("TAG#") for pk, _ in keys if pk.startswith("TAG#")}


def gone(before: ArticleRecord) -> ArticleRecord:
    verdict = make_verdict(status="removed", source=None)
    return tombstone(ArticleGone(key=before.key, article_id=before.id, before=before, verdict=verdict))


def test_a_category_is_one_list_however_it_is_written():
    written = ("Data Formats", "data formats", "data-formats")

    assert {category_pk(category_of(make_record(category=it).listing)) for it in written} == {"CATEGORY#data-formats"}
    assert {counted_of(make_record(category=it)).category.id for it in written} == {"data-formats"}


def test_a_dropped_tag_leaves_the_index():
    old, new = make_record(tags=["sea", "wind"]), make_record(tags=["sea"])

    assert tags_in(entry_changes(old, new).drop) == {"wind"}


def test_a_new_title_reaches_every_entry():
    old, new = make_record(tags=["sea", "wind"]), make_record(tags=["sea", "wind"], title="Tides and wind")

    changes = entry_changes(old, new)

    assert {item["listing"]["title"] for item in changes.put.values()} == {"Tides and wind"}
    assert len(changes.put) == 4
    assert not changes.drop


def test_a_new_date_moves_the_entries():
    old = make_record()
    later = old.listing.published.model_copy(update={"at": old.listing.published.at.replace(month=3)})
    new = make_record(published=later)

    changes = entry_changes(old, new)

    assert {sk for _, sk in changes.put} == {"2026-03-22T00:00:00Z#sea/tides"}
    assert changes.drop == {
        ("TAG#sea", "2026-01-22T00:00:00Z#sea/tides"),
        ("CATEGORY#sea", "2026-01-22T00:00:00Z#sea/tides"),
        ("LATEST#2026-01", "2026-01-22T00:00:00Z#sea/tides"),
    }


def test_an_article_stands_once_in_the_list_of_each_who_signs_it():
    record = make_record(authors=(Person(name="Ada Brenner"), Person(name="Ben"), Person(name="ada  brenner")))

    assert [pk for pk, _ in entry_changes(None, record).put if pk.startswith("AUTHOR#")] == [
        "AUTHOR#ada-brenner",
        "AUTHOR#ben",
    ]


def test_a_draft_has_no_entries():
    assert entry_changes(None, make_record(status=State.DRAFT)).put == {}


def test_a_tombstone_drops_every_entry_and_frees_the_path():
    old = make_record(tags=["sea", "wind"])

    assert tags_in(entry_changes(old, gone(old)).drop) == {"sea", "wind"}
    assert path_change(old, gone(old)) == PathChange(give_up="/sea/tides/")


def test_a_tombstone_has_a_revision_of_its_own_and_remembers_what_it_ended():
    old = make_record()

    assert gone(old).revision == 2
    assert gone(old).listing == old.listing


def test_a_moved_article_takes_one_path_and_leaves_a_way_from_the_other():
    old = make_record()
    new = make_record(before=old, path="/sea/ebb/")

    assert path_change(old, new) == PathChange(take="/sea/ebb/", give_up="/sea/tides/", moved_to="/sea/ebb/")
    assert new.former_paths == ("/sea/tides/",)


def test_an_article_that_returns_to_an_old_path_no_longer_counts_it_as_former():
    first = make_record()
    second = make_record(before=first, path="/sea/ebb/")
    third = make_record(before=second, path="/sea/tides/")

    assert third.former_paths == ("/sea/ebb/",)


def test_an_unchanged_path_is_left_alone():
    assert path_change(make_record(), make_record()) == PathChange()


def test_a_commit_at_the_limits_fits_one_transaction():
    old = make_record(tags=[f"old {n}" for n in range(20)])
    new = make_record(before=old, tags=[f"new {n}" for n in range(20)], path="/sea/ebb/")

    changes = entry_changes(old, new)

    assert len(changes.put) + len(changes.drop) + 4 <= 100  # record, verdict, and two paths beside the entries


def test_the_verdict_on_a_taken_path_names_its_owner():
    verdict = path_taken(make_verdict(), "/sea/tides/", "sea/other")

    assert verdict.status == "rejected"
    assert "sea/other" in verdict.errors[0].message


def test_the_verdict_on_a_taken_path_stands_where_the_source_says_what_made_it():
    slug = Written(line=3, column=7, text="tides")

    [told] = path_taken(make_verdict(path_from=slug), "/sea/tides/", "sea/other").errors
    [unsaid] = path_taken(make_verdict(), "/sea/tides/", "sea/other").errors

    assert (told.line, told.column, told.found) == (3, 7, "tides")
    assert (unsaid.line, unsaid.column, unsaid.found) == (1, 1, "/sea/tides/")
    assert "`slug: tides-2`" in told.remedy


def test_tags_that_share_letters_keep_ids_of_their_own():
    assert len({tag.id for tag in make_tags("C", "C++", "C#", ".NET", "NET")}) == 5
