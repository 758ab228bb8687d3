"""template.yaml as plain values: CloudFormation's short tags become their long forms."""

from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Knows `!Ref`, `!Sub` and every other short form."""


def _short_form(loader: _Loader, tag: str, node: yaml.Node) -> dict[str, Any]:
    name = tag if tag in ("Ref", "Condition") else f"Fn::{tag}"
    if isinstance(node, yaml.SequenceNode):
        value: Any = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        value = loader.construct_scalar(node)  # type: ignore[arg-type]
    if tag == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name: value}


def _keep_text(loader: _Loader, node: yaml.Node) -> str:
    return str(loader.construct_scalar(node))  # type: ignore[arg-type]


_Loader.add_multi_constructor("!", _short_form)
# AWSTemplateFormatVersion: 2010-09-09 is a name, not a day.
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _keep_text)


def read_template(path: Path) -> dict[str, Any]:
    """The template at `path`; every intrinsic function in its long form, unresolved."""
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 a safe loader with more tags
    if not isinstance(document, dict) or "Resources" not in document:
        raise ValueError(f"{path} has no Resources, so it is no CloudFormation template")
    return document
