"""Who may do what: every role in full, so that whoever widens one says so here too."""

import json

import pytest

from tests.template.grants import grants, listed
from tests.template.stack import FUNCTIONS, PRODUCTION, RESOURCES, in_words, properties, statements

KEY_OF_SUBSCRIBERS = {"kms:Decrypt": {"SubscriberKey"}, "kms:GenerateDataKey": {"SubscriberKey"}}

ALLOWED = {
    "Validate": {
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
        "s3:GetObject": {"SourceBucket/articles/*"},
        "s3:GetObjectVersionTagging": {"SourceBucket/articles/*"},
        "s3:ListBucket": {"SourceBucket"},
        "s3:PutObject": {"BuildsBucket/builds/*"},
        "s3:PutObjectVersionTagging": {"SourceBucket/articles/*"},
        "sqs:DeleteMessage": {"IntakeQueue", "BulkQueue"},
        "sqs:GetQueueAttributes": {"IntakeQueue", "BulkQueue"},
        "sqs:ReceiveMessage": {"IntakeQueue", "BulkQueue"},
        "sqs:SendMessage": {"IntakeQueue", "RenderQueue", "IndexQueue"},
    },
    "Render": {
        "dynamodb:PutItem": {"ArticleTable"},
        "s3:GetObject": {"BuildsBucket/builds/*"},
        "s3:PutObject": {"BuildsBucket/builds/*"},
        "sqs:DeleteMessage": {"RenderQueue"},
        "sqs:GetQueueAttributes": {"RenderQueue"},
        "sqs:ReceiveMessage": {"RenderQueue"},
        "sqs:SendMessage": {"IndexQueue"},
    },
    "Index": {
        "dynamodb:DeleteItem": {"ArticleTable"},
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
        "s3:GetObject": {"SourceBucket/articles/*"},
        "s3:ListBucket": {"SourceBucket"},
        "sqs:DeleteMessage": {"IndexQueue"},
        "sqs:GetQueueAttributes": {"IndexQueue"},
        "sqs:ReceiveMessage": {"IndexQueue"},
        "sqs:SendMessage": {"IntakeQueue"},
    },
    "Publish": {
        "dynamodb:DescribeStream": {"ArticleTable/stream/*"},
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:GetRecords": {"ArticleTable/stream/*"},
        "dynamodb:GetShardIterator": {"ArticleTable/stream/*"},
        "dynamodb:ListStreams": {"ArticleTable/stream/*"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
        "s3:DeleteObject": {"SiteBucket/*"},
        "s3:GetObject": {"BuildsBucket/builds/*"},
        "s3:GetObjectVersionTagging": {"SourceBucket/articles/*"},
        "iam:PassRole": {"SchedulesRole"},
        "s3:ListBucket": {"BuildsBucket", "SiteBucket", "SourceBucket"},
        "s3:ListBucketVersions": {"SourceBucket"},
        "s3:PutObject": {"SiteBucket/*", "SourceBucket/reports/*"},
        "s3:PutObjectVersionTagging": {"SourceBucket/articles/*"},
        "scheduler:CreateSchedule": {"schedule/flong-articles/*"},
        "scheduler:DeleteSchedule": {"schedule/flong-articles/*"},
        "scheduler:UpdateSchedule": {"schedule/flong-articles/*"},
        "sns:Publish": {"ArticlesTopic"},
        "sqs:SendMessage": {"IntakeQueue", "PublishDeadLetters"},
    },
    "Archive": {
        "dynamodb:PutItem": {"ArticleTable"},
        "s3:PutObject": {"ArchiveBucket/events/*"},
        "sqs:DeleteMessage": {"ArchiveQueue"},
        "sqs:GetQueueAttributes": {"ArchiveQueue"},
        "sqs:ReceiveMessage": {"ArchiveQueue"},
    },
    "Count": {
        "dynamodb:BatchGetItem": {"ArticleTable"},
        "dynamodb:BatchWriteItem": {"ArticleTable"},
        "dynamodb:DescribeStream": {"ArticleTable/stream/*"},
        "dynamodb:GetRecords": {"ArticleTable/stream/*"},
        "dynamodb:GetShardIterator": {"ArticleTable/stream/*"},
        "dynamodb:ListStreams": {"ArticleTable/stream/*"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:UpdateItem": {"ArticleTable"},
        "sqs:SendMessage": {"CollectionsQueue", "CountDeadLetters"},
    },
    "Collect": {
        "dynamodb:BatchGetItem": {"ArticleTable"},
        "dynamodb:BatchWriteItem": {"ArticleTable"},
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
        "dynamodb:UpdateItem": {"ArticleTable"},
        "s3:DeleteObject": {"SiteBucket/*"},
        "s3:GetObject": {"BuildsBucket/builds/*", "SiteBucket/*"},
        "s3:ListBucket": {"BuildsBucket", "SiteBucket"},
        "s3:PutObject": {"SiteBucket/*"},
        "sqs:DeleteMessage": {"CollectionsQueue"},
        "sqs:GetQueueAttributes": {"CollectionsQueue"},
        "sqs:ReceiveMessage": {"CollectionsQueue"},
        "sqs:SendMessage": {"CollectionsQueue"},
    },
    "Read": {
        "dynamodb:BatchGetItem": {"ArticleTable"},
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
    },
    "Deliver": {
        **KEY_OF_SUBSCRIBERS,
        "dynamodb:BatchGetItem": {"SubscriberTable"},
        "dynamodb:ConditionCheckItem": {"SubscriberTable"},
        "dynamodb:DeleteItem": {"SubscriberTable"},
        "dynamodb:GetItem": {"ArticleTable", "SubscriberTable"},
        "dynamodb:PutItem": {"ArticleTable", "SubscriberTable"},
        "dynamodb:Query": {"SubscriberTable"},
        "dynamodb:UpdateItem": {"SubscriberTable"},
        "s3:GetObject": {"BuildsBucket/builds/*"},
        "s3:ListBucket": {"BuildsBucket"},
        "ses:GetAccount": {"*"},
        "ses:SendEmail": {"identity/example.com", "MailConfiguration"},
        "ses:SendRawEmail": {"identity/example.com", "MailConfiguration"},
        "sqs:DeleteMessage": {"DeliverQueue"},
        "sqs:GetQueueAttributes": {"DeliverQueue"},
        "sqs:ReceiveMessage": {"DeliverQueue"},
        "sqs:SendMessage": {"DeliverQueue", "IntakeQueue"},
    },
    "Feedback": {
        **KEY_OF_SUBSCRIBERS,
        "dynamodb:DeleteItem": {"SubscriberTable"},
        "dynamodb:GetItem": {"SubscriberTable"},
        "dynamodb:PutItem": {"ArticleTable", "SubscriberTable"},
        "dynamodb:UpdateItem": {"SubscriberTable"},
        "sqs:DeleteMessage": {"FeedbackQueue"},
        "sqs:GetQueueAttributes": {"FeedbackQueue"},
        "sqs:ReceiveMessage": {"FeedbackQueue"},
    },
    "Audit": {
        "dynamodb:BatchGetItem": {"ArticleTable"},
        "dynamodb:BatchWriteItem": {"ArticleTable"},
        "dynamodb:ConditionCheckItem": {"ArticleTable"},
        "dynamodb:DeleteItem": {"ArticleTable"},
        "dynamodb:GetItem": {"ArticleTable"},
        "dynamodb:PutItem": {"ArticleTable"},
        "dynamodb:Query": {"ArticleTable"},
        "dynamodb:Scan": {"ArticleTable"},
        "dynamodb:UpdateItem": {"ArticleTable"},
        "s3:DeleteObject": {"BuildsBucket/builds/*", "SiteBucket/*"},
        "s3:GetObject": {"BuildsBucket/builds/*"},
        "s3:ListBucket": {"BuildsBucket", "SiteBucket", "SourceBucket"},
        "s3:PutObject": {"SourceBucket/reports/audit.json"},
        "scheduler:ListSchedules": {"*"},
        "sqs:SendMessage": {"AuditDeadLetters", "BulkQueue", "CollectionsQueue"},
    },
    "Subscribers": {
        **KEY_OF_SUBSCRIBERS,
        "dynamodb:DeleteItem": {"SubscriberTable"},
        "dynamodb:GetItem": {"SubscriberTable"},
        "dynamodb:PutItem": {"SubscriberTable"},
        "dynamodb:Query": {"ArticleTable"},
        "dynamodb:UpdateItem": {"SubscriberTable"},
        "sqs:SendMessage": {"SubscriptionsQueue"},
    },
    "Invite": {
        **KEY_OF_SUBSCRIBERS,
        "dynamodb:DeleteItem": {"SubscriberTable"},
        "dynamodb:GetItem": {"SubscriberTable"},
        "dynamodb:PutItem": {"ArticleTable", "SubscriberTable"},
        "dynamodb:Query": {"ArticleTable"},
        "dynamodb:UpdateItem": {"SubscriberTable"},
        "ses:SendEmail": {"identity/example.com", "MailConfiguration"},
        "ses:SendRawEmail": {"identity/example.com", "MailConfiguration"},
        "sqs:DeleteMessage": {"SubscriptionsQueue"},
        "sqs:GetQueueAttributes": {"SubscriptionsQueue"},
        "sqs:ReceiveMessage": {"SubscriptionsQueue"},
    },
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_allows_what_stands_here_and_no_more(function):
    allowed: dict[str, set[str]] = {}
    for grant in grants(PRODUCTION, function):
        allowed.setdefault(grant.action, set()).add(in_words(grant.resource))

    assert allowed == ALLOWED[function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_runs_in_a_role_of_its_own(function):
    assert RESOURCES[function]["Properties"]["Role"] == {"Fn::GetAtt": [f"{function}Role", "Arn"]}
    assert properties(f"{function}Role")["AssumeRolePolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]
    assert RESOURCES[f"{function}Role"]["Properties"]["ManagedPolicyArns"] == [{"Ref": "LogsAndTraces"}]


def test_only_what_has_no_resource_is_allowed_on_everything():
    unbound = [it for it in statements("LogsAndTraces") if "*" in listed(it["Resource"])]

    assert [it["Action"] for it in unbound] == [["xray:PutTraceSegments", "xray:PutTelemetryRecords"]]
    found = {grant for it in FUNCTIONS for grant in grants(PRODUCTION, it)}
    assert {grant.action for grant in found if grant.resource == "*"} == {"scheduler:ListSchedules", "ses:GetAccount"}
    assert not any("*" in grant.action for grant in found)


@pytest.mark.parametrize("function", ["Validate", "Index"])
def test_who_meets_absent_objects_may_list_the_bucket(function):
    """Without it S3 answers 403, not 404, and a deletion looks like an outage."""
    listing = {in_words(grant.resource) for grant in grants(PRODUCTION, function) if grant.action == "s3:ListBucket"}

    assert "SourceBucket" in listing


@pytest.mark.parametrize("function", ["Deliver", "Invite"])
def test_mail_goes_out_under_one_address_only(function):
    [policy] = properties(f"{function}Role")["Policies"]
    [sending] = [it for it in policy["PolicyDocument"]["Statement"] if "ses:SendEmail" in it["Action"]]

    assert sending["Condition"] == {"StringEquals": {"ses:FromAddress": "editor@example.com"}}


def test_a_service_may_act_only_for_our_own_resource():
    """A bucket's ARN does not say whose it is, so there the account has to be named too."""
    trusted = {
        (name, it["Principal"]["Service"]): json.dumps(it.get("Condition", {}))
        for name, resource in PRODUCTION.resources.items()
        if "PolicyDocument" in resource.properties and name != "LogsAndTraces"
        for it in statements(name)
        if "Service" in listed(it["Principal"])[0]
    }

    services = ("cloudfront", "events", "s3", "ses", "sns")
    assert {service for _, service in trusted} == {f"{name}.amazonaws.com" for name in services}
    for (_, service), condition in trusted.items():
        assert "aws:SourceArn" in condition
        assert service not in ("s3.amazonaws.com", "ses.amazonaws.com") or "aws:SourceAccount" in condition
