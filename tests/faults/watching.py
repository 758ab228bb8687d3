"""What must be true at the very moment of a call: an end state could not show it."""

import hashlib
import json
import re
from email import message_from_bytes
from email.policy import default
from typing import Any

from flong.contract.fitting import MAX_BYTES
from flong.formats.registry import PUBLIC

from flong_local.embedded import Call, EmbeddedPipeline
from flong_local.pipeline import MOST_ATTRIBUTES
from tests.contract.keeping import faults

LIVE = ("published.v1", "updated.v1", "corrected.v1")
PAGE = re.compile(r"https://example\.org(/(?!subscriptions)[^/\s]+/[^/\s]+/)\r?$", re.MULTILINE)


class Watch:
    """Looks on while the functions work; what it sees wrong is an AssertionError that no handler can swallow.

    - Every event keeps to the schemas that are published, and has at most ten attributes and 32 KiB.
    - Nothing is announced before every variant that the event names can be read, as it says.
    - No revision is announced that was never committed, and none of a rejected edit.
    - An event that is said again says the same.
    - A withdrawal is announced when the page that was live is live no more.
    - No mail leaves before its article can be read, none to somebody who has unsubscribed, and none twice.
    - No mail leaves that nobody has claimed, and none is noted as sent that has not left.
    - A key of a build, once written, never changes its bytes.
    - A revision, once committed, is never another, and none is followed by an older one.
    """

    def __init__(self, pipeline: EmbeddedPipeline) -> None:
        self.pipeline = pipeline
        self.events: dict[str, Any] = {}
        self.builds: dict[str, str] = {}
        self.pages: dict[str, str] = {}
        self.mailed: set[tuple[str, str]] = set()
        self.taken = 0
        self.revisions: dict[str, dict[int, Any]] = {}
        pipeline.hooks.before.append(self.before)
        pipeline.hooks.after.append(self.after)

    def before(self, call: Call) -> None:
        look = {
            "sns.Publish": self.announcement,
            "sesv2.SendEmail": self.mail,
            "s3.PutObject": self.object,
            "dynamodb.UpdateItem": self.ledger,
            "dynamodb.TransactWriteItems": self.settled,
        }.get(call.action)
        if look:
            look(call.parameters)

    def after(self, call: Call) -> None:
        if call.action == "sesv2.SendEmail" and self.pipeline.ses.account.sent > self.taken:
            self.taken = self.pipeline.ses.account.sent
            self.mailed_once(call.parameters)
        if call.action == "dynamodb.TransactWriteItems":
            for write in call.parameters["TransactItems"]:
                item = write.get("Put", {}).get("Item", {})
                if item.get("sk") == {"S": "ARTICLE"}:
                    self.commit(item["id"]["S"])

    def commit(self, article_id: str) -> None:
        """What stands after it was written, or refused; who makes the very same anew need not count it."""
        record, known = self.pipeline.record(article_id), self.revisions.setdefault(article_id, {})
        if record:
            revision, said = record["revision"], {name: record.get(name) for name in ("state", "path")}
            said |= {name: it["sha256"] for name, it in record.get("variants", {}).items() if name in PUBLIC}
            assert revision >= max(known, default=0), f"{article_id} went back to revision {revision}"
            assert known.setdefault(revision, said) == said, f"revision {revision} of {article_id} became another"

    def announcement(self, parameters: Any) -> None:
        event = json.loads(parameters["Message"])
        assert faults(event) == [], "an event that keeps to no schema"
        assert len(parameters["MessageAttributes"]) <= MOST_ATTRIBUTES
        assert len(parameters["Message"].encode()) <= MAX_BYTES
        known = self.events.setdefault(event["id"], event)
        assert known == event, f"{event['id']} has said something else before"
        kind, data = event["type"].partition("article.")[2], event["data"]
        if kind == "rejected.v1":
            return
        assert self.pipeline.item(f"HISTORY#{event['subject']}", f"{data['revision']:010}"), "a revision that never was"
        if kind in LIVE:
            self.can_be_read(data)
            self.pages[event["subject"]] = data["variants"]["html"]["sha256"]
        elif kind == "withdrawn.v1" and "successor" not in data:
            for url in data["former_urls"]:
                assert hash_of(self.pipeline.site(url)) != self.pages.get(event["subject"]), f"{url} is still there"

    def can_be_read(self, data: dict[str, Any]) -> None:
        for name, variant in [*data["variants"].items(), ("document", data["document"])]:
            if "url" in variant:
                found = hash_of(self.pipeline.site(variant["url"]))
                assert found == variant["sha256"], f"{name} was announced before it could be read"

    def mail(self, parameters: Any) -> None:
        tags = {tag["Name"]: tag["Value"] for tag in parameters["EmailTags"]}
        item = self.pipeline.item(f"SUBSCRIBER#{tags['recipient']}", "SUBSCRIBER", "FLONG_SUBSCRIBER_TABLE")
        assert item, "mail to nobody"
        assert item["state"] == "confirmed", "mail to somebody who has unsubscribed"
        message = message_from_bytes(parameters["Content"]["Raw"]["Data"], policy=default)
        line = self.pipeline.item(*ledger_key(tags), "FLONG_SUBSCRIBER_TABLE")
        assert (line or {}).get("state") == "sending", "a mail that nobody has claimed"
        self.has_its_page(message.get_body(("plain",)).get_content())

    def mailed_once(self, parameters: Any) -> None:
        tags = {tag["Name"]: tag["Value"] for tag in parameters["EmailTags"]}
        once = tags["recipient"], tags["mailing"]
        assert once not in self.mailed, f"{once} was mailed twice"
        self.mailed.add(once)

    def settled(self, parameters: Any) -> None:
        for write in parameters["TransactItems"]:
            if "Update" in write:
                self.ledger(write["Update"])

    def ledger(self, parameters: Any) -> None:
        kind, _, rest = parameters["Key"]["pk"]["S"].partition("#")
        new = [value for name, value in parameters["ExpressionAttributeValues"].items() if name in (":state", ":sent")]
        if kind == "LEDGER" and {"S": "sent"} in new:
            assert (parameters["Key"]["sk"]["S"], rest.partition("#")[0]) in self.mailed, "noted as sent before it was"

    def has_its_page(self, text: str) -> None:
        """Unless it has been taken back since the mail was begun."""
        paths = set(PAGE.findall(text))
        assert len(paths) == 1, "a mail of no article, or of several"
        [path] = paths
        owner = self.pipeline.item(f"PATH#{path}", "PATH")
        if owner and "moved_to" not in owner:
            assert self.pipeline.site(path) is not None, f"mail of {path}, which nobody can read"

    def object(self, parameters: Any) -> None:
        key = parameters["Key"]
        if parameters["Bucket"] == self.pipeline.environment["FLONG_BUILDS_BUCKET"]:
            found = hashlib.sha256(parameters["Body"]).hexdigest()
            assert self.builds.setdefault(key, found) == found, f"{key} was written with other bytes"


def ledger_key(tags: dict[str, str]) -> tuple[str, str]:
    return f"LEDGER#{tags['mailing']}#{tags['recipient'][0]}", tags["recipient"]


def hash_of(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()
