"""From a form to a mail, and out again."""

import re

import pytest

from flong_local.testing import open_pipeline
from tests.pipeline.signing_up import (
    HOME,
    READER,
    ask,
    link_in,
    post,
    preferences_of,
    sign_up,
    text_of,
)

TIDES = "# Tides\n\n**Tags:** {tags}\n\n---\n\nThe sea comes and goes.\n"
ONE_CLICK = b"List-Unsubscribe=One-Click"


def publish(pipeline, name: str, tags: str = "Sea") -> None:
    pipeline.upload(f"articles/{name}.md", TIDES.format(tags=tags).replace("Tides", name.title()))
    pipeline.settle()


def subjects(pipeline) -> list[str]:
    """What was mailed, but for the mails that answer requests."""
    return [mail["Subject"] for mail in pipeline.mail if mail["List-Unsubscribe"]]


def way_out(mail) -> str:
    return re.fullmatch(r"<https://example\.org(/subscriptions/unsubscribe/[\w-]+)>", mail["List-Unsubscribe"])[1]


def only(pipeline):
    [found] = pipeline.subscribers()
    return found


def test_somebody_signs_up_confirms_reads_and_leaves(pipeline):
    assert pipeline.request("GET", HOME).status == 200
    assert ask(pipeline).status == 200
    [invitation] = pipeline.mail
    assert (invitation["To"], invitation["List-Unsubscribe"]) == (READER, None)
    link = link_in(invitation, "confirm")
    publish(pipeline, "early")
    assert (pipeline.request("GET", link).status, only(pipeline)["state"]) == (200, "pending")

    assert pipeline.request("POST", link).status == 200
    publish(pipeline, "tides")
    assert subjects(pipeline) == ["Tides"]
    assert only(pipeline)["state"] == "confirmed"

    out = way_out(pipeline.mail[-1])
    assert (pipeline.request("GET", out).status, only(pipeline)["state"]) == (200, "confirmed")
    for _ in range(2):
        assert pipeline.request("POST", out, ONE_CLICK).status == 200
    publish(pipeline, "ebb")
    assert subjects(pipeline) == ["Tides"]
    assert only(pipeline)["state"] == "unsubscribed"


def test_consent_is_on_record(pipeline):
    sign_up(pipeline)
    consent = only(pipeline)["consent"]

    assert consent["source"] == "form"
    assert re.fullmatch(r"en:[0-9a-f]{12}", consent["text"])
    assert re.fullmatch(r"[0-9a-f]{32}", consent["network"])
    assert consent["asked"] <= consent["confirmed"]


def test_who_chooses_topics_gets_what_has_one_of_them(pipeline):
    publish(pipeline, "known", "Sea, Wind")
    sign_up(pipeline, READER, ("what", "topics"), ("tag", "sea"), ("tag", "rain"))
    for name, tags in (("tides", "Sea, Wind"), ("gusts", "Wind"), ("drops", "Rain")):
        publish(pipeline, name, tags)

    assert subjects(pipeline) == ["Tides", "Drops"]


def test_only_the_link_of_the_latest_request_confirms_and_none_once_somebody_has_left(pipeline):
    ask(pipeline)
    ask(pipeline)
    older, newer = (link_in(mail, "confirm") for mail in pipeline.mail)

    assert pipeline.request("GET", older).status == 410
    assert pipeline.request("POST", older).status == 410
    assert only(pipeline)["state"] == "pending"
    answers = [pipeline.request("POST", newer) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert "You are subscribed" in text_of(answers[1])

    assert pipeline.request("POST", preferences_of(pipeline) + "/stop").status == 200
    assert pipeline.request("POST", newer).status == 410
    assert only(pipeline)["state"] == "unsubscribed"


def test_who_left_may_come_back_by_a_new_link(pipeline):
    sign_up(pipeline)
    pipeline.request("POST", preferences_of(pipeline) + "/stop")
    sign_up(pipeline)
    publish(pipeline, "tides")

    assert subjects(pipeline) == ["Tides"]


def test_a_subscriber_changes_what_it_gets(pipeline):
    publish(pipeline, "known", "Sea, Wind, Rain")
    sign_up(pipeline)
    link = preferences_of(pipeline)
    assert post(pipeline, link, [("what", "topics"), ("tag", "sea"), ("tag", "wind")]).status == 200
    publish(pipeline, "drops", "Rain")
    assert subjects(pipeline) == []
    post(pipeline, link, [("what", "topics"), ("tag", "wind")])  # one tag less is no farewell
    publish(pipeline, "gusts", "Wind")
    assert subjects(pipeline) == ["Gusts"]

    nothing = post(pipeline, link, {"what": "topics"})
    publish(pipeline, "storm", "Wind")
    assert "You have chosen no topic, so no mail comes." in text_of(nothing)
    assert (subjects(pipeline), only(pipeline)["state"]) == (["Gusts"], "confirmed")
    post(pipeline, link, {"what": "everything"})
    publish(pipeline, "ebb", "Rain")
    assert subjects(pipeline) == ["Gusts", "Ebb"]


def test_who_asks_to_be_erased_is_gone_at_once(pipeline):
    publish(pipeline, "known")
    sign_up(pipeline, READER, ("what", "topics"), ("tag", "sea"))
    link = preferences_of(pipeline)
    asked = pipeline.request("GET", f"{link}/erase")
    assert (asked.status, len(pipeline.subscribers())) == (200, 1)

    assert pipeline.request("POST", f"{link}/erase").status == 200
    assert pipeline.subscribers() == []
    publish(pipeline, "tides")
    assert subjects(pipeline) == []
    assert pipeline.request("GET", link).status == 410


def test_pages_and_mails_speak_the_language_that_was_asked_for(pipeline):
    assert '<html lang="ar" dir="rtl">' in text_of(pipeline.request("GET", f"{HOME}?language=ar"))
    ask(pipeline, READER, ("language", "ar"))
    [mail] = pipeline.mail
    link = link_in(mail, "confirm")

    assert "Flong Review" in mail["Subject"]
    assert "أكِّد" in mail["Subject"]
    assert '<html lang="ar" dir="rtl">' in mail.get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in text_of(pipeline.request("GET", link))


def test_a_mailing_knows_who_left_because_of_it(pipeline):
    from flong.mailings import mailing_id

    sign_up(pipeline)
    publish(pipeline, "tides")
    pipeline.request("POST", way_out(pipeline.mail[-1]), ONE_CLICK)
    [line] = pipeline.lines(mailing_id("article", "tides"))
    left = line["unsubscribed"]
    pipeline.request("POST", way_out(pipeline.mail[-1]), ONE_CLICK)

    assert left.endswith("Z")
    assert pipeline.lines(mailing_id("article", "tides")) == [line]


@pytest.mark.embedded
def test_a_pause_ends_by_itself():
    with open_pipeline() as pipeline:
        sign_up(pipeline)
        link = preferences_of(pipeline)
        paused = post(pipeline, link, {"what": "everything", "pause": "week"})
        publish(pipeline, "tides")
        assert "Paused: no mail comes until" in text_of(paused)
        pipeline.clock.advance(8 * 86_400)
        publish(pipeline, "ebb")
        assert subjects(pipeline) == ["Ebb"]

        post(pipeline, link, {"what": "everything", "pause": "month"})
        post(pipeline, link, {"what": "everything", "pause": "none"})
        publish(pipeline, "flood")
        assert subjects(pipeline) == ["Ebb", "Flood"]


@pytest.mark.embedded
def test_what_has_expired_is_as_good_as_gone_before_it_is_deleted():
    """DynamoDB takes up to two days to delete what has expired."""
    with open_pipeline() as pipeline:
        ask(pipeline)
        link = link_in(pipeline.mail[0], "confirm")
        pipeline.clock.advance(48 * 3600 + 1)
        assert only(pipeline)["state"] == "pending"
        for method in ("GET", "POST"):
            assert pipeline.request(method, link).status == 410
        assert only(pipeline)["state"] == "pending"

        sign_up(pipeline)
        assert only(pipeline)["state"] == "confirmed"
        assert "expires" not in only(pipeline)


@pytest.mark.embedded
def test_who_has_left_is_forgotten_after_the_days_that_are_set():
    with open_pipeline(environment={"FLONG_ERASE_DAYS": "10"}) as pipeline:
        sign_up(pipeline)
        pipeline.request("POST", preferences_of(pipeline) + "/stop")

        assert int(only(pipeline)["expires"]) == pytest.approx(pipeline.clock.now() + 10 * 86_400, abs=5)
        assert only(pipeline)["left"]
        assert pipeline.items("AUDIENCE#*#" + only(pipeline)["id"][0], "FLONG_SUBSCRIBER_TABLE") == []


@pytest.mark.embedded
@pytest.mark.parametrize("purpose", ["preferences", "confirm"])
def test_a_link_that_has_expired_leads_to_a_new_one(purpose):
    with open_pipeline() as pipeline:
        link = sign_up(pipeline) if purpose == "confirm" else (sign_up(pipeline), preferences_of(pipeline))[1]
        pipeline.clock.advance(91 * 86_400)
        answer = pipeline.request("GET", link)

        assert answer.status == 410
        assert ("/subscriptions/link" if purpose == "preferences" else 'href="/subscriptions/"') in text_of(answer)
