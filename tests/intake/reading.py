"""What becomes of a header, a text, or both."""

from flong.article import Article
from flong.intake.read import Reading, read_article

from tests.make import DAY, SITE

TEXT = "The sea comes and goes."


def read(header: str, text: str = TEXT, key: str = "articles/note.md") -> Reading:
    return read_article(key, f"---\n{header}\n---\n{text}\n".encode(), SITE, DAY, DAY.at)


def article(header: str, text: str = TEXT, key: str = "articles/note.md") -> Article:
    found = read(header, text, key)
    assert found.article, found.findings
    return found.article


def bare(text: str, key: str = "articles/note.md") -> Reading:
    return read_article(key, text.encode(), SITE, DAY, DAY.at)


def codes(found: Reading) -> list[str]:
    return [finding.code for finding in found.findings]
