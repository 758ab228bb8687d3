"""What to measure with: the examples, and the real articles that lie outside the project."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flong.article import EXTENSIONS

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
CORPUS = Path(os.environ.get("FLONG_CORPUS", ROOT / "../shared/corpus")).resolve()


@dataclass(frozen=True)
class Source:
    """One article as its editor uploads it."""

    key: str
    data: bytes


def examples() -> list[Source]:
    return list(sources(EXAMPLES))


def corpus() -> list[Source]:
    """The corpus without its own documentation; empty where there is none."""
    return [source for source in sources(CORPUS) if source.key.count("/") > 1] if CORPUS.is_dir() else []


def sources(folder: Path) -> Iterator[Source]:
    """Every file of a folder that may be an article, under the key that it would have."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in EXTENSIONS:
            yield Source(f"articles/{path.relative_to(folder).as_posix()}", path.read_bytes())
