"""`flong explain`: what a finding means, with an example."""

import difflib
import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from flong.intake.header.names import NAMES
from rich.console import Console

from flong_local.cli.reach import leave

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"
HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
ANY_FIELD = "`<field>`-invalid"


def explain(code: Annotated[str, typer.Argument(help="A finding's code, such as `no-title`.")]) -> None:
    """Say what a finding means, with an example of what is wrong and what to write instead."""
    entries = entries_of(PAGE.read_text(encoding="utf-8"))
    text = entries.get(code) or (entries[ANY_FIELD] if code in codes_of_fields() else "")
    if not text:
        leave(f"There is no finding `{code}`.{suggestion(code, {*entries, *codes_of_fields()} - {ANY_FIELD})}")
    show(f"# {code}\n\n{text.strip()}\n")


def entries_of(page: str) -> dict[str, str]:
    """What the page says under each heading of the third level, by code."""
    starts = list(HEADING.finditer(page))
    ends = [match.start() for match in starts[1:]] + [len(page)]
    return {match[2]: page[match.end() : end] for match, end in zip(starts, ends, strict=True) if len(match[1]) == 3}


def codes_of_fields() -> set[str]:
    return {f"{field.replace('_', '-')}-invalid" for field in NAMES}


def suggestion(code: str, codes: set[str]) -> str:
    close = difflib.get_close_matches(code.lower(), sorted(codes), n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(f'`{it}`' for it in close)}?" if close else f" {PAGE.name} lists them all."


def show(markdown: str) -> None:
    """Laid out on a terminal; as it is written in a pipe."""
    console = Console()
    if not console.is_terminal:
        sys.stdout.write(markdown)
        return
    from rich.markdown import Markdown

    # Links lead to pages beside this one, which a terminal cannot open.
    console.print(Markdown(markdown, hyperlinks=False), width=min(console.width, 100))
