"""`python consume.py QUEUE_URL`: keeps `search.db` in step with what Flong tells. `--search WORDS` asks it."""

import argparse
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from search import Index

from flong_events import NotAnEvent, parse

DATABASE = "search.db"
WAIT = 20
"""Seconds that SQS waits for a message: the most there is, and the cheapest."""
TIMEOUT = 10
MOST_BYTES = 16 * 1024 * 1024


def fetch_from(site: str) -> Any:
    """Fetches from one site alone: an event is not to send you anywhere else."""

    def fetch(url: str) -> bytes | None:
        if urlsplit(url)[:2] != urlsplit(site)[:2] or urlsplit(url).scheme not in ("https", "http"):
            raise ValueError(f"{url} is not of {site}")
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310
                return bytes(answer.read(MOST_BYTES))
        except urllib.error.HTTPError as error:
            if error.code in (403, 404, 410):  # withdrawn since: the event that says so is on its way
                return None
            raise

    return fetch


def receive(sqs: Any, queue: str, index: Index, wait: int = WAIT) -> int:
    """Acts on the messages that there are, up to ten; returns how many were news.

    A message is deleted when it has been acted on. What fails is left: SQS sends it again, and at last to your dead
    letters.
    """
    answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=wait)
    news = 0
    for message in answer.get("Messages", []):
        try:
            news += index.hear(parse(message))
        except (NotAnEvent, OSError, ValueError) as error:
            print(f"{message['MessageId']} failed: {error}")
            continue
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return news


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queue", nargs="?", help="the URL of your queue")
    parser.add_argument("--site", default="", help="the site whose articles they are, such as https://news.example.com")
    parser.add_argument("--search", metavar="WORDS", help="look for articles, and end")
    asked = parser.parse_args()
    # No transaction of its own: `Index` begins each.
    with closing(sqlite3.connect(DATABASE, isolation_level=None, timeout=30)) as connection:
        index = Index(connection, fetch_from(asked.site) if asked.site else lambda url: None)
        if asked.search is not None:
            for hit in index.search(asked.search):
                print(f"{hit.title}\n  {hit.url}\n  {hit.excerpt}")
        elif asked.queue:
            follow(asked.queue, index)
        else:
            parser.error("name a queue, or --search WORDS")


def follow(queue: str, index: Index) -> None:
    import boto3

    sqs = boto3.client("sqs")
    print("Listening. Ctrl-C ends it.")
    try:
        while True:
            if news := receive(sqs, queue, index):
                print(f"{news} heard: {len(index.ids())} articles in the index")
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
