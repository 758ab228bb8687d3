"""What `flong check` says of a file as a whole, and of all of them."""

from collections.abc import Sequence

from flong.verdict import Verdict, origin
from rich.cells import cell_len

from flong_local.cli.excerpt import printable
from flong_local.cli.findings import BAD, BOLD, DIM, GOOD, Paper
from flong_local.cli.judging import Checked


def outcome(checked: Checked, paper: Paper, *, alone: bool) -> str:
    """The line that says what became of a file; its title too, where no table will have it."""
    label = printable(checked.source.label)
    if checked.article is None:
        return f"{paper.ink(label, BOLD)}: {paper.ink('rejected', BAD)}"
    said = f"{paper.ink(label, BOLD)}: {paper.ink('accepted', GOOD)} as {printable(checked.article.path)}"
    return said if alone else f"{said}  {paper.ink(printable(checked.article.title), DIM)}"


def table(verdict: Verdict, paper: Paper) -> list[str]:
    """What was understood, a field a line, and where what the source does not state was taken from."""
    names = [*verdict.understood, *(name for name in verdict.derived if name not in verdict.understood)]
    widest = max(len(name) for name in names)
    told = []
    for name in names:
        first, *others = field(name, verdict, paper, widest + 4)
        told += [f"  {paper.ink(f'{name:<{widest}}'.replace('_', ' '), DIM)}  {first}", *others]
    return told


def field(name: str, verdict: Verdict, paper: Paper, indent: int) -> list[str]:
    """The value, and in brackets what it was taken from: beside it where there is room, else below."""
    lines = paper.lines(printable(verdict.understood.get(name, "")), indent)
    if source := verdict.derived.get(name):
        note = f"({printable(origin(source))})"
        used = cell_len(lines[-1]) + (indent if len(lines) == 1 else 0)
        beside = not lines[-1] or paper.width is None or used + 2 + cell_len(note) <= paper.width
        last = lines.pop() if beside else " " * (indent - 2)
        lines.append(f"{last}  {paper.ink(note, DIM)}" if last else paper.ink(note, DIM))
    return lines


def summary(checked: Sequence[Checked], unread: int) -> str:
    """`3 files: 2 accepted, 1 rejected; 1 error, 4 warnings`."""
    accepted = sum(one.article is not None for one in checked)
    files = {"accepted": accepted, "rejected": len(checked) - accepted, "not read": unread}
    levels = [finding.level for one in checked for finding in one.verdict.findings]
    found = [number_of(levels.count(level), level) for level in ("error", "warning") if level in levels]
    said = ", ".join(f"{count:,} {name}" for name, count in files.items() if count)
    return f"{number_of(len(checked) + unread, 'file')}: {said}; {', '.join(found) or 'no findings'}"


def number_of(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
