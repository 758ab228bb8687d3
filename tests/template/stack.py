"""template.yaml as the tests of it read it: in production, and as emulators get it."""

import re
from pathlib import Path

from flong_local.engines import TEMPLATE
from flong_local.template import Template
from flong_local.template.reading import read_template

FUNCTIONS = (
    *("Validate", "Render", "Index", "Publish", "Archive", "Count", "Collect", "Read"),
    *("Deliver", "Feedback", "Subscribers", "Invite", "Audit"),
)
QUEUES = ("Intake", "Bulk", "Render", "Index", "Archive", "Collections", "Deliver", "Feedback", "Subscriptions")
READERS = ("Publish", "Count")

ROOT = Path(TEMPLATE).parent
DOCUMENT = read_template(Path(TEMPLATE))
RESOURCES = DOCUMENT["Resources"]
PRODUCTION = Template(DOCUMENT, ROOT, {"Stage": "production"})
LOCAL = Template(DOCUMENT, ROOT, {"Stage": "local"})


def properties(logical_id: str) -> dict:
    return dict(PRODUCTION.resources[logical_id].properties)


def statements(logical_id: str, template: Template = PRODUCTION) -> list[dict]:
    return template.resources[logical_id].properties["PolicyDocument"]["Statement"]


def sources(function: str) -> list[dict]:
    return list(properties(function).get("Events", {}).values())


def in_words(arn: str) -> str:
    """An ARN by the logical id of what it names."""
    names = sorted(((it.arn, name) for name, it in PRODUCTION.resources.items()), reverse=True)
    whole = next(
        (name + arn.removeprefix(known) for known, name in names if re.match(re.escape(known) + "(/|$)", arn)), arn
    )
    return whole.rpartition(":")[2]
