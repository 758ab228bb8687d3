"""What template.yaml has SES do and tell, and who may hear of it."""

import json

from flong_local.engines import TEMPLATE
from flong_local.template import local_template
from flong_local.template.wiring import event_sources, mail_destinations, subscriptions
from tests.template.stack import PRODUCTION, RESOURCES, properties, statements


def test_everything_is_told_of_a_mail_but_who_reads_it():
    [found] = mail_destinations(PRODUCTION)

    assert found.events == {
        "send", "reject", "delivery", "bounce", "complaint", "deliveryDelay", "renderingFailure",
    }  # fmt: skip
    assert "TrackingOptions" not in properties("MailConfiguration")


def test_ses_is_told_of_the_topic_when_it_may_speak_there():
    """It sends a test message at once, and the stack fails if that is refused."""
    assert RESOURCES["MailEvents"]["DependsOn"] == "MailEventsTopicPolicy"


def test_only_ses_for_our_configuration_set_speaks_on_the_topic_and_only_our_queue_listens():
    allowed = [it for it in statements("MailEventsTopicPolicy") if it["Effect"] == "Allow"]

    [ses] = allowed
    assert (ses["Principal"], ses["Action"]) == ({"Service": "ses.amazonaws.com"}, "sns:Publish")
    assert ses["Condition"]["ArnEquals"] == {"aws:SourceArn": PRODUCTION.resources["MailConfiguration"].arn}
    topic = PRODUCTION.resources["MailEventsTopic"].arn
    assert [it.endpoint for it in subscriptions(PRODUCTION) if it.topic == topic] == [
        PRODUCTION.resources["FeedbackQueue"].arn
    ]


def test_what_ses_says_of_ours_is_what_our_function_reads():
    local = local_template(TEMPLATE)
    [destination] = mail_destinations(local)

    [heard] = [it for it in subscriptions(local) if it.topic == destination.topic]
    assert heard.attributes == {"RawMessageDelivery": "true"}
    assert [it.function for it in event_sources(local) if it.arn == heard.endpoint] == ["Feedback"]


def test_every_function_that_sends_may_use_the_configuration_set():
    set_ = PRODUCTION.resources["MailConfiguration"].arn
    for name, role in PRODUCTION.resources.items():
        if role.type == "AWS::IAM::Role" and "ses:SendEmail" in json.dumps(role.properties):
            assert set_ in json.dumps(role.properties), name


def test_somebody_hears_of_the_rates_at_which_ses_begins_a_review():
    thresholds = {
        "BounceRateAlarm": ("Reputation.BounceRate", 0.05),
        "ComplaintRateAlarm": ("Reputation.ComplaintRate", 0.001),
    }
    for name, (metric, threshold) in thresholds.items():
        alarm = properties(name)
        assert (alarm["Namespace"], alarm["MetricName"], alarm["Threshold"]) == ("AWS/SES", metric, threshold)
        assert RESOURCES[name]["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}]
