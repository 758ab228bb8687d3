"""Whether an article is public, and what kind of change its new version is."""

import difflib
from collections.abc import Sequence

from flong.article import ChangeKind, Moment, State
from flong.intake.fields.draft import Draft
from flong.intake.header.names import FLAGS, YES
from flong.verdict import DEFAULT

STATES = {
    **dict.fromkeys(("published", "publish", "public", "live", "final", "posted"), State.PUBLISHED),
    **dict.fromkeys(
        ("draft", "in draft", "hidden", "private", "unlisted", "unpublished", "pending", "in review", "review"),
        State.DRAFT,
    ),
    **dict.fromkeys(("withdrawn", "retracted", "deleted", "removed"), State.WITHDRAWN),
}
# Whoever follows a suggestion should not find an article taken down.
HARMLESS = tuple(word for word, state in STATES.items() if state is not State.WITHDRAWN)
CLOSE = 0.8
"""From which likeness on (`difflib`, 0 to 1) a word is a slip of the pen; `publishd` has 0.94, `embargoed` for
`removed` 0.63, `inactive` for `private` 0.67."""
HOLDING = {"draft": True, "hidden": True, "listed": False, "published_flag": False}
"""Fields that are yes or no, and the answer with which an article stays a draft."""


def state_of(draft: Draft, publish_at: Moment | None) -> State:
    """The status given; a draft if any other field keeps the article back; scheduled if nothing but its time does."""
    given = draft.text("status")
    state = STATES.get(given.lower()) if given else State.PUBLISHED
    if given and state is None:
        refuse(draft, "status", HARMLESS, "`status: draft` or `status: published`")
    if state is State.WITHDRAWN:
        return state
    for name, answer in HOLDING.items():
        if flag(draft, name) is answer:
            return held_back(draft, name, State.DRAFT)
    if state is State.PUBLISHED and publish_at and publish_at.at > draft.now:
        return held_back(draft, "publish_at", State.SCHEDULED)
    if not given:
        draft.derive("status", DEFAULT)
    return state or State.DRAFT


def held_back(draft: Draft, name: str, state: State) -> State:
    """A draft, or scheduled; unless the status says so itself, it is the field `name` that does."""
    if STATES.get((draft.text("status") or "").lower()) is not State.DRAFT:
        draft.derive("status", f"`{'published' if name == 'published_flag' else name.replace('_', ' ')}`")
    return state


def flag(draft: Draft, name: str) -> bool | None:
    """A field's yes or no; None if it is not given, or says something else, which is an error."""
    given = (draft.text(name) or "").lower()
    if not given or given in FLAGS:
        return given in YES if given else None
    draft.wrong(name, f"is yes or no, and cannot be `{given}`", "Write `true` or `false`.")
    return None


def change_of(draft: Draft) -> ChangeKind:
    given = (draft.text("change_kind") or "").lower()
    if not given:
        corrects = draft.prose("correction")
        draft.derive("change_kind", "the correction note" if corrects else DEFAULT)
        return ChangeKind.CORRECTION if corrects else ChangeKind.MATERIAL
    if given not in tuple(ChangeKind):
        choice = "`change: minor`, `change: material` or `change: correction`"
        refuse(draft, "change_kind", tuple(ChangeKind), choice)
        return ChangeKind.MATERIAL
    return ChangeKind(given)


def refuse(draft: Draft, name: str, known: Sequence[str], choice: str) -> None:
    """Says that there is no such word, and which was meant if one is close."""
    given = (draft.text(name) or "").lower()
    [close] = difflib.get_close_matches(given, known, n=1, cutoff=CLOSE) or [""]
    remedy = f"Did you mean `{close}`? Else write {choice}." if close else f"Write {choice}."
    draft.wrong(name, f"cannot be `{given}`: Flong does not know that word", remedy)
