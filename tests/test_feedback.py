"""What follows from what SES tells of a mail: events as SES documents them, in every order."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flong.errors import BrokenContract
from flong.feedback import Feedback, Ignored, concerns_subscriber, line_changes, subscriber_after, understood
from flong.subscribers import Consent, Subscriber, lists_of
from hypothesis import given
from hypothesis import strategies as st

from flong_local.engines import TEMPLATE
from flong_local.ses.courses import COURSES, DELIVERY, SEND, bounce
from flong_local.ses.service import ASKED_FOR_AS, events_of
from flong_local.template import Place, local_template
from flong_local.template.wiring import mail_destinations

MAILING, READER, MESSAGE = "ab" * 16, "cd" * 16, "0100019aa0000000-local"
AT = "2026-05-04T03:02:01Z"
COMPLAINT = {"complainedRecipients": [{"emailAddress": "a@b.example"}], "timestamp": "2026-05-04T03:02:01.123Z"}
MOST, DAYS = 5, 30


def event(kind: str, part: dict | None = None, /, **tags: str) -> dict:
    """An event as SES publishes it; the sender's tags are as given, or those of a mailing."""
    given = tags or {"mailing": MAILING, "recipient": READER}
    return {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-05-04T03:02:01.123Z",
            "messageId": MESSAGE,
            "destination": ["a@b.example"],
            "tags": {"ses:configuration-set": ["flong-mail"], **{name: [value] for name, value in given.items()}},
        },
        kind[0].lower() + kind[1:]: json.loads(json.dumps(part or {}).replace("{time}", "2026-05-04T03:02:01.123Z")),
    }


def bounced(*given: str) -> dict:
    return event(*bounce(*given))


def told(kind: str, **given: str) -> Feedback:
    return Feedback(**{"kind": kind, "recipient": READER, "mailing": MAILING, "message_id": MESSAGE, "at": AT, **given})


def subscriber(**given) -> Subscriber:
    return Subscriber(
        **{"id": READER, "address": "a@b.example", "state": "confirmed", "since": "2026-01-01T00:00:00Z"} | given
    )


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (event(*SEND), "sent"),
        (event(*DELIVERY), "delivered"),
        (event("Bounce", bounce("Permanent", "General", "5.1.1", "550 5.1.1 unknown")[1]), "bounced"),
        (event("Complaint", COMPLAINT), "complained"),
        (event("Reject", {"reason": "Bad content"}), "rejected"),
    ],
)
def test_each_event_says_what_became_of_which_mail_and_when(given, kind):
    it = understood(given)

    assert (it.kind, it.mailing, it.recipient, it.message_id, it.at) == (kind, MAILING, READER, MESSAGE, AT)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (("Permanent", "General", "5.1.1", "550 5.1.1 user unknown"), "hard"),
        (("Permanent", "General"), "hard"),
        (("Permanent", "NoEmail"), "hard"),
        (("Permanent", "Suppressed", "5.1.1", "Amazon SES has suppressed sending to this address"), "hard"),
        (("Permanent", "General", "5.4.4", "550 5.4.4 invalid domain"), "hard"),
        (("Permanent", "General", "5.1.1", "550 5.1.1 no such user; our spam filter is not to blame"), "hard"),
        (("Permanent", "OnAccountSuppressionList", "5.1.1", "on the account's suppression list"), "blocked"),
        (("Permanent", "General", "5.7.1", "550 5.7.1 service unavailable"), "blocked"),
        (("Permanent", "General", "5.7.26", "550 5.7.26 unauthenticated"), "blocked"),
        (("Permanent", "General", "5.0.0", "554 blocked using zen.spamhaus.org"), "blocked"),
        (("Permanent", "General", "5.0.0", "554 your host is on our blacklist"), "blocked"),
        (("Permanent", "General", "5.3.0", "553 rejected for policy reasons"), "blocked"),
        (("Transient", "ContentRejected", "5.6.0", "554 not wanted here"), "blocked"),
        (("Transient", "AttachmentRejected", "5.6.1", "no"), "blocked"),
        (("Transient", "MessageTooLarge", "5.3.4", "too big"), "blocked"),
        (("Transient", "General", "4.7.0", "421 4.7.0 deferred due to user complaints"), "blocked"),
        (("Transient", "MailboxFull", "4.2.2", "452 4.2.2 mailbox full"), "soft"),
        (("Transient", "General", "4.4.7", "message expired"), "soft"),
        (("Undetermined", "Undetermined"), "soft"),
    ],
)
def test_a_bounce_says_whether_the_address_is_no_good_or_was_not_this_time_or_nothing_of_it(given, verdict):
    assert understood(bounced(*given)).verdict == verdict


def test_a_status_is_kept_only_if_it_is_one():
    """The log has it, and a server may write there what it likes."""
    assert understood(bounced("Permanent", "General", "5.1.1", "no")).status == "5.1.1"
    assert understood(bounced("Permanent", "General", "5.1.1 a@b.example", "no")).status == ""


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        "Bounce",
        {"notificationType": "Bounce"},
        event("Open"),
        event("Click"),
        event("Subscription"),
        event("Rendering Failure", {"errorMessage": "no"}),
        event("DeliveryDelay", {"delayType": "MailboxFull"}),
        bounced("Transient", "General"),  # of a program that answers for who is away
        event("Complaint", COMPLAINT | {"complaintSubType": "OnAccountSuppressionList"}),
        event("Complaint", COMPLAINT | {"complaintFeedbackType": "not-spam"}),
        event("Complaint", COMPLAINT | {"complaintFeedbackType": "auth-failure"}),
        event(*DELIVERY, mailing=MAILING),  # a mail that somebody sent to try it
        event(*DELIVERY, mailing=MAILING, recipient="a@b.example"),
        event(*DELIVERY, recipient=READER + "0"),
    ],
)
def test_from_some_nothing_follows(given):
    assert isinstance(understood(given), Ignored)


@pytest.mark.parametrize("feedback_type", [None, "abuse", "fraud", "virus", "other"])
def test_a_complaint_of_any_other_kind_is_one(feedback_type):
    assert understood(event("Complaint", COMPLAINT | {"complaintFeedbackType": feedback_type})).kind == "complained"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"bounce": None},
        {"bounce": {"bounceType": "Permanent"}},
        {"bounce": {"bounceType": "Eternal", "timestamp": AT}},
        {"bounce": {"bounceType": "Permanent", "timestamp": "2026-05-04T03:02:01"}},
        {"mail": {"timestamp": AT}},
        {"mail": {"timestamp": "a@b.example", "messageId": "1"}},
        {"mail": {"timestamp": AT, "messageId": "x" * 201}},
        {"mail": {"timestamp": AT, "messageId": "\ud800"}},
        {"mail": "a@b.example"},
    ],
)
def test_an_event_that_is_not_as_documented_is_ours_to_mend_and_what_it_says_is_not_repeated(spoilt):
    with pytest.raises(BrokenContract) as failure:
        understood(bounced("Permanent", "General") | spoilt)

    assert "b.example" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    ("state", "kind", "after"),
    [
        ("sending", "sent", "sent"),
        ("unknown", "sent", "sent"),
        ("unknown", "delivered", "sent"),
        ("sending", "complained", "sent"),
        ("sending", "rejected", "refused"),
        ("sent", "rejected", "refused"),
        ("refused", "sent", "refused"),
        ("sent", "sent", "sent"),
    ],
)
def test_a_state_never_goes_back(state, kind, after):
    line = {"state": state, "message_id": MESSAGE}

    assert {**line, **line_changes(line, told(kind))}["state"] == after


def test_a_mark_is_made_once():
    line = {"state": "sent", "message_id": "first", "delivered": "2026-01-01T00:00:00Z"}

    assert line_changes(line, told("delivered")) == {}
    assert line_changes(line, told("complained")) == {"complained": AT}


ALL = [
    told("sent"),
    told("delivered"),
    told("bounced", verdict="soft"),
    told("bounced", verdict="hard", at="2026-05-04T04:00:00Z"),
    told("complained", at="2026-05-05T00:00:00Z"),
    told("rejected"),
]


@given(st.lists(st.sampled_from(ALL), max_size=12), st.randoms())
def test_order_and_repetition_make_no_difference_to_a_line(events, random):
    def played(order) -> dict:
        line = {"state": "sending"}
        for it in order:
            line |= line_changes(line, it)
        return {name: bool(value) if name != "state" else value for name, value in line.items()}

    shuffled = [*events, *events]
    random.shuffle(shuffled)
    assert played(shuffled) == played(events)


SOFT = st.integers(0, 80).map(lambda day: told("bounced", verdict="soft", message_id=str(day), at=day_of(day)))


def day_of(day: int) -> str:
    return (datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")


def judged(events, known: Subscriber | None = None) -> Subscriber | None:
    known = known or subscriber()
    for it in events:
        known = subscriber_after(known, it, MOST, DAYS)
    return known


@given(st.lists(st.one_of(st.sampled_from(ALL), SOFT), max_size=12), st.integers(0, 3))
def test_what_comes_twice_or_a_little_late_makes_no_difference_to_a_subscriber(events, turn):
    """SES's events lie in the queue for four days at most, and a window is thirty."""
    in_time = sorted(events, key=lambda it: it.at)
    turned = in_time[turn:] + in_time[:turn] if spread(in_time) <= timedelta(days=DAYS) else in_time
    once, twice = judged(in_time), judged([*turned, *in_time])

    assert (once.state, once.reason) == (twice.state, twice.reason)


def spread(events) -> timedelta:
    times = [datetime.fromisoformat(it.at) for it in events]
    return max(times) - min(times) if times else timedelta()


@given(st.lists(SOFT, max_size=12))
def test_soft_bounces_end_the_mail_exactly_if_so_many_came_within_so_many_days(events):
    days = sorted({int(it.message_id) for it in events})
    many = any(sum(begin <= day <= begin + DAYS for day in days) >= MOST for begin in days)

    assert (judged(sorted(events, key=lambda it: it.at)).state == "suppressed") == many


def test_who_is_suppressed_is_in_no_list_and_a_complaint_outranks_a_bounce():
    hard, complaint = told("bounced", verdict="hard"), told("complained")

    for order in ([hard, complaint], [complaint, hard]):
        after = judged(order)
        assert (after.state, after.reason, after.left) == ("suppressed", "complaint", AT)
        assert lists_of(after) == frozenset()


def test_who_has_signed_up_again_is_not_judged_by_what_was_before():
    again = subscriber(since="2026-06-01T00:00:00Z", bounces={str(n): f"2026-05-0{n}T00:00:00Z" for n in range(1, 5)})

    assert judged([told("bounced", verdict="hard"), told("complained")], again) == again
    late = told("bounced", verdict="soft", message_id="5", at="2026-06-02T00:00:00Z")
    assert (judged([late], again).state, judged([late], again).bounces) == ("confirmed", {"5": "2026-06-02T00:00:00Z"})


def test_a_sign_up_that_is_not_confirmed_yet_is_not_ended_by_a_mail_of_the_one_before():
    pending = subscriber(state="pending", since="", consent=Consent(asked="2026-05-04T03:02:02Z"))

    assert judged([told("bounced", verdict="hard")], pending) == pending
    assert judged([told("bounced", verdict="hard", at="2026-05-04T03:02:02Z")], pending).state == "suppressed"


def test_who_has_left_stays_as_they_are_and_who_is_gone_stays_gone():
    left = subscriber(state="unsubscribed", reason="asked")

    assert judged([told("complained"), told("bounced", verdict="hard")], left) == left
    assert subscriber_after(None, told("complained"), MOST, DAYS) is None


def test_who_has_not_confirmed_yet_is_not_mailed_again_either():
    assert (
        judged([told("bounced", verdict="hard", mailing="")], subscriber(state="pending", since="")).state
        == "suppressed"
    )


def test_the_subscriber_is_looked_at_only_where_something_may_follow():
    assert {(it.kind, it.verdict) for it in ALL if concerns_subscriber(it)} == {
        ("bounced", "soft"), ("bounced", "hard"), ("complained", ""),
    }  # fmt: skip
    assert not concerns_subscriber(told("bounced", verdict="blocked"))


@pytest.mark.parametrize("name", COURSES)
def test_every_event_of_the_local_ses_is_one_that_we_understand_and_that_the_template_asks_for(name):
    raw = "RnJvbTogYUBiLmV4YW1wbGUNCg0KaGVsbG8="
    tags = [{"Name": "mailing", "Value": MAILING}, {"Name": "recipient", "Value": READER}]
    request = {"Destination": {"ToAddresses": [f"{name}@x"]}, "Content": {"Raw": {"Data": raw}}, "EmailTags": tags}
    [asked] = mail_destinations(local_template(TEMPLATE))

    for it in events_of(request, MESSAGE, COURSES[name], Place()):
        assert isinstance(understood(it), Feedback | Ignored)
        assert ASKED_FOR_AS[it["eventType"]] in asked.events
