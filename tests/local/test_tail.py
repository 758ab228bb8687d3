"""`flong events tail` beside real processes: it hears them, and leaves nothing, however it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.emulators.conftest import needs_ministack

pytestmark = [needs_ministack, pytest.mark.processes]
PATIENCE = 40


@pytest.fixture
def pipeline(ministack_pipeline):
    yield ministack_pipeline
    ministack_pipeline.reset()


@contextmanager
def tail(pipeline, folder, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """The command, from when it listens."""
    (folder / ".flong").mkdir()
    (folder / ".flong" / "dev.json").write_text(json.dumps({**pipeline.environment, **pipeline.connection}))
    # A shell that has the tests run in the background has all of them ignore Ctrl-C.
    ctrl_c = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{ctrl_c}; from flong_local.cli import app; app()"
    asked = [sys.executable, "-c", code, "events", "tail", "--format", "json", *arguments]
    process = subprocess.Popen(asked, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        until(lambda: own(pipeline) == (1, 1))
        yield process
    finally:
        process.kill()
        process.communicate()


def own(pipeline) -> tuple[int, int]:
    """How many queues and subscriptions there are of listeners."""
    queues = pipeline.clients.sqs.list_queues(QueueNamePrefix="flong-tail-").get("QueueUrls", [])
    topic = pipeline.environment["FLONG_ARTICLES_TOPIC"]
    subscriptions = pipeline.clients.sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    return len(queues), sum("flong-tail-" in it["Endpoint"] for it in subscriptions)


def until(holds) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_tail_shows_what_real_functions_announce_and_ends_by_itself(pipeline, tmp_path):
    with tail(pipeline, tmp_path, "--count", "1", "--filter", '{"tags": ["moon"]}') as process:
        pipeline.upload("articles/waves.md", "# Waves\n\nThey come in sevens.\n")
        pipeline.upload("articles/tides.md", "# Tides\n\n**Tags:** Moon\n\n---\n\nThe sea comes and goes.\n")
        pipeline.settle()
        output, _ = process.communicate(timeout=PATIENCE)

    assert [json.loads(line)["id"] for line in output.splitlines()] == ["tides@1:article.published"]
    assert process.returncode == 0
    assert own(pipeline) == (0, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_tail_that_is_ended_leaves_nothing(pipeline, tmp_path, number):
    with tail(pipeline, tmp_path) as process:
        time.sleep(1)  # for the process that watches over it; before, the next tail would see to what is left
        os.kill(process.pid, number)

        until(lambda: own(pipeline) == (0, 0))
        process.wait(PATIENCE)

    assert process.returncode == (-signal.SIGKILL if number == signal.SIGKILL else 0)
