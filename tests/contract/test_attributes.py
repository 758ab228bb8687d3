"""The attributes of a message reach everybody whom a change concerns, in the form that filter policies can tell."""

import pytest
from flong.announce import announced_after, announcements
from flong.announce_attributes import MOST
from flong.article import State
from flong.events import ArticleGone
from flong.publish import Standing
from flong.record import revision_of, tombstone

from tests.make import SITE, make_record, make_verdict
from tests.test_publish import PREFIX, updated


def attributes(standing: Standing) -> dict:
    return announcements(standing, SITE, PREFIX)[-1].attributes


def overtaken(old, *between, new) -> Standing:
    """`new`, after revisions of which nobody knows whether they were announced."""
    skipped = tuple(revision_of(it, make_verdict()) for it in between)
    return Standing(new, announced=announced_after(Standing(old)), skipped=skipped)


def test_who_follows_a_category_or_a_language_hears_when_an_article_leaves_it():
    old = make_record(category="Tidal Power", language="pt-BR")
    found = attributes(updated(old, make_record(before=old, category="Moon", language="en")))

    assert found["category"] == ["moon", "tidal-power"]
    assert found["language"] == ["en", "pt-br"]


def test_what_is_filtered_by_is_in_small_letters():
    found = attributes(Standing(make_record(category="SEA", language="zh-Hant", tags=["Wind"])))

    assert (found["category"], found["language"], found["tags"]) == (["sea"], ["zh-hant"], ["wind"])


def test_a_withdrawal_reaches_all_who_were_told_of_the_article():
    old = make_record(tags=["Sea", "Wind"], category="Ocean")
    gone = tombstone(ArticleGone(key=old.key, article_id=old.id, before=old, verdict=make_verdict(status="removed")))
    found = attributes(updated(old, gone.model_copy(update={"committed": old.committed})))

    assert (found["tags"], found["category"], found["language"]) == (["sea", "wind"], ["ocean"], ["en"])


def test_so_do_the_tags_of_a_revision_that_may_have_been_announced():
    """A run may have died between the announcement and the note that it was made."""
    old = make_record(tags=["Sea"])
    between = make_record(before=old, tags=["Sea", "Wind"], category="Air", language="fr")
    found = attributes(overtaken(old, between, new=make_record(before=between, tags=["Sea"])))

    assert found["tags"] == ["sea", "wind"]
    assert (found["category"], found["language"]) == (["sea", "air"], ["en", "fr"])


def test_a_draft_that_nobody_was_told_of_tells_nothing_of_itself():
    old = make_record(tags=["Sea"])
    draft = make_record(before=old, tags=["Secret"], status=State.DRAFT)

    assert attributes(overtaken(old, draft, new=make_record(before=draft, tags=["Sea"])))["tags"] == ["sea"]


def test_one_who_was_told_that_an_article_would_come_hears_of_it_under_other_tags():
    waiting = make_record(status=State.SCHEDULED, publish_at=make_record().listing.published, tags=["Sea"])

    assert attributes(updated(waiting, make_record(before=waiting, tags=["Wind"])))["tags"] == ["wind", "sea"]


def test_what_was_announced_before_categories_were_noted_still_counts():
    old = make_record(tags=["Sea"])
    told = announced_after(Standing(old)).model_copy(update={"heard_tags": (), "category": "", "language": ""})

    assert attributes(Standing(make_record(before=old, tags=["Wind"]), announced=told))["tags"] == ["wind", "sea"]


def test_however_much_has_changed_sns_takes_the_message():
    old = make_record(tags=["Sea"])
    between = [make_record(before=old, tags=[f"t{i}-{j}" for j in range(20)]) for i in range(20)]
    found = attributes(overtaken(old, *between, new=make_record(before=old, tags=["Wind"])))

    assert len(found["tags"]) == MOST
    assert found["tags"][:2] == ["wind", "sea"]


def test_there_is_room_for_one_attribute_more():
    """A queue takes ten, and what is sent once more says so by one of them."""
    old = make_record(tags=["Sea"])

    assert len(attributes(updated(old, make_record(before=old, tags=["Wind"], body="<p>Other.</p>")))) <= 9


@pytest.mark.parametrize("name", ["a\x01b\ufffe", "é ’ \"'\\"])
def test_an_attribute_holds_no_character_that_sns_refuses(name):
    verdict = make_verdict(status="rejected", key=f"articles/{name}", article_id=f"//{name}")
    found = attributes(Standing(verdict=verdict))["article_id"]

    assert found == f"//{name}".replace("\x01", "\ufffd").replace("\ufffe", "\ufffd")
