"""One mail that answers a request, as SES is given it. Pure."""

from email.headerregistry import Address
from email.message import EmailMessage

from flong.deliver import POLICY
from flong.formats.subscription_mail import Note
from flong.formats.transfer import encoding_of
from flong.theme import Site


def message_of(note: Note, address: str, site: Site, sender: str) -> EmailMessage:
    """The finished message. It has no List-Unsubscribe: whoever gets it stands in no list yet, and has none to leave.

    Auto-Submitted keeps answering machines from answering (RFC 3834, 5).
    """
    message = EmailMessage(policy=POLICY)
    message["Subject"] = note.subject
    message["From"] = Address(display_name=site.sender_name, addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(note.text, cte=encoding_of(note.text))
    message.add_alternative(note.html, subtype="html", cte=encoding_of(note.html))
    return message
