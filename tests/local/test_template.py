"""template.yaml, read as CloudFormation would read it."""

from pathlib import Path

import pytest

from flong_local.engines import TEMPLATE
from flong_local.opt import locally
from flong_local.template import Place, Template, local_template
from flong_local.template.reading import read_template
from flong_local.template.wiring import event_sources, function_behind, functions, subscriptions

TWO_STAGES = Path(__file__).parent / "two_stages" / "template.yaml"
PLACE = Place(stack="news", region="eu-west-1", account="123456789012")


def make_template(resources=None, *, parameters=None, **sections) -> Template:
    document = {"Resources": resources or {"Box": {"Type": "AWS::S3::Bucket"}}, **sections}
    return Template(document, Path("/nowhere"), parameters, PLACE)


@pytest.fixture
def two_stages() -> Template:
    return local_template(TWO_STAGES)


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ({"Ref": "AWS::Region"}, "eu-west-1"),
        ({"Ref": "Box"}, "news-box-123456789012"),
        ({"Ref": "Inbox"}, "https://sqs.eu-west-1.amazonaws.com/123456789012/news-Inbox"),
        ({"Ref": "News"}, "arn:aws:sns:eu-west-1:123456789012:news-News"),
        ({"Fn::GetAtt": ["Inbox", "Arn"]}, "arn:aws:sqs:eu-west-1:123456789012:news-Inbox"),
        ({"Fn::GetAtt": "Box.Arn"}, "arn:aws:s3:::news-box-123456789012"),
        ({"Fn::GetAtt": ["Act", "Arn"]}, "arn:aws:lambda:eu-west-1:123456789012:function:news-Act"),
        ({"Fn::GetAtt": ["ActRole", "Arn"]}, "arn:aws:iam::123456789012:role/news-ActRole"),
        ({"Fn::Sub": "${AWS::StackName}/${Box}/${!Kept}"}, "news/news-box-123456789012/${Kept}"),
        ({"Fn::Sub": "${Inbox.QueueName}"}, "news-Inbox"),
        ({"Fn::Sub": ["${Here}-${Colour}", {"Here": {"Ref": "AWS::AccountId"}}]}, "123456789012-blue"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Colour"}]]}, "a-blue"),
        ({"Fn::Select": [1, {"Fn::Split": ["-", "a-b-c"]}]}, "b"),
        ({"Fn::Select": ["0", {"Ref": "Sizes"}]}, "small"),
        ({"Fn::FindInMap": ["Words", {"Ref": "Colour"}, "Warmth"]}, "cold"),
        ({"Fn::If": ["IsBlue", "yes", "no"]}, "yes"),
        ({"Fn::If": ["IsNeither", "yes", "no"]}, "no"),
        ({"Fn::Base64": "é"}, "w6k="),
        ([1, {"Ref": "AWS::NoValue"}], [1]),
        ({"a": 1, "b": {"Fn::If": ["IsBlue", {"Ref": "AWS::NoValue"}, 2]}}, {"a": 1}),
    ],
)  # fmt: skip
def test_an_intrinsic_means_what_cloudformation_says(value, meaning):
    template = make_template(
        {
            "Box": {"Type": "AWS::S3::Bucket"},
            "Inbox": {"Type": "AWS::SQS::Queue"},
            "News": {"Type": "AWS::SNS::Topic"},
            "Act": {"Type": "AWS::Serverless::Function", "Properties": {}},
        },
        Parameters={
            "Colour": {"Type": "String", "Default": "blue"},
            "Sizes": {"Type": "CommaDelimitedList", "Default": "small, large"},
        },
        Mappings={"Words": {"blue": {"Warmth": "cold"}}},
        Conditions={
            "IsBlue": {"Fn::Equals": [{"Ref": "Colour"}, "blue"]},
            "IsNeither": {"Fn::Not": [{"Fn::Or": [{"Condition": "IsBlue"}, {"Fn::Equals": ["a", "b"]}]}]},
        },
    )

    assert template.resolve(value) == meaning


def test_an_author_may_choose_a_name():
    named = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "${AWS::StackName}-letters"}}}

    assert make_template({"Inbox": named}).resources["Inbox"].name == "news-letters"


def test_a_resource_whose_condition_fails_is_left_out():
    optional = {"Type": "AWS::SQS::Queue", "Condition": "Never"}
    template = make_template(
        {"Inbox": optional, "Other": {"Type": "AWS::SQS::Queue"}}, Conditions={"Never": {"Fn::Equals": ["a", "b"]}}
    )

    assert list(template.resources) == ["Other"]


def test_an_unknown_name_is_an_error_that_names_it():
    with pytest.raises(KeyError, match="Nowhere"):
        make_template().resolve({"Ref": "Nowhere"})


def test_an_unknown_parameter_is_an_error_that_names_it():
    with pytest.raises(KeyError, match="Color"):
        make_template(Parameters={"Colour": {"Type": "String"}}, parameters={"Color": "blue"})


def test_a_parameter_without_a_value_is_an_error_when_it_is_used():
    template = make_template(Parameters={"Colour": {"Type": "String"}})

    with pytest.raises(KeyError, match="Colour"):
        template.resolve({"Ref": "Colour"})


def test_a_function_of_cloudformation_that_is_not_understood_is_not_passed_over():
    with pytest.raises(NotImplementedError, match="Fn::ForEach"):
        make_template().resolve({"Fn::ForEach": []})


def test_short_forms_are_read_as_long_ones(tmp_path):
    file = tmp_path / "template.yaml"
    file.write_text("Resources: {A: [!Ref B, !GetAtt C.D.E, !Sub '${F}', !If [G, 1, 2], !Condition H]}")

    assert read_template(file)["Resources"]["A"] == [
        {"Ref": "B"},
        {"Fn::GetAtt": ["C", "D.E"]},
        {"Fn::Sub": "${F}"},
        {"Fn::If": ["G", 1, 2]},
        {"Condition": "H"},
    ]


def test_a_function_has_what_globals_and_itself_say(two_stages):
    copy = functions(two_stages)["Copy"]

    assert (copy.timeout, copy.handler, copy.file.name) == (10, "app.handler", "app.py")
    assert copy.environment["WHO"] == "copy"
    assert copy.environment["FLONG_ARTICLE_TABLE"] == "flong-Table"


def test_event_sources_carry_all_that_lambda_needs(two_stages):
    queue, stream = event_sources(two_stages)

    assert (queue.function, queue.queue, queue.batch_size, queue.partial) == ("Copy", "flong-CopyQueue", 5, True)
    assert (stream.table, stream.retries, stream.bisect) == ("flong-Table", 2, True)
    assert stream.on_failure == two_stages.resources["TellDeadLetters"].arn
    assert stream.patterns == ({"dynamodb": {"Keys": {"sk": {"S": ["NOTE"]}}}},)


def test_a_subscription_keeps_its_filter_and_is_raw(two_stages):
    [subscription] = subscriptions(two_stages)

    assert subscription.attributes == {"FilterPolicy": '{"kind": ["told"]}', "RawMessageDelivery": "true"}


def test_local_engines_are_told_that_they_are_local(two_stages):
    assert two_stages.resolve({"Fn::If": ["IsLocal", "local", "production"]}) == "local"


def test_what_lies_in_a_layer_is_found_in_its_folder(tmp_path):
    (tmp_path / "theme").mkdir()

    assert locally({"T": "/opt/theme", "U": "/opt/none", "V": "x"}, [tmp_path / "theme"]) == {
        "T": str(tmp_path / "theme"),
        "U": "/opt/none",
        "V": "x",
    }


@pytest.mark.parametrize(
    ("target", "function"),
    [("/api/articles?tag=x", "Read"), ("/api/", "Read"), ("/subscriptions/unsubscribe/x", "Subscribers")],
)
def test_a_path_is_answered_by_the_function_that_the_distribution_asks(target, function):
    assert function_behind(local_template(TEMPLATE), target) == function


def test_a_page_of_the_site_is_answered_by_no_function():
    with pytest.raises(StopIteration):
        function_behind(local_template(TEMPLATE), "/risk/jan-leike/")
