"""`flong check`: what an upload would meet, offline."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flong.intake.source import MAX_BYTES
from typer.testing import CliRunner

from flong_local.cli import app
from tests.make import make_png

ROOT = Path(__file__).parents[2]
GOOD = "# Tides\n\nThe sea."
BAD = "---\ntitle: Tides\ntitle: Waves\n---\nText."
UNDESCRIBED = "# Tides\n" + 55 * "\n![](https://example.org/a.png)\n"
"""A picture without a description on every other line from the third on."""
WARNED = "---\ntitle: Tides\nsumary: Twice a day.\n---\nText."


def run(*arguments: object, given: str | None = None, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=given, env=environment)
    return result.exit_code, result.output


@pytest.fixture
def write(tmp_path):
    """Writes a file into the folder `tmp_path`."""

    def write_file(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write_file


def rows(*arguments: object, **given: str) -> list[dict]:
    return json.loads(run("check", *arguments, "--format", "json", **given)[1])


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
    (tmp_path / "deeper" / "b.txt").write_text(BAD)

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


# ---- what is printed


def test_the_line_is_underlined_and_an_error_has_the_line_before_it(write):
    file = write("tides.md", "---\ntitle: Tides\ncanonical_url: /tides\n---\nText.")

    lines = run("check", file)[1].splitlines()

    assert lines[0].startswith(f"{file}:3:16: error[canonical-url-invalid] ")
    assert lines[1:4] == ["     2 | title: Tides", "     3 | canonical_url: /tides", "       |                ^~~~~~"]


def test_the_page_of_a_code_is_named_once(write):
    write("a.md", WARNED)
    write("b.md", WARNED.replace("Tides", "Waves"))

    output = run("check", write("a.md", WARNED), write("b.md", WARNED))[1]

    assert output.count("= see https://flong.dev/findings#unknown-field") == 1


def test_the_remedy_of_a_warning_is_said_once_a_file(write):
    file = write("a.md", "---\ntitle: Tides\nqqqq: 1\nzzzz: 2\n---\nText.")

    output = run("check", file)[1]

    assert output.count("warning[unknown-field]") == 2
    assert output.count("Flong ignores it") == 1


def test_one_file_alone_is_shown_as_it_was_understood(write):
    output = run("check", write("tides.md", GOOD))[1]

    assert "\n  summary " in output
    assert "The sea.  (taken from the first paragraph)\n" in output


def test_a_rejected_file_alone_is_shown_as_far_as_it_was_understood(write):
    file = write("tides.md", "---\ntitle: Tides\ndate: 2026-02-30\n---\nThe sea.")

    output = run("check", file)[1]

    assert "The sea.  (taken from the first paragraph)\n" in output
    assert "2026-02-28 (" not in output
    assert "taken from" not in run("check", file, "--quiet")[1]


def test_the_last_line_but_for_advice_counts(write, tmp_path):
    write("a.md", GOOD)
    write("b.md", BAD)
    write("c.md", "---\ntitle: C\nsumary: x\n---\nText.")

    output = run("check", tmp_path)[1]

    assert "\n3 files: 2 accepted, 1 rejected; 1 error, 1 warning\n" in output


def test_a_control_character_is_no_order_to_the_terminal(write):
    output = run("check", write("a.md", "# Tides\n\nThe \x1b[31msea."))[1]

    assert "\x1b" not in output
    assert "The \u241b[31msea." in output


def test_a_pipe_gets_no_colour_and_whole_lines(write):
    file = write("a-name-that-is-long-enough-to-fill-a-line-of-a-terminal-alone.md", WARNED)
    command = [sys.executable, "-c", "from flong_local.cli import app; app()", "check", str(file)]

    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=plain_environment()).stdout

    assert "\x1b" not in printed
    assert f"{file}:3:1: warning[unknown-field] There is no field `sumary`." in printed.splitlines()


def plain_environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "layers" / "flong"), str(ROOT)])
    others = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR")}
    return {**others, "PYTHONPATH": path, **more}


def test_a_terminal_gets_colours_and_codes_that_are_links(write):
    output = run("check", write("a.md", WARNED), FORCE_COLOR="1", COLUMNS="80", TERM="xterm")[1]

    assert "\x1b[1;33mwarning[unknown-field]" in output
    assert ";https://flong.dev/findings#unknown-field\x1b\\" in output
    assert "= see" not in output


def test_no_color_is_heeded(write):
    file = write("a.md", WARNED)

    assert "\x1b" not in run("check", file, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm")[1]


def test_a_message_is_broken_between_words_of_a_terminal(write):
    file = write("a.md", f"---\ntitle: {'x' * 400}\n---\nText.")

    output = run("check", file, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="60", TERM="xterm")[1]
    after = [line for line in output.splitlines() if not line.startswith(str(file))]

    assert max(len(line) for line in after) <= 60


def test_nothing_is_wider_than_the_terminal_and_what_is_to_be_written_is_not_broken(write):
    file = write("tides.md", UNDESCRIBED)

    output = run("check", file, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", TERM="xterm")[1]
    after = [line for line in output.splitlines() if not line.startswith(str(file))]

    assert max(len(line) for line in after) <= 80
    assert "`![A boat at low tide](https://example.org/boat.jpg)`" in output


def test_quiet_prints_errors_only(write):
    good, warned, bad = write("a.md", GOOD), write("b.md", WARNED), write("c.md", BAD + "\n![](b.jpg)")

    code, output = run("check", good, warned, bad, "--quiet")

    assert code == 1
    assert "error[front-matter-duplicate]" in output
    assert "warning" not in output
    assert "accepted" not in output
    assert run("check", good, "-q") == (0, "")


def test_strict_fails_for_a_warning(write):
    file = write("a.md", WARNED)

    assert run("check", file)[0] == 0
    code, output = run("check", file, "--strict", "--quiet")
    assert code == 1
    assert "warning[unknown-field]" in output


# ---- where files come from


def test_hidden_folders_packages_and_other_files_are_passed_over(write, tmp_path):
    for name in ("b.md", "a.MARKDOWN", ".git/x.md", "node_modules/y/readme.md", "picture.png", ".hidden.md", "d/c.txt"):
        write(name, f"# {name}\n\nText.")

    assert [Path(row["file"]).name for row in rows(tmp_path)] == ["a.MARKDOWN", "b.md", "c.txt"]


def test_a_file_that_is_named_is_looked_at_whatever_its_name(write):
    assert [finding["code"] for finding in rows(write("tides.docx", GOOD))[0]["findings"]] == ["no-article"]


def test_a_loop_of_links_ends(write, tmp_path):
    write("a/tides.md", GOOD)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert len(rows(tmp_path)) == 1


def test_a_file_that_a_link_leads_to_as_well_is_looked_at_once(write, tmp_path):
    (tmp_path / "also.md").symlink_to(write("tides.md", GOOD))

    assert len(rows(tmp_path, tmp_path / "tides.md")) == 1


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked(write, tmp_path):
    write("tides.md", GOOD)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")

    code, output = run("check", tmp_path)

    assert code == 2
    assert f"{tmp_path / 'gone.md'}: cannot be read: No such file or directory" in output
    assert "2 files: 1 accepted, 1 not read" in output


def test_a_pipe_in_a_folder_is_not_waited_for(write, tmp_path):
    write("tides.md", GOOD)
    os.mkfifo(tmp_path / "pipe.md")

    assert len(rows(tmp_path)) == 1


def test_every_file_that_is_missing_is_named(write):
    code, output = run("check", write("a.md", GOOD), "nowhere.md", "neither.md", COLUMNS="200")

    assert code == 2
    assert "nowhere.md, neither.md" in output


def test_a_folder_without_articles_says_so(tmp_path):
    code, output = run("check", tmp_path)

    assert code == 0
    assert "There is no article there" in output


def test_a_file_that_is_too_large_is_not_read_to_its_end(write):
    row = rows(write("a.md", b"x" * (MAX_BYTES + 100)))[0]

    assert row["findings"][0]["code"] == "too-large"
    assert f"{MAX_BYTES + 100:,}" in row["findings"][0]["message"]


def test_standard_input_is_read():
    code, output = run("check", "-", given=GOOD)

    assert code == 0
    assert "<stdin>: accepted as /articles/" in output


def test_a_key_is_that_of_the_bucket(write, tmp_path):
    for name in ("site/articles/risk/a.md", "deeper/b.md"):
        write(name, f"# {name}\n\nText.")

    assert {row["key"] for row in rows(tmp_path)} == {"articles/risk/a.md", "articles/deeper/b.md"}
    assert rows(tmp_path / "site/articles/risk/a.md")[0]["key"] == "articles/risk/a.md"
    assert rows(tmp_path / "deeper/b.md")[0]["key"] == "articles/b.md"


def test_a_key_that_is_too_long_is_found(write):
    file = write("/".join(["d" * 120] * 5) + "/tides.md", GOOD)

    assert rows(file.parents[5])[0]["findings"][0]["code"] == "key-too-long"


def test_a_name_that_is_no_utf8_harms_nothing(write, tmp_path):
    with open(os.fsencode(tmp_path) + b"/ti\xffdes.md", "wb") as file:
        file.write(GOOD.encode())

    assert rows(tmp_path)[0]["key"] == "articles/ti\ufffddes.md"
    assert run("check", tmp_path)[0] == 0


# ---- files side by side


def test_of_two_files_with_one_address_the_second_is_told_of_the_first(write, tmp_path):
    first, second = (
        write(name, "---\ntitle: Tides\ncategory: Science\nslug: tides\n---\nText.") for name in ("a/x.md", "b/y.md")
    )

    found = rows(tmp_path)

    assert [row["status"] for row in found] == ["accepted", "rejected"]
    finding = found[1]["findings"][-1]
    assert (finding["code"], finding["line"], finding["column"]) == ("path-taken", 4, 7)
    assert f"`{first}`" in finding["message"]
    assert finding["docs"] == "https://flong.dev/findings#path-taken"
    assert run("check", second)[0] == 0


def test_a_draft_claims_no_address(write, tmp_path):
    for name in ("a/tides.md", "b/tides.md"):
        write(name, "---\ntitle: Tides\ncategory: Science\nslug: tides\nstatus: draft\n---\nText.")

    assert {row["status"] for row in rows(tmp_path)} == {"accepted"}


def test_what_is_wrong_many_times_over_is_shown_three_times_with_the_lines_of_the_rest(write):
    text = " ".join(run("check", write("tides.md", UNDESCRIBED))[1].split())

    assert text.count("image-alt]") == 3
    assert "There are 2 more below line 107." in text
    assert "= also on lines 9, 11, 13," in text


def test_a_picture_is_looked_for_beside_the_file(write):
    shown, missing = "# Tides\n\n![Low tide](img/boat.png)", "# Ebb\n\nSee ![Low tide](boat.png)"
    write("sea/img/boat.png", make_png(640, 480))

    assert run("check", write("sea/tides.md", shown))[0] == 0
    code, output = run("check", write("sea/ebb.md", missing))
    assert code == 1
    assert "ebb.md:3:17: error[picture-missing] There is no picture `articles/boat.png`." in output


# ---- for scripts


def test_scripts_get_every_place_of_the_same_finding(write):
    file = write("tides.md", UNDESCRIBED)

    last = rows(file)[0]["findings"][-1]
    commands = run("check", file, "--format", "github")[1].splitlines()

    assert (last["line"], last["also"][0], len(last["also"])) == (7, {"line": 9, "column": 1}, 50)
    assert [f",line={line}," in told for line, told in zip(range(3, 109, 2), commands, strict=True)] == 53 * [True]


def test_json_has_everything_but_the_body(write):
    good, bad = rows(write("tides.md", GOOD), write("bad.md", BAD))

    assert {*good} == {*bad} == {"file", "key", "status", "findings", "understood", "derived", "article"}
    assert good["derived"]["summary"] == "the first paragraph"
    assert good["article"]["title"] == "Tides"
    assert "body" not in good["article"]
    assert bad["article"] is None
    assert bad["understood"]["summary"] == "Text."
    assert bad["derived"]["summary"] == "the first paragraph"
    assert bad["findings"][0]["docs"] == "https://flong.dev/findings#front-matter-duplicate"
    assert (bad["findings"][0]["line"], bad["findings"][0]["column"]) == (3, 1)


def test_github_gets_a_command_a_finding(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    write("a, b: 100%.md", BAD)

    code, output = run("check", "a, b: 100%.md", "--format", "github")
    command, message = output.rstrip("\n").split("::", 2)[1:]

    assert code == 1
    assert command == "error file=a%2C b%3A 100%25.md,line=3,col=1,title=front-matter-duplicate"
    assert message.endswith("%0Ahttps://flong.dev/findings#front-matter-duplicate")
    assert output.count("\n") == 1


def test_github_knows_files_from_the_root_of_the_checkout(write, tmp_path):
    file = write("site/a.md", WARNED)

    output = run("check", file, "--format", "github", GITHUB_WORKSPACE=str(tmp_path))[1]

    assert output.startswith("::warning file=site/a.md,line=3,col=1,")


def test_an_unknown_format_is_wrong_usage(write):
    assert run("check", write("a.md", GOOD), "--format", "xml")[0] == 2


# ---- what it costs


def test_checking_loads_neither_the_sdk_nor_templates():
    script = "import sys, flong_local.cli; print(*{'boto3', 'botocore', 'moto', 'jinja2'} & {*sys.modules})"
    command = [sys.executable, "-c", script]

    loaded = subprocess.run(command, capture_output=True, text=True, check=True, env=plain_environment()).stdout

    assert loaded.split() == []


# ---- the other commands


@pytest.mark.parametrize(
    "command", ["check", "explain", "push", "status", "list", "tags", "dev", "invoke", "subscribers"]
)
def test_every_command_explains_itself(command):
    code, output = run(command, "--help")

    assert code == 0
    assert "Usage" in output
