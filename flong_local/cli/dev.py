"""`flong dev`: the whole stack as processes, kept running, with a folder that is the source bucket."""

import json
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from flong.article import ARTICLES
from rich.console import Console
from rich.markup import escape

from flong_local.cli.reach import STATE

if TYPE_CHECKING:
    from flong_local.pipeline import Pipeline


def dev(
    folder: Annotated[Path, typer.Argument(help="A folder of articles; what changes in it is uploaded.")] = Path(
        "articles"
    ),
) -> None:
    """Run the stack on this machine, every function as a process, and keep a folder in sync with its source bucket."""
    from flong_local.engines import open_pipeline  # late: it brings the whole SDK, which no other command needs

    console = Console(highlight=False, soft_wrap=True)
    folder.mkdir(parents=True, exist_ok=True)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with open_pipeline("ministack") as pipeline:
        STATE.parent.mkdir(exist_ok=True)
        STATE.write_text(json.dumps({**pipeline.environment, **pipeline.connection}, indent=2))
        try:
            address = pipeline.connection["AWS_ENDPOINT_URL"]
            console.print(f"The stack runs at {address}; {escape(str(folder))}/ is its source. Ctrl-C ends it.")
            for pattern, served in pipeline.addresses.items():
                console.print(f"{pattern} is answered at {served}{pattern.removesuffix('*')}", style="dim")
            pipeline.watch(
                lambda name, event, seconds: console.print(
                    f"  {name.lower():<11} {seconds * 1000:6.0f} ms", style="dim"
                )
            )
            follow(console, pipeline, folder, stop)
        finally:
            STATE.unlink(missing_ok=True)


def follow(console: Console, pipeline: "Pipeline", folder: Path, stop: threading.Event) -> None:
    """Uploads what is in the folder and every change of it until `stop`."""
    from watchfiles import Change, watch

    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        put(console, pipeline, folder, file)
    for changes in watch(folder, stop_event=stop, raise_interrupt=False):
        for change, name in sorted(changes):
            file = Path(name)
            if change is Change.deleted:
                console.print(f"[red]-[/red] {escape(key_of(folder, file))}")
                pipeline.delete(key_of(folder, file))
            elif file.is_file():
                put(console, pipeline, folder, file)


def put(console: Console, pipeline: "Pipeline", folder: Path, file: Path) -> None:
    console.print(f"[green]+[/green] {escape(key_of(folder, file))}")
    pipeline.upload(key_of(folder, file), file)


def key_of(folder: Path, file: Path) -> str:
    return ARTICLES + file.resolve().relative_to(folder.resolve()).as_posix()
