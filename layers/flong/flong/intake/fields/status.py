"""Whether an article is public, and what kind of change its new version is."""

import difflib

from flong.article import ChangeKind, Moment, State
from flong.intake.fields.draft import Draft
from flong.intake.header.names import FLAGS, YES

STATES = {
    **dict.fromkeys(("published", "publish", "public", "live", "final", "posted"), State.PUBLISHED),
    **dict.fromkeys(
        ("draft", "in draft", "hidden", "private", "unlisted", "unpublished", "pending", "in review", "review"),
        State.DRAFT,
    ),
    **dict.fromkeys(("withdrawn", "retracted", "deleted", "removed"), State.WITHDRAWN),
}
HOLDING = {"draft": True, "hidden": True, "listed": False, "published_flag": False}
"""Fields that are yes or no, and the answer with which an article stays a draft."""


def state_of(draft: Draft, publish_at: Moment | None) -> State:
    """The status given; a draft if any other field keeps the article back; scheduled if nothing but its time does."""
    given = draft.text("status")
    state = STATES.get(given.lower()) if given else State.PUBLISHED
    if given and state is None:
        draft.wrong("status", f"cannot be `{given}`", suggestion(given, STATES, "`draft` or `published`"))
    if state is State.WITHDRAWN:
        return state
    for name, answer in HOLDING.items():
        if flag(draft, name) is answer:
            return held_back(draft, name, State.DRAFT)
    if state is State.PUBLISHED and publish_at and publish_at.at > draft.now:
        return held_back(draft, "publish_at", State.SCHEDULED)
    return state or State.DRAFT


def held_back(draft: Draft, name: str, state: State) -> State:
    if not draft.given("status"):
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
    given = (draft.text("change_kind") or ("correction" if draft.text("correction") else "material")).lower()
    if given not in tuple(ChangeKind):
        choice = "`minor`, `material` or `correction`"
        draft.wrong("change_kind", f"cannot be `{given}`", suggestion(given, tuple(ChangeKind), choice))
        return ChangeKind.MATERIAL
    return ChangeKind(given)


def suggestion(given: str, known: object, choice: str) -> str:
    """What to write instead, with the word that was meant if one is close."""
    [close] = difflib.get_close_matches(given.lower(), list(known), n=1) or [""]  # type: ignore[call-overload]
    return f"Did you mean `{close}`? Write {choice}." if close else f"Write {choice}."
