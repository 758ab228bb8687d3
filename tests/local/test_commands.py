"""The commands beside a stack of processes, as `flong dev` keeps one: CloudFormation has named its queues."""

import json
import os
import subprocess
import sys

import pytest

from flong_local.processes.emulator import is_installed

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not is_installed(), reason="ministack is not installed: make ministack"),
]


@pytest.fixture
def pipeline(ministack_pipeline):
    yield ministack_pipeline
    ministack_pipeline.reset()


@pytest.fixture
def flong(pipeline, tmp_path):
    """Runs a command in a folder in which `flong dev` has said how its stack is reached."""
    (tmp_path / ".flong").mkdir()
    (tmp_path / ".flong" / "dev.json").write_text(json.dumps({**pipeline.environment, **pipeline.connection}))

    def run(*arguments: str) -> str:
        code = "from flong_local.cli import app; app()"
        command = [sys.executable, "-c", code, *arguments]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    return run


def test_dead_letters_are_found_and_given_back(pipeline, flong):
    pipeline.clients.sqs.send_message(QueueUrl=pipeline._queue_url("RenderDeadLetters"), MessageBody="no JSON")

    [letter] = json.loads(flong("dead-letters", "--format", "json"))
    assert (letter["stage"], letter["about"]) == ("render", "no JSON")

    assert "1 given back" in flong("dead-letters", "--give-back-all")
    assert json.loads(flong("dead-letters", "--format", "json")) == []


def test_an_article_is_uploaded_previewed_and_rolled_back(pipeline, flong, tmp_path):
    for words in ("one", "two"):
        (tmp_path / "tides.md").write_text(f"# Tides\n\nThe sea {words}.\n")
        assert "accepted" in flong("push", "tides.md")

    assert "127.0.0.1" in flong("preview", "tides")
    assert "The text of revision 1" in flong("rollback", "tides")
    assert "restores 1" in flong("history", "tides")
    assert b"The sea one" in pipeline.site("/articles/tides/")


def test_what_was_mailed_is_in_the_inbox(pipeline, flong):
    pipeline.subscribe("reader@example.com")
    pipeline.upload("articles/tides.md", "# Tides\n\nThe sea comes and goes.\n")
    pipeline.settle()

    assert [mail["to"] for mail in json.loads(flong("mail", "inbox", "--format", "json"))] == ["reader@example.com"]
    assert "The sea comes and goes." in flong("mail", "inbox", "1")
