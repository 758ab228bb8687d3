"""What editors ask of a mailing: how it would look, how far it is, and that it be taken back."""

import json

import pytest
from flong.mailings import mailing_id

from flong_local.embedded import Crash
from tests.cli.test_commands import TIDES

pytestmark = pytest.mark.embedded
READERS = ("jo@example.com", "hal@example.com", "bo@example.com")


@pytest.fixture
def subscribed(pipeline):
    for reader in READERS:
        pipeline.subscribe(reader)
    return pipeline


def publish(pipeline, **kept) -> None:
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()


def die_at(pipeline, moment: str, action: str) -> None:
    """The function that makes the next such call dies of it, before or after, and SES's word of it is never heard."""
    hooks = getattr(pipeline.hooks, moment)

    def die(call) -> None:
        if call.action == action:
            hooks.remove(die)
            raise Crash

    hooks.append(die)


def test_status_counts_what_became_of_every_mail(subscribed, run):
    subscribed.subscribe("bounce@example.com")
    publish(subscribed)

    code, output = run("mail", "status", "tides", "--format", "json")

    [found] = json.loads(output)
    assert code == 0
    assert (found["kind"], found["state"], found["recipients"], found["parts_done"]) == (
        "article",
        "done",
        4,
        found["parts"],
    )
    assert {name: found[name] for name in ("sent", "delivered", "bounced", "unknown")} == {
        "sent": 4, "delivered": 3, "bounced": 1, "unknown": 0,
    }  # fmt: skip
    assert "delivered    3" in run("mail", "status", "articles/tides.md")[1]


def test_status_of_what_was_never_mailed_says_so(pipeline, run):
    pipeline.upload("articles/tides.md", f"---\ndraft: true\n---\n{TIDES}")
    pipeline.settle()

    assert run("mail", "status", "tides") == (1, "Nothing has been mailed of `tides`, and nothing is about to be.\n")
    assert run("mail", "status", "nowhere")[0] == 1


def test_what_is_cancelled_in_time_is_mailed_to_nobody_now_or_later(subscribed, run):
    subscribed.upload("articles/tides.md", TIDES)
    while not any(call.action == "dynamodb.PutItem" and call.function == "Deliver" for call in subscribed.call_log):
        subscribed.steps(1)

    code, output = run("mail", "cancel", "tides")

    assert (code, output) == (0, "The article mailing is cancelled. Nobody has had it.\n")
    subscribed.settle()
    subscribed.delete("articles/tides.md")
    subscribed.settle()
    publish(subscribed)
    assert subscribed.mail == []
    assert json.loads(run("mail", "status", "tides", "--format", "json")[1])[0]["state"] == "cancelled"


def test_what_has_been_mailed_cannot_be_taken_back(subscribed, run):
    publish(subscribed)

    code, output = run("mail", "cancel", "tides")

    assert code == 1
    assert "nothing to take back" in output
    assert len(subscribed.mail) == 3


@pytest.fixture
def unknown(subscribed):
    """A mailing of which one mail was claimed by a function that died before it told SES."""
    die_at(subscribed, "before", "sesv2.SendEmail")
    publish(subscribed)
    assert len(subscribed.mail) == 2
    return subscribed


def test_a_mail_that_nobody_knows_of_is_told_and_not_repeated_by_itself(unknown, run):
    assert "unknown      1" in run("mail", "status", "tides")[1]


def test_what_is_unknown_is_sent_again_when_an_editor_says_so_and_once(unknown, run):
    code, output = run("mail", "resend-unknown", "tides", "--yes")
    body = unknown.take("DeliverQueue")
    for message in body * 2:
        unknown.send("DeliverQueue", message)
    unknown.settle()

    assert (code, output.splitlines()[0]) == (0, "1 asked for. `flong mail status tides` says what comes of them.")
    assert sorted(mail["To"] for mail in unknown.mail) == sorted(READERS)
    assert {line["state"] for line in unknown.lines(mailing_id("article", "tides"))} == {"sent"}
    assert run("mail", "resend-unknown", "tides", "--yes")[0] == 1


def test_what_is_unknown_is_repeated_to_nobody_who_has_left_since(unknown, run):
    from flong.aws import subscribers

    [line] = [it for it in unknown.lines(mailing_id("article", "tides")) if it["state"] == "unknown"]
    subscribers.unsubscribe(line["sk"])

    run("mail", "resend-unknown", "tides", "--yes")
    unknown.settle()

    assert len(unknown.mail) == 2


def test_what_has_been_withdrawn_is_repeated_to_nobody_and_its_mailing_stays_done(unknown, run):
    unknown.delete("articles/tides.md")
    unknown.settle()

    run("mail", "resend-unknown", "tides", "--yes")
    unknown.settle()

    assert len(unknown.mail) == 2
    assert json.loads(run("mail", "status", "tides", "--format", "json")[1])[0]["state"] == "done"


def test_a_repeated_mail_that_ses_is_too_busy_for_stays_unknown_until_it_is_sent(unknown, run):
    left = [None]
    unknown.ses.course = throttled_once(unknown.ses.course, left)

    run("mail", "resend-unknown", "tides", "--yes")
    unknown.settle()

    assert left == []
    assert sorted(mail["To"] for mail in unknown.mail) == sorted(READERS)


def throttled_once(course, left: list):
    from flong_local.ses import THROTTLED, Course

    return lambda recipient: Course(refusal=THROTTLED) if left and not left.pop() else course(recipient)


def test_nothing_is_repeated_without_a_yes(unknown, run):
    code, _ = run("mail", "resend-unknown", "tides")

    assert code == 1
    assert unknown.queues["DeliverQueue"] == 0


def test_a_test_goes_to_its_editor_alone_and_leads_nobody_out(subscribed, run, tmp_path):
    file = tmp_path / "ebb.md"
    file.write_text("# Ebb\n\nThe sea goes.\n")

    code, output = run("mail", "test", str(file), "--to", "editor@example.com")

    assert code == 0, output
    [mail] = subscribed.mail
    assert (mail["To"], mail["Subject"]) == ("editor@example.com", "[Test] Ebb")
    assert mail["List-Unsubscribe"] is None
    for kind in ("plain", "html"):
        content = mail.get_body((kind,)).get_content()
        assert "The sea goes." in content
        assert "]]" not in content
        assert "/subscriptions/" not in content
    assert subscribed.record("ebb") is None


def test_a_test_of_what_would_be_rejected_says_why(pipeline, run, tmp_path):
    file = tmp_path / "bad.md"
    file.write_text("---\nlayout: page\n---\n")

    assert "no title" in run("mail", "test", str(file), "--to", "editor@example.com")[1]
    assert run("mail", "test", str(file), "--to", "nobody")[0] == 2
    assert pipeline.mail == []
