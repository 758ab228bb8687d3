"""The example consumer: with the package alone, and behind the whole pipeline."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from flong_events.delivery import delivered

from flong_events import parse
from flong_local.template import Place, Template
from flong_local.template.reading import read_template

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "consumer"
TIDES = "# Tides\n\n**Tags:** Moon\n\n---\n\nThe harbour falls dry twice a day.\n"
WAVES = "# Waves\n\nThey come in sevens.\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The package as pip installs it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("kit")
    built = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*built, "--wheel-dir", str(folder), str(ROOT / "flong_events")], check=True)
    [wheel] = folder.glob("flong_events-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def python(installed: Path, *arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran


def test_the_package_needs_pydantic_and_nothing_else(installed):
    """What is imported on the way; `flong_events.http` alone needs more, and says so."""
    code = (
        "import sys; before = {*sys.modules}; import flong_events, flong_events.history, flong_events.delivery;"
        "found = {name.partition('.')[0] for name in {*sys.modules} - before} - sys.stdlib_module_names;"
        "print(flong_events.__file__); print(*sorted(found))"
    )

    where, names = python(installed, "-c", code).stdout.splitlines()

    assert Path(where).is_relative_to(installed)
    beside = {"annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection"}
    assert {it for it in names.split() if not it.startswith("_")} <= {"flong_events"} | beside
    assert (installed / "flong_events" / "py.typed").exists()


def test_the_examples_own_tests_pass_with_the_package_alone(installed, tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "consumer", ignore=shutil.ignore_patterns("__pycache__"))

    ran = python(
        installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", ".", ".",
        folder=tmp_path / "consumer",
    )  # fmt: skip

    assert " passed" in ran.stdout


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_first_pages_example_works_with_the_package_alone(installed, tmp_path):
    (tmp_path / "test_titles.py").write_text("\n\n".join(blocks(ROOT / "flong_events" / "README.md")), encoding="utf-8")

    ran = python(
        installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", ".", ".",
        folder=tmp_path,
    )  # fmt: skip

    assert "3 passed" in ran.stdout


def test_the_examples_of_the_kits_page_run(newsroom):
    heard = []
    known = {"connection": sqlite3.connect(":memory:"), "event": newsroom.publish("tides"), "act_on": heard.append}
    for block in blocks(ROOT / "docs" / "consumer-kit.md"):
        exec(block, known)

    assert heard == newsroom.events
    assert known["post"]("{}") == 403


@pytest.fixture
def consume(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLE))
    import consume

    return consume


@pytest.fixture
def index(consume, pipeline):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield consume.Index(connection, pipeline.site)
    connection.close()


def hear_all(consume, pipeline, index) -> None:
    while (
        pipeline.clients.sqs.get_queue_attributes(
            QueueUrl=pipeline.consumer_queue, AttributeNames=["ApproximateNumberOfMessages"]
        )["Attributes"]["ApproximateNumberOfMessages"]
        != "0"
    ):
        consume.receive(pipeline.clients.sqs, pipeline.consumer_queue, index, wait=0)


def test_what_editors_upload_can_be_searched_and_what_they_withdraw_cannot(consume, pipeline, index):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.upload("articles/waves.md", WAVES)
    pipeline.upload("articles/bad.md", b"\xff\xfe")
    pipeline.settle()
    hear_all(consume, pipeline, index)
    assert [hit.title for hit in index.search("harbour")] == ["Tides"]
    assert [hit.title for hit in index.search("moon")] == ["Tides"]

    pipeline.upload("articles/tides.md", TIDES.replace("harbour", "estuary"))
    pipeline.delete("articles/waves.md")
    pipeline.settle()
    hear_all(consume, pipeline, index)

    assert index.search("harbour") == []
    [found] = index.search("estuary")
    assert pipeline.site(found.url) is not None
    assert index.ids() == {"tides"}


def test_a_late_event_of_what_has_been_withdrawn_is_heard_without_its_document(consume, pipeline, index):
    pipeline.upload("articles/tides.md", TIDES)
    pipeline.settle()
    pipeline.delete("articles/tides.md")
    pipeline.settle()

    hear_all(consume, pipeline, index)

    assert index.ids() == set()


@pytest.mark.embedded
def test_in_any_order_and_twice_what_can_be_found_is_what_can_be_read(consume, pipeline):
    """All that an article may go through, in a stack of its own; the events of one revision among it."""
    later = "---\ntitle: Tides\npublish at: 2990-01-22T09:30Z\n---\n\nNot yet.\n"
    for key, text in (
        ("tides", TIDES),
        ("waves", WAVES),
        ("winds", "# Winds\n\nThey turn at noon.\n"),
        ("tides", TIDES.replace("Tides", "High tides")),
        ("waves", WAVES.replace("# Waves", "# Waves\n\n**Category:** Ocean")),
        ("bad", b"\xff\xfe"),
        ("swell", WAVES.replace("# Waves", "# Waves\n\n**Category:** Ocean")),
        ("tides", later),
        ("winds", None),
        ("winds", "# Winds\n\nThey are back.\n"),
        ("waves", None),
    ):
        pipeline.delete(f"articles/{key}.md") if text is None else pipeline.upload(f"articles/{key}.md", text)
        pipeline.settle()
    events = [parse(it) for it in pipeline.announcements]
    assert len({(it.subject, it.sequence) for it in events}) < len(events) > 10

    for seed in range(20):
        index = consume.Index(sqlite3.connect(":memory:", isolation_level=None), pipeline.site)
        for event in delivered(events, seed):
            index.hear(event)
        assert (seed, index.ids()) == (seed, {"winds", "swell"})


def test_events_send_nobody_to_another_site(consume):
    fetch = consume.fetch_from("https://news.example.com")

    for url in (
        "https://evil.example/a.json",
        "http://news.example.com/a.json",
        "https://news.example.com@evil.example/",
    ):
        with pytest.raises(ValueError, match="is not of"):
            fetch(url)


# ---- the subscription

TEMPLATE = EXAMPLE / "subscription.yaml"


def stack(**parameters: str) -> Template:
    given = {"TopicArn": "arn:aws:sns:eu-west-1:111122223333:flong-ArticlesTopic-1", "TopicRegion": "eu-west-1"}
    return Template(read_template(TEMPLATE), EXAMPLE, given | parameters, Place(stack="search"))


def test_the_topic_alone_may_send_to_the_queue():
    [statement] = stack().resources["QueuePolicy"].properties["PolicyDocument"]["Statement"]

    assert statement["Principal"] == {"Service": "sns.amazonaws.com"}
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": stack().parameters["TopicArn"]}}


def test_the_subscription_is_raw_and_what_cannot_be_delivered_is_kept():
    found = stack().resources["Subscription"].properties

    assert found["RawMessageDelivery"] is True
    assert found["RedrivePolicy"] == {"deadLetterTargetArn": stack().resources["DeadLetters"].arn}


def test_with_a_key_of_your_own_sns_may_use_it():
    assert "Key" not in stack().resources
    key = stack(OwnKey="yes").resources["Key"].properties["KeyPolicy"]["Statement"]

    assert [it["Action"] for it in key if "Service" in it["Principal"]] == [["kms:GenerateDataKey", "kms:Decrypt"]]


def test_what_the_comment_in_the_template_shows_is_a_filter_policy():
    [line] = [it for it in TEMPLATE.read_text(encoding="utf-8").splitlines() if "# FilterPolicy" in it]

    assert yaml.safe_load(line.replace("# ", "")) == {"FilterPolicy": {"tags": ["printing"]}}
