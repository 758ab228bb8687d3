"""The page that tells an editor what became of an upload."""

import re
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup, escape

from flong.article import Moment
from flong.formats.body import markup
from flong.formats.templates import Theme
from flong.formats.visible import visible
from flong.verdict import Verdict, origin

HEADLINES = {
    "accepted": "Your article is accepted",
    "rejected": "Your article needs a change",
    "removed": "Your article is removed",
}
STATES = {"draft": "Your draft is accepted", "withdrawn": "Your article is taken down"}
LABELS = {"hero": "Opening picture", "hero_alt": "What it shows", "amp": "AMP page"}
CODE = re.compile(r"`([^`]+)`")


class Fact(NamedTuple):
    """A field as it was understood; `source` is how it came to its value where the file does not state it."""

    name: str
    value: str
    source: str | None


def report_page(verdict: Verdict, theme: Theme) -> str:
    """The verdict for its editor: what became of the file, what to mend and how, what was understood."""
    warnings = [finding for finding in verdict.findings if finding.level == "warning"]
    state = verdict.understood.get("status", "") if verdict.status == "accepted" else ""
    return theme.render(
        "report.html",
        verdict=verdict,
        headline=STATES.get(state) or HEADLINES[verdict.status],
        state=state,
        groups=[group for group in (("errors", verdict.errors), ("warnings", warnings)) if group[1]],
        facts=facts(verdict),
        uploaded=uploaded(verdict, theme),
        coded=coded,
        visible=visible,
    )


def facts(verdict: Verdict) -> list[Fact]:
    """What was understood, and at the end what was derived without showing."""
    names = dict.fromkeys([*verdict.understood, *verdict.derived])
    sources = {name: origin(source) for name, source in verdict.derived.items()}
    return [Fact(label(name), verdict.understood.get(name, ""), sources.get(name)) for name in names]


def label(name: str) -> str:
    """`Canonical URL` for `canonical_url`."""
    return LABELS.get(name) or name.replace("_", " ").capitalize().replace(" url", " URL")


def uploaded(verdict: Verdict, theme: Theme) -> Moment | None:
    """When the file was uploaded, in the site's own zone."""
    if verdict.source is None:
        return None
    at = datetime.fromisoformat(verdict.source.modified)
    return Moment(at=at, precision="second", zone=theme.site.zone)


def coded(text: str) -> Markup:
    """A finding's words, with what stands between backticks as code, in its own direction of writing."""
    return markup(CODE.sub(r'<code dir="auto">\1</code>', str(escape(visible(text)))))
