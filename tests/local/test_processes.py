"""The engine of processes, on two little stages: deployed from their template, run by AWS's runtime client."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flong_local.processes import ProcessPipeline
from flong_local.processes.deployment import DeploymentFailed, deploy
from flong_local.processes.emulator import is_installed
from flong_local.template import Template, local_template

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not is_installed(), reason="ministack is not installed: make ministack"),
]

TWO_STAGES = Path(__file__).parent / "two_stages" / "template.yaml"


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    with ProcessPipeline(TWO_STAGES, folder=tmp_path_factory.mktemp("two-stages")) as opened:
        yield opened


@pytest.fixture
def pipeline(stack):
    yield stack
    stack.reset()


def note(pipeline, key: str) -> str | None:
    item = pipeline.item(key, "NOTE")
    return item and item["text"]


def told(pipeline) -> list[tuple[str, str | None]]:
    return [(it["key"], it["text"]) for it in pipeline.announcements]


def wait_for(condition, timeout: float = 15):
    deadline = time.monotonic() + timeout
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
    return found


def test_what_is_uploaded_goes_all_the_way_and_what_is_deleted_too(pipeline):
    pipeline.upload("in/a b+é.md", "hello")
    pipeline.settle()
    assert note(pipeline, "in/a b+é.md") == "hello"

    pipeline.delete("in/a b+é.md")
    pipeline.settle()
    assert told(pipeline) == [("in/a b+é.md", "hello"), ("in/a b+é.md", None)]
    assert pipeline.problems == []


def test_one_failed_message_comes_back_alone_and_ends_as_a_dead_letter(pipeline):
    for text in ("good", "fail"):
        pipeline.upload(f"in/{text}", text)
    pipeline.settle()

    assert told(pipeline) == [("in/good", "good")]
    assert len(pipeline.dead_letters["CopyDeadLetters"]) == 1


def test_a_record_of_the_stream_that_always_fails_is_given_up(pipeline):
    pipeline.upload("in/poison", "explode")
    pipeline.settle()
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    [notice] = pipeline.dead_letters["TellDeadLetters"]
    assert json.loads(notice)["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert told(pipeline) == [("in/a", "hello")]


def test_each_invocation_is_told_to_whoever_watches(pipeline):
    seen = []
    pipeline.watch(lambda function, event, seconds: seen.append((function, len(event["Records"]), seconds > 0)))
    pipeline.upload("in/a", "hello")
    pipeline.settle()

    assert seen == [("Copy", 1, True), ("Tell", 1, True)]


def test_another_process_can_reach_the_stack(pipeline):
    code = "import boto3, os; print(boto3.client('s3').list_buckets()['Buckets'][0]['Name'])"
    environment = {**pipeline.connection, "PATH": ""}
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert found.stdout.startswith("flong-")


def without(pipeline, function: str, action: str):
    """Takes one action out of the deployed role of a function; returns what puts it back."""
    iam, role = pipeline.clients.iam, pipeline.stack.physical[f"{function}Role"]
    [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    before = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    left = [{**it, "Action": [each for each in it["Action"] if each != action]} for it in before["Statement"]]
    after = {**before, "Statement": [it for it in left if it["Action"]]}
    assert after != before, f"{function} has no permission {action}"
    put = lambda document: iam.put_role_policy(  # noqa: E731
        RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document)
    )
    put(after)
    return lambda: put(before)


@pytest.mark.parametrize("action", ["s3:GetObject", "dynamodb:PutItem"])
def test_without_one_permission_the_work_is_not_done_and_with_it_it_is(pipeline, action):
    put_back = without(pipeline, "Copy", action)
    try:
        before = len(pipeline.logs("Copy"))
        pipeline.upload("in/a", "hello")
        wait_for(lambda: any(word in pipeline.logs("Copy")[before:] for word in ("not authorized", "AccessDenied")))
        assert told(pipeline) == []
    finally:
        put_back()
    pipeline.settle()
    assert told(pipeline) == [("in/a", "hello")]


@pytest.mark.parametrize(("function", "action"), [("Copy", "sqs:ReceiveMessage"), ("Tell", "dynamodb:GetRecords")])
def test_a_poller_too_has_only_the_permissions_of_its_function(pipeline, function, action):
    put_back = without(pipeline, function, action)
    try:
        problem = wait_for(lambda: [it for it in pipeline.problems if action in it])
    finally:
        put_back()
        pipeline.problems.clear()
    assert f"{function} cannot poll" in problem[0]


def test_a_stack_that_cannot_be_created_says_why(stack):
    document = {"Resources": {"Oddity": {"Type": "AWS::Nothing::OfThatName"}}}
    with pytest.raises(DeploymentFailed, match="OfThatName"):
        deploy(stack.endpoint, Template(document, TWO_STAGES.parent), "broken", {})


def test_state_outlasts_a_stop(tmp_path):
    for round in (1, 2):
        folder = tmp_path / f"round-{round}"
        folder.mkdir()
        with ProcessPipeline(TWO_STAGES, folder=folder, state=tmp_path / "state") as pipeline:
            if round == 1:
                pipeline.upload("in/a", "hello")
                pipeline.settle()
            assert note(pipeline, "in/a") == "hello"


SESSION = """
import sys, os, signal
from pathlib import Path
from flong_local.processes import ProcessPipeline
with ProcessPipeline(Path(sys.argv[1])) as pipeline:
    pipeline.upload("in/a", "hello")
    pipeline.settle()
    print(pipeline.endpoint.url, flush=True)
    {end}
"""


@pytest.mark.parametrize(
    "end",
    ["pass", "raise SystemExit(1)", "os.kill(os.getpid(), signal.SIGKILL)", "os.kill(os.getpid(), signal.SIGTERM)"],
)
def test_no_process_outlives_its_starter_however_that_ends(end):
    code = SESSION.replace("{end}", end)
    root = Path(__file__).parents[2]
    session = subprocess.run([sys.executable, "-c", code, str(TWO_STAGES)], cwd=root, capture_output=True, text=True)
    port = session.stdout.strip().rsplit(":", 1)[1]

    wait_for(lambda: not [command for command in commands() if port in command])


def commands() -> list[str]:
    """Command lines and environments of the processes on this machine that can be read."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process / "environ").read_text(errors="replace"))
        except OSError:
            continue
    return found


def test_the_template_itself_is_what_is_deployed(stack):
    described = local_template(TWO_STAGES).resources.keys()

    assert described <= stack.stack.physical.keys()
