"""What is wrong with an event by the schemas that are committed."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from flong_local.contract import SCHEMAS
from flong_local.engines import ROOT
from tests.formats.test_json import FORMATS

CHECKER: FormatChecker = FORMATS


@cache
def schema(name: str) -> Draft202012Validator:
    found = json.loads((ROOT / SCHEMAS / name).read_text(encoding="utf-8"))
    return Draft202012Validator(found, format_checker=CHECKER)


def faults(event: dict[str, Any]) -> list[str]:
    """By the schema of whole events, and by the one of its data that it names itself."""
    named = event["dataschema"].rpartition("/")[2]
    found = [("event", schema("event.v1.json").iter_errors(event)), (named, schema(named).iter_errors(event["data"]))]
    return [f"{name} {error.json_path}: {error.message:.200}" for name, errors in found for error in errors]
