"""One mail to one subscriber. Pure."""

from collections.abc import Mapping, Sequence
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from flong.events import ArticleRecord
from flong.formats.labels import Labels
from flong.formats.transfer import LINE, encoding_of
from flong.mailings import Kind, Mailing
from flong.subscribers import Subscriber, lists_of, wants
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


class Letter(NamedTuple):
    """What all recipients of a mailing are sent: `subject`, `text` and `html`, with places for what is their own."""

    mail: Mapping[str, Any]
    build: str
    """What the places are known by."""
    site: Site
    sender: str
    kind: Kind = "article"
    campaign: str = ""
    """The mailing's id, by which a receiver's reports tell mailings apart."""
    unsubscribe_address: str = ""


class Ways(NamedTuple):
    """The addresses that are one recipient's own: where it leaves, and where it chooses what it gets."""

    stop: str
    preferences: str


def compose(letter: Letter, subscriber: Subscriber, ways: Ways) -> EmailMessage:
    """The finished message: text and HTML of the build, and one click to stop (RFC 8058)."""
    message = addressed(letter, letter.mail["subject"], subscriber.address)
    message["List-Id"] = list_id(letter.site)
    message["List-Unsubscribe"] = ways_out(ways.stop, letter.unsubscribe_address)
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Feedback-ID"] = feedback_id(letter)
    # No responder is to answer what a program has sent (RFC 3834, section 5).
    message["Auto-Submitted"] = "auto-generated"
    fill(message, letter, ways)
    return message


def compose_test(letter: Letter, address: str) -> EmailMessage:
    """The message for its editor's own eyes: as subscribers would get it, but its links lead to the site alone."""
    message = addressed(letter, f"[Test] {letter.mail['subject']}", address)
    message["Auto-Submitted"] = "auto-generated"
    fill(message, letter, Ways(f"{letter.site.url}/", f"{letter.site.url}/"))
    return message


def addressed(letter: Letter, subject: str, address: str) -> EmailMessage:
    """A message that says what it is, from whom and to whom."""
    message = EmailMessage(policy=POLICY)
    message["Subject"] = " ".join(subject.split())
    message["From"] = Address(display_name=letter.site.sender_name, addr_spec=letter.sender)
    message["To"] = address
    return message


def fill(message: EmailMessage, letter: Letter, ways: Ways) -> None:
    """Gives a message both of its parts."""
    text, html = letter.mail["text"], letter.mail["html"]
    for name, url in (("unsubscribe_url", ways.stop), ("preferences_url", ways.preferences)):
        place = placeholder(letter.build, name)
        text, html = text.replace(place, url), html.replace(place, escape(url))
    message.set_content(text, cte=encoding_of(text))
    message.add_alternative(html, subtype="html", cte=encoding_of(html))


def placeholder(build: str, name: str) -> str:
    """Where a build's mail has an address of its reader's own. No author can write it: the source's hash is in it."""
    return f"[[{build}:{name}]]"


def ways_out(stop: str, address: str) -> str:
    """The value of List-Unsubscribe (RFC 2369): one click; and a mail, for programs that know no other way."""
    token = urlsplit(stop).path.rpartition("/")[2]
    return f"<{stop}>" + (f", <mailto:{quote(address, safe='@')}?subject=unsubscribe%20{token}>" if address else "")


def feedback_id(letter: Letter) -> str:
    """Campaign, customer, type and sender, as Gmail's reports count complaints by them."""
    return f"{letter.campaign[:16] or letter.build}:{host_of(letter.site)}:{letter.kind}:flong"


def list_id(site: Site) -> str:
    """RFC 2919: the list's name, under the site's own domain."""
    return f"<articles.{host_of(site)}>"


def host_of(site: Site) -> str:
    return site.url.partition("://")[2].partition("/")[0].partition(":")[0]


def subject_of(kind: Kind, title: str, labels: Labels) -> str:
    """The subject of a mail: an article's title, with what has become of it before it in a notice."""
    form = {"article": "{title}", "correction": labels.corrected_subject, "withdrawal": labels.withdrawn_subject}[kind]
    return form.format(title=" ".join(title.split()))


def passed_over(mailing: Mailing, record: ArticleRecord, lists: Sequence[str], subscriber: Subscriber, now: str) -> str:
    """Why somebody in an audience is not to have a mail after all; empty if they are."""
    if mailing.kind != "article":
        # Who has had the article is told of it, whatever has become of its tags.
        return "" if lists_of(subscriber) and subscriber.paused_until <= now else "unsubscribed"
    if not wants(subscriber, lists, now):
        return "unsubscribed"
    # An archive that is moved, or comes back, is announced as published; it is news to nobody who came after it.
    return "later subscriber" if record.first_public and subscriber.since > record.first_public else ""
