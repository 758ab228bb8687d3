"""Names and ARNs that CloudFormation would give to a resource, made predictable."""

from dataclasses import dataclass
from typing import Any

# The property that names a resource of a type, where an author may choose the name.
NAME_PROPERTIES = {
    "AWS::S3::Bucket": "BucketName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::Serverless::LayerVersion": "LayerName",
    "AWS::SES::EmailIdentity": "EmailIdentity",
    "AWS::SES::ConfigurationSet": "Name",
    "AWS::Scheduler::ScheduleGroup": "Name",
    "AWS::Events::Rule": "Name",
}

ARNS = {
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::SQS::Queue": "arn:aws:sqs:{region}:{account}:{name}",
    "AWS::SNS::Topic": "arn:aws:sns:{region}:{account}:{name}",
    "AWS::DynamoDB::Table": "arn:aws:dynamodb:{region}:{account}:table/{name}",
    "AWS::Serverless::Function": "arn:aws:lambda:{region}:{account}:function:{name}",
    "AWS::Serverless::LayerVersion": "arn:aws:lambda:{region}:{account}:layer:{name}:1",
    "AWS::IAM::Role": "arn:aws:iam::{account}:role/{name}",
    "AWS::Scheduler::ScheduleGroup": "arn:aws:scheduler:{region}:{account}:schedule-group/{name}",
    "AWS::Events::Rule": "arn:aws:events:{region}:{account}:rule/{name}",
    "AWS::SES::EmailIdentity": "arn:aws:ses:{region}:{account}:identity/{name}",
    "AWS::SES::ConfigurationSet": "arn:aws:ses:{region}:{account}:configuration-set/{name}",
}

URLS = {
    "AWS::SQS::Queue": "https://sqs.{region}.amazonaws.com/{account}/{name}",
}

# A stream's label is the moment of its creation; a reader of the template only needs one that stays.
STREAM = "{arn}/stream/2000-01-01T00:00:00.000"

# What `Ref` gives, where it is not the name.
REFERENCES = {
    "AWS::SQS::Queue": "url",
    "AWS::SNS::Topic": "arn",
    "AWS::Serverless::LayerVersion": "arn",
}


@dataclass(frozen=True)
class Place:
    """Where a stack is, or would be."""

    stack: str = "flong"
    region: str = "eu-west-1"
    account: str = "123456789012"


@dataclass(frozen=True)
class Identity:
    """How the world outside knows one resource."""

    type: str
    name: str
    place: Place

    @property
    def arn(self) -> str:
        pattern = ARNS.get(self.type, "arn:aws:cloudformation:{region}:{account}:resource/{name}")
        return self._fill(pattern)

    @property
    def url(self) -> str:
        return self._fill(URLS.get(self.type, "https://{name}.example.com/"))

    def reference(self) -> str:
        """The value of `!Ref`."""
        return str(getattr(self, REFERENCES.get(self.type, "name")))

    def attribute(self, name: str) -> str:
        """The value of `!GetAtt`."""
        if name in ("Arn", "TopicArn"):
            return self.arn
        if name == "StreamArn":
            return STREAM.format(arn=self.arn)
        if name == "FunctionUrl":
            return self.url
        if name.endswith("Name"):
            return self._domain() if "Domain" in name else self.name
        return f"{self.name}.{name}"

    def _domain(self) -> str:
        service = "s3." if self.type == "AWS::S3::Bucket" else ""
        return f"{self.name}.{service}{self.place.region}.amazonaws.com"

    def _fill(self, pattern: str) -> str:
        return pattern.format(name=self.name, region=self.place.region, account=self.place.account)


def default_name(logical_id: str, type: str, place: Place) -> str:
    """A legal physical name for a resource that its author left unnamed."""
    name = f"{place.stack}-{logical_id}"
    # Bucket names are lower case and, unlike the others, unique in the world.
    return f"{name}-{place.account}".lower() if type == "AWS::S3::Bucket" else name


def generated_types(resources: dict[str, Any]) -> dict[str, str]:
    """Logical ids and types of what SAM adds to `resources` and a template may refer to."""
    functions = [name for name, it in resources.items() if it["Type"] == "AWS::Serverless::Function"]
    roles = {f"{name}Role": "AWS::IAM::Role" for name in functions}
    return roles | {f"{name}Url": "AWS::Lambda::Url" for name in functions}
