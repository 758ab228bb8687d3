"""A mailing from its announcement to its last mail: once to each who asked for it, whatever happens on its way."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from flong.mailings import mailing_id

from flong_local.embedded import Crash
from flong_local.ses import THROTTLED, Course, Refusal
from flong_local.testing import open_pipeline

pytestmark = pytest.mark.embedded
TIDES = "# Tides\n\n**Tags:** {tags}\n\n---\n\n{words}\n"
KEY = "articles/tides.md"
READERS = ("gil@example.com", "hal@example.com", "jo@example.com", "bo@example.com", "max@example.com")
ID = mailing_id("article", "tides")
SMALL = {"FLONG_MAIL_PART": "2", "POWERTOOLS_LOG_LEVEL": "CRITICAL", "POWERTOOLS_METRICS_DISABLED": "true"}


def opened(**environment):
    """A pipeline with five subscribers, who are three parts."""
    pipeline = open_pipeline(environment=SMALL | environment)
    for reader in READERS:
        pipeline.subscribe(reader)
    return pipeline


def upload(pipeline, words: str = "The sea comes and goes.", tags: str = "Sea", **header: str) -> None:
    front = "".join(f"{name}: {value}\n" for name, value in header.items())
    pipeline.upload(KEY, (f"---\n{front}---\n" if front else "") + TIDES.format(tags=tags, words=words))


def publish(pipeline, *given: str, **header: str) -> None:
    upload(pipeline, *given, **header)
    pipeline.settle()


def mailed(pipeline) -> list[str]:
    return sorted(mail["To"] for mail in pipeline.mail)


def mailing(pipeline, id_: str = ID) -> dict:
    return pipeline.item(f"MAILING#{id_}", "MAILING", "FLONG_SUBSCRIBER_TABLE") or {}


def audience(pipeline) -> list[list[str]]:
    """The ids in each part, in order."""
    items = pipeline.items(f"MAILING#{ID}", "FLONG_SUBSCRIBER_TABLE")
    return [it["ids"] for it in items if it["sk"].startswith("PART#")]


def states(pipeline, id_: str = ID) -> Counter:
    return Counter(line["state"] for line in pipeline.lines(id_))


def calls(pipeline, action: str) -> list:
    return [call for call in pipeline.call_log if (call.function, call.action) == ("Deliver", action)]


def before(pipeline, action: str, act, skip: int = 0) -> None:
    """Acts once, just before such a call of the delivery's, having let some pass."""
    left = [skip]

    def look(call) -> None:
        if (call.function, call.action) == ("Deliver", action):
            if left[0] == 0:
                pipeline.hooks.before.remove(look)
                act()
            left[0] -= 1

    pipeline.hooks.before.append(look)


def die() -> None:
    raise Crash


def refuse(pipeline, *refusals: Refusal) -> None:
    """SES refuses the next mails, each in its way, and then takes all."""
    left, course = list(refusals), pipeline.ses.course
    pipeline.ses.course = lambda recipient: Course(refusal=left.pop(0)) if left else course(recipient)


# ---- the audience


def test_the_audience_is_written_down_in_parts_each_id_once():
    with opened() as pipeline:
        subscriber_of_tags(pipeline, "sea", "moon")
        publish(pipeline, "Words.", "Sea, Moon")

        found = [id_ for part in audience(pipeline) for id_ in part]
        assert found == sorted(it["id"] for it in pipeline.subscribers())
        assert max(map(len, audience(pipeline))) == 2
        assert (mailing(pipeline)["recipients"], mailing(pipeline)["parts"]) == (6, len(audience(pipeline)))
        assert len(pipeline.mail) == 6


def subscriber_of_tags(pipeline, *tags: str) -> str:
    from flong.aws import subscribers

    pipeline.subscribe("tags@example.com")
    id_ = subscribers.id_of("tags@example.com")
    subscribers.change(id_, lambda known: known.model_copy(update={"everything": False, "tags": tags}))
    return id_


def test_who_wants_other_tags_is_not_in_the_audience():
    with opened() as pipeline:
        id_ = subscriber_of_tags(pipeline, "moon")
        publish(pipeline)

        assert id_ not in [it for part in audience(pipeline) for it in part]
        assert mailed(pipeline) == sorted(READERS)


def test_who_subscribes_after_the_publication_is_not_mailed():
    with opened(FLONG_UNDO_WINDOW="600") as pipeline:
        upload(pipeline)
        before(pipeline, "sqs.SendMessage", lambda: (pipeline.clock.advance(5), pipeline.subscribe("late@example.com")))
        pipeline.settle()

        assert mailed(pipeline) == sorted(READERS)


@pytest.mark.parametrize("action", ["dynamodb.TransactWriteItems", "dynamodb.Query"])
@pytest.mark.parametrize("skip", [1, 3])
def test_a_freeze_that_was_broken_off_is_gone_on_with_and_comes_to_one_audience(action, skip):
    with opened() as pipeline:
        upload(pipeline)
        before(pipeline, action, die, skip)
        pipeline.settle()

        found = [id_ for part in audience(pipeline) for id_ in part]
        assert found == sorted(it["id"] for it in pipeline.subscribers())
        assert mailing(pipeline)["state"] == "done"
        assert mailed(pipeline) == sorted(READERS)


@pytest.mark.parametrize("skip", [0, 2])
def test_two_who_freeze_at_once_write_one_audience(skip):
    with opened() as pipeline:
        upload(pipeline)
        freeze = json.dumps({"step": "freeze", "mailing": ID, "article_id": "tides"})
        before(
            pipeline,
            "dynamodb.TransactWriteItems",
            lambda: (pipeline.send("DeliverQueue", freeze), pipeline.settle()),
            skip,
        )
        pipeline.settle()

        found = [id_ for part in audience(pipeline) for id_ in part]
        assert found == sorted(it["id"] for it in pipeline.subscribers())
        assert mailed(pipeline) == sorted(READERS)


# ---- the undo window


def test_the_first_mail_waits_for_the_undo_window_in_steps_that_a_queue_can_keep():
    with opened(FLONG_UNDO_WINDOW="2000") as pipeline:
        upload(pipeline)
        before(pipeline, "sesv2.SendEmail", lambda: moments.append(pipeline.clock.now()))
        moments: list[float] = []
        begun = pipeline.clock.now()
        pipeline.settle()

        assert 2000 <= moments[0] - begun < 2100
        assert [call.parameters["DelaySeconds"] for call in calls(pipeline, "sqs.SendMessage")][:2] == [900, 900]
        assert mailed(pipeline) == sorted(READERS)


def test_what_is_withdrawn_within_the_undo_window_is_mailed_to_nobody():
    with opened(FLONG_UNDO_WINDOW="600") as pipeline:
        upload(pipeline)
        before(pipeline, "sqs.SendMessage", lambda: pipeline.delete(KEY))
        pipeline.settle()

        assert pipeline.mail == []
        assert (mailing(pipeline)["state"], mailing(pipeline)["why"]) == ("stopped", "the article is no longer public")


def test_what_comes_back_before_anybody_was_mailed_is_mailed_then():
    with opened(FLONG_UNDO_WINDOW="600") as pipeline:
        upload(pipeline)
        before(pipeline, "sqs.SendMessage", lambda: pipeline.delete(KEY))
        pipeline.settle()
        publish(pipeline, "And back.")

        assert mailed(pipeline) == sorted(READERS)
        assert "And back." in pipeline.mail[0].get_body(("plain",)).get_content()


def test_what_is_edited_within_the_undo_window_is_mailed_as_it_is_then():
    with opened(FLONG_UNDO_WINDOW="600") as pipeline:
        upload(pipeline, "A slip.")
        before(pipeline, "sqs.SendMessage", lambda: upload(pipeline, "No slip."))
        pipeline.settle()

        texts = {mail.get_body(("plain",)).get_content().replace("\r\n", "\n") for mail in pipeline.mail}
        assert len(pipeline.mail) == len(READERS)
        assert all("No slip." in text for text in texts)


def test_an_announcement_that_is_redriven_after_a_week_mails_nobody():
    with opened() as pipeline:
        before(pipeline, "dynamodb.GetItem", die)
        pipeline.hooks.before.append(lambda call: die() if (call.function == "Deliver") else None)
        publish(pipeline)
        pipeline.hooks.before.clear()
        [body] = pipeline.dead_letters["DeliverDeadLetters"]
        pipeline.clock.advance(8 * 86_400)
        pipeline.redrive("DeliverDeadLetters")
        pipeline.settle()

        assert json.loads(body)["subject"] == "tides"
        assert pipeline.mail == []
        assert mailing(pipeline) == {}


# ---- once


def test_the_same_event_twice_at_once_is_one_mailing():
    with opened() as pipeline:
        event = announced(pipeline)
        for _ in range(3):
            pipeline.send("DeliverQueue", event)
        pipeline.settle()
        pipeline.send("DeliverQueue", event)
        pipeline.settle()

        assert mailed(pipeline) == sorted(READERS)


def announced(pipeline) -> str:
    """The announcement of an article, taken off the queue."""
    upload(pipeline)
    while not pipeline.queues["DeliverQueue"]:
        pipeline.steps(1)
    [event] = pipeline.take("DeliverQueue")
    return event


@pytest.mark.parametrize("action", ["dynamodb.TransactWriteItems", "sesv2.SendEmail", "dynamodb.BatchGetItem"])
@pytest.mark.parametrize("skip", [0, 1])
def test_a_part_that_two_send_at_once_is_mailed_once(action, skip):
    """One stands still at a call, as long as another takes its message and comes to the end; then it goes on."""
    with opened() as pipeline:
        upload(pipeline)

        def overtake() -> None:
            pipeline.time_out_running()
            pipeline.settle()

        before(pipeline, action, overtake, skip)
        pipeline.settle()

        assert mailed(pipeline) == sorted(READERS)
        assert states(pipeline) == {"sent": len(READERS)}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", [3, 26, 34, 43])
def test_a_crash_at_any_call_mails_nobody_twice_and_leaves_nobody_out(number, moment):
    """At some here; `make faults` tries every one."""
    with opened() as pipeline:
        dying(pipeline, number, moment)
        publish(pipeline)

        to, found = Counter(mailed(pipeline)), states(pipeline)
        assert max(to.values()) == 1
        assert sum(found.values()) == len(READERS)
        assert found["sent"] == len(to)
        assert found["unknown"] <= 1
        assert mailing(pipeline)["state"] == "done"


def dying(pipeline, number: int, moment: str) -> None:
    left = [number]

    def look(call) -> None:
        if call.function == "Deliver":
            if left[0] == 0:
                left[0] -= 1
                raise Crash
            left[0] -= 1

    getattr(pipeline.hooks, moment).append(look)


def test_a_claim_that_a_crash_left_open_is_settled_by_what_ses_says_of_it():
    with opened() as pipeline:
        upload(pipeline)
        pipeline.hooks.after.append(dies_once := once("sesv2.SendEmail", pipeline))
        pipeline.settle()

        assert dies_once not in pipeline.hooks.after
        assert mailed(pipeline) == sorted(READERS)
        assert states(pipeline) == {"sent": len(READERS)}


def once(action: str, pipeline):
    def look(call) -> None:
        if call.action == action:
            pipeline.hooks.after.remove(look)
            raise Crash

    return look


def test_a_claim_that_stays_open_past_its_lease_is_unknown_and_is_not_sent_again():
    with opened() as pipeline:
        upload(pipeline)
        before(pipeline, "sesv2.SendEmail", die)
        pipeline.settle()

        assert states(pipeline) == {"sent": len(READERS) - 1, "unknown": 1}
        assert len(pipeline.mail) == len(READERS) - 1
        assert mailing(pipeline)["state"] == "done"


def test_a_mail_costs_two_calls_and_what_a_part_shares():
    readers = 48
    with open_pipeline(environment=SMALL | {"FLONG_MAIL_PART": "100"}) as pipeline:
        for number in range(readers):
            pipeline.subscribe(f"reader{number}@example.com")
        publish(pipeline)

        of_parts = len(audience(pipeline))
        transactions = calls(pipeline, "dynamodb.TransactWriteItems")
        assert len(calls(pipeline, "sesv2.SendEmail")) == readers
        # A claim each; beside it a part is frozen by one, settled by one write, and finished by another.
        assert len(transactions) == readers + 2 * of_parts


# ---- who has left


@pytest.mark.parametrize("action", ["dynamodb.BatchGetItem", "dynamodb.TransactWriteItems"])
@pytest.mark.parametrize("skip", [4, 6])
def test_who_leaves_until_the_very_claim_of_their_mail_is_not_mailed(action, skip):
    with opened() as pipeline:
        upload(pipeline)
        gone = []

        def leave() -> None:
            from flong.aws import subscribers

            had = {line["sk"] for line in pipeline.lines(ID)}
            gone.append(next(it for it in pipeline.subscribers() if it["id"] not in had))
            subscribers.unsubscribe(gone[0]["id"])

        before(pipeline, action, leave, skip)
        pipeline.settle()

        assert mailed(pipeline) == sorted({*READERS} - {it["address"] for it in gone})


def test_who_is_paused_is_passed_over():
    from flong.aws import subscribers

    with opened() as pipeline:
        id_ = subscribers.id_of(READERS[0])
        subscribers.change(id_, lambda known: known.model_copy(update={"paused_until": "2999-01-01T00:00:00Z"}))
        publish(pipeline)

        assert mailed(pipeline) == sorted(READERS[1:])


def test_an_article_withdrawn_while_it_is_mailed_stops_at_the_next_part():
    with opened() as pipeline:
        upload(pipeline)
        before(pipeline, "sesv2.SendEmail", lambda: (pipeline.delete(KEY), pipeline.settle()))
        pipeline.settle()

        assert 0 < len(pipeline.mail) < len(READERS)
        assert mailing(pipeline)["state"] == "stopped"


# ---- SES


def test_a_throttle_slows_down_and_loses_nothing():
    with opened() as pipeline:
        refuse(pipeline, *[THROTTLED] * 12)
        publish(pipeline)

        assert mailed(pipeline) == sorted(READERS)
        assert pipeline.dead_letters == {}


def test_an_address_that_ses_refuses_holds_nobody_up():
    with opened() as pipeline:
        pipeline.subscribe("reject@example.com")
        publish(pipeline)

        assert mailed(pipeline) == sorted(READERS)
        assert states(pipeline) == {"sent": len(READERS), "refused": 1}
        assert mailing(pipeline)["state"] == "done"


def test_where_sending_is_paused_everybody_waits_and_nobody_is_lost():
    paused = Refusal(400, "SendingPausedException", "Sending is paused.")
    with opened() as pipeline:
        refuse(pipeline, *[paused] * 6)
        publish(pipeline)

        assert mailed(pipeline) == sorted(READERS)


def test_an_account_that_is_switched_off_is_asked_nothing_until_it_is_on_again():
    with opened() as pipeline:
        pipeline.ses.account.enabled = False
        upload(pipeline)
        while pipeline.clock.now() < pipeline.clock.now() + 1 and len(calls(pipeline, "sesv2.GetAccount")) < 5:
            pipeline.steps(1)
        asked_while_off = len(calls(pipeline, "sesv2.SendEmail"))
        pipeline.ses.account.enabled = True
        pipeline.settle()

        assert asked_while_off == 0
        assert mailed(pipeline) == sorted(READERS)


def test_a_day_whose_quota_is_used_up_has_the_rest_wait_for_the_next():
    with opened() as pipeline:
        account = pipeline.ses.account
        account.daily, account.sent = 3.0, 0
        upload(pipeline)
        for _ in range(60):
            pipeline.steps(1)
        sent_today = len(pipeline.mail)
        account.sent = 0
        account.daily = 50_000.0
        pipeline.settle()

        assert sent_today == 3
        assert mailed(pipeline) == sorted(READERS)


def test_mail_goes_out_no_faster_than_ses_allows():
    with opened() as pipeline:
        pipeline.ses.account.rate = 0.5
        moments: list[float] = []
        pipeline.hooks.before.append(
            lambda call: moments.append(pipeline.clock.now()) if call.action == "sesv2.SendEmail" else None
        )
        publish(pipeline)

        within_parts = [later - one for one, later in pairwise(moments) if later - one > 1]
        assert within_parts
        assert min(within_parts) >= 3.9  # of two who send at once, each has half of the rate


def test_an_outage_of_ses_leaves_few_unknown_and_mails_all_others():
    down = Refusal(500, "InternalFailure", "")
    with opened() as pipeline:
        refuse(pipeline, down, down)
        publish(pipeline)

        found = states(pipeline)
        assert found["unknown"] == 2
        assert found["sent"] == len(READERS) - 2 == len(pipeline.mail)


def test_the_sdk_repeats_no_mail_by_itself():
    from flong.aws import mail

    assert mail.ses.meta.config.retries["total_max_attempts"] == 1


def test_what_is_wrong_with_the_sender_is_nobodys_refusal_and_ends_as_a_dead_letter():
    broken = Refusal(404, "NotFoundException", "Configuration set <x> does not exist.")
    with opened() as pipeline:
        course = pipeline.ses.course
        pipeline.ses.course = lambda recipient: Course(refusal=broken)
        publish(pipeline)
        left = states(pipeline)
        pipeline.ses.course = course
        pipeline.redrive("DeliverDeadLetters")
        pipeline.settle()

        assert left == {}
        assert mailed(pipeline) == sorted(READERS)


# ---- notices


BOTH = {"FLONG_MAIL_NOTICES": "corrections-and-withdrawals"}


def test_by_default_nobody_is_told_of_a_correction_or_a_withdrawal():
    with opened() as pipeline:
        publish(pipeline)
        publish(pipeline, "Otherwise.", correction="It said so.")
        pipeline.delete(KEY)
        pipeline.settle()

        assert len(pipeline.mail) == len(READERS)


def test_a_correction_goes_to_those_who_had_the_article_and_still_want_mail():
    from flong.aws import subscribers

    with opened(**BOTH) as pipeline:
        publish(pipeline)
        pipeline.subscribe("later@example.com")
        subscribers.unsubscribe(subscribers.id_of(READERS[0]))
        publish(pipeline, "Otherwise.", correction="It said so.")

        notices = pipeline.mail[len(READERS) :]
        assert sorted(mail["To"] for mail in notices) == sorted(READERS[1:])
        assert {mail["Subject"] for mail in notices} == {"Correction: Tides"}
        assert "It said so." in notices[0].get_body(("plain",)).get_content()
        assert notices[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_minor_edit_or_another_address_is_told_to_nobody():
    with opened(**BOTH) as pipeline:
        publish(pipeline)
        publish(pipeline, "A comma.", change="minor")
        publish(pipeline, "A comma.", change="minor", slug="ebb")

        assert len(pipeline.mail) == len(READERS)


def test_a_withdrawal_is_told_in_a_short_mail_once():
    with opened(**BOTH) as pipeline:
        publish(pipeline)
        pipeline.delete(KEY)
        pipeline.settle()

        notices = pipeline.mail[len(READERS) :]
        assert sorted(mail["To"] for mail in notices) == sorted(READERS)
        assert {mail["Subject"] for mail in notices} == {"Withdrawn: Tides"}
        for kind in ("plain", "html"):
            content = notices[0].get_body((kind,)).get_content()
            assert "We have withdrawn this article" in " ".join(content.split())
            assert "The sea comes and goes." not in content
            assert "]]" not in content


def test_a_withdrawal_speaks_the_language_of_its_article():
    with opened(**BOTH) as pipeline:
        publish(pipeline, "المد والجزر.", language="ar")
        pipeline.delete(KEY)
        pipeline.settle()

        assert pipeline.mail[-1]["Subject"] == "سُحب: Tides"
        assert 'dir="rtl"' in pipeline.mail[-1].get_body(("html",)).get_content()


def test_what_is_public_again_when_its_withdrawal_is_due_is_not_told_as_gone():
    with opened(**BOTH, FLONG_UNDO_WINDOW="600") as pipeline:
        publish(pipeline)
        pipeline.delete(KEY)
        before(pipeline, "sqs.SendMessage", lambda: upload(pipeline, "And back."))
        pipeline.settle()

        assert {mail["Subject"] for mail in pipeline.mail} == {"Tides"}


def test_of_what_was_never_mailed_no_notice_is():
    with opened(**BOTH) as pipeline:
        before(pipeline, "dynamodb.PutItem", die)
        publish(pipeline, draft="true")
        publish(pipeline)
        pipeline.delete(KEY)
        pipeline.settle()

        assert Counter(mail["Subject"] for mail in pipeline.mail) == {"Tides": 5, "Withdrawn: Tides": 5}
