"""An editor sees in the S3 console what became of an upload: the object itself carries it as tags."""

import pytest

GOOD = "# Tides\n\nThe sea comes and goes.\n"
TAGS = {"flong-status": "published", "flong-errors": "0", "flong-warnings": "0"}


def test_a_published_article_says_so(pipeline):
    pipeline.upload("articles/tides.md", GOOD)
    pipeline.settle()

    assert pipeline.object_tags("articles/tides.md") == TAGS


def test_a_rejected_upload_says_so_and_how_much_there_is_to_mend(pipeline):
    pipeline.upload("articles/tides.md", "---\ntitle: Tides\npublished: someday\nsumary: x\n---\nText.")
    pipeline.settle()

    assert pipeline.object_tags("articles/tides.md") == {
        "flong-status": "rejected",
        "flong-errors": "1",
        "flong-warnings": "1",
    }


def test_a_draft_says_so(pipeline):
    pipeline.upload("articles/tides.md", "---\ntitle: Tides\nstatus: draft\n---\nText.")
    pipeline.settle()

    assert pipeline.object_tags("articles/tides.md")["flong-status"] == "draft"


def test_the_tags_of_others_stay(pipeline):
    bucket = pipeline.environment["FLONG_SOURCE_BUCKET"]
    pipeline.clients.s3.put_object(Bucket=bucket, Key="articles/tides.md", Body=GOOD.encode(), Tagging="desk=science")
    pipeline.settle()

    assert pipeline.object_tags("articles/tides.md") == {"desk": "science", **TAGS}


def test_an_object_that_is_full_of_tags_keeps_them(pipeline):
    bucket, full = pipeline.environment["FLONG_SOURCE_BUCKET"], "&".join(f"t{n}=x" for n in range(10))
    pipeline.clients.s3.put_object(Bucket=bucket, Key="articles/tides.md", Body=GOOD.encode(), Tagging=full)
    pipeline.settle()

    assert set(pipeline.object_tags("articles/tides.md")) == {f"t{n}" for n in range(10)}
    assert pipeline.record("tides")["state"] == "published"


def test_an_article_whose_path_is_taken_is_not_called_published(pipeline):
    pipeline.upload("articles/a/tides.md", GOOD)
    pipeline.settle()
    pipeline.upload("articles/b/tides.md", GOOD)
    pipeline.settle()

    assert pipeline.object_tags("articles/b/tides.md")["flong-status"] == "rejected"


def test_the_same_bytes_uploaded_again_carry_the_same_status(pipeline):
    for _ in range(2):
        pipeline.upload("articles/tides.md", b"\xff")
        pipeline.settle()

    assert pipeline.object_tags("articles/tides.md")["flong-status"] == "rejected"
    assert len(pipeline.announcements) == 1


def test_each_version_carries_its_own_status(pipeline):
    s3, bucket = pipeline.clients.s3, pipeline.environment["FLONG_SOURCE_BUCKET"]
    for content in (GOOD, b"\xff"):
        pipeline.upload("articles/each-version.md", content)
        pipeline.settle()

    versions = s3.list_object_versions(Bucket=bucket, Prefix="articles/each-version.md")["Versions"]
    tags = [
        s3.get_object_tagging(Bucket=bucket, Key="articles/each-version.md", VersionId=version["VersionId"])["TagSet"]
        for version in versions
    ]
    said = [{tag["Key"]: tag["Value"] for tag in of_version}["flong-status"] for of_version in tags]
    assert sorted(said) == ["published", "rejected"]


@pytest.mark.embedded
def test_a_version_that_is_gone_for_good_stops_nothing(pipeline):
    s3, bucket = pipeline.clients.s3, pipeline.environment["FLONG_SOURCE_BUCKET"]

    def erase(call) -> None:
        if call.action == "s3.PutObjectTagging":
            pipeline.hooks.before.remove(erase)
            s3.delete_object(Bucket=bucket, Key="articles/tides.md", VersionId=call.parameters["VersionId"])

    pipeline.upload("articles/tides.md", GOOD)
    pipeline.hooks.before.append(erase)
    pipeline.settle()

    assert pipeline.dead_letters == {}
