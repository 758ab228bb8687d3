"""Pages as answers, and what somebody is told when a request comes to nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError

from flong.formats.subscriptions import SEND_LINK, Button, Link, Notice, Speech, notice_page
from flong.runtime import count, logger
from flong.subscriptions.answers import HTML, headers
from flong.subscriptions.forms import BadForm
from flong.subscriptions.pages import speaking, theme

NONE: Mapping[str, str] = {}


class Elsewhere(Exception):
    """A form that a page of another site has sent."""


class LinkUnknown(Exception):
    """A link that we have not signed, or not so."""


class LinkOver(Exception):
    """A link that was good, and has expired; its purpose is the argument."""


def page(body: str, status: int = 200, more: Mapping[str, str] = NONE) -> Response[str]:
    """`more` are headers beside those that every page has."""
    return Response(status, HTML, body, headers={**headers(theme().constants["policy"]["subscriptions"]), **more})


def notice(
    name: Notice, speech: Speech, status: int = 200, *links: Link, button: Button | None = None
) -> Response[str]:
    return page(notice_page(name, speech, button, links), status)


def told_of_no_such_page(_: NotFoundError) -> Response[str]:
    speech = speaking()
    return notice("nothing_there", speech, 404, speech.way_back)


def told_of_unknown_link(_: LinkUnknown) -> Response[str]:
    speech = speaking()
    return notice("link_unknown", speech, 404, speech.way_back)


def told_of_expiry(error: LinkOver) -> Response[str]:
    speech = speaking()
    if error.args == ("confirm",):
        return notice("link_old", speech, 410, speech.way_in)
    return notice("link_expired", speech, 410, Link(SEND_LINK, speech.labels.send_link))


def told_of_form(error: BadForm) -> Response[str]:
    speech = speaking()
    return notice("not_understood", speech, error.status, speech.way_in)


def told_of_elsewhere(_: Elsewhere) -> Response[str]:
    speech = speaking()
    return notice("refused", speech, 403, speech.way_in)


def told_of_failure(_: Exception) -> Response[str]:
    logger.exception("failed")
    count("Failed")
    return notice("failed", speaking(), 500)


TOLD: dict[type[Exception], Callable[[Any], Response[str]]] = {
    NotFoundError: told_of_no_such_page,
    LinkUnknown: told_of_unknown_link,
    LinkOver: told_of_expiry,
    BadForm: told_of_form,
    Elsewhere: told_of_elsewhere,
    Exception: told_of_failure,
}
