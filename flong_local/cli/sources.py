"""Which files `flong check` looks at, and the key that each would have in the source bucket."""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flong.article import ARTICLES, EXTENSIONS
from flong.intake.source import MAX_BYTES

STDIN = Path("-")
BUCKET_FOLDER = ARTICLES.rstrip("/")


@dataclass(frozen=True)
class Source:
    """One file: as its editor named it, and by the key it would be uploaded under; standard input has no path."""

    label: str
    key: str
    path: Path | None = None

    def read(self) -> tuple[int, bytes]:
        """Size in bytes and content, of which no more than one byte past the limit; OSError if it cannot be read."""
        if self.path is None:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            return len(data), data
        with self.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            return max(os.fstat(file.fileno()).st_size, len(data)), data


@dataclass
class Search:
    """What was found under the arguments, each file once, and what could not be looked into."""

    sources: list[Source] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def add(self, path: Path, folder: Path | None) -> None:
        # By its real path: a file that two links lead to is no rival of itself.
        real = os.path.realpath(path)
        if real not in self.seen:
            self.seen.add(real)
            self.sources.append(Source(str(path), key_of(path, folder), path))

    def refuse(self, error: OSError) -> None:
        self.problems.append(unreadable(str(error.filename), error))


def unreadable(label: str, error: OSError) -> str:
    return f"{label}: cannot be read: {error.strerror or error}"


def missing(arguments: list[Path]) -> list[Path]:
    return [path for path in arguments if path != STDIN and not os.path.lexists(path)]


def search(arguments: list[Path]) -> Search:
    """The files named, and the articles in the folders named, in the order of the arguments and then of the paths."""
    found = Search()
    for path in arguments:
        if path == STDIN:
            found.sources += [Source("<stdin>", f"{ARTICLES}stdin.md")] if "-" not in found.seen else []
            found.seen.add("-")
        elif path.is_dir():
            for file in articles_in(path, found):
                found.add(file, path)
        else:
            found.add(path, None)
    return found


def articles_in(folder: Path, search: Search) -> Iterator[Path]:
    """The articles under a folder, sorted; hidden ones and what packages brought along are somebody else's."""
    files: list[Path] = []
    # Links to folders are not followed, so a loop of them is harmless.
    for parent, folders, names in os.walk(folder, onerror=search.refuse):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        files += [Path(parent, name) for name in names if name.lower().endswith(EXTENSIONS) and name[0] != "."]
    return iter(sorted(path for path in files if not is_special(path)))


def is_special(path: Path) -> bool:
    """Whether a name in a folder is a pipe, a socket or a device, whose reading might never end."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def key_of(path: Path, folder: Path | None) -> str:
    """The key in the source bucket: what lies below a folder `articles`; else below `folder`; else the file's name."""
    parts = Path(os.path.abspath(path)).parts
    if BUCKET_FOLDER in parts[:-1]:
        below = parts[len(parts) - parts[-2::-1].index(BUCKET_FOLDER) - 1 :]
    else:
        below = path.relative_to(folder).parts if folder else (path.name,)
    # A file's name may be no UTF-8, which S3 does not have.
    return ARTICLES + "/".join(below).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
