"""What a person sees while the demo runs: a table that fills up on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from flong_local.demo.journeys import STAGES, Journey, articles_in


class Board:
    """Follows the articles; use it in a `with` while the pipeline runs."""

    def __init__(self, console: Console, articles: Iterable[str]) -> None:
        self.console = console
        now = time.perf_counter()
        self.journeys = {article_id: Journey(article_id, now) for article_id in articles}
        self.live = Live(self.table(), console=console, refresh_per_second=12) if console.is_terminal else None

    def __enter__(self) -> "Board":
        if self.live:
            self.live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.live:
            self.live.update(self.table(), refresh=True)
            self.live.stop()

    def saw(self, function: str, event: dict[str, Any], seconds: float) -> None:
        """A function has run."""
        about = articles_in(event) & self.journeys.keys()
        for article_id in sorted(about):
            self.journeys[article_id].passed(function, seconds / len(about), time.perf_counter())
        if self.live:
            self.live.update(self.table())
        elif about:
            names = ", ".join(sorted(about))
            self.console.print(
                f"  {function.lower():<9} {seconds * 1000:7.1f} ms  {names}", highlight=False, soft_wrap=True
            )

    def table(self) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
        table.add_column("article", overflow="ellipsis", no_wrap=True, max_width=44)
        for stage in STAGES:
            table.add_column(stage.lower(), justify="right")
        table.add_column("announced after", justify="right", style="green")
        for journey in self.journeys.values():
            cells = [f"{journey.spent[stage]:.0f} ms" if stage in journey.spent else "[dim]·[/dim]" for stage in STAGES]
            after = f"{journey.announced_after:.0f} ms" if journey.announced_after else ""
            table.add_row(journey.article_id, *cells, after)
        return table
