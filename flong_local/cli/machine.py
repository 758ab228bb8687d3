"""What `flong check` says to scripts, and to GitHub."""

import json
import os
from collections.abc import Iterable, Iterator

from flong.formats.visible import HIDDEN, visible
from flong.verdict import Finding

from flong_local.cli.judging import Checked


def as_json(checked: Iterable[Checked]) -> str:
    """A list with an object a file; docs/testing.md has its shape."""
    text = json.dumps([row(one) for one in checked], ensure_ascii=False, indent=2)
    # All of these can only stand within a string; JSON has had its own line ends' say already.
    return HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def row(one: Checked) -> dict[str, object]:
    """`article` is null where it is rejected, and has everything but the body, which is as long as the file."""
    return {
        "file": one.source.label,
        "key": one.source.key,
        "status": one.verdict.status,
        "findings": [told(finding) for finding in one.verdict.findings],
        "understood": one.verdict.understood,
        "derived": one.verdict.derived,
        "article": one.article.model_dump(mode="json", exclude={"body", "derived"}) if one.article else None,
    }


def told(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in finding.model_dump().items() if value}


def as_github(checked: Iterable[Checked]) -> str:
    """Workflow commands, a line a finding: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    return "".join(
        f"{command(one.source.label, finding)}\n" for one in checked for finding in everywhere(one.verdict.findings)
    )


def everywhere(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each once for every place that it has."""
    for finding in findings:
        yield finding
        for place in finding.also:
            yield finding.model_copy(update={"line": place.line, "column": place.column})


def command(label: str, finding: Finding) -> str:
    given = {"file": within_checkout(label), "line": finding.line, "col": finding.column, "title": finding.code}
    properties = ",".join(f"{name}={property_value(visible(str(value)))}" for name, value in given.items() if value)
    message = "\n".join(text for text in (finding.message, finding.remedy, finding.docs) if text)
    return f"::{finding.level} {properties}::{data_value(visible(message))}"


def within_checkout(label: str) -> str:
    """A file as GitHub knows it, from the root of the checkout."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.getcwd()
    path = os.path.relpath(label, root)
    return label if path.startswith("..") else path


# As @actions/core escapes them; a runner undoes no more than this.
def data_value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    return data_value(text).replace(":", "%3A").replace(",", "%2C")
