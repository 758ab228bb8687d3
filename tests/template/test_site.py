"""What readers, consumers and operators meet."""

import json
import re
import shutil
import subprocess

import pytest
from flong.subscriptions.visitors import VIEWER

from flong_local.template import Template
from tests.template.grants import listed
from tests.template.stack import DOCUMENT, PRODUCTION, RESOURCES, ROOT, properties, statements


@pytest.mark.parametrize("table", ["ArticleTable", "SubscriberTable"])
def test_a_table_can_be_taken_back_to_any_second(table):
    assert properties(table)["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert properties(table)["BillingMode"] == "PAY_PER_REQUEST"


def test_the_stream_tells_what_was_and_what_is():
    assert properties("ArticleTable")["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert properties("SubscriberTable")["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}


def test_mail_hears_of_what_comes_is_corrected_or_goes_and_of_no_mere_update():
    subscription = properties("DeliverSubscription")

    assert subscription["RawMessageDelivery"] is True
    kinds = ("published", "corrected", "withdrawn")
    assert subscription["FilterPolicy"] == {"type": [f"com.example.flong.article.{kind}.v1" for kind in kinds]}


def test_only_publish_speaks_on_the_topic_and_it_is_encrypted():
    speaking = [it for it in statements("ArticlesTopicPolicy") if "sns:Publish" in listed(it["Action"])]

    assert properties("ArticlesTopic")["KmsMasterKeyId"] == "alias/aws/sns"
    assert [it["Principal"] for it in speaking if it["Effect"] == "Allow"] == [
        {"AWS": PRODUCTION.resources["PublishRole"].arn}
    ]


def listening(accounts: str) -> list[dict]:
    template = Template(DOCUMENT, ROOT, {"ConsumerAccounts": accounts})
    return [it for it in statements("ArticlesTopicPolicy", template) if "sns:Subscribe" in listed(it["Action"])]


def test_queues_of_other_accounts_listen_if_they_are_named_and_nothing_but_queues():
    [own] = listening("")
    [_, others] = listening("111122223333,444455556666")

    assert own["Principal"] == {"AWS": f"arn:aws:iam::{PRODUCTION.place.account}:root"}
    assert others["Principal"] == {"AWS": ["111122223333", "444455556666"]}
    assert others["Action"] == "sns:Subscribe"
    assert others["Condition"] == {"StringEquals": {"sns:Protocol": "sqs"}}


def distribution() -> dict:
    return RESOURCES["Distribution"]["Properties"]["DistributionConfig"]


def test_no_error_is_remembered_by_the_cdn():
    """An article may be published the second after somebody asked for it."""
    errors = {it["ErrorCode"]: it["ErrorCachingMinTTL"] for it in distribution()["CustomErrorResponses"]}

    assert errors == dict.fromkeys((403, 404, 500, 502, 503, 504), 0)


def test_the_cdn_obeys_what_an_object_says_of_its_age():
    policy = properties("SiteCache")["CachePolicyConfig"]

    assert (policy["MinTTL"], policy["DefaultTTL"]) == (0, 0)
    assert policy["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] == {"QueryStringBehavior": "none"}


def test_a_page_says_how_browsers_should_treat_it_and_lets_amp_run():
    headers = properties("SiteHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    policy = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]

    assert {"ContentTypeOptions", "StrictTransportSecurity", "ReferrerPolicy", "FrameOptions"} < set(headers)
    assert "frame-ancestors 'self'" in policy
    assert not re.search("script-src|style-src|default-src", policy)


def served(pattern: str) -> tuple[dict, dict]:
    """The behaviour of a path of the site, and where it leads."""
    [behaviour] = [it for it in distribution()["CacheBehaviors"] if it["PathPattern"] == pattern]
    [origin] = [it for it in distribution()["Origins"] if it["Id"] == behaviour["TargetOriginId"]]
    return behaviour, origin


def test_the_api_is_asked_with_the_secret_and_kept_as_long_as_it_says():
    behaviour, origin = served("/api/*")
    policy = properties("ApiCache")["CachePolicyConfig"]
    forwarded = policy["ParametersInCacheKeyAndForwardedToOrigin"]

    secret = RESOURCES["Read"]["Properties"]["Environment"]["Variables"]["FLONG_ORIGIN_SECRET"]
    assert origin["OriginCustomHeaders"] == [{"HeaderName": "x-origin-secret", "HeaderValue": secret}]
    assert behaviour["CachePolicyId"] == {"Ref": "ApiCache"}
    assert (policy["MinTTL"], policy["DefaultTTL"]) == (0, 0)
    assert forwarded["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert forwarded["HeadersConfig"]["Headers"] == ["Origin"]
    assert {"GET", "HEAD", "OPTIONS", "POST"} < set(behaviour["AllowedMethods"])


def test_subscriptions_go_to_their_function_uncached_and_with_the_secret():
    behaviour, origin = served("/subscriptions/*")

    assert behaviour["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert "POST" in behaviour["AllowedMethods"]
    secret = RESOURCES["Subscribers"]["Properties"]["Environment"]["Variables"]["FLONG_ORIGIN_SECRET"]
    assert origin["OriginCustomHeaders"] == [{"HeaderName": "x-origin-secret", "HeaderValue": secret}]


@pytest.mark.skipif(not shutil.which("node"), reason="CloudFront's functions are JavaScript, which node runs")
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/", "/index.html"),
        ("/risk/jan-leike/", "/risk/jan-leike/index.html"),
        ("/risk/jan-leike", "301 /risk/jan-leike/"),
        ("/feeds/latest.atom", "/feeds/latest.atom"),
        ("/v1.2/notes", "301 /v1.2/notes/"),
        ("/%D9%85%D8%AF%D9%86/", "/%D9%85%D8%AF%D9%86/index.html"),
        ("//evil.example/x", "301 /evil.example/x/"),
        ("/\\evil.example", "/evil.example"),
    ],
)
def test_an_address_leads_to_its_page_and_never_to_another_host(asked, answered):
    code = properties("SitePaths")["FunctionCode"]
    ask = f"const it = handler({{ request: {{ uri: {json.dumps(asked)} }} }});"
    tell = "console.log(it.statusCode ? it.statusCode + ' ' + it.headers.location.value : it.uri);"
    found = subprocess.run(["node", "-e", code + ask + tell], capture_output=True, text=True, check=True, timeout=20)

    assert found.stdout.strip() == answered


@pytest.mark.parametrize("section", ["Parameters", "Outputs"])
def test_everything_that_a_person_gives_or_gets_is_described(section):
    assert all(
        it["Description"].endswith((".", ";")) or len(it["Description"]) > 20 for it in DOCUMENT[section].values()
    )


def test_every_parameter_has_a_default_so_that_a_first_deployment_asks_nothing():
    assert all("Default" in it for it in DOCUMENT["Parameters"].values())


def test_the_template_asks_nothing_of_a_resolver_that_is_not_plain():
    """No loops and no macros: what is deployed is what is read here."""
    text = (ROOT / "template.yaml").read_text(encoding="utf-8")

    assert "Fn::ForEach" not in text
    assert "Fn::Transform" not in text
    assert not re.search(r"(?m)^\s*- \w+Policy:", text)


def test_who_signs_up_is_known_by_network_and_the_functions_own_host_stays():
    """A Function URL answers to its own host alone, and knows nobody's address but CloudFront's."""
    policy = properties("SubscriptionsRequest")["OriginRequestPolicyConfig"]
    behaviours = RESOURCES["Distribution"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    [used] = [it["OriginRequestPolicyId"] for it in behaviours if it["PathPattern"] == "/subscriptions/*"]

    assert used == {"Ref": "SubscriptionsRequest"}
    assert policy["HeadersConfig"]["HeaderBehavior"] == "whitelist"
    assert {it.lower() for it in policy["HeadersConfig"]["Headers"]} == {
        VIEWER, "content-type", "origin", "sec-fetch-site",
    }  # fmt: skip
    assert policy["CookiesConfig"] == {"CookieBehavior": "none"}
