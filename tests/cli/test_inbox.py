"""`flong mail inbox`: what has been sent, as a list and one by one."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong_local.cli import app
from flong_local.demo.output import write_mail

pytestmark = pytest.mark.embedded
ARABIC = "# المد والجزر\n\nالبحر يأتي ويذهب.\n"


@pytest.fixture
def sent(pipeline, tmp_path) -> Path:
    """Two mails, as the demo writes them."""
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", "# Tides [bold]\n\nThe sea comes and goes.\n")
    pipeline.settle()
    pipeline.upload("articles/madd.md", ARABIC)
    pipeline.settle()
    folder = tmp_path / "mail"
    folder.mkdir()
    for number, raw in enumerate(pipeline.mail_as_sent, 1):
        write_mail(folder / f"{number:02}", raw)
    return folder


def run(folder: Path, *arguments: str):
    return CliRunner().invoke(app, ["mail", "inbox", *arguments, "--folder", str(folder)])


def test_the_list_has_a_line_a_mail_the_newest_last(sent):
    result = run(sent)

    first, second = result.output.splitlines()
    assert first.split()[0] == "1"
    assert "reader@example.com" in first
    assert "Tides [bold]" in first
    assert "المد والجزر" in second


def test_one_mail_is_shown_with_all_its_headers_and_its_text(sent):
    output = run(sent, "1").output

    assert "Subject: Tides [bold]" in output
    assert "List-Unsubscribe: <https://example.org/subscriptions/unsubscribe/" in output
    assert "The sea comes and goes." in output
    assert "البحر يأتي ويذهب." in run(sent, "2").output


def test_raw_are_the_bytes_that_were_sent(sent):
    assert run(sent, "2", "--raw").stdout_bytes == (sent / "02.eml").read_bytes()


def test_the_html_part_is_written_into_a_file(sent, tmp_path):
    assert run(sent, "1", "--html", str(tmp_path / "it.html")).exit_code == 0

    assert "The sea comes and goes." in (tmp_path / "it.html").read_text()


def test_a_script_gets_json(sent):
    assert [it["subject"] for it in json.loads(run(sent, "--format", "json").output)] == ["Tides [bold]", "المد والجزر"]
    assert json.loads(run(sent, "1", "--format", "json").output)["headers"]["List-Id"] == "<articles.example.org>"


def test_an_escape_sequence_in_a_subject_is_shown_and_not_done(tmp_path):
    (tmp_path / "1.eml").write_bytes(b"To: a@b.example\r\nSubject: =?utf-8?q?=1B[2J?=\r\n\r\n=1B[2J\x1b[2J\r\n")

    assert "\x1b[2J" not in run(tmp_path).output + run(tmp_path, "1").output


def test_a_number_that_there_is_not_is_said_so(sent):
    result = run(sent, "3")

    assert (result.exit_code, "there are 2" in result.output) == (2, True)


def test_an_empty_mailbox_is_no_mistake(tmp_path):
    assert run(tmp_path).output == "No mail has been sent.\n"


def test_without_a_stack_here_it_says_how_to_start_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["mail", "inbox"])

    assert (result.exit_code, "flong dev" in result.output) == (2, True)
