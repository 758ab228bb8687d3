"""What template.yaml lets each function do, and what AWS asks permission for when a call is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote

from flong_local.template import Template

# AWS asks for the actions in a transaction, not for the transaction, and for both sides of a copy.
ACTIONS = {
    "dynamodb.GetItem": "dynamodb:GetItem",
    "dynamodb.DeleteItem": "dynamodb:DeleteItem",
    "dynamodb.PutItem": "dynamodb:PutItem",
    "dynamodb.Query": "dynamodb:Query",
    "dynamodb.Scan": "dynamodb:Scan",
    "dynamodb.UpdateItem": "dynamodb:UpdateItem",
    "s3.DeleteObject": "s3:DeleteObject",
    "s3.GetObject": "s3:GetObject",
    "s3.GetObjectTagging": "s3:GetObjectVersionTagging",
    "s3.HeadObject": "s3:GetObject",
    "s3.PutObject": "s3:PutObject",
    "s3.PutObjectTagging": "s3:PutObjectVersionTagging",
    "sesv2.SendEmail": "ses:SendRawEmail",
    "sns.Publish": "sns:Publish",
    "sqs.SendMessage": "sqs:SendMessage",
    "sqs.SendMessageBatch": "sqs:SendMessage",
}
IN_TRANSACTIONS = {
    "ConditionCheck": "dynamodb:ConditionCheckItem",
    "Delete": "dynamodb:DeleteItem",
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
}
# For Lambda itself, which polls, reports and logs in the function's name.
OF_THE_SERVICE = {
    *("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    *("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"),
    *("kms:Decrypt", "kms:GenerateDataKey"),  # DynamoDB's, in the name of who reads a table with a key of its own
}


@dataclass(frozen=True)
class Grant:
    """One action on one resource that a role allows; `*` in the resource stands for anything."""

    action: str
    resource: str

    def covers(self, other: "Grant") -> bool:
        return self.action == other.action and fnmatchcase(other.resource, self.resource)


def grants(template: Template, function: str) -> set[Grant]:
    """What the role of `function` allows."""
    policies = template.resources[f"{function}Role"].properties["Policies"]
    return {
        Grant(action, resource)
        for policy in policies
        for statement in policy["PolicyDocument"]["Statement"]
        for action in listed(statement["Action"])
        for resource in listed(statement["Resource"])
    }


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def needs(template: Template, action: str, parameters: Any) -> Iterator[Grant]:
    """What one call, such as `s3.CopyObject`, needs; KeyError for a call that nobody has thought of."""
    if action == "dynamodb.TransactWriteItems":
        for item in parameters["TransactItems"]:
            [(kind, write)] = item.items()
            yield Grant(IN_TRANSACTIONS[kind], arn_of(template, "AWS::DynamoDB::Table", write["TableName"]))
    elif action in ("dynamodb.BatchWriteItem", "dynamodb.BatchGetItem"):
        for table in parameters["RequestItems"]:
            yield Grant(action.replace(".", ":"), arn_of(template, "AWS::DynamoDB::Table", table))
    elif action.startswith("scheduler."):
        place = f"{template.place.region}:{template.place.account}"
        schedule = f"{parameters['GroupName']}/{parameters.get('Name', '*')}"
        yield Grant(action.replace(".", ":"), f"arn:aws:scheduler:{place}:schedule/{schedule}")
        if "Target" in parameters:
            yield Grant("iam:PassRole", parameters["Target"]["RoleArn"])
    elif action == "sesv2.GetAccount":
        yield Grant("ses:GetAccount", "*")
    elif action == "s3.CopyObject":
        yield Grant("s3:GetObject", f"arn:aws:s3:::{unquote(parameters['CopySource'])}")
        yield Grant("s3:PutObject", f"arn:aws:s3:::{parameters['Bucket']}/{parameters['Key']}")
    elif action == "s3.ListObjectsV2":
        yield Grant("s3:ListBucket", f"arn:aws:s3:::{parameters['Bucket']}")
    elif action == "s3.DeleteObjects":
        for it in parameters["Delete"]["Objects"]:
            yield Grant("s3:DeleteObject", f"arn:aws:s3:::{parameters['Bucket']}/{it['Key']}")
    else:
        yield Grant(ACTIONS[action], resource_of(template, action, parameters))
        if name := parameters.get("ConfigurationSetName"):
            yield Grant(ACTIONS[action], arn_of(template, "AWS::SES::ConfigurationSet", name))
        if "IfMatch" in parameters:
            yield Grant("s3:GetObject", resource_of(template, action, parameters))


def resource_of(template: Template, action: str, parameters: Any) -> str:
    match action.split(".")[0]:
        case "s3":
            return f"arn:aws:s3:::{parameters['Bucket']}/{parameters['Key']}"
        case "dynamodb":
            return arn_of(template, "AWS::DynamoDB::Table", parameters["TableName"])
        case "sqs":
            return arn_of(template, "AWS::SQS::Queue", parameters["QueueUrl"].rsplit("/", 1)[1])
        case "sns":
            return str(parameters["TopicArn"])
        case _:
            domain = template.parameters["MailIdentity"]
            return f"arn:aws:ses:{template.place.region}:{template.place.account}:identity/{domain}"


def arn_of(template: Template, type: str, name: str) -> str:
    [found] = [it.arn for it in template.of_type(type) if it.name == name]
    return found
