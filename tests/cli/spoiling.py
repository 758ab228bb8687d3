"""A copy of the theme that comes with Flong, something in it spoilt, and what is found of that."""

from pathlib import Path

from flong.verdict import Finding

from flong_local.theming.examine import examine

ROOT = Path(__file__).parents[2]
THEME = ROOT / "layers" / "theme"
OWN = {"address-of-example", "card-missing"}
"""What the theme that comes with Flong leaves to whoever takes it."""


def spoilt(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, Finding]]:
    """What is found beyond what the theme as it comes has."""
    return [(it.file, it.finding) for it in examine(folder) if it.finding.code not in OWN]


def only(folder: Path) -> tuple[str, Finding]:
    [one] = found(folder)
    return one
