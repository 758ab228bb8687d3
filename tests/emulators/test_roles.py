"""IAM at ministack: what a role may do, and where ministack asks for more than AWS."""

import json

import pytest
from botocore.exceptions import ClientError

from flong_local.processes.credentials import Role
from tests.emulators.conftest import a_name, needs_ministack
from tests.emulators.test_queues import make_queue
from tests.emulators.test_tables import Table

pytestmark = needs_ministack


@pytest.fixture
def engine(request, ministack):
    from tests.emulators.conftest import Engine

    return Engine("ministack", ministack.endpoint.client)


@pytest.fixture
def role_that_may(engine, ministack):
    def make_role(*actions: str, on: str) -> Role:
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        allow = {"Effect": "Allow", "Action": list(actions), "Resource": on}
        name = a_name()
        arn = engine.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))["Role"]["Arn"]
        engine.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=document(allow))
        return Role(ministack.endpoint, arn)

    return make_role


def document(statement: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_role_may_do_what_its_policy_says_and_no_more(engine, role_that_may):
    url, arn = make_queue(engine)
    other, _ = make_queue(engine)
    sqs = role_that_may("sqs:ReceiveMessage", on=arn).client("sqs")

    sqs.receive_message(QueueUrl=url)
    for refused in (lambda: sqs.receive_message(QueueUrl=other), lambda: sqs.purge_queue(QueueUrl=url)):
        with pytest.raises(ClientError, match="AccessDenied"):
            refused()


def test_a_transaction_needs_what_its_writes_need(engine, role_that_may):
    table = Table(engine)
    arn = engine.dynamodb.describe_table(TableName=table.name)["Table"]["TableArn"]
    may_delete = role_that_may("dynamodb:DeleteItem", on=arn).client("dynamodb")
    may_put = role_that_may("dynamodb:PutItem", on=arn).client("dynamodb")

    may_put.transact_write_items(TransactItems=[table.a_put("a", 1)])
    with pytest.raises(ClientError, match="AccessDenied"):
        may_delete.transact_write_items(TransactItems=[table.a_put("a", 1)])


def test_a_batch_needs_a_permission_that_aws_does_not_know(engine, role_that_may):
    url, arn = make_queue(engine)
    sqs = role_that_may("sqs:SendMessage", on=arn).client("sqs")

    # When this no longer raises, ministack_defects.py has one correction less to make.
    with pytest.raises(ClientError, match="SendMessageBatch"):
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "x"}])


def test_a_stream_cannot_be_granted_by_its_name(engine, role_that_may):
    table = Table(engine)
    streams = role_that_may("dynamodb:DescribeStream", on=table.stream).client("dynamodbstreams")

    # As above.
    with pytest.raises(ClientError, match="DescribeStream"):
        streams.describe_stream(StreamArn=table.stream)


def test_a_schedule_of_a_group_cannot_be_granted_by_its_name(engine, role_that_may, ministack):
    group, place = a_name(), ministack.endpoint.place
    engine.scheduler.create_schedule_group(Name=group)
    named = f"arn:aws:scheduler:{place.region}:{place.account}:schedule/{group}/*"
    scheduler = role_that_may("scheduler:DeleteSchedule", on=named).client("scheduler")

    # As above.
    with pytest.raises(ClientError, match="DeleteSchedule"):
        scheduler.delete_schedule(GroupName=group, Name="none")
