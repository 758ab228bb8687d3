"""The structured document: ninjs 3.1, and what our own published schema says of it."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flong.article import Article, Image, Moment, Person, Source, State
from flong.formats.document import Document
from flong.formats.identity import article_urn
from flong.formats.json import SCHEMA, described
from flong.formats.registry import PUBLIC
from jsonschema import Draft202012Validator, FormatChecker

from tests.formats.accepted import EVERY
from tests.formats.casting import BODY, BUILD, THEME, cast
from tests.formats.ninjs import NINJS
from tests.make import DAY, make_article, make_tags

FILE = Path(__file__).parents[2] / "events" / "schemas" / "article.v1.json"
PUBLISHED = json.loads(FILE.read_text(encoding="utf-8"))
FORMATS = FormatChecker(formats=())
FULL: dict[str, Any] = {
    "subtitle": "Why the sea comes back",
    "authors": (Person(name="Ada Brenner", url="https://a.example/ada"), Person(name="The desk")),
    "updated": DAY,
    "publish_at": DAY,
    "coverage_of": "The Institute",
    "key_takeaways": ("Twice a day",),
    "sources": (Source(url="https://s.example/", title="S"), Source(url="https://t.example/ü")),
    "hero": Image(url="/assets/a b.png", alt="A", width=3, height=2),
    "correction": "At noon.",
    "derived": {"summary": "the first paragraph"},
    "body": BODY,
}


@FORMATS.checks("uri")
def is_uri(text: object) -> bool:
    """RFC 3986: a scheme, then nothing but its characters and whole percent-encodings."""
    return bool(
        re.fullmatch(r"[a-z][a-z0-9+.-]*:(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", str(text), re.ASCII)
    )


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(text: object) -> bool:
    """RFC 3339, which asks for an offset."""
    return datetime.fromisoformat(str(text)).utcoffset() is not None


def closed(schema: Any) -> Any:
    """The schema, without its leave to add fields: so that it must name every field there is."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    # What a `$ref` brings counts as named.
    shut = {"unevaluatedProperties": False} if isinstance(schema.get("properties"), dict) and "type" in schema else {}
    return {**shut, **{name: closed(part) for name, part in schema.items()}}


OURS = Draft202012Validator(closed(PUBLISHED), format_checker=FORMATS)
THEIRS = Draft202012Validator(NINJS, format_checker=FORMATS)


def faults(article: Article) -> list[str]:
    """What is wrong with an article's document by either schema."""
    document = json.loads(json.dumps(described(Document(article, THEME, BUILD))))
    ninjs = {name: value for name, value in document.items() if name != "flong"}
    found = [*OURS.iter_errors(document), *THEIRS.iter_errors(ninjs)]
    return [f"{article.id} {error.json_path}: {error.message:.200}" for error in found]


def document(**given: Any) -> dict[str, Any]:
    return dict(json.loads(cast(**given)["json"]))


def values(listed: list[dict[str, Any]], **wanted: str) -> list[dict[str, Any]]:
    """Those of a list that have these values, without them."""
    kept = [one for one in listed if wanted.items() <= one.items()]
    return [{name: value for name, value in one.items() if name not in wanted} for one in kept]


# ---- the schemas


@pytest.mark.parametrize("articles", EVERY)
def test_every_article_is_a_ninjs_document_and_keeps_to_our_schema(articles):
    assert articles()
    assert [fault for article in articles() for fault in faults(article)] == []


@pytest.mark.parametrize("given", [{}, FULL, *({name: value} for name, value in FULL.items())])
def test_with_and_without_what_may_be_absent_it_keeps_to_both_schemas(given):
    assert faults(make_article(**given)) == []


def test_the_published_schema_is_one_and_is_named_in_every_document():
    Draft202012Validator.check_schema(PUBLISHED)

    assert PUBLISHED["$id"] == f"https://example.org{SCHEMA}" == document()["standard"]["schema"]
    assert SCHEMA.endswith(f"/{FILE.name}")


def test_every_field_of_the_published_schema_is_in_use():
    full, plain = document(**FULL), PUBLISHED["properties"]

    assert plain.keys() - {"copyrightNotice", "rightsInfo"} == full.keys()  # those are the site's, and this has none
    assert PUBLISHED["$defs"]["Extension"]["properties"].keys() == full["flong"].keys()


@pytest.mark.parametrize(
    ("field", "value"),
    [("uri", "sea/tides"), ("version", ""), ("pubStatus", "live"), ("contentCreated", "2026-01-22"), ("wind", "west")],
)
def test_the_schemas_notice_what_is_wrong(field, value):
    wrong = {**document(**FULL), field: value}

    assert [error.json_path for error in OURS.iter_errors(wrong)] in ([f"$.{field}"], [f"$.{field}"] * 2, ["$"])


# ---- what stands where


def test_tags_keep_their_labels_ids_and_order():
    tags = make_tags("Wind", "Sea")

    assert document(tags=("Wind", "Sea"))["subjects"] == [
        {"name": tag.label, "rel": "about", "uri": f"https://example.org/tags/{tag.id}/", "literal": tag.id}
        for tag in tags
    ]


def test_a_date_says_how_precise_it_is():
    found = document(published=Moment(at="2026-03-01T00:00:00Z", precision="month", zone="Europe/Paris"))

    assert found["contentCreated"] == found["versionCreated"] == "2026-03-01T01:00:00+01:00"
    assert found["flong"]["published"] == {
        "date": "2026-03",
        "instant": "2026-03-01T00:00:00Z",
        "precision": "month",
        "zone": "Europe/Paris",
    }


def test_authors_publisher_and_sources_are_told_apart():
    parties = document(**FULL)["infoSources"]

    assert values(parties, role="author") == [
        {"name": "Ada Brenner", "uri": "https://a.example/ada"},
        {"name": "The desk"},
    ]
    assert values(parties, role="publisher") == [{"name": "Flong Review", "uri": "https://example.org"}]
    assert values(parties, role="source") == [
        {"name": "S", "uri": "https://s.example/"},
        {"uri": "https://t.example/%C3%BC"},
    ]


def test_every_public_variant_is_a_rendition():
    found = document()["renditions"]

    assert {one["name"] for one in found} == PUBLIC.keys()
    assert values(found, name="amp") == [{"href": "https://example.org/sea/tides/amp/", "contentType": "text/html"}]


def test_the_picture_is_an_associated_item_with_its_size():
    [hero] = document(**FULL)["associations"]

    assert hero["uri"] == "https://example.org/assets/a%20b.png"
    assert hero["renditions"] == [{"name": "main", "href": hero["uri"], "width": 3, "height": 2}]
    assert [text["value"] for text in hero["descriptions"]] == ["A"]


def test_every_address_in_the_html_is_full_but_for_fragments():
    body = '<p><a href="/tags/sea/" title="t">a</a> <a href="#s-b">b</a> <img src="/a.png" alt="x"> say href="/x"</p>'
    [html] = values(document(body=body)["bodies"], role="main", contentType="text/html", wordCount=5)

    assert html["value"] == (
        '<p><a href="https://example.org/tags/sea/" title="t">a</a> <a href="#s-b">b</a> '
        '<img src="https://example.org/a.png" alt="x"> say href="/x"</p>'
    )


def test_it_is_known_by_the_same_name_as_its_entry_in_feeds_wherever_it_moves():
    here, there = document(), document(path="/ocean/high-tides/", title="High tides")

    assert here["uri"] == there["uri"] == article_urn("https://example.org", "sea/tides")
    assert here["altIds"] == [{"role": "article", "value": "sea/tides"}]


@pytest.mark.parametrize(
    ("status", "told"), [(State.PUBLISHED, "usable"), (State.DRAFT, "withheld"), (State.WITHDRAWN, "canceled")]
)
def test_the_status_is_told_in_the_words_of_ninjs(status, told):
    assert document(status=status)["pubStatus"] == told


def test_what_flong_took_from_elsewhere_is_named_with_where_from():
    assert document(derived={"summary": "the first paragraph"})["flong"]["derived"] == {
        "summary": "the first paragraph"
    }


def test_what_is_not_known_is_left_out():
    found = document(tags=())

    assert not {"subjects", "associations", "by", "embargoedUntil"} & found.keys()
    assert not {"updated", "correction", "coverage_of", "key_takeaways", "derived"} & found["flong"].keys()
