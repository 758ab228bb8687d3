"""One mail to one subscriber. Pure."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from flong.events import ArticleRecord
from flong.subscribers import Subscriber, unsubscribe_url
from flong.theme import Site

# Long lines are legal in a mail's source but not on its way: SMTP ends a line at 998 bytes (RFC 5322 section 2.1.1).
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)


def compose(
    mail: dict[str, str], record: ArticleRecord, subscriber: Subscriber, site: Site, sender: str
) -> EmailMessage:
    """The finished message: text and HTML of the build, and one click to stop (RFC 8058)."""
    stop = unsubscribe_url(subscriber, site)
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(mail["subject"].split())
    message["From"] = Address(display_name=site.sender_name, addr_spec=sender)
    message["To"] = subscriber.address
    message["List-Id"] = list_id(site)
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Feedback-ID"] = f"{record.build}:article:flong"
    place = placeholder(record)
    message.set_content(mail["text"].replace(place, stop), cte="quoted-printable")
    message.add_alternative(mail["html"].replace(place, escape(stop)), subtype="html", cte="quoted-printable")
    return message


def placeholder(record: ArticleRecord) -> str:
    """Where a build's mail has the address to unsubscribe at. No author can write it: the source's hash is in it."""
    return f"[[{record.build}:unsubscribe_url]]"


def list_id(site: Site) -> str:
    """RFC 2919: the list's name, under the site's own domain."""
    host = site.url.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<articles.{host}>"


def mail_tags(record: ArticleRecord, subscriber: Subscriber) -> dict[str, str]:
    """What identifies a mail in SES's events; they allow few characters, so the build stands for the article."""
    return {"mailing": record.build or "none", "recipient": subscriber.id}
