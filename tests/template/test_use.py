"""Roles hold what their functions use and nothing else: watched on the whole pipeline, for the emulators do not ask."""

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from flong_local.engines import TEMPLATE
from flong_local.template import local_template
from tests.pipeline.marking import mark
from tests.pipeline.signing_up import ask, post, preferences_of, sign_up
from tests.pipeline.test_audit import DAMAGES
from tests.pipeline.test_feedback import ODD
from tests.template.grants import OF_THE_SERVICE, Grant, grants, needs
from tests.template.stack import FUNCTIONS

# Absence is 404 only for who may list, and what is given up is sent to its dead letters by Lambda itself.
NEVER_CALLED = {
    ("Validate", "s3:ListBucket"),
    ("Index", "s3:ListBucket"),
    ("Publish", "s3:ListBucket"),
    ("Publish", "s3:ListBucketVersions"),
    ("Publish", "sqs:SendMessage"),
    ("Count", "sqs:SendMessage"),
    ("Audit", "sqs:SendMessage"),
    ("Collect", "s3:ListBucket"),
    ("Audit", "s3:GetObject"),  # here it is of one process with Collect, which has read the texts already
    ("Deliver", "s3:ListBucket"),
    ("Deliver", "ses:SendEmail"),
    ("Invite", "ses:SendEmail"),
    ("Invite", "dynamodb:Query"),  # of one process with Subscribers here, which has read the tags already
}
DAMAGED = (
    "a page that is gone",
    "a file of no article",
    "an entry of no article",
    "an entry that is gone",
    "a path that is held in vain",
    "a count that is too high",
    "a feed that is another",
)
STACK = local_template(Path(TEMPLATE))

TIDES = "# Tides\n\n**Tags:** {tags}\n\n---\n\n{body}\n"


def fail(pipeline, function: str, action: str, code: str, times: int = 1) -> None:
    """The first such calls are answered with an error."""
    left = [None] * times

    def refuse(call) -> None:
        if (call.function, call.action) == (function, action) and left:
            left.pop()
            raise ClientError({"Error": {"Code": code, "Message": ""}}, call.operation)

    pipeline.hooks.before.append(refuse)


def lose_builds(pipeline, function: str, action: str) -> None:
    """All builds expire just before the first such call."""

    def lose(call) -> None:
        if (call.function, call.action) == (function, action):
            pipeline.hooks.before.remove(lose)
            bucket = pipeline.environment["FLONG_BUILDS_BUCKET"]
            for item in pipeline.clients.s3.list_objects_v2(Bucket=bucket)["Contents"]:
                pipeline.clients.s3.delete_object(Bucket=bucket, Key=item["Key"])

    pipeline.hooks.before.append(lose)


def live_a_full_life(pipeline) -> None:
    """Every kind of thing that happens to articles and subscribers."""
    fail(pipeline, "Validate", "dynamodb.PutItem", "ConditionalCheckFailedException")
    fail(pipeline, "Deliver", "sesv2.SendEmail", "TooManyRequestsException")
    fail(pipeline, "Render", "s3.PutObject", "SlowDown", times=4)
    pipeline.upload("articles/stubborn.md", "# Stubborn")
    pipeline.settle()
    pipeline.subscribe("reader@example.com")
    pipeline.subscribe("bounce@example.com")
    pipeline.upload("articles/tides.md", TIDES.format(tags="Moon, Water", body="The sea comes and goes."))
    tagged = {"Bucket": pipeline.environment["FLONG_SOURCE_BUCKET"], "Tagging": "desk=science"}
    pipeline.clients.s3.put_object(Key="articles/tagged.md", Body=b"# Tagged", **tagged)
    pipeline.settle()
    pipeline.upload("articles/tagged.md", "# Tagged")
    pipeline.upload("articles/large.md", f"# Large\n\n{'Many words are in this. ' * 20_000}")
    pipeline.upload("articles/bad.md", b"\xff\xfe no text")
    pipeline.settle()
    pipeline.upload("articles/rival.md", "---\ntitle: Rival\nslug: tides\n---\n\nThe same address.\n")
    pipeline.upload("articles/tides.md", TIDES.format(tags="Moon, Wind", body="The sea goes and comes."))
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.delete("articles/rival.md")
    pipeline.settle()
    move(pipeline)
    empty_a_month(pipeline)
    due = datetime.fromtimestamp(pipeline.clock.now() + 7200, UTC).isoformat()
    for moment in (due, due.replace("+00:00", "+00:30")):
        pipeline.upload("articles/later.md", f"---\ntitle: Later\npublish at: {moment}\n---\n\nNot yet.\n")
        pipeline.settle()
    pipeline.delete("articles/later.md")
    pipeline.settle()
    lose_builds(pipeline, "Publish", "s3.CopyObject")
    lose_builds(pipeline, "Deliver", "s3.GetObject")
    pipeline.upload("articles/lost.md", "# Lost\n\nAnd found.\n")
    pipeline.settle()
    for question in ("articles", "articles?tag=moon&category=articles", "articles/lost", "tags"):
        assert pipeline.request("GET", f"/api/{question}").status == 200
    sign_up_and_leave(pipeline)
    fall_ill_and_be_healed(pipeline)
    mail = next(it for it in pipeline.mail if it["To"] == "reader@example.com")
    link = urlsplit(mail["List-Unsubscribe"].strip("<>")).path
    for method in ("GET", "POST"):
        assert pipeline.request(method, link).status == 200


def sign_up_and_leave(pipeline) -> None:
    """A request that cannot be answered at first, a confirmed subscription with some tags, and its end."""
    fail(pipeline, "Invite", "sesv2.SendEmail", "TooManyRequestsException", times=5)
    assert pipeline.request("GET", "/subscriptions/").status == 200
    ask(pipeline, "unlucky@example.com")
    sign_up(pipeline, "guest@example.com", ("what", "topics"), ("tag", "moon"))
    link = preferences_of(pipeline, "guest@example.com")
    assert pipeline.request("GET", link).status == 200
    assert post(pipeline, link, {"what": "everything"}).status == 200
    assert post(pipeline, f"{link}/erase").status == 200


def empty_a_month(pipeline) -> None:
    pipeline.upload("articles/old.md", TIDES.format(tags="Moon\n**Date:** 2020-05-01", body="Long ago."))
    pipeline.settle()
    mark(pipeline, "tag/moon/2020-05")
    pipeline.settle()
    pipeline.delete("articles/old.md")
    pipeline.settle()
    mark(pipeline, "tag/moon/2020-05")
    pipeline.settle()


def move(pipeline) -> None:
    pipeline.upload("articles/moves.md", "# Moves")
    pipeline.settle()
    pipeline.upload("articles/moved.md", "# Moves")
    pipeline.delete("articles/moves.md")
    pipeline.settle()


def fall_ill_and_be_healed(pipeline) -> None:
    """Messages fail until they are dead letters, what is kept is damaged, and an audit comes by."""
    text = "---\ntitle: {title}\ntags: [Sea, Moon]\ndate: 2026-01-02\n---\n\n{words}\n"
    for title, words in (("Tides", "One"), ("Tides", "Two"), ("Tides", "Three"), ("Waves", "One"), ("Draft", "One")):
        pipeline.upload(f"articles/{title.lower()}.md", text.format(title=title, words=words))
        pipeline.settle()
    fail(pipeline, "Deliver", "s3.GetObject", "SlowDown", times=99)
    fail(pipeline, "Collect", "s3.PutObject", "SlowDown", times=99)
    fail(pipeline, "Archive", "s3.PutObject", "SlowDown", times=99)
    pipeline.send("FeedbackQueue", ODD)
    pipeline.upload("articles/waves.md", text.format(title="Waves", words="Two"))
    pipeline.upload("articles/late.md", text.format(title="Late", words="One"))
    pipeline.settle()
    pipeline.hooks.before.clear()
    pipeline.take("FeedbackDeadLetters")
    for name in pipeline.dead_letters:
        pipeline.redrive(name)
    pipeline.settle()
    for name in DAMAGED:
        DAMAGES[name][0](pipeline)
    due = datetime.fromtimestamp(pipeline.clock.now() + 199 * 86_400, UTC).isoformat()
    pipeline.upload("articles/later.md", f"---\ntitle: Later\npublish at: {due}\n---\n\nNot yet.\n")
    pipeline.settle()
    pipeline.clock.advance(100 * 86_400)
    for _ in range(2):
        assert pipeline.invoke("Audit", {}).error is None
        pipeline.settle()


@pytest.fixture(scope="module")
def used() -> dict[str, set[Grant]]:
    """What each function needed in a full life."""
    from flong_local.testing import open_pipeline

    found: dict[str, set[Grant]] = defaultdict(set)
    with open_pipeline(environment={"FLONG_BUILDS_KEPT": "2"}) as pipeline:
        live_a_full_life(pipeline)
        for call in pipeline.hooks.log:
            found[call.function] |= set(needs(STACK, call.action, call.parameters))
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_all_that_it_does(used, function):
    held = grants(STACK, function)

    assert {need for need in used[function] if not any(grant.covers(need) for grant in held)} == set()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_nothing_that_it_never_does(used, function):
    held = {grant for grant in grants(STACK, function) if grant.action not in OF_THE_SERVICE}
    idle = {grant for grant in held if not any(grant.covers(need) for need in used[function])}

    assert {grant for grant in idle if (function, grant.action) not in NEVER_CALLED} == set()
