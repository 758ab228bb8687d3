"""The page that tells an editor what became of an upload."""

import re
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup, escape

from flong.article import Moment
from flong.formats.body import markup
from flong.formats.templates import Theme
from flong.formats.visible import visible
from flong.verdict import Verdict

HEADLINES = {
    "accepted": "Your article is accepted",
    "rejected": "Your article needs a change",
    "removed": "Your article is removed",
}
DRAFT = "Your draft is accepted"
CODE = re.compile(r"`([^`]+)`")


class Fact(NamedTuple):
    """A field as it was understood; `source` is what it was taken from where the file does not state it."""

    name: str
    value: str
    source: str | None


def report_page(verdict: Verdict, theme: Theme) -> str:
    """The verdict for its editor: what became of the file, what to mend and how, what was understood."""
    warnings = [finding for finding in verdict.findings if finding.level == "warning"]
    draft = verdict.status == "accepted" and verdict.understood.get("status") == "draft"
    return theme.render(
        "report.html",
        verdict=verdict,
        headline=DRAFT if draft else HEADLINES[verdict.status],
        draft=draft,
        groups=[group for group in (("errors", verdict.errors), ("warnings", warnings)) if group[1]],
        facts=facts(verdict),
        uploaded=uploaded(verdict, theme),
        coded=coded,
        visible=visible,
    )


def facts(verdict: Verdict) -> list[Fact]:
    """What was understood, and at the end what was derived without showing."""
    names = dict.fromkeys([*verdict.understood, *verdict.derived])
    return [Fact(label(name), verdict.understood.get(name, ""), verdict.derived.get(name)) for name in names]


def label(name: str) -> str:
    """`Canonical URL` for `canonical_url`."""
    return name.replace("_", " ").capitalize().replace(" url", " URL")


def uploaded(verdict: Verdict, theme: Theme) -> Moment | None:
    """When the file was uploaded, in the site's own zone."""
    if verdict.source is None:
        return None
    at = datetime.fromisoformat(verdict.source.modified)
    return Moment(at=at, precision="second", zone=theme.site.zone)


def coded(text: str) -> Markup:
    """A finding's words, with what stands between backticks as code, in its own direction of writing."""
    return markup(CODE.sub(r'<code dir="auto">\1</code>', str(escape(visible(text)))))
