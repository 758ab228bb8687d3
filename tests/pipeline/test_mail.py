"""Mail: to whom it should go, once, with one click to stop."""

import re

import pytest

from flong_local.demo.output import write_output
from flong_local.demo.summary import mail_of
from flong_local.testing import open_pipeline

TIDES = "# Tides\n\nThe sea comes and goes.\n"


def link(mail) -> str:
    return re.fullmatch(r"<https://example.org(/\S+)>", mail["List-Unsubscribe"])[1]


def test_a_reader_gets_one_mail_with_one_click_to_stop(pipeline):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    [mail] = pipeline.mail
    assert mail["To"] == "reader@example.com"
    assert mail["Subject"] == "Tides"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        content = mail.get_body((kind,)).get_content()
        assert "The sea comes and goes." in content
        assert link(mail) in content.replace("=\n", "")
        assert "unsubscribe_url]]" not in content


def test_a_long_subject_in_any_script_keeps_its_spaces(pipeline):
    man, woman, girl, boy = "👨👩👧👦"
    families = [
        (man, woman, boy), (man, woman, girl, boy), (man, man, boy), (woman, woman, girl), (man, boy), (man, girl, boy),
        (woman, boy), (woman, girl, boy),
    ]  # fmt: skip
    title = " ".join(map("\u200d".join, families))
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", TIDES.replace("Tides", title))
    pipeline.settle()

    [mail] = pipeline.mail
    assert mail["Subject"] == title


def test_an_update_is_not_mailed(pipeline):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.upload("articles/tides.md", TIDES.replace("goes", "stays"))
    pipeline.settle()

    assert len(pipeline.mail) == 1


@pytest.mark.embedded
def test_reading_the_link_changes_nothing_and_posting_it_ends_the_mail():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()
        path = link(pipeline.mail[0])

        asked = pipeline.invoke("Subscribers", request(pipeline, "GET", path)).result
        assert (asked["statusCode"], "<form" in asked["body"]) == (200, True)
        pipeline.upload("articles/waves.md", TIDES.replace("Tides", "Waves"))
        pipeline.settle()
        assert len(pipeline.mail) == 2

        for _ in range(2):
            assert pipeline.invoke("Subscribers", request(pipeline, "POST", path)).result["statusCode"] == 200
        pipeline.upload("articles/ebb.md", TIDES.replace("Tides", "Ebb"))
        pipeline.settle()
        assert len(pipeline.mail) == 2


@pytest.mark.embedded
def test_a_forged_link_is_not_known():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()
        path = link(pipeline.mail[0])
        forged = path[:-1] + ("A" if path[-1] != "A" else "E")

        assert pipeline.invoke("Subscribers", request(pipeline, "POST", forged)).result["statusCode"] == 404


@pytest.mark.embedded
def test_a_request_that_did_not_come_through_the_cdn_is_refused():
    with open_pipeline() as pipeline:
        straight = request(pipeline, "GET", "/subscriptions/unsubscribe/a") | {"headers": {}}

        assert pipeline.invoke("Subscribers", straight).result["statusCode"] == 403


@pytest.mark.embedded
def test_a_throttled_mailing_loses_nobody_and_mails_nobody_twice():
    from botocore.exceptions import ClientError

    with open_pipeline() as pipeline:
        for name in ("a", "b", "c"):
            pipeline.subscribe(f"{name}@example.com")
        tries = []

        def throttle(call):
            if call.action == "sesv2.SendEmail":
                tries.append(call)
                if len(tries) == 2:
                    raise ClientError(
                        {"Error": {"Code": "TooManyRequestsException", "Message": "slow down"}}, "SendEmail"
                    )

        pipeline.hooks.before.append(throttle)
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()

        assert sorted(mail["To"] for mail in pipeline.mail) == ["a@example.com", "b@example.com", "c@example.com"]


def request(pipeline, method: str, path: str) -> dict:
    """A request as CloudFront passes it to a Function URL, which hands it on (payload format 2.0)."""
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"x-origin-secret": pipeline.environment["FLONG_ORIGIN_SECRET"]},
        "requestContext": {"http": {"method": method, "path": path}, "stage": "$default"},
        "isBase64Encoded": False,
    }


@pytest.mark.embedded
def test_the_way_out_is_on_the_wire_as_it_is():
    """RFC 2369 knows no encoded words, and a long address must not be folded into one."""
    with open_pipeline() as pipeline:
        raw = []
        pipeline.hooks.before.append(
            lambda call: (
                raw.append(call.parameters["Content"]["Raw"]["Data"]) if call.action == "sesv2.SendEmail" else None
            )
        )
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.settle()

        assert re.search(rb"\r\nList-Unsubscribe: <https://example\.org/subscriptions/unsubscribe/[\w-]+>\r\n", raw[0])
        assert max(len(line) for line in raw[0].split(b"\r\n") if not line.startswith(b"List-")) <= 76


def test_what_is_shown_of_a_mail_are_the_bytes_that_were_sent(pipeline, tmp_path):
    """One that was parsed is folded anew when it is written."""
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    write_output(pipeline, [], pipeline.mail_as_sent, [], tmp_path)

    written = (tmp_path / "mail" / "01.eml").read_bytes()
    assert [written] == pipeline.mail_as_sent
    assert re.search(rb"\r\nList-Unsubscribe: <https://example\.org/subscriptions/unsubscribe/[\w-]+>\r\n", written)
    assert "The sea comes and goes." in (tmp_path / "mail" / "01.txt").read_text()


@pytest.mark.embedded
def test_each_part_travels_in_the_encoding_that_makes_fewer_bytes():
    with open_pipeline() as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/tides.md", TIDES)
        pipeline.upload("articles/madd.md", "# المد\n\n" + "كانت الصفحة تُصبّ في ألف مدينة. " * 400)
        pipeline.settle()

        encodings = {
            mail["Subject"]: [part["Content-Transfer-Encoding"] for part in mail.iter_parts()] for mail in pipeline.mail
        }

    assert encodings == {"Tides": ["quoted-printable"] * 2, "المد": ["base64"] * 2}


def test_the_demo_says_where_the_mail_of_an_article_lies(pipeline, tmp_path):
    pipeline.upload("articles/ebb.md", TIDES.replace("Tides", "Ebb"))
    pipeline.settle()
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()

    told = {name: mail_of(pipeline.record(name), pipeline.mail, tmp_path) for name in ("ebb", "tides")}

    assert told["tides"] == str(tmp_path / "mail" / "01.html")
    assert "nobody was mailed" in told["ebb"]
