"""Those who do not mean well: bombers, guessers, forgers, scanners, and whoever is curious about others."""

import json
from urllib.parse import urlencode, urlsplit

import pytest
from botocore.exceptions import ClientError
from flong.links import Link, opened, signed

from flong_local.embedded import Crash
from flong_local.testing import open_pipeline
from tests.hostile.vectors import cases, needs_vectors
from tests.pipeline.signing_up import FORM, HOME, READER, ask, link_in, post, preferences_of, sign_up, text_of
from tests.test_logging import logged  # noqa: F401 a fixture

pytestmark = pytest.mark.embedded

LINK = f"{HOME}link"
STRANGER = "stranger@example.com"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
MANY_TAGS = b"".join(b"&tag=t%d" % number for number in range(60))
AMBIGUOUS = {"before": "dynamodb.DeleteItem", "after": "sesv2.SendEmail"}
"""The one call before or after which nothing says that the mail has gone out."""
HEADERS = {
    "cache-control", "content-security-policy", "content-type", "referrer-policy", "x-content-type-options",
    "x-robots-tag",
}  # fmt: skip
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "SendMessage", "SendEmail")


@pytest.fixture
def pipeline():
    with open_pipeline() as opened_:
        yield opened_


def calls_of(pipeline, act) -> list[str]:
    """What Subscribers asked of AWS meanwhile."""
    before = len(pipeline.hooks.log)
    act()
    return [call.action for call in pipeline.hooks.log[before:] if call.function == "Subscribers"]


def token(pipeline, link: Link) -> str:
    return signed(link, pipeline.environment["FLONG_LINK_KEYS"].split())


# ---- who is known


@pytest.mark.parametrize("path", [HOME, LINK])
def test_nobody_can_tell_from_the_answer_or_from_what_it_takes_whether_an_address_is_known(pipeline, path):
    sign_up(pipeline)
    answers, calls = {}, {}
    for address in (READER, STRANGER):
        calls[address] = calls_of(
            pipeline, lambda address=address: answers.update({address: post(pipeline, path, {"address": address})})
        )

    assert answers[READER] == answers[STRANGER]
    assert answers[READER].status == 200
    assert calls[READER] == calls[STRANGER] == ["dynamodb.UpdateItem", "dynamodb.PutItem", "sqs.SendMessage"]


def test_a_link_is_sent_to_subscribers_alone(pipeline):
    sign_up(pipeline)
    before = len(pipeline.mail)
    post(pipeline, LINK, {"address": STRANGER})
    pipeline.settle()
    assert len(pipeline.mail) == before
    assert [it["address"] for it in pipeline.subscribers()] == [READER]

    assert pipeline.request("GET", preferences_of(pipeline)).status == 200


def test_whoever_signs_somebody_up_again_changes_nothing_of_what_they_chose(pipeline):
    sign_up(pipeline, READER, ("what", "topics"), ("tag", "sea"))
    [before] = pipeline.subscribers()
    ask(pipeline, READER, ("what", "everything"))

    assert pipeline.subscribers() == [before]
    assert link_in(pipeline.mail[-1], "preferences")


# ---- who bombs


def test_an_address_gets_few_mails_a_day_whoever_asks(pipeline):
    for _ in range(6):
        ask(pipeline)
    assert len(pipeline.mail) == 3
    assert pipeline.request("POST", link_in(pipeline.mail[-1], "confirm")).status == 200

    pipeline.clock.advance(86_400)
    assert preferences_of(pipeline)


def test_a_network_may_ask_only_so_often():
    with open_pipeline(environment={"FLONG_REQUESTS_PER_NETWORK": "2"}) as pipeline:
        addresses = [f"reader{number}@example.com" for number in range(4)]
        viewers = ["198.51.100.7:1", "198.51.100.99:2", "198.51.100.200:3", "203.0.113.7:4"]
        answers = [
            ask(pipeline, address, **{"cloudfront-viewer-address": viewer})
            for address, viewer in zip(addresses, viewers, strict=True)
        ]

        assert [answer.status for answer in answers] == [200, 200, 429, 200]
        assert answers[2].headers["Retry-After"] == "3600"
        assert [mail["To"] for mail in pipeline.mail] == [addresses[0], addresses[1], addresses[3]]


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(pipeline):
    answer = ask(pipeline, READER, ("website", "https://example.net"))

    assert "Look into your inbox" in text_of(answer)
    assert (pipeline.mail, pipeline.subscribers()) == ([], [])


def test_who_called_a_mail_spam_gets_no_other_and_whose_mails_came_back_may_try_again(pipeline):
    from flong.aws import subscribers

    for reason, mails in (("complaint", 0), ("bounce", 1)):
        address = f"reader-{reason[0]}@example.com"
        sign_up(pipeline, address)
        change = {"state": "suppressed", "reason": reason, "left": "2026-01-01T00:00:00Z"}
        subscribers.change(subscribers.id_of(address), lambda it, change=change: it.model_copy(update=change))
        before = len(pipeline.mail)
        ask(pipeline, address)
        assert len(pipeline.mail) - before == mails, reason


# ---- who forges


@pytest.mark.parametrize("purpose", ["confirm", "preferences", "unsubscribe"])
def test_a_link_that_we_have_not_signed_so_is_not_known(pipeline, purpose):
    ask(pipeline)
    good = link_in(pipeline.mail[0], "confirm").rpartition("/")[2]
    key = pipeline.environment["FLONG_LINK_KEYS"]
    link = opened(good, "confirm", [key])
    others = [it for it in ("confirm", "preferences", "unsubscribe") if it != purpose]
    forged = [
        *(signed(link._replace(purpose=it), [key]) for it in others),  # replayed for another purpose
        signed(link._replace(purpose=purpose), ["another key"]),
        *(signed(link._replace(purpose=purpose), [key])[:length] for length in (1, 30, 59)),
        signed(link._replace(purpose=purpose), [key]) + "A",
        "A" * 60,
        "%00",
        "..%2f..%2f",
    ]

    for it in forged:
        for method in ("GET", "POST"):
            assert pipeline.request(method, f"/subscriptions/{purpose}/{it}").status == 404, it
    assert pipeline.subscribers()[0]["state"] == "pending"


def test_a_link_of_yesterdays_key_works_beside_todays():
    with open_pipeline(environment={"FLONG_LINK_KEYS": "today yesterday"}) as pipeline:
        sign_up(pipeline)
        id_ = pipeline.subscribers()[0]["id"]
        for key, status in (("today", 200), ("yesterday", 200), ("the day before", 404)):
            link = signed(Link("unsubscribe", id_), [key])
            assert pipeline.request("GET", f"/subscriptions/unsubscribe/{link}").status == status


def test_an_erased_subscribers_link_does_nothing_more(pipeline):
    sign_up(pipeline)
    link = preferences_of(pipeline)
    out = f"/subscriptions/unsubscribe/{token(pipeline, Link('unsubscribe', pipeline.subscribers()[0]['id']))}"
    for _ in range(2):
        assert pipeline.request("POST", f"{link}/erase").status == 200
    assert pipeline.request("POST", out).status == 200
    assert post(pipeline, link, {"what": "everything"}).status == 410
    assert pipeline.subscribers() == []


# ---- who comes from elsewhere


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "null"}, 200),
        ({"origin": "https://example.org"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 200),
        ({"sec-fetch-site": "cross-site", "origin": "https://example.org"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://example.org"}, 403),
        ({"origin": "https://example.org.evil.example"}, 403),
        ({"origin": "https://["}, 403),
    ],
)
def test_a_form_that_another_site_sends_is_refused(pipeline, headers, status):
    link = sign_up(pipeline)
    preferences = preferences_of(pipeline)
    fields = {"address": READER, "what": "everything"}
    before = pipeline.subscribers()

    for path in (HOME, LINK, link, preferences, f"{preferences}/stop", f"{preferences}/erase"):
        answer = post(pipeline, path, fields, headers)
        assert answer.status == status or status == 200, path
    assert (pipeline.subscribers() == before) == (status == 403)


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site", "origin": "https://mail.example"}])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        ("multipart/form-data; boundary=x", MULTIPART),
        ("text/plain", b""),
    ],
)  # fmt: skip
def test_one_click_works_from_everywhere_in_every_form(pipeline, headers, kind, body):
    sign_up(pipeline)
    link = token(pipeline, Link("unsubscribe", pipeline.subscribers()[0]["id"]))
    answer = pipeline.request("POST", f"/subscriptions/unsubscribe/{link}", body, {"content-type": kind, **headers})

    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert pipeline.subscribers()[0]["state"] == "unsubscribed"


# ---- who sends what no form of ours makes


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"address=a%40example.com", "application/json", 415),
        (b"address=a%40example.com", "multipart/form-data; boundary=x", 415),
        (b"address=" + b"x" * 20_000, "application/x-www-form-urlencoded", 413),
        (b"address=" + b"x" * 200_000, "application/x-www-form-urlencoded", 413),
        (b"address=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&a=1" * 600, "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"address=reader", "application/x-www-form-urlencoded; charset=utf-8", 422),
        (b"address=a%40example.com&what=topics", "application/x-www-form-urlencoded", 422),
        (b"address=a%40example.com&what=topics" + MANY_TAGS, FORM["content-type"], 422),
    ],
)  # fmt: skip
def test_what_no_form_of_ours_makes_has_a_clear_answer(pipeline, body, kind, status):
    answer = pipeline.request("POST", HOME, body, {"content-type": kind})

    assert answer.status == status
    assert "<h1>" in text_of(answer)
    assert pipeline.queues["SubscriptionsQueue"] == 0


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_not_allowed(pipeline, method):
    answer = pipeline.request(method, HOME)

    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_reading_in_any_way_changes_nothing(pipeline):
    confirm = sign_up(pipeline)
    preferences = preferences_of(pipeline)
    out = f"/subscriptions/unsubscribe/{token(pipeline, Link('unsubscribe', pipeline.subscribers()[0]['id']))}"
    ask(pipeline, STRANGER)
    pending = link_in(pipeline.mail[-1], "confirm")
    paths = (HOME, LINK, confirm, pending, preferences, f"{preferences}/erase", f"{preferences}/stop", out, f"{HOME}x")
    before = len(pipeline.hooks.log)
    for path in paths:
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = pipeline.request(method, path)
            assert method == "GET" or not answer.body

    written = [call.action for call in pipeline.hooks.log[before:] if call.operation in WRITES]
    assert written == []


@needs_vectors
def test_nothing_that_is_asked_for_leads_elsewhere_or_adds_a_header(pipeline):
    names = ("url", "next", "redirect", "return_to", "language", "tag", "address")
    for case in cases("open-redirect", "header-injection"):
        fields = [(name, case.text.encode("utf-8", "replace")) for name in names]
        answers = [pipeline.request("GET", f"{HOME}?{urlencode(fields)}")]
        answers += [post(pipeline, path, fields) for path in (HOME, LINK)]
        for answer in answers:
            assert answer.status in (200, 422), case.id
            assert {it.lower() for it in answer.headers} == HEADERS, case.id
            assert not any("\r" in it or "\n" in it for it in answer.headers.values()), case.id


def test_every_page_is_kept_nowhere_and_runs_nothing(pipeline):
    confirm = sign_up(pipeline)
    for path in (HOME, LINK, confirm, preferences_of(pipeline), f"{HOME}x"):
        answer = pipeline.request("GET", path)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "form-action 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "<script" not in text_of(answer)


# ---- what comes twice, or dies on the way


def test_a_request_that_comes_twice_is_answered_once(pipeline):
    post(pipeline, HOME, {"address": READER})
    [body] = pipeline.take("SubscriptionsQueue")
    for _ in range(3):
        pipeline.send("SubscriptionsQueue", body)
    pipeline.settle()

    assert len(pipeline.mail) == 1
    assert not pipeline.dead_letters
    assert "reader" not in body


def crash_at(pipeline, number: int, moment: str) -> list[str]:
    """The function dies once, just before or after its nth call; returns which that was, if it came so far."""
    found: list[str] = []

    def die(call) -> None:
        of_invite = [it for it in pipeline.hooks.log if it.function == "Invite"]
        if not found and call.function == "Invite" and len(of_invite) == number:
            found.append(call.action)
            raise Crash

    getattr(pipeline.hooks, moment).append(die)
    return found


@pytest.mark.parametrize("moment", ["before", "after"])
def test_whatever_dies_on_the_way_to_a_mail_the_reader_gets_a_link_that_works(moment):
    for number in range(1, 30):
        with open_pipeline() as pipeline:
            died = crash_at(pipeline, number, moment)
            ask(pipeline)
            # One that dies between SES and its own note of it sends the same link again.
            assert len({link_in(mail, "confirm") for mail in pipeline.mail}) == 1, (number, died)
            assert len(pipeline.mail) == (2 if died == [AMBIGUOUS[moment]] else 1)
            assert pipeline.request("POST", link_in(pipeline.mail[0], "confirm")).status == 200
            if not died:
                return
    raise AssertionError("it never came to its end")


# ---- what is kept


def test_no_log_has_an_address_or_a_link(pipeline, logged):  # noqa: F811
    confirm = sign_up(pipeline)
    preferences = preferences_of(pipeline)
    post(pipeline, HOME, {"address": "wrong@@example.com"})
    post(pipeline, preferences, {"what": "topics"})
    pipeline.request("POST", f"{preferences}/erase")

    text = logged.getvalue()
    assert json.loads(text.splitlines()[0])
    for secret in (READER, "wrong@@", *(urlsplit(it).path.rpartition("/")[2] for it in (confirm, preferences))):
        assert secret not in text


def test_a_request_is_forgotten_once_it_is_answered(pipeline):
    ask(pipeline)
    ask(pipeline, STRANGER)
    table = pipeline.environment["FLONG_SUBSCRIBER_TABLE"]
    kept = pipeline.clients.dynamodb.scan(TableName=table)["Items"]

    assert {item["pk"]["S"].partition("#")[0] for item in kept} == {"LIMIT", "SUBSCRIBER"}
    assert all("expires" in item for item in kept)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_who_leaves_while_a_mailing_is_at_it_or_the_function_dies_is_out_all_the_same(pipeline, moment):
    sign_up(pipeline)
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.\n")
    pipeline.settle()
    out = urlsplit(pipeline.mail[-1]["List-Unsubscribe"].strip("<>")).path
    left = [ClientError({"Error": {"Code": "TransactionConflictException", "Message": ""}}, "UpdateItem"), Crash()]

    def interfere(call) -> None:
        if (call.function, call.action) == ("Subscribers", "dynamodb.UpdateItem") and left:
            raise left.pop(0)

    getattr(pipeline.hooks, moment).append(interfere)
    answers = [pipeline.request("POST", out).status for _ in range(2)]

    assert answers == [502, 200]
    assert pipeline.subscribers()[0]["state"] == "unsubscribed"
