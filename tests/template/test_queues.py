"""What holds for queues and for what reads them."""

import json

import pytest
from flong.events import CollectionChanged
from flong.settings import Settings

from tests.template.stack import (
    FUNCTIONS,
    PRODUCTION,
    QUEUES,
    READERS,
    RESOURCES,
    ROOT,
    properties,
    sources,
    statements,
)

DAY = 24 * 60 * 60


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_gives_up_after_five_tries_into_dead_letters_of_its_own(name):
    redrive = RESOURCES[f"{name}Queue"]["Properties"]["RedrivePolicy"]

    assert redrive == {
        "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}DeadLetters", "Arn"]},
        "maxReceiveCount": Settings.max_receives,
    }


@pytest.mark.parametrize("name", QUEUES)
def test_dead_letters_outlive_the_queue_they_come_from(name):
    """Their age counts from the first queue on."""
    assert properties(f"{name}Queue")["MessageRetentionPeriod"] == 4 * DAY
    assert properties(f"{name}DeadLetters")["MessageRetentionPeriod"] == 14 * DAY


@pytest.mark.parametrize("name", [*QUEUES, *READERS, "Audit"])
def test_somebody_hears_of_a_dead_letter(name):
    alarm = properties(f"{name}DeadLettersAlarm")

    assert RESOURCES[f"{name}DeadLettersAlarm"]["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}]
    assert alarm["Dimensions"] == [{"Name": "QueueName", "Value": PRODUCTION.resources[f"{name}DeadLetters"].name}]
    assert (alarm["MetricName"], alarm["ComparisonOperator"], alarm["Threshold"]) == (
        "ApproximateNumberOfMessagesVisible",
        "GreaterThanThreshold",
        0,
    )


def test_every_queue_is_encrypted():
    queues = list(PRODUCTION.of_type("AWS::SQS::Queue"))

    assert len(queues) == 2 * len(QUEUES) + len(READERS) + 1  # of an audit that failed
    assert all(queue.properties["SqsManagedSseEnabled"] for queue in queues)


def test_a_message_stays_hidden_for_six_times_its_functions_timeout():
    default = PRODUCTION.globals("Function")["Timeout"]
    for function in FUNCTIONS:
        for source in sources(function):
            if source["Type"] == "SQS":
                [queue] = [
                    it for it in PRODUCTION.of_type("AWS::SQS::Queue") if it.arn == source["Properties"]["Queue"]
                ]
                least = 6 * properties(function).get("Timeout", default)
                least += source["Properties"].get("MaximumBatchingWindowInSeconds", 0)
                assert queue.properties["VisibilityTimeout"] >= least, (function, queue.logical_id)


def test_one_bad_message_never_repeats_its_neighbours():
    found = [
        source["Properties"] for function in FUNCTIONS for source in sources(function) if source["Type"] != "Schedule"
    ]

    assert len(found) == len(QUEUES) + len(READERS)
    assert all(it["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for it in found)


def test_the_stream_has_two_readers_and_each_sees_only_its_items():
    """A third reader would throttle both."""
    readers = {
        it: sources(it)[0]["Properties"] for it in FUNCTIONS for source in sources(it) if source["Type"] == "DynamoDB"
    }
    seen = {
        name: json.loads(it["FilterCriteria"]["Filters"][0]["Pattern"])["dynamodb"]["Keys"]["sk"]["S"]
        for name, it in readers.items()
    }

    assert seen == {"Publish": ["ARTICLE", "VERDICT"], "Count": ["ARTICLE"]}


@pytest.mark.parametrize("reader", READERS)
def test_a_record_that_cannot_be_handled_blocks_its_shard_for_hours_at_most(reader):
    stream = sources(reader)[0]["Properties"]

    assert stream["StartingPosition"] == "TRIM_HORIZON"
    assert stream["BisectBatchOnFunctionError"]
    assert stream["MaximumRetryAttempts"] == 10
    assert stream["MaximumRecordAgeInSeconds"] == 6 * 60 * 60
    assert stream["DestinationConfig"]["OnFailure"] == {
        "Type": "SQS",
        "Destination": PRODUCTION.resources[f"{reader}DeadLetters"].arn,
    }


def test_the_sitemap_is_made_again_every_hour_and_nobody_else_may_say_so_from_outside():
    rule, [target] = PRODUCTION.resources["NewsAges"], properties("NewsAges")["Targets"]
    [allowed] = statements("CollectionsQueuePolicy")

    assert properties("NewsAges")["ScheduleExpression"] == "rate(1 hour)"
    assert target["Arn"] == PRODUCTION.resources["CollectionsQueue"].arn
    assert CollectionChanged.model_validate_json(target["Input"]) == CollectionChanged(collection="sitemap", again=True)
    assert (allowed["Principal"], allowed["Resource"]) == ({"Service": "events.amazonaws.com"}, target["Arn"])
    assert allowed["Condition"]["ArnEquals"] == {"aws:SourceArn": rule.arn}


def test_a_bulk_run_leaves_room_for_an_editor():
    [bulk] = [it["Properties"] for it in sources("Validate") if "BulkQueue" in it["Properties"]["Queue"]]

    assert bulk["ScalingConfig"] == {"MaximumConcurrency": 2}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_logs_where_logs_are_forgotten_after_a_month(function):
    assert RESOURCES[function]["Properties"]["LoggingConfig"] == {"LogGroup": {"Ref": f"{function}Logs"}}
    assert properties(f"{function}Logs")["RetentionInDays"] == 30
    assert properties(f"{function}Logs")["LogGroupName"] == f"/aws/lambda/flong-{function.lower()}"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_called_the_same_everywhere(function):
    found = properties(function)

    assert found["CodeUri"] == f"functions/{function.lower()}"
    assert found["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == function.lower()
    assert (ROOT / found["CodeUri"] / "app.py").is_file()
