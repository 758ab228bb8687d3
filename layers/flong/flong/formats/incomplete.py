"""What an editor should know of variants that do not show all of an article."""

from collections import Counter
from collections.abc import Sequence

from flong.formats.parity import CUT, Absence
from flong.verdict import Finding


def findings_of(absences: Sequence[Absence]) -> tuple[Finding, ...]:
    """A warning if the mail is cut, and one for each variant that lacks something for no known reason."""
    cut = next((absence for absence in absences if absence.reason == CUT), None)
    lacking: dict[str, list[Absence]] = {}
    for absence in absences:
        if not absence.reason:
            lacking.setdefault(absence.variant, []).append(absence)
    return (*([mail_cut(cut)] if cut else []), *(incomplete(name, missing) for name, missing in lacking.items()))


def mail_cut(first: Absence) -> Finding:
    return Finding(
        level="warning",
        code="mail-cut",
        message=f"The article is too long for a mail. The mail leads to the page for the rest, from “{first.what}” on.",
        remedy="Leave it so, or split the article: mail programs clip a message of more than 102 KB.",
    )


def incomplete(variant: str, missing: Sequence[Absence]) -> Finding:
    kinds = Counter(absence.kind for absence in missing)
    listed = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
    return Finding(
        level="warning",
        code="variant-incomplete",
        message=f"The variant `{variant}` lacks something of the text ({listed}). The first is “{missing[0].what}”.",
        remedy="Look at that place in the article. Markup that nothing closes is the usual cause; else it is Flong's "
        "fault, so please report it.",
    )
