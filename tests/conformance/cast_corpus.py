"""`python -m tests.conformance.cast_corpus OUT`: every article of the corpus taken all the way, for the validators.

Exits 1 if one that validation accepts did not come out, or what it rejects did.
"""

import csv
import posixpath
import shutil
import sys
from pathlib import Path

from flong.article import ARTICLES, Moment
from flong.intake.judge import read
from flong.intake.pictures import wanted_by

from flong_local.demo.output import write_output
from flong_local.engines import open_pipeline
from tests.corpus import CORPUS
from tests.make import DAY, SITE, VERSION, make_png

TABLE = Path(__file__).parents[1] / "intake" / "corpus.tsv"
READER = "reader@example.com"
LISTS = ("authors", "categories", "months", "tags")
ENOUGH = 8
"""Lists of a kind that are held to the validators: what they show differs, what they are made of does not."""


def rows() -> dict[str, bool]:
    """By path within the corpus, whether its articles are accepted."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["answer"] == "accepted" for row in csv.DictReader(file, delimiter="\t", quoting=3)}


def pictures(path: str) -> set[str]:
    """The keys of the pictures that an article shows from beside itself; the corpus has texts alone."""
    data = (CORPUS / path).read_bytes()
    article = read(ARTICLES + path, VERSION, len(data), data, Moment(at=DAY.at, precision="day"), SITE).article
    return wanted_by(article) if article else set()


def main(out: Path) -> int:
    expected = rows()
    with open_pipeline(quiet=True) as pipeline:
        pipeline.subscribe(READER)
        for path in expected:
            for key in pictures(path):
                pipeline.upload(key, make_png(1200, 800))
            pipeline.upload(ARTICLES + path, CORPUS / path)
        pipeline.settle()
        keys = [ARTICLES + path for path in expected]
        write_output(pipeline, keys, pipeline.mail_as_sent, pipeline.announcements, out)
        thin_out(out / "site")
        live = {path: bool(pipeline.report(ARTICLES + path)) and is_live(pipeline, path) for path in expected}
        lost = pipeline.dead_letters
    wrong = [path for path, accepted in expected.items() if live[path] != accepted]
    for path in wrong:
        print(f"{path}: {'is live' if live[path] else 'did not come out'}, unlike what the table of the corpus says")
    for queue, bodies in lost.items():
        print(f"{len(bodies)} messages ended in {queue}")
    print(f"{sum(live.values())} of {len(live)} articles of the corpus stand in {out}")
    return bool(wrong or lost)


def thin_out(site: Path) -> None:
    """Leaves some lists of each kind: there are nearly ten times as many pages of these as there are articles."""
    for kind in LISTS:
        for folder in sorted(it for it in (site / kind).iterdir() if it.is_dir())[ENOUGH:]:
            shutil.rmtree(folder)


def is_live(pipeline, path: str) -> bool:
    record = pipeline.record(posixpath.splitext(path)[0] if path.endswith(".md") else path)
    return bool(record and record["state"] == "published" and pipeline.site(record["path"]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
