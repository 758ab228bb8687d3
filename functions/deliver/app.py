"""Mails what has become public to all who asked for it: opens a mailing, freezes its audience, mails it in parts."""

from flong.aws import delivering
from flong.events import CloudEvent
from flong.mailings import Delivery, Freeze, SendAgain, SendPart
from flong.runtime import for_each
from flong.settings import settings
from flong.theme import load_site

SITE = load_site(settings().theme, settings().site_url)


def deliver(message: Delivery, context: delivering.Context) -> None:
    match message:
        case CloudEvent():
            delivering.open_mailing(message)
        case Freeze():
            delivering.freeze_when_due(message, context, SITE)
        case SendPart():
            delivering.send_part(message, context, SITE)
        case SendAgain():
            delivering.send_again(message, context, SITE)


handler = for_each(Delivery, deliver, with_context=True)
