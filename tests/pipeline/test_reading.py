"""What programs read is what editors have uploaded, from the first publication to the withdrawal."""

import json

TIDES = "---\ntitle: Tides\ntags: [Moon, Sea]\ndate: 2026-01-22\nslug: {slug}\n---\n\nThe sea comes and goes.\n"


def read(pipeline, target: str) -> tuple[int, dict]:
    answer = pipeline.request("GET", f"/api/{target}")
    return answer.status, json.loads(answer.body or b"{}")


def test_an_article_can_be_read_by_programs_as_long_as_it_is_public(pipeline):
    pipeline.upload("articles/moon/tides.md", TIDES.format(slug="tides"))
    pipeline.settle()
    status, found = read(pipeline, "articles/moon/tides")
    listed = read(pipeline, "articles?tag=moon&tag=sea")[1]["items"]

    assert (status, found["title"], found["revision"]) == (200, "Tides", 1)
    assert [it["id"] for it in listed] == ["moon/tides"]
    assert json.loads(pipeline.site(found["variants"]["json"]["url"]))["title"] == "Tides"
    assert pipeline.site(found["document"]["url"])

    pipeline.upload("articles/moon/tides.md", TIDES.format(slug="ebb"))
    pipeline.settle()
    moved = pipeline.request("GET", "/api/paths/articles/tides/")
    assert (moved.status, moved.headers["Location"]) == (308, "https://example.org/api/paths/articles/ebb/")
    assert read(pipeline, "paths/articles/ebb/")[1]["former_urls"] == ["https://example.org/articles/tides/"]

    pipeline.delete("articles/moon/tides.md")
    pipeline.settle()
    assert read(pipeline, "articles/moon/tides")[0] == 410
    assert read(pipeline, "articles")[1]["items"] == []
    assert read(pipeline, "tags")[1]["items"] == []


def test_a_draft_is_nothing_that_programs_can_know_of(pipeline):
    pipeline.upload("articles/tides.md", TIDES.format(slug="tides").replace("title", "draft: true\ntitle"))
    pipeline.settle()

    assert read(pipeline, "articles/tides")[0] == 404
    assert read(pipeline, "paths/articles/tides/")[0] == 404
    assert read(pipeline, "articles")[1]["items"] == []
