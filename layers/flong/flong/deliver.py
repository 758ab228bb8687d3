"""One mail to one subscriber. Pure."""

from collections.abc import Mapping
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from html import escape
from typing import Any

from flong.events import ArticleRecord
from flong.formats.transfer import LINE, encoding_of
from flong.subscribers import Subscriber
from flong.theme import Site


class MailPolicy(EmailPolicy):
    """Lines as RFC 5322 wants them, but for two headers that folding would spoil.

    It would write a long address in `List-Unsubscribe` as an encoded word, which RFC 2369 does not allow. And of a
    subject beyond ASCII it would lose a space where one encoded word follows another.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode()
        if name == "Subject" and not value.isascii():
            folded = Header(str(value), "utf-8", LINE, name).encode(linesep=self.linesep)
            return f"{name}: {folded}{self.linesep}".encode()
        return super().fold_binary(name, value)


POLICY = MailPolicy(linesep="\r\n", cte_type="7bit", max_line_length=LINE)


def compose(
    mail: Mapping[str, Any], record: ArticleRecord, subscriber: Subscriber, site: Site, sender: str, stop: str
) -> EmailMessage:
    """The finished message: text and HTML of the build, and one click to stop at the URL `stop` (RFC 8058)."""
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(mail["subject"].split())
    message["From"] = Address(display_name=site.sender_name, addr_spec=sender)
    message["To"] = subscriber.address
    message["List-Id"] = list_id(site)
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Feedback-ID"] = f"{record.build}:article:flong"
    place = placeholder(record)
    text, html = mail["text"].replace(place, stop), mail["html"].replace(place, escape(stop))
    message.set_content(text, cte=encoding_of(text))
    message.add_alternative(html, subtype="html", cte=encoding_of(html))
    return message


def placeholder(record: ArticleRecord) -> str:
    """Where a build's mail has the address to unsubscribe at. No author can write it: the source's hash is in it."""
    return f"[[{record.build}:unsubscribe_url]]"


def list_id(site: Site) -> str:
    """RFC 2919: the list's name, under the site's own domain."""
    host = site.url.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"<articles.{host}>"
