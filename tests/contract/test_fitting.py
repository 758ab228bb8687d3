"""An event has at most 32 KiB, whatever its article holds, and is never kept back for that."""

import json

import pytest
from flong.announce import announcements
from flong.article import MAX_AUTHORS, MAX_TAGS, Moment, Person, Tag
from flong.contract.fitting import CUTS, MAX_BYTES, encoded
from flong.contract.models import Event
from flong.intake.fields.draft import MAX_TEXT
from flong.intake.fields.titles import MAX_TITLE
from flong.intake.judge import MAX_KEY
from flong.intake.slugs import MAX_SLUG, MAX_TAG
from flong.publish import Standing
from flong.verdict import Finding
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.keeping import faults
from tests.make import DAY, SITE, make_record, make_verdict
from tests.test_publish import PREFIX, updated

PLAIN, WIDE, QUOTES = "x", "𐐷", '"'
"""A letter of one byte, one of four that an address writes with twelve, and a sign that JSON escapes."""
ZONE = "America/Argentina/ComodRivadavia"


def told(standing: Standing) -> Event:
    [found] = announcements(standing, SITE, PREFIX)
    return found.event


def at_the_limits(letter: str, name: int, **given):
    """A record whose article is as long in everything as it may be; `name` is how long authors' names are."""
    word = letter if letter != QUOTES else WIDE  # what a slug or an address may hold
    tags = tuple(
        Tag(id=f"{i:02}{word * (MAX_SLUG - 2)}", label=f"{i:02}{letter * (MAX_TAG - 2)}") for i in range(MAX_TAGS)
    )
    id_ = letter * ((MAX_KEY - len("articles/.md")) // len(letter.encode()))
    values = {
        "id": id_,
        "key": f"articles/{id_}.md",
        "title": letter * MAX_TITLE,
        "summary": letter * MAX_TEXT,
        "category": letter * MAX_TEXT,
        "path": f"/{word * MAX_SLUG}/{word * MAX_SLUG}/",
        "authors": tuple(
            Person(name=letter * name, url=f"https://a.example/{word * name}") for _ in range(MAX_AUTHORS)
        ),
        "canonical_url": f"https://c.example/{word * (MAX_TEXT - 20)}",
        "correction": letter * MAX_TEXT,
        "published": DAY.model_copy(update={"zone": ZONE}),
        "updated": Moment(at=DAY.at, precision="second", zone=ZONE),
    }
    record = make_record(**{**values, **given}, tags=())
    return record.model_copy(update={"listing": record.listing.model_copy(update={"tags": tags})})


def moved(record, times: int):
    """The record, having been at so many other addresses."""
    paths = tuple(f"/{WIDE * MAX_SLUG}/{i:04}{WIDE * (MAX_SLUG - 4)}/" for i in range(times))
    return record.model_copy(update={"former_paths": paths, "revision": times + 2})


def test_an_article_with_as_much_as_people_write_is_told_whole():
    """Every number at its limit, in plain letters, and names and notes as long as any is."""
    event = told(Standing(at_the_limits(PLAIN, 60, summary="x" * 500, correction="x" * 300, category="x" * 40)))

    assert event.data.trimmed is None
    assert len(encoded(event).encode()) <= MAX_BYTES


@pytest.mark.parametrize("letter", [PLAIN, WIDE, QUOTES])
@pytest.mark.parametrize("times", [0, 3, 300])
def test_whatever_an_article_holds_its_event_fits_and_says_what_was_cut(letter, times):
    before = make_record(tags=[f"{i:02}" + "é" * 60 for i in range(MAX_TAGS)])
    record = moved(at_the_limits(letter, MAX_TEXT, before=before), times)
    event = told(updated(before, record))

    assert len(encoded(event).encode()) <= MAX_BYTES
    assert faults(json.loads(encoded(event))) == []
    assert event.data.trimmed
    assert event.data.trimmed == tuple(name for name in CUTS if name in event.data.trimmed)
    assert event.data.title == record.listing.title
    assert event.data.document == told(Standing(record)).data.document


def test_of_what_is_cut_the_newest_address_and_the_first_author_stay():
    authors = tuple(Person(name=f"{i} {'x' * 900}") for i in range(MAX_AUTHORS))
    event = told(Standing(moved(make_record(authors=authors), 10)))

    assert event.data.trimmed == ("authors",)
    assert [it.name.split()[0] for it in event.data.authors] == [f"{i}" for i in range(len(event.data.authors))]
    assert 0 < len(event.data.authors) < MAX_AUTHORS
    assert MAX_BYTES - 1500 < len(encoded(event).encode()) <= MAX_BYTES

    event = told(Standing(moved(make_record(), 100)))
    assert event.data.trimmed == ("former_urls",)
    assert "/0099" in event.data.former_urls[-1]


@given(st.text(alphabet=st.characters(categories=["Cc", "L", "So", "Po"]), min_size=1, max_size=1000))
def test_a_rejected_file_of_any_name_and_any_number_of_findings_is_told(name):
    key = f"articles/{name}".encode()[:1024].decode(errors="ignore")
    finding = Finding(code="no-article", message=f"`{name}` is no article.", remedy="Write one.", found=name)
    verdict = make_verdict(status="rejected", key=key, article_id=f"//{key[9:]}", findings=(finding,) * 50)
    event = told(Standing(verdict=verdict))

    assert len(encoded(event).encode()) <= MAX_BYTES
    assert event.data.findings or "findings" in event.data.trimmed


def test_what_no_queue_takes_is_escaped():
    """SQS refuses a message with one of these characters, and SNS then drops the delivery."""
    sent = encoded(told(Standing(make_record(title="a\ufffeb\uffff"))))

    assert "\ufffe" not in sent
    assert "\uffff" not in sent
    assert json.loads(sent)["data"]["title"] == "a\ufffeb\uffff"
