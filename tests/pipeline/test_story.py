"""The whole story of mail, as two readers live it."""

import re

from flong_local.ses.courses import COURSES, DELIVERED
from tests.pipeline.signing_up import HOME, link_in, sign_up

ADA, BO = "ada@example.com", "bo@example.com"
ARTICLE = "# {title}\n\n**Tags:** Sea\n\n---\n\nThe sea comes and goes.\n"


def publish(pipeline, title: str) -> list[tuple[str, str]]:
    """Publishes an article; returns to whom it was mailed, and with which subject."""
    before = len(pipeline.mail)
    pipeline.upload(f"articles/{title.lower()}.md", ARTICLE.format(title=title))
    pipeline.settle()
    return sorted((mail["To"], mail["Subject"]) for mail in pipeline.mail[before:])


def states(pipeline) -> dict[str, str]:
    return {it["address"]: it["state"] for it in pipeline.subscribers()}


def test_readers_sign_up_read_leave_and_bounce(pipeline):
    assert b"<form" in pipeline.request("GET", HOME).body
    sign_up(pipeline, ADA)
    sign_up(pipeline, BO, ("what", "topics"), ("tag", "sea"))
    assert states(pipeline) == {ADA: "confirmed", BO: "confirmed"}

    assert publish(pipeline, "Tides") == [(ADA, "Tides"), (BO, "Tides")]
    mail = next(mail for mail in reversed(pipeline.mail) if mail["To"] == ADA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(mail[name] for name in ("From", "List-Id", "Feedback-ID"))
    assert all("The sea comes and goes." in mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    preferences = pipeline.request("GET", link_in(mail, "preferences"))
    assert (preferences.status, ADA.encode() in preferences.body) == (200, False)

    out = re.search(r"<https://example\.org(/subscriptions/unsubscribe/[\w-]+)>", mail["List-Unsubscribe"])[1]
    assert pipeline.request("POST", out, b"List-Unsubscribe=One-Click").status == 200
    assert states(pipeline) == {ADA: "unsubscribed", BO: "confirmed"}

    pipeline.ses.course = lambda address: COURSES["bounce"] if address == BO else DELIVERED
    assert publish(pipeline, "Waves") == [(BO, "Waves")]
    assert states(pipeline) == {ADA: "unsubscribed", BO: "suppressed"}

    assert publish(pipeline, "Ebb") == []
    assert pipeline.dead_letters == {}
