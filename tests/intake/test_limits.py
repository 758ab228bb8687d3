"""Input that is far too much of something: refused, and soon."""

import time

import pytest

from tests.intake.test_read import codes, read


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nauthor: 'a" + " " * 20_000 + "b'\n---\nText.",
        "# A\n\nhttp://a" + "." * 50_000 + "a",
        "# A\n\nhttp://a" + ")" * 50_000 + "a",
        "# a" + " " * 50_000 + "b\n\nText.",
        "---\ntitle: A\nsources: [" + "0," * 20_000 + "1]\n---\nText.",
        "# A\n\n" + "## a\n" * 20_000,
        "# A\n\n<div>\n" + "<img " * 20_000,
        "# A\n\n**Author:** " + "[" * 50_000 + "\n\n---\nText.",
        "# A\n\n> Coverage of x" + " " * 50_000 + "y\n\n---\nText.",
        "# A\n\n" + "**Foo:** b\n" * 80_000,
        "# A\n\n" + "a[^1] " * 150_000 + "\n\n[^1]: Note.",
        "---\ntitle: A\n" + "".join(f"k{n}: a\n" for n in range(4_000)) + "---\nText.",
    ],
    ids=[
        "spaces",
        "dots",
        "brackets",
        "title",
        "sources",
        "headings",
        "tags",
        "links",
        "coverage",
        "labels",
        "notes",
        "fields",
    ],
)
def test_no_input_takes_longer_than_its_length_explains(text):
    """Each of these once took time that grew with the square of its length, or worse."""
    plain = seconds_for("# A\n\n" + "Plain words, nothing else. " * 38_000)  # a megabyte, as large as an article may be

    assert seconds_for(text) < 200 * plain
    assert len(read(text).findings) <= 50


def seconds_for(text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


@pytest.mark.parametrize("field", ["summary", "category", "coverage_of", "correction", "author", "canonical_url"])
def test_a_field_that_is_far_too_long_is_refused(field):
    assert codes(f"---\ntitle: A\n{field}: https://a.example/{'word' * 500}\n---\nText.")
