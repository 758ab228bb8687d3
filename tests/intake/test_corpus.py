"""Every article of the corpus gives what a person would expect: the table says for each what, and why."""

import csv
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from flong.article import ARTICLES, Moment
from flong.intake.judge import read

from tests.corpus import CORPUS, needs_corpus
from tests.make import SITE, VERSION, illustrated

TABLE = Path(__file__).with_name("corpus.tsv")
DAY = Moment(at=datetime(2026, 1, 22, tzinfo=UTC), precision="day")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def answer(path: str) -> tuple[str, str]:
    """What becomes of an article of the corpus with its pictures beside it, and the codes of all that is found."""
    data = (CORPUS / path).read_bytes()
    reading = illustrated(read(ARTICLES + path, VERSION, len(data), data, DAY, SITE))
    codes = sorted({finding.code for finding in reading.findings})
    return "accepted" if reading.article else "rejected", " ".join(codes)


@needs_corpus
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["path"])
def test_an_article_of_the_corpus_gets_the_answer_that_a_reader_of_it_would_give(row):
    assert answer(row["path"]) == (row["answer"], row["findings"]), row["why"]


@needs_corpus
def test_the_table_has_every_article_of_the_corpus():
    with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["path"] for row in csv.DictReader(file)}

    assert {row["path"] for row in rows()} == listed


@needs_corpus
def test_every_finding_in_the_corpus_stands_in_the_file_that_it_speaks_of():
    for row in rows():
        data = (CORPUS / row["path"]).read_bytes()
        lines = data.decode().replace("\r\n", "\n").split("\n")
        for finding in read(ARTICLES + row["path"], VERSION, len(data), data, DAY, SITE).findings:
            if finding.line:
                assert 1 <= finding.line <= len(lines)
            if finding.column:
                assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1


def test_every_row_says_why():
    assert all(len(row["why"]) > 20 for row in rows())
