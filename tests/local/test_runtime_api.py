"""The Runtime API, spoken to as AWS's runtime client speaks to it, and by that client itself."""

import http.client
import json
import os
import sys
import time
from pathlib import Path

import pytest

from flong_local.processes.deployment import Deployed
from flong_local.processes.environments import Environment, Pool
from flong_local.processes.runtime_api import RuntimeApi

HANDLER = """
import os, sys, time

def handler(event, context):
    match event.get("do"):
        case "fail": raise ValueError("no")
        case "exit": sys.exit(3)
        case "sleep": time.sleep(60)
    return {"got": event, "left": context.get_remaining_time_in_millis(), "pid": os.getpid()}
"""


def make_function(**given) -> Deployed:
    values = {"logical_id": "Act", "name": "act", "arn": "arn:act", "role": "arn:role", "handler": "app.handler"}
    return Deployed(**{**values, "timeout": 3, "memory": 128, "environment": {}, **given})


@pytest.fixture
def start(tmp_path):
    """Starts environments of a function whose code is given, and ends them."""
    started = []

    def start_environment(code: str = HANDLER, **given) -> Environment:
        (tmp_path / "app.py").write_text(code)
        variables = {"PATH": os.environ["PATH"], "AWS_LAMBDA_FUNCTION_NAME": "act", "LAMBDA_TASK_ROOT": str(tmp_path)}
        environment = Environment(make_function(**given), tmp_path, variables, tmp_path / "log")
        started.append(environment)
        return environment

    yield start_environment
    for environment in started:
        environment.stop()


def test_a_client_is_given_the_event_and_its_answer_comes_back():
    api = RuntimeApi("arn:act")
    request = api.submit({"a": "é"}, timeout=3)
    client = http.client.HTTPConnection(api.address)
    client.request("GET", "/2018-06-01/runtime/invocation/next")
    given = client.getresponse()

    assert json.loads(given.read()) == {"a": "é"}
    assert given.headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:act"
    id = given.headers["Lambda-Runtime-Aws-Request-Id"]
    client.request("POST", f"/2018-06-01/runtime/invocation/{id}/response", b'{"b": 1}')
    assert client.getresponse().status == 202
    answer = request.answer.get(timeout=1)
    assert (answer.payload, answer.failed) == ({"b": 1}, False)
    client.close()
    api.close()


def test_a_function_answers_and_stays_warm(start):
    environment = start()
    first, second = environment.invoke({"n": 1}), environment.invoke({"n": 2})

    assert (first.payload["got"], second.payload["got"]) == ({"n": 1}, {"n": 2})
    assert first.payload["pid"] == second.payload["pid"]
    assert 0 < first.payload["left"] <= 3000
    assert environment.usable


def test_an_exception_has_the_shape_that_lambda_gives_it(start):
    answer = start().invoke({"do": "fail"})

    assert answer.failed
    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == ("ValueError", "no")


def test_a_function_whose_code_cannot_be_loaded_fails_every_event(start):
    environment = start("import nothing_of_that_name")

    assert environment.invoke({}).payload["errorType"] == "Runtime.ImportModuleError"
    assert not environment.usable


def test_a_function_that_exits_has_failed(start):
    environment = start()
    answer = environment.invoke({"do": "exit"})

    assert answer.failed
    assert not environment.usable


def test_a_function_that_takes_too_long_is_ended(start):
    environment = start(timeout=1)
    started = time.monotonic()
    answer = environment.invoke({"do": "sleep"})

    assert "timed out" in answer.payload["errorMessage"]
    assert time.monotonic() - started < 5
    assert not environment.usable


class NoRole:
    def credentials(self) -> dict:
        return {}


def test_a_change_of_code_is_seen_by_the_next_event(tmp_path, monkeypatch):
    monkeypatch.setattr("flong_local.processes.environments.LOOK_EVERY", 0.0)
    folder, log = tmp_path / "code", tmp_path / "log"
    folder.mkdir()
    (folder / "app.py").write_text("def handler(event, context): return 'old'")
    pool = Pool(make_function(), NoRole(), folder, [], {"PATH": os.environ["PATH"]}, log)
    try:
        assert pool.invoke({}).payload == "old"
        (folder / "app.py").write_text("def handler(event, context): return 'brand new'")
        assert pool.invoke({}).payload == "brand new"
    finally:
        pool.close()


def test_what_a_function_prints_is_its_log(start, tmp_path):
    start("print('hello from act')\n" + HANDLER).invoke({})

    assert "hello from act" in (tmp_path / "log").read_text()


def test_a_command_on_a_tether_ends_with_its_starter(tmp_path):
    import subprocess

    from flong_local.processes import tether

    command = [sys.executable, tether.__file__, sys.executable, "-c", "import time; time.sleep(60)"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    time.sleep(0.3)
    assert process.poll() is None
    process.stdin.close()
    process.wait(5)
    assert Path(f"/proc/{process.pid}").exists() is False
