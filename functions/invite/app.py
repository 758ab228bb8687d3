"""Answers who gave an address: a mail with a link that confirms, or one to what it gets already."""

from flong.aws import inviting
from flong.formats.templates import Theme
from flong.runtime import count, for_each, outcome
from flong.settings import settings
from flong.subscribing import RequestKept

THEME = Theme.load(settings().theme, settings().site_url)


def invite(message: RequestKept) -> None:
    result = inviting.answer(message.request, THEME)
    outcome(result.said, subscriber=result.subscriber)
    count("Invited", int(result.mailed))


handler = for_each(RequestKept, invite)
