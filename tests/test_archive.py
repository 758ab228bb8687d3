"""How events are kept: by day, once, and always under the same name."""

import json
from datetime import date

import pytest
from flong.archive import Kept, folder_of, kept, packed, unpacked
from flong.errors import BrokenContract


def an_event(number: int = 1, time: str = "2026-11-23T19:51:52Z") -> Kept:
    event = {
        "id": f"tides@{number}:article.updated",
        "subject": "tides",
        "time": time,
        "data": {"title": "Gezeiten – 潮"},
    }
    return Kept(event, {"type": "com.example.flong.article.updated.v1", "tags": ["sea", "moon"]})


def record(body: object, **attributes: dict) -> dict:
    text = body if isinstance(body, str) else json.dumps(body)
    return {"messageId": "1", "body": text, "messageAttributes": attributes}


def test_what_was_packed_is_unpacked_as_it_was():
    [whole] = packed([an_event(1), an_event(2)])

    assert list(unpacked(whole.content)) == [an_event(1), an_event(2)]


def test_an_event_is_kept_under_the_day_that_it_came_about_on_in_utc():
    times = ("2026-11-23T23:30:00Z", "2026-11-24T01:30:00+02:00", "2026-11-24T00:00:00Z")
    found = packed(an_event(number, time) for number, time in enumerate(times))

    assert {(it.key.rpartition("/")[0], len(list(unpacked(it.content)))) for it in found} == {
        ("events/2026/11/23", 2),
        ("events/2026/11/24", 1),
    }
    assert folder_of(date(2026, 1, 2)) == "events/2026/01/02/"


def test_the_same_events_have_the_same_name_and_bytes_in_any_order_and_however_often():
    once, again = packed([an_event(1), an_event(2)]), packed([an_event(2), an_event(1), an_event(2)])

    assert list(once) == list(again)


def test_other_events_have_another_name():
    [first], [second] = packed([an_event(1)]), packed([an_event(2)])

    assert first.key != second.key


def test_attributes_are_kept_as_values():
    types = {"stringValue": "t", "dataType": "String"}
    tags = {"stringValue": '["sea", "moon"]', "dataType": "String.Array"}

    found = kept(record(dict(an_event().event), type=types, tags=tags))

    assert found.attributes == {"type": "t", "tags": ["sea", "moon"]}


@pytest.mark.parametrize("body", ["no JSON", "[]", "{}", '{"id": "a", "subject": "a", "time": "soon"}', "[" * 100_000])
def test_what_is_no_event_is_not_kept(body):
    with pytest.raises(BrokenContract):
        kept(record(body))
