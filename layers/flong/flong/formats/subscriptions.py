"""The pages of leaving a mailing list; plain, so that nothing can stand between a reader and the button."""

from typing import Literal

from flong.formats.templates import Theme

UnsubscribeState = Literal["ask", "done", "unknown"]


def unsubscribe_page(state: UnsubscribeState, action: str, theme: Theme) -> str:
    """Asks, with a button that posts to `action`; or says that it is done, or that the link is not known."""
    return theme.render("unsubscribe.html", state=state, action=action)
