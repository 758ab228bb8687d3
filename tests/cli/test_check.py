"""`flong check`: what an upload would meet, offline."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong_local.cli import app

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_good_article_passes(tmp_path):
    file = tmp_path / "tides.md"
    file.write_text("# Tides\n\nThe sea.")

    code, output = run("check", file)

    assert code == 0
    assert "accepted as /articles/tides/" in output


def test_a_bad_article_fails_with_line_reason_and_remedy(tmp_path):
    file = tmp_path / "tides.md"
    file.write_text("---\ntitle: Tides\ntitle: Waves\n---\nText.")

    code, output = run("check", file)

    assert code == 1
    assert f"{file}:3:1: error[front-matter-duplicate]" in output
    assert "   3 | title: Waves" in output
    assert "= Keep one of the two." in output


def test_a_folder_is_looked_through(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nText.")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "b.txt").write_text("No title.")

    code, output = run("check", tmp_path, "--format", "json")

    assert code == 1
    assert [row["status"] for row in json.loads(output)] == ["accepted", "rejected"]


def test_a_file_that_is_not_there_is_named():
    code, output = run("check", "nowhere.md")

    assert code == 2
    assert "nowhere.md" in output


def test_the_examples_are_good_articles():
    code, output = run("check", ROOT / "examples")

    assert code == 0
    assert "warning" not in output


@pytest.mark.parametrize("command", ["check", "push", "status", "tags", "dev", "invoke", "subscribers"])
def test_every_command_explains_itself(command):
    code, output = run(command, "--help")

    assert code == 0
    assert "Usage" in output
