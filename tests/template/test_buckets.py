"""What holds for buckets and tables."""

import re

import pytest

from flong_local.template import Place, Template
from tests.template.stack import DOCUMENT, LOCAL, RESOURCES, ROOT, in_words, properties, statements

BUCKETS = ("SourceBucket", "BuildsBucket", "SiteBucket", "ArchiveBucket")


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_private_and_encrypted(bucket):
    found = properties(bucket)

    assert set(found["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(found["PublicAccessBlockConfiguration"]) == 4
    assert found["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    [rule] = found["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


@pytest.mark.parametrize("bucket", BUCKETS)
def test_a_bucket_is_reached_over_tls_alone_save_on_an_emulator(bucket):
    [denied] = [it for it in statements(f"{bucket}Policy") if it["Effect"] == "Deny"]

    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": False}}
    assert (denied["Principal"], denied["Action"]) == ("*", "s3:*")
    assert [in_words(arn) for arn in denied["Resource"]] == [bucket, f"{bucket}/*"]
    local = statements(f"{bucket}Policy", LOCAL) if f"{bucket}Policy" in LOCAL.resources else []
    assert not [it for it in local if it["Effect"] == "Deny"]


def test_a_bucket_has_a_name_that_s3_takes():
    for bucket in BUCKETS:
        name = Template(DOCUMENT, ROOT, {}, Place(region="ap-southeast-2", stack="a" * 28)).resources[bucket].name
        assert re.fullmatch(r"[a-z0-9-]{3,63}", name)


def test_the_source_keeps_every_version_and_tells_of_articles_alone():
    source = properties("SourceBucket")
    told = source["NotificationConfiguration"]["QueueConfigurations"]

    assert source["VersioningConfiguration"] == {"Status": "Enabled"}
    assert {it["Event"] for it in told} == {"s3:ObjectCreated:*", "s3:ObjectRemoved:*"}
    for it in told:
        assert it["Filter"]["S3Key"]["Rules"] == [{"Name": "prefix", "Value": "articles/"}]


def test_no_article_and_no_live_build_expires():
    for bucket in {*BUCKETS} - {"ArchiveBucket"}:
        for rule in properties(bucket)["LifecycleConfiguration"]["Rules"]:
            assert "ExpirationInDays" not in rule or rule["Prefix"] == "previews/"
            assert "NoncurrentVersionExpiration" not in rule or rule["Prefix"] == "reports/"


@pytest.mark.parametrize("kept", ["SourceBucket", "ArchiveBucket", "ArticleTable", "SubscriberTable"])
def test_what_cannot_be_made_again_outlives_the_stack(kept):
    assert RESOURCES[kept]["DeletionPolicy"] == RESOURCES[kept]["UpdateReplacePolicy"] == "Retain"


def test_events_are_kept_for_as_long_as_the_stack_is_told():
    for days in ("30", "400"):
        bucket = Template(DOCUMENT, ROOT, {"ArchiveDays": days}).resources["ArchiveBucket"].properties
        [kept] = [it for it in bucket["LifecycleConfiguration"]["Rules"] if "ExpirationInDays" in it]

        assert (kept["Prefix"], kept["ExpirationInDays"]) == ("events/", days)
