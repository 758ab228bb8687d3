"""Notes what an object says. An object that says `fail` fails alone, one that says `break` fails the batch."""

import json
import os
from urllib.parse import unquote_plus

import boto3
from botocore.exceptions import ClientError

s3, dynamodb = boto3.client("s3"), boto3.client("dynamodb")


def handler(event, context):
    failed = [record["messageId"] for record in event["Records"] if not copied(record)]
    return {"batchItemFailures": [{"itemIdentifier": it} for it in failed]}


def copied(record):
    for change in json.loads(record["body"]).get("Records", []):
        key = unquote_plus(change["s3"]["object"]["key"])
        text = read(key)
        if text == "break":
            raise ValueError(key)
        if text == "fail":
            return False
        write(key, text)
    return True


def read(key):
    try:
        return s3.get_object(Bucket=os.environ["FLONG_SOURCE_BUCKET"], Key=key)["Body"].read().decode()
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchKey":
            raise
        return None


def write(key, text):
    table, name = os.environ["FLONG_ARTICLE_TABLE"], {"pk": {"S": key}, "sk": {"S": "NOTE"}}
    if text is None:
        dynamodb.delete_item(TableName=table, Key=name)
    else:
        dynamodb.put_item(TableName=table, Item={**name, "text": {"S": text}})
