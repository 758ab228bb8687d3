"""`flong explain`: the documentation of a finding, where its reader is."""

from typer.testing import CliRunner

from flong_local.cli import app
from flong_local.cli.explain import PAGE, entries_of


def explain(code: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain", code], env=environment)
    return result.exit_code, result.output


def test_every_entry_is_found_whole():
    entries = entries_of(PAGE.read_text(encoding="utf-8"))

    assert "A field stands twice." in entries["front-matter-duplicate"]
    assert "Keep one of the two." in entries["front-matter-duplicate"]
    assert not [code for code, text in entries.items() if "### " in text or "\n## " in text]


def test_a_code_is_explained_as_markdown_in_a_pipe():
    code, output = explain("front-matter-duplicate")

    assert code == 0
    assert output.startswith("# front-matter-duplicate\n\nA field stands twice.\n")
    assert "```markdown\n---\n" in output


def test_a_terminal_gets_it_laid_out():
    output = explain("front-matter-duplicate", FORCE_COLOR="1", TERM="xterm")[1]

    assert "```" not in output
    assert "A field stands twice." in output


def test_a_code_of_any_field_is_explained():
    code, output = explain("summary-invalid")

    assert code == 0
    assert output.startswith("# summary-invalid\n")


def test_an_unknown_code_is_answered_with_the_closest():
    code, output = explain("front-matter-duplicates")

    assert code == 2
    assert "Did you mean `front-matter-duplicate`" in output


def test_a_code_like_no_other_is_answered_with_the_page():
    assert "findings.md lists them all" in explain("xyzzy")[1]
