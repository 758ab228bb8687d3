"""Takes in what SES tells of a mail. Its events hold addresses: nothing of them is logged but ids and codes."""

from flong.aws import feedback
from flong.feedback import Ignored, understood
from flong.runtime import count, for_each_hint, json_of, outcome

METRICS = {
    "sent": "MailsSettled",  # it was not known before: the sender had died
    "delivered": "MailsDelivered",
    "bounced": "MailsBounced",
    "complained": "MailsComplained",
    "rejected": "MailsRejected",
}
AS_USUAL = ("sent", "delivered")


def take_in(body: str) -> None:
    told = understood(json_of(body))
    if isinstance(told, Ignored):
        outcome("mail event passed over", why=told.why)
        count("MailEventsPassedOver")
        return
    done = feedback.take_in(told)
    if done.noted:
        count(METRICS[told.kind])
    if done.suppressed:
        count("SubscribersSuppressed")
    if told.kind not in AS_USUAL or done.missing:
        said = told.model_dump(exclude={"recipient"}, exclude_defaults=True)
        outcome("mail event", subscriber=told.recipient, **said, **done.model_dump())


# As text, for what cannot be read would stand in the log of whoever tried.
handler = for_each_hint(lambda body: [body], take_in)
