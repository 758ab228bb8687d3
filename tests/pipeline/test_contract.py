"""What services are promised, asked of the running stack: schemas where events say, documents that keep to them."""

import json
from hashlib import sha256

from flong.contract.schemas import schemas
from jsonschema import Draft202012Validator

from tests.pipeline.test_life import KEY, put, text


def fetched(pipeline, url: str) -> bytes:
    content = pipeline.site(url)
    assert content is not None, f"nothing lies at {url}"
    return content


def assert_keeps_to(pipeline, value: dict, schema: str) -> None:
    assert list(Draft202012Validator(json.loads(fetched(pipeline, schema))).iter_errors(value)) == []


def test_each_event_keeps_to_the_schema_that_lies_where_it_says(pipeline):
    put(pipeline, text())
    put(pipeline, text("The sea comes, and goes."))
    put(pipeline, "---\ntags: [Sea]\n---\n")
    pipeline.delete(KEY)
    pipeline.settle()

    assert {it["type"].rpartition("article.")[2] for it in pipeline.announcements} == {
        "published.v1",
        "updated.v1",
        "rejected.v1",
        "withdrawn.v1",
    }
    for event in pipeline.announcements:
        assert event["dataschema"].startswith(f"{event['source']}/schemas/")
        assert_keeps_to(pipeline, event["data"], event["dataschema"])
        assert_keeps_to(pipeline, event, f"{event['source']}/schemas/event.v1.json")


def test_an_event_points_at_the_whole_article_which_keeps_to_its_schema(pipeline):
    put(pipeline, text())
    [event] = pipeline.announcements
    content = fetched(pipeline, event["dataref"])
    document = json.loads(content)

    assert event["dataref"] == event["data"]["document"]["url"]
    assert event["data"]["document"]["sha256"] == sha256(content).hexdigest()
    assert document["standard"]["schema"] == f"{event['source']}/schemas/article.v1.json"
    assert_keeps_to(pipeline, document, document["standard"]["schema"])


def test_the_site_has_every_schema_and_makes_good_one_that_was_changed(pipeline):
    put(pipeline, text())
    site, names = pipeline.environment["FLONG_SITE_BUCKET"], schemas("https://example.org")
    pipeline.clients.s3.put_object(Bucket=site, Key="schemas/event.v1.json", Body=b"{}")
    put(pipeline, text("The sea comes, and goes."))

    assert {it for it in pipeline.site_keys() if it.startswith("schemas/")} == {f"schemas/{name}" for name in names}
    assert json.loads(fetched(pipeline, "/schemas/event.v1.json"))["title"] == "Event"
    head = pipeline.clients.s3.head_object(Bucket=site, Key="schemas/event.v1.json")
    assert head["ContentType"] == "application/schema+json"
