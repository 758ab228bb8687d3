"""Tells a topic of each note. A note that says `mute` cannot be told."""

import json
import os

import boto3

sns = boto3.client("sns")


def handler(event, context):
    for record in event["Records"]:
        change = record["dynamodb"]
        if not told(change):
            return {"batchItemFailures": [{"itemIdentifier": change["SequenceNumber"]}]}
    return {"batchItemFailures": []}


def told(change):
    text = change.get("NewImage", {}).get("text", {}).get("S")
    if text == "explode":
        raise ValueError(text)
    if text == "mute":
        return False
    sns.publish(
        TopicArn=os.environ["FLONG_ARTICLES_TOPIC"],
        Message=json.dumps({"key": change["Keys"]["pk"]["S"], "text": text}),
        MessageAttributes={"kind": {"DataType": "String", "StringValue": "told" if text else "gone"}},
    )
    return True
