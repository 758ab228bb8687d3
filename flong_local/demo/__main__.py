"""`python -m flong_local.demo [FILE…]`: the whole pipeline, on articles of yours or the examples."""

import argparse
import sys
import time
from pathlib import Path

from flong.article import EXTENSIONS, id_of
from flong.formats.templates import Theme
from rich.console import Console

from flong_local.beside import pictures_of
from flong_local.demo.output import write_output
from flong_local.demo.show import Board
from flong_local.demo.subscribing import topics_of, write_subscriptions
from flong_local.demo.summary import show_articles, show_rest
from flong_local.engines import ENGINES, open_pipeline

ROOT = Path(__file__).parents[2]
READER = "reader@example.com"


def main() -> int:
    arguments = parsed()
    files = [Path(file) for file in arguments.files] or sorted(
        path for path in (ROOT / "examples").iterdir() if path.suffix in EXTENSIONS
    )
    console = Console()
    if missing := [str(file) for file in files if not file.is_file()]:
        console.print(f"There is no file {', '.join(missing)}.", style="red")
        return 2
    keys = {id_of(f"articles/{file.name}"): f"articles/{file.name}" for file in files}
    started = time.perf_counter()
    with open_pipeline(arguments.engine, quiet=True) as pipeline:
        console.print(
            f"The stack of template.yaml stands on {arguments.engine} ({time.perf_counter() - started:.1f} s).",
            style="dim",
        )
        pipeline.subscribe(READER)
        with Board(console, keys) as board:
            pipeline.watch(board.saw)
            for key, file in zip(keys.values(), files, strict=True):
                for picture, path in pictures_of(key, file).items():
                    pipeline.upload(picture, path)
                pipeline.upload(key, file)
            pipeline.settle()
        mails, events = pipeline.mail, pipeline.announcements
        write_output(pipeline, keys.values(), pipeline.mail_as_sent, events, arguments.out)
        write_subscriptions(Theme.load(str(ROOT / "layers" / "theme")), topics_of(pipeline), arguments.out)
        show_articles(console, pipeline, board.journeys.values(), keys, mails, arguments.out)
        show_rest(console, pipeline, mails, events, arguments.out)
        lost = pipeline.dead_letters
    console.print(f"\nEverything is in {arguments.out}/ ({time.perf_counter() - started:.1f} s in all).", style="dim")
    for queue, bodies in lost.items():
        console.print(f"{len(bodies)} messages ended in {queue}.", style="red")
    return 1 if lost else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="flong-demo", description=__doc__)
    parser.add_argument("files", nargs="*", help="articles to upload; the examples where none are given")
    parser.add_argument("--engine", choices=ENGINES, default="embedded", help="what plays AWS")
    parser.add_argument("--out", type=Path, default=Path("out"), help="where to write what came out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
