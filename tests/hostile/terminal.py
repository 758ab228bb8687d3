"""Hostile files through `flong check`: what reaches a terminal, a CI's log, and a program."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner

from flong_local.cli import app
from tests.hostile.plain_oracle import bad_commands, bad_terminal
from tests.hostile.sinks import bare_yaml, body_sinks, escaped, file_name, header_sinks, merged, yaml
from tests.hostile.vectors import Case


def terminal_faults(cases: Sequence[Case]) -> list[tuple[str, str, str, str]]:
    """What the three formats of `flong check` let through, as case, text, output and what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases):
            write(Path(folder), number, case.text)
        found = [("terminal", fault) for fault in text_faults(checked(folder, "text"))]
        found += [("github", fault) for fault in github_faults(checked(folder, "github"))]
        found += [("check json", fault) for fault in json_faults(checked(folder, "json"))]
    span = f"{cases[0].id}…{cases[-1].id}"
    return [(span, "", output, fault) for output, fault in found]


def write(folder: Path, number: int, text: str) -> None:
    """A file so named, with the text in every field and every place of its body; and one without quotes."""
    sources = {
        file_name(text): yaml(merged(header_sinks(text))) + "\n\n".join(body_sinks(text).values()),
        "bare.md": bare_yaml(merged(header_sinks(text))) + "\nText.\n",
    }
    for name, source in sources.items():
        file = folder / f"{number}-{name}"
        file.write_bytes(source.encode("utf-8", "surrogateescape" if escaped(source) else "replace"))


def checked(folder: str, format: str) -> str:
    result = CliRunner().invoke(app, ["check", "--format", format, folder])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def text_faults(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if bad_terminal(line)]
    return [f"{', '.join(bad_terminal(line))}: {line!r:.300}" for line in lines]


def github_faults(text: str) -> list[str]:
    return bad_commands(text) + text_faults(text)


def json_faults(text: str) -> list[str]:
    json.loads(text)
    return text_faults(text)
