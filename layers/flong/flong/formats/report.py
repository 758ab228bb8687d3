"""The page that tells an editor what became of an upload."""

import re

from markupsafe import Markup, escape

from flong.formats.body import markup
from flong.formats.templates import Theme
from flong.verdict import Verdict

HEADLINES = {
    "accepted": "Your article is accepted",
    "rejected": "Your article needs a change",
    "removed": "Your article is removed",
}


CODE = re.compile(r"`([^`]+)`")


def report_page(verdict: Verdict, theme: Theme) -> str:
    """The verdict for its editor: what became of the file, what to mend and how, what was understood."""
    warnings = [finding for finding in verdict.findings if finding.level == "warning"]
    return theme.render(
        "report.html",
        verdict=verdict,
        headline=HEADLINES[verdict.status],
        errors=verdict.errors,
        warnings=warnings,
        coded=coded,
    )


def coded(text: str) -> Markup:
    """A finding's words, with what stands between backticks as code."""
    return markup(CODE.sub(r"<code>\1</code>", str(escape(text))))
