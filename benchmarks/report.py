"""What a measurement came to: values for programs, tables and remarks for people."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass
class Report:
    """One part of the benchmark."""

    title: str
    values: dict[str, Any]
    tables: list[Table] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def show(self, console: Console) -> None:
        console.print(f"\n[bold]{self.title}[/bold]")
        for table in self.tables:
            console.print(table)
        for remark in self.remarks:
            console.print(remark, style="dim", highlight=False)


def table(*columns: str) -> Table:
    """An empty table: the first column is words, the others are numbers."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for place, column in enumerate(columns):
        made.add_column(column, justify="right" if place else "left", no_wrap=True)
    return made


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not pass (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def target(value: float, limit: float, digits: int = 2) -> str:
    """A value, green within its limit and red past it."""
    return f"[{'green' if value <= limit else 'red'}]{value:.{digits}f}[/]"
