"""Whatever is damaged is named by an audit, and put right by what it sets going."""

import json
from datetime import UTC, datetime

import pytest
from flong.count import tag_counter

from flong_local.testing import open_pipeline
from tests.pipeline.agreement import assert_agreement

pytestmark = pytest.mark.embedded
HOUR, DAY = 3600, 86400


def text(title: str, words: str = "x", **fields: str) -> str:
    header = "\n".join(f"{name}: {value}" for name, value in fields.items())
    return f"---\ntitle: {title}\n{header}\n---\n{words}\n"


@pytest.fixture
def archive():
    """Some articles that have come to rest a while ago, one moved, one withdrawn, one a draft, one scheduled."""
    with open_pipeline() as pipeline:
        for name in ("tides", "waves"):
            pipeline.upload(f"articles/{name}.md", text(name.title(), tags="[Sea, Moon]", date="2026-01-02"))
        pipeline.upload("articles/old.md", text("Old"))
        pipeline.upload("articles/moved.md", text("Moved", slug="from"))
        pipeline.upload("articles/draft.md", text("Draft", draft="true"))
        later = datetime.fromtimestamp(pipeline.clock.now() + 9 * DAY, UTC).isoformat()
        pipeline.upload("articles/later.md", text("Later", publish_at=later))
        pipeline.settle()
        pipeline.upload("articles/moved.md", text("Moved", slug="to"))
        pipeline.delete("articles/old.md")
        pipeline.settle()
        pipeline.clock.advance(HOUR)
        yield pipeline


def audited(pipeline) -> list[str]:
    """What a run of the daily function finds."""
    invocation = pipeline.invoke("Audit", {})
    assert invocation.error is None, invocation.error
    report = json.loads(pipeline._object("FLONG_SOURCE_BUCKET", "reports/audit.json"))
    assert invocation.result["differences"] == len(report["differences"])
    return [f"{it['kind']}: {it['about']}: {it['what']}" for it in report["differences"]]


def remove(pipeline, bucket: str, key: str) -> None:
    pipeline.clients.s3.delete_object(Bucket=pipeline.environment[bucket], Key=key)


def put(pipeline, bucket: str, key: str, body: bytes = b"spoilt") -> None:
    pipeline.clients.s3.put_object(Bucket=pipeline.environment[bucket], Key=key, Body=body)


def table(pipeline) -> dict[str, str]:
    return {"TableName": pipeline.environment["FLONG_ARTICLE_TABLE"]}


def drop(pipeline, pk: str, sk: str) -> None:
    pipeline.clients.dynamodb.delete_item(**table(pipeline), Key={"pk": {"S": pk}, "sk": {"S": sk}})


def change(pipeline, pk: str, sk: str, name: str, value: dict) -> None:
    pipeline.clients.dynamodb.update_item(
        **table(pipeline),
        Key={"pk": {"S": pk}, "sk": {"S": sk}},
        UpdateExpression="SET #n = :v",
        ExpressionAttributeNames={"#n": name},
        ExpressionAttributeValues={":v": value},
    )


def copy_entry(pipeline, pk: str, old: str, new: str) -> None:
    item = pipeline.clients.dynamodb.get_item(**table(pipeline), Key={"pk": {"S": pk}, "sk": {"S": old}})["Item"]
    pipeline.clients.dynamodb.put_item(**table(pipeline), Item={**item, "sk": {"S": new}})


def lose_events(pipeline) -> None:
    """Forgets whatever is on its way, as if none of it had ever been sent."""
    for queue in ("IntakeQueue", "RenderQueue", "IndexQueue", "CollectionsQueue"):
        pipeline.take(queue)


def test_a_pipeline_at_rest_differs_in_nothing(archive):
    assert audited(archive) == []


def test_nothing_is_missing_where_nothing_has_ever_been_public():
    with open_pipeline() as pipeline:
        assert audited(pipeline) == []


def edit_unseen(pipeline) -> None:
    pipeline.upload("articles/tides.md", text("Tides", "new words", tags="[Sea]", date="2026-01-02"))
    lose_events(pipeline)


def delete_unseen(pipeline) -> None:
    bucket = pipeline.environment["FLONG_SOURCE_BUCKET"]
    pipeline.clients.s3.delete_object(Bucket=bucket, Key="articles/tides.md")
    lose_events(pipeline)


def delete_rejected_unseen(pipeline) -> None:
    pipeline.upload("articles/bad.md", "---\ntitle: [\n---\n")
    pipeline.settle()
    bucket = pipeline.environment["FLONG_SOURCE_BUCKET"]
    pipeline.clients.s3.delete_object(Bucket=bucket, Key="articles/bad.md")
    lose_events(pipeline)


def upload_unseen(pipeline) -> None:
    pipeline.upload("articles/new.md", text("New"))
    lose_events(pipeline)


def forget_build(pipeline) -> None:
    for variant in pipeline.record("tides")["variants"].values():
        remove(pipeline, "FLONG_BUILDS_BUCKET", variant["key"])


DAMAGES = {
    "an edit whose event was lost": (edit_unseen, "missing: tides: no verdict on `articles/tides.md` as it is"),
    "a deletion whose event was lost": (delete_unseen, "orphaned: tides: `articles/tides.md` is gone"),
    "a bad article whose deletion was lost": (
        delete_rejected_unseen,
        "orphaned: bad: its verdict is on `articles/bad.md`, which is gone",
    ),
    "an upload whose event was lost": (upload_unseen, "missing: new: no verdict"),
    "a page that is gone": (
        lambda it: remove(it, "FLONG_SITE_BUCKET", "articles/tides/index.html"),
        "missing: tides: `articles/tides/index.html` of the site",
    ),
    "a page that is another": (
        lambda it: put(it, "FLONG_SITE_BUCKET", "articles/tides/index.html"),
        "stale: tides: `articles/tides/index.html` of the site",
    ),
    "a file that does not belong to an article": (
        lambda it: put(it, "FLONG_SITE_BUCKET", "articles/tides/stray.html"),
        "orphaned: tides: `articles/tides/stray.html` of the site",
    ),
    "a file of no article": (
        lambda it: put(it, "FLONG_SITE_BUCKET", "articles/nobody/index.html"),
        "orphaned: articles/nobody/index.html: a file of no article",
    ),
    "a draft that can be read": (
        lambda it: put(it, "FLONG_SITE_BUCKET", "articles/draft/index.html"),
        "orphaned: articles/draft/index.html: a file of no article",
    ),
    "an old address that leads nowhere": (
        lambda it: remove(it, "FLONG_SITE_BUCKET", "articles/from/index.html"),
        "missing: moved: `articles/from/index.html`, which leads to it",
    ),
    "a build that is gone": (forget_build, "missing: tides: `builds/tides/"),
    "an entry that is gone": (
        lambda it: drop(it, "TAG#sea", "2026-01-02T00:00:00Z#tides"),
        "missing: tides: its entry in TAG#sea",
    ),
    "an entry that says something else": (
        lambda it: change(it, "TAG#sea", "2026-01-02T00:00:00Z#tides", "revision", {"N": "9"}),
        "stale: tides: its entry in TAG#sea",
    ),
    "an entry of no article": (
        lambda it: copy_entry(it, "TAG#sea", "2026-01-02T00:00:00Z#tides", "2026-01-02T00:00:00Z#draft"),
        "orphaned: draft: its entry of 2026-01-02T00:00:00Z in TAG#sea",
    ),
    "a path that nobody holds": (
        lambda it: drop(it, "PATH#/articles/tides/", "PATH"),
        "missing: tides: the path /articles/tides/ is not its own",
    ),
    "a path that is held in vain": (
        lambda it: change(it, "PATH#/articles/vain/", "PATH", "owner", {"S": "tides"}),
        "orphaned: tides: it holds the path /articles/vain/",
    ),
    "a count that is too high": (
        lambda it: change(it, tag_counter("sea"), "sea", "count", {"N": "7"}),
        "miscounted: TAGS/sea: 7 articles, where there are 2",
    ),
    "a count of a month": (
        lambda it: change(it, "MONTHS", "2026-01", "count", {"N": "1"}),
        "miscounted: MONTHS/2026-01: 1 articles, where there are 2",
    ),
    "a count of a category": (
        lambda it: change(it, "CATEGORIES", "articles", "count", {"N": "1"}),
        "miscounted: CATEGORIES/articles: 1 articles, where there are ",
    ),
    "a counter that is gone": (
        lambda it: drop(it, tag_counter("sea"), "sea"),
        "miscounted: TAGS/sea: 0 articles, where there are 2",
    ),
    "an entry of a category that is gone": (
        lambda it: drop(it, "CATEGORY#articles", "2026-01-02T00:00:00Z#tides"),
        "missing: tides: its entry in CATEGORY#articles",
    ),
    "a feed that is another": (
        lambda it: put(it, "FLONG_SITE_BUCKET", "tags/sea/feed.atom"),
        "stale: tag/sea: `tags/sea/feed.atom`",
    ),
    "a home page that is gone": (
        lambda it: remove(it, "FLONG_SITE_BUCKET", "index.html"),
        "missing: home: `index.html`",
    ),
    "a revision that was never announced": (
        lambda it: change(it, "ARTICLE#tides", "ANNOUNCED", "revision", {"N": "0"}),
        "missing: tides: revision 1 was not announced, but 0",
    ),
    "a revision that was never counted": (
        lambda it: drop(it, "ARTICLE#draft", "COUNTED"),
        "missing: draft: revision 1 was not counted",
    ),
    "a verdict that was never reported": (
        lambda it: change(it, "ARTICLE#draft", "ANNOUNCED", "verdict", {"N": "0"}),
        "missing: draft: its verdict was not reported",
    ),
    "a schedule that is gone": (
        lambda it: it.dispatcher.timetable.forget(),
        "missing: later: nothing will look at it at ",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_named_and_is_right_again_when_the_queues_are_quiet(archive, damage):
    spoil, said = DAMAGES[damage]
    spoil(archive)
    archive.clock.advance(HOUR)

    found = audited(archive)
    archive.settle()

    assert any(it.startswith(said) for it in found), found
    archive.clock.advance(HOUR)
    assert audited(archive) == []
    assert_agreement(archive)


@pytest.mark.parametrize("number", range(1, 40, 6))
def test_what_is_published_while_an_audit_runs_is_no_difference_and_no_count_is_set_wrong(archive, number):
    """A scan is no snapshot: what was read may be minutes old when it is compared."""
    seen: list[str] = []

    def publish(call) -> None:
        if call.function == "Audit":
            seen.append(call.action)
            if len(seen) == number:
                archive.upload("articles/new.md", text("New", tags="[Sea]", date="2026-02-03"))
                archive.upload("articles/tides.md", text("Tides again", tags="[Sea]", date="2026-01-02"))
                archive.settle()

    archive.hooks.before.append(publish)

    assert audited(archive) == []
    assert len(seen) >= number
    archive.settle()
    assert_agreement(archive)


def test_one_that_waits_for_a_path_which_has_become_free_unseen_takes_it(archive):
    archive.upload("articles/heir.md", text("Heir", slug="tides"))
    archive.settle()
    archive.delete("articles/tides.md")
    while archive.record("tides")["state"] == "published":
        archive.steps(1)
    lose_events(archive)
    archive.settle()
    archive.clock.advance(HOUR)

    assert audited(archive) == ["stale: heir: it waits for /articles/tides/, which is free"]
    archive.settle()

    assert archive.record("heir")["path"] == "/articles/tides/"
    assert_agreement(archive)


@pytest.mark.parametrize("end", ["edit", "delete"])
def test_a_copy_of_what_has_gone_unseen_is_an_article_of_its_own(archive, end):
    archive.upload("articles/ebb.md", text("Tides", tags="[Sea, Moon]", date="2026-01-02"))
    archive.settle()
    archive.clock.advance(HOUR)
    assert audited(archive) == []

    if end == "edit":
        archive.upload("articles/tides.md", text("Tides", words="It stays."))
    else:
        archive.delete("articles/tides.md")
    while archive.record("tides")["revision"] == 1:
        archive.steps(1)
        archive.take("RenderQueue" if end == "delete" else "BulkQueue")
    lose_events(archive)
    archive.settle()
    archive.clock.advance(HOUR)

    assert audited(archive) == ["stale: ebb: it was a copy of `tides`, and is none any more"]
    archive.settle()

    assert archive.record("ebb")["state"] == "published"
    assert_agreement(archive)


def test_one_that_waits_for_a_path_which_is_taken_is_left_alone(archive):
    archive.upload("articles/heir.md", text("Heir", slug="tides"))
    archive.settle()
    archive.clock.advance(HOUR)

    assert audited(archive) == []


def test_what_has_just_moved_is_given_time(archive):
    edit_unseen(archive)

    assert audited(archive) == []


def meanwhile(pipeline, bucket: str, action: str, act) -> None:
    """Something happens once, just before the audit's first such call on a bucket."""

    def interfere(call):
        if (call.function, call.action) == ("Audit", action) and call.parameters["Bucket"] == pipeline.environment[
            bucket
        ]:
            pipeline.hooks.before.remove(interfere)
            act()

    pipeline.hooks.before.append(interfere)


@pytest.mark.parametrize("action", ["s3.ListObjectsV2", "s3.DeleteObjects"])
def test_what_is_published_while_an_audit_runs_is_no_stray(archive, action):
    def publish():
        archive.upload("articles/nobody.md", text("Nobody"))
        archive.settle()

    put(archive, "FLONG_SITE_BUCKET", "articles/nobody/index.html")
    archive.clock.advance(HOUR)
    meanwhile(archive, "FLONG_SITE_BUCKET", action, publish)
    archive.invoke("Audit", {})
    archive.settle()

    assert archive.record("nobody")["state"] == "published"
    assert_agreement(archive)


def test_one_whose_time_is_past_goes_live(archive):
    archive.dispatcher.timetable.forget()
    archive.clock.advance(10 * DAY)

    assert any(it.startswith("stale: later: was to go live at ") for it in audited(archive))
    archive.settle()

    assert archive.record("later")["state"] == "published"


def test_repairs_tell_nobody_what_they_know(archive):
    before = len(archive.announcements)
    put(archive, "FLONG_SITE_BUCKET", "articles/tides/index.html")
    forget_build(archive)
    audited(archive)
    archive.settle()

    assert b"spoilt" not in archive.site("/articles/tides/")
    assert len(archive.announcements) == before


def builds(pipeline, article: str) -> set[str]:
    bucket = pipeline.environment["FLONG_BUILDS_BUCKET"]
    keys = [
        it["Key"] for it in pipeline.clients.s3.list_objects_v2(Bucket=bucket, Prefix=f"builds/{article}/")["Contents"]
    ]
    return {key.split("/")[2] for key in keys}


def test_builds_expire_but_for_the_live_one_and_the_last():
    with open_pipeline(environment={"FLONG_BUILDS_KEPT": "2"}) as pipeline:
        for number in range(5):
            pipeline.upload("articles/tides.md", text("Tides", f"number {number}"))
            pipeline.settle()
        last = {it["build"] for it in pipeline.items("HISTORY#tides")[-2:]}
        assert len(builds(pipeline, "tides")) == 5

        pipeline.clock.advance(91 * DAY)
        pipeline.invoke("Audit", {})

        assert builds(pipeline, "tides") == last


def test_an_archive_that_nobody_edits_is_not_asked_for_its_history(archive):
    archive.clock.advance(91 * DAY)
    archive.hooks.log.clear()
    archive.invoke("Audit", {})

    asked = [str(call.parameters) for call in archive.hooks.log if call.action == "dynamodb.Query"]
    assert any("HISTORY#moved" in it for it in asked)
    assert not any("HISTORY#tides" in it for it in asked)


def test_the_build_that_a_draft_is_never_expires(archive):
    archive.send("IntakeQueue", {"key": "articles/draft.md", "rebuild": True})
    archive.settle()
    for item in archive.items("HISTORY#draft"):
        change(archive, item["pk"], item["sk"], "build", {"S": "another"})  # as after a rebuild that nobody could tell

    archive.clock.advance(91 * DAY)
    archive.invoke("Audit", {})

    assert builds(archive, "draft") == {archive.record("draft")["build"]}


def test_a_build_that_has_expired_is_made_again_when_its_text_comes_back():
    with open_pipeline(environment={"FLONG_BUILDS_KEPT": "1"}) as pipeline:
        for words in ("one", "two"):
            pipeline.upload("articles/tides.md", text("Tides", words))
            pipeline.settle()
        assert len(pipeline.announcements) == 2  # a consumer that reads its queue before it forgets
        pipeline.clock.advance(91 * DAY)
        pipeline.invoke("Audit", {})
        pipeline.upload("articles/tides.md", text("Tides", "one"))
        pipeline.settle()

        assert b"one" in pipeline.site("/articles/tides/")
        assert_agreement(pipeline)


def test_a_build_that_goes_while_it_is_published_is_made_again():
    with open_pipeline() as pipeline:

        def lose(call):
            if call.action == "s3.CopyObject":
                pipeline.hooks.before.remove(lose)
                forget_build(pipeline)

        pipeline.hooks.before.append(lose)
        pipeline.upload("articles/tides.md", text("Tides"))
        pipeline.settle()

        assert [event["sequence"] for event in pipeline.announcements] == ["1"]
        assert_agreement(pipeline)
