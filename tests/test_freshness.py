"""When an article was last made anew for those who knew it, and what is told of its withdrawal."""

from flong.article import ChangeKind, State
from flong.events import ArticleGone
from flong.freshness import edited, return_of, was, withdrawal, withdrawn
from flong.record import tombstone

from tests.make import VERSION, make_record, make_verdict

THEN, LATER = "2026-02-01T10:00:00Z", "2026-03-01T10:00:00Z"
OTHER = VERSION.model_copy(update={"sha256": "d" * 64})


def live(**given):
    return make_record().model_copy(update={"first_public": THEN, **given})


def gone(**given):
    old = live()
    end = tombstone(ArticleGone(key=old.key, article_id=old.id, before=old, verdict=make_verdict()))
    return end.model_copy(update={"withdrawn": LATER, **given})


def test_what_is_published_first_has_never_been_edited():
    assert edited(None, make_record(), THEN) == ""


def test_an_edit_of_an_article_that_readers_know_is_one_at_its_commit():
    assert edited(live(), live(source=OTHER), LATER) == LATER
    assert edited(live(), live(source=OTHER, change_kind=ChangeKind.CORRECTION), LATER) == LATER


def test_a_minor_edit_and_another_look_of_the_same_text_are_none():
    assert edited(live(edited=THEN), live(source=OTHER, change_kind=ChangeKind.MINOR), LATER) == THEN
    assert edited(live(edited=THEN), live(build="other"), LATER) == THEN


def test_what_comes_back_is_new_even_if_it_says_the_same():
    assert edited(gone(), live(), LATER) == LATER


def test_a_draft_that_has_never_been_public_may_change_as_it_likes():
    draft = make_record(status=State.DRAFT)

    assert edited(draft, live(source=OTHER), LATER) == ""


def test_another_name_is_no_edit():
    before, renamed = live(edited=THEN), live(id="sea/ebb")

    assert edited(was(None, before), renamed, LATER) == THEN


def test_a_name_that_was_left_and_is_used_anew_is_another_article():
    assert was(gone(successor="sea/ebb"), None) is None
    assert was(gone(), None) is not None


def test_a_withdrawal_is_remembered_until_the_article_is_back():
    assert withdrawn(live(), gone(), LATER) == LATER
    assert withdrawn(gone(withdrawn=THEN), gone(), LATER) == THEN
    assert withdrawn(gone(), live(), LATER) == ""


def test_a_withdrawal_is_told_by_the_name_that_readers_knew_it_by_and_forgotten_with_its_return():
    [(key, item)] = withdrawal(live(), gone(origin="sea/first")).items()

    assert key == ("WITHDRAWN#2026-03", f"{LATER}#sea/first")
    assert (item["known_as"], item["tags"], item["category"]) == ("sea/first", ["sea"], "sea")
    assert return_of(gone(origin="sea/first"), live()) == {key}


def test_a_withdrawal_expires_after_feeds_have_ceased_to_tell_of_it():
    [item] = withdrawal(live(), gone()).values()

    assert item["expires"] == 1775383200  # 2026-04-05T10:00:00Z, 35 days later


def test_what_was_not_public_is_not_told():
    draft = make_record(status=State.DRAFT)

    assert withdrawal(None, live()) == withdrawal(draft, gone()) == withdrawal(live(), live()) == {}
    assert return_of(live(), live()) == return_of(gone(), gone()) == set()
