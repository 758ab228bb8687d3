"""The structured document."""

import json

from flong.article import Image, Source

from tests.formats.casting import BUILD, cast
from tests.make import make_tags


def described(**given) -> dict:
    return dict(json.loads(cast(**given)["json"]))


def test_tags_keep_their_labels_ids_and_order():
    tags = make_tags("Wind", "Sea")

    assert described(tags=("Wind", "Sea"))["tags"] == [
        {"id": tag.id, "label": tag.label, "url": f"https://example.org/tags/{tag.id}/"} for tag in tags
    ]


def test_a_date_says_how_precise_it_is():
    assert described()["published"] == {
        "date": "2026-01-22",
        "instant": "2026-01-22T00:00:00Z",
        "precision": "day",
        "zone": "UTC",
    }


def test_takeaways_sources_and_build_are_there():
    found = described(key_takeaways=("One",), sources=(Source(url="https://s.example/", title="S"),))

    assert found["key_takeaways"] == ["One"]
    assert found["sources"] == [{"url": "https://s.example/", "title": "S"}]
    assert found["build"] == BUILD


def test_every_address_is_absolute():
    found = described(hero=Image(url="/assets/a.png", alt="A"))

    assert found["image"]["url"] == "https://example.org/assets/a.png"
    assert found["url"] == found["canonical_url"] == "https://example.org/sea/tides/"
    assert found["alternates"]["amp"] == "https://example.org/sea/tides/amp/"


def test_what_flong_took_from_elsewhere_is_named():
    assert described(derived={"summary": "the first paragraph"})["derived"] == ["summary"]
