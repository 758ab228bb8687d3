import pytest
from flong.announce import announced_after, announcements, changed
from flong.article import ChangeKind, State
from flong.contract.models import Variant
from flong.events import ArticleGone
from flong.publish import NOTHING, Standing, abandoned_paths, copies
from flong.record import revision_of, tombstone
from flong.verdict import Finding

from tests.make import SITE, make_record, make_verdict

PREFIX = "com.example.flong"


def due(standing: Standing) -> list[str]:
    return [found.event.type.removeprefix(f"{PREFIX}.") for found in announcements(standing, SITE, PREFIX)]


def after(record) -> Standing:
    return Standing(record=record, announced=announced_after(Standing(record=record)))


def updated(old, new) -> Standing:
    return Standing(record=new, announced=after(old).announced)


def test_a_first_publication_is_announced_with_everything_a_consumer_can_fetch():
    [found] = announcements(Standing(record=make_record()), SITE, PREFIX)

    assert found.event.type == "com.example.flong.article.published.v1"
    assert found.event.id == "sea/tides@1:article.published"
    assert found.event.data.variants["html"].url == "https://site.example/sea/tides/"
    assert found.event.data.variants["amp"].url == "https://site.example/sea/tides/amp/"
    assert found.event.data.document.url == f"https://site.example/sea/tides/article.{'b' * 16}.json"
    assert found.event.data.variants["email"] == Variant(sha256="b" * 64)


def test_what_was_announced_is_not_announced_again():
    assert due(after(make_record())) == []


def test_an_update_says_what_changed():
    old = make_record(tags=["sea"])
    new = make_record(before=old, build="build2", tags=["sea", "wind"], body="<p>Other.</p>", title="Ebb")

    [found] = announcements(updated(old, new), SITE, PREFIX)

    assert found.event.type.endswith("article.updated.v1")
    assert found.event.data.changed == ("content", "metadata", "tags")
    assert found.event.data.tags_added == ("wind",)
    assert found.event.data.previous_revision == 1


def test_a_removal_of_a_tag_reaches_those_who_follow_it():
    old = make_record(tags=["sea", "wind"])
    new = make_record(before=old, tags=["sea"])

    [found] = announcements(updated(old, new), SITE, PREFIX)

    assert found.attributes["tags"] == ["sea", "wind"]


def recast(record, sha256: str = "f" * 64):
    """The record as if its page had come out otherwise."""
    page = record.variants["html"].model_copy(update={"sha256": sha256})
    return record.model_copy(update={"variants": {**record.variants, "html": page}})


def test_a_page_that_comes_out_otherwise_of_the_same_article_is_a_change_of_rendering():
    old = make_record()

    assert changed(recast(make_record(before=old, build="build2")), after(old).announced) == ["rendering"]


def test_a_build_whose_every_variant_is_the_same_is_no_change():
    old = make_record()

    assert changed(make_record(before=old, build="build2"), after(old).announced) == []


def test_a_correction_that_is_cast_anew_is_not_announced_as_one_again():
    old = make_record(change_kind=ChangeKind.CORRECTION, correction="It said otherwise.")

    assert due(
        updated(old, recast(make_record(before=old, change_kind=old.change_kind, correction=old.correction)))
    ) == ["article.updated.v1"]


def test_a_correction_that_was_overtaken_by_a_minor_edit_is_announced_all_the_same():
    old = make_record()
    new = make_record(before=old, body="<p>Right.</p>", change_kind=ChangeKind.MINOR, correction="It said otherwise.")

    [found] = announcements(updated(old, new), SITE, PREFIX)

    assert found.event.type.endswith("article.corrected.v1")
    assert found.event.data.change_kind == found.attributes["change_kind"] == "correction"


def test_a_minor_edit_after_a_material_one_that_was_never_announced_is_material():
    old = make_record()
    between = make_record(before=old, body="<p>Other.</p>")
    new = make_record(before=between, body="<p>Other!</p>", change_kind=ChangeKind.MINOR)
    standing = Standing(new, announced=after(old).announced, skipped=(revision_of(between, make_verdict()),))

    [found] = announcements(standing, SITE, PREFIX)

    assert found.event.data.change_kind == "material"


@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN])
def test_what_comes_or_goes_is_never_minor(state):
    old = make_record() if state is State.WITHDRAWN else None
    new = make_record(before=old, change_kind=ChangeKind.MINOR, status=state)

    [found] = announcements(updated(old, new) if old else Standing(new), SITE, PREFIX)

    assert found.attributes["change_kind"] == found.event.data.change_kind == "material"


def test_a_correction_is_announced_as_one():
    old = make_record()
    new = make_record(
        before=old, body="<p>Right.</p>", change_kind=ChangeKind.CORRECTION, correction="It said otherwise."
    )

    assert due(updated(old, new)) == ["article.corrected.v1"]


def test_a_withdrawal_names_every_former_address():
    first = make_record()
    second = make_record(before=first, path="/sea/ebb/")
    verdict = make_verdict(status="removed", source=None)
    gone = tombstone(ArticleGone(key=second.key, article_id=second.id, before=second, verdict=verdict))

    [found] = announcements(updated(second, gone), SITE, PREFIX)

    assert found.event.type.endswith("article.withdrawn.v1")
    assert found.event.data.former_urls == ("https://site.example/sea/tides/", "https://site.example/sea/ebb/")


def test_an_article_that_came_and_went_unannounced_is_not_spoken_of():
    gone = make_record().model_copy(update={"state": State.WITHDRAWN, "revision": 2})

    assert due(Standing(record=gone)) == []
    assert announced_after(Standing(record=gone)).revision == 2


def test_a_draft_is_not_announced():
    assert due(Standing(record=make_record(status=State.DRAFT))) == []


def test_a_live_article_made_a_draft_is_withdrawn():
    old = make_record()

    assert due(updated(old, make_record(before=old, status=State.DRAFT))) == ["article.withdrawn.v1"]


def test_a_rejection_is_announced_once_with_its_findings():
    finding = Finding(code="no-title", message="The article has no title.", remedy="Write one.", line=1)
    standing = Standing(verdict=make_verdict(status="rejected", findings=(finding,)))

    [found] = announcements(standing, SITE, PREFIX)

    assert found.event.type.endswith("article.rejected.v1")
    assert found.event.data.findings[0].code == "no-title"
    assert due(Standing(verdict=standing.verdict, announced=announced_after(standing))) == []


def test_an_accepting_verdict_is_no_news():
    assert due(Standing(verdict=make_verdict())) == []


def test_sns_takes_every_announcement():
    """SNS drops a raw delivery with more than ten attributes, without a word."""
    old = make_record(tags=["sea"])
    new = make_record(before=old, tags=["wind"], body="<p>Other.</p>")

    [found] = announcements(updated(old, new), SITE, PREFIX)

    assert 0 < len(found.attributes) <= 10
    assert all(value for value in found.attributes.values())


def test_the_page_is_copied_last():
    keys = [copy.key for copy in copies(make_record())]

    assert keys[-1] == "sea/tides/index.html"
    assert f"sea/tides/article.{'b' * 16}.json" in keys
    assert not any("email" in key for key in keys)


def test_a_former_path_is_redirected_until_that_was_announced():
    old = make_record()
    new = make_record(before=old, path="/sea/ebb/")

    assert abandoned_paths(updated(old, new)) == ["/sea/tides/"]
    assert abandoned_paths(after(new)) == []


def test_the_first_state_of_everything_is_that_nothing_was_announced():
    assert Standing(announced=NOTHING).settled
