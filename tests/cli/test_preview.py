"""An article as it would look, for its editor alone."""

import re
from pathlib import Path

import pytest
import requests

from tests.make import make_png

ARTICLE = "---\ntitle: Tides\ndraft: true\n---\nThe sea comes and goes.\n\n![Low tide](boat.png)\n"
VARIANTS = {"index.html", "amp.html", "email.html", "email.txt", "index.txt", "index.md", "article.json"}


@pytest.mark.embedded
def test_a_draft_is_written_to_a_folder_with_all_its_variants_and_pictures(pipeline, run, tmp_path):
    pipeline.upload("articles/boat.png", make_png(640, 480))
    pipeline.upload("articles/tides.md", ARTICLE)
    pipeline.settle()

    code, output = run("preview", "tides", "--out", str(tmp_path / "seen"))

    [picture] = pipeline.record("tides")["pictures"]
    assert code == 0, output
    assert {path.name for path in (tmp_path / "seen").iterdir()} == {*VARIANTS, picture["file"]}
    for page in ("index.html", "amp.html", "email.html"):
        assert f'src="{picture["file"]}"' in (tmp_path / "seen" / page).read_text()
    assert [key for key in pipeline.site_keys() if "tides" in key] == []
    assert pipeline.announcements == []


@pytest.mark.embedded
def test_the_addresses_of_a_draft_are_secret_and_show_it(pipeline, run):
    pipeline.upload("articles/boat.png", make_png(640, 480))
    pipeline.upload("articles/tides.md", ARTICLE)
    pipeline.settle()

    code, output = run("preview", "tides", "--hours", "2")

    found = dict(re.findall(r"^(\S+)\s+(https://\S+)$", output, re.MULTILINE))
    assert (code, found.keys()) == (0, VARIANTS)
    bucket = pipeline.environment["FLONG_BUILDS_BUCKET"]
    for address in found.values():
        assert address.startswith(f"https://{bucket}.s3.eu-west-1.amazonaws.com/"), "S3 redirects from any other host"
        assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in address, "new buckets know no other signature"
        assert "X-Amz-Expires=7200" in address
    answer = requests.get(found["index.html"], timeout=10)  # moto answers for S3
    page = answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "The sea comes and goes." in page
    assert re.search(r'src="https://[^"]*/previews/[0-9a-f]{32}/boat-', page)


@pytest.mark.embedded
def test_an_address_that_ends_with_the_credentials_says_so(pipeline, run, monkeypatch):
    from flong.aws.clients import session

    pipeline.upload("articles/boat.png", make_png(640, 480))
    pipeline.upload("articles/tides.md", ARTICLE)
    pipeline.settle()
    for_good = run("preview", "tides")[1]
    monkeypatch.setattr(session().get_credentials(), "token", "of a session")

    assert "until your sign-in ends" not in for_good
    assert "or until your sign-in ends" in run("preview", "tides")[1]


@pytest.mark.embedded
def test_what_is_not_there_cannot_be_seen(pipeline, run):
    assert run("preview", "nowhere")[0] == 1


def test_a_file_is_rendered_without_a_stack(run, tmp_path):
    Path("tides.md").write_text(ARTICLE)
    Path("boat.png").write_bytes(make_png(64, 48))

    code, output = run("preview", "tides.md")

    assert code == 0, output
    assert "The sea comes and goes." in Path("preview/email.txt").read_text()
    assert 'src="boat-' in Path("preview/index.html").read_text()


def test_a_file_that_would_be_rejected_says_why(run):
    Path("tides.md").write_text("---\ntitle: Tides\nstatus: maybe\n---\nx\n")

    code, output = run("preview", "tides.md")

    assert code == 1
    assert "status-invalid" in output
