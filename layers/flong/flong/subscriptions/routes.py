"""What a reader can do: sign up, confirm, choose, leave. Reading a page changes nothing: scanners follow links."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response

from flong.aws import leaving, subscribers
from flong.formats.subscriptions import (
    HOME,
    SEND_LINK,
    Button,
    Link,
    Speech,
    consent_text,
    notice_page,
    preferences_page,
    send_link_page,
    subscribe_page,
    unsubscribe_page,
)
from flong.links import Link as Signed
from flong.links import Purpose, opened, preferences_path
from flong.runtime import count, outcome
from flong.settings import settings
from flong.subscribers import Subscriber
from flong.subscribing import Choice, Kind, chosen, confirmed, is_paused, living, may_confirm
from flong.subscriptions.asking import ask
from flong.subscriptions.forms import WHAT, BadForm, Fields, choice_of, fields_of, first, pause_of, sign_up
from flong.subscriptions.pages import choice_now, own_id, speaking, theme, topics_for
from flong.subscriptions.telling import TOLD, Elsewhere, LinkOver, LinkUnknown, notice, page
from flong.subscriptions.visitors import is_from_elsewhere

CONFIRM = "/subscriptions/confirm/<token>"
PREFERENCES = "/subscriptions/preferences/<token>"
UNSUBSCRIBE = "/subscriptions/unsubscribe/<token>"

app = LambdaFunctionUrlResolver()


# ---- signing up


@app.get(HOME)
def show_form() -> Response[str]:
    """A link may bring a language and tags along: `/subscriptions/?tag=sea`."""
    given = app.current_event.resolved_query_string_parameters
    tags = [it for value in given.get("tag", []) for it in value.split(",")]
    choice, _ = choice_of({"tag": tags, "what": ["topics"] if any(tags) else []}, own_id)
    return page(subscribe_page(speaking(first(given, "language")), topics_for(choice.tags), choice))


@app.post(HOME)
def take_form() -> Response[str]:
    form = sign_up(posted(), own_id)
    speech = speaking(form.choice.language)
    choice = form.choice.model_copy(update={"language": speech.labels.language})
    if form.wrong:
        return page(subscribe_page(speech, topics_for(choice.tags), choice, form.written, form.wrong), 422)
    if form.is_trapped:
        count("Trapped")
        return notice("asked", speech)
    return asked("subscribe", form.address, choice, speech)


@app.get(SEND_LINK)
def show_link_form() -> Response[str]:
    given = app.current_event.resolved_query_string_parameters
    return page(send_link_page(speaking(first(given, "language"))))


@app.post(SEND_LINK)
def take_link_form() -> Response[str]:
    form = sign_up({**posted(), "what": [], "tag": []}, own_id)
    speech = speaking(form.choice.language)
    if form.wrong:
        return page(send_link_page(speech, form.written, form.wrong), 422)
    return asked("link", form.address, form.choice, speech)


def asked(kind: Kind, address: str, choice: Choice, speech: Speech) -> Response[str]:
    """Whether or not we know the address: nobody looks."""
    if not ask(event(), kind, address, choice, consent_text(speech) if kind == "subscribe" else ""):
        count("TooManyRequests")
        return page(notice_page("slow_down", speech), 429, {"Retry-After": "3600"})
    count("Requests")
    return notice("asked", speech)


# ---- confirming


@app.get(CONFIRM)
def show_confirm(token: str) -> Response[str]:
    link = link_of("confirm", token)
    known = subscribers.read(link.subscriber)
    if not may_confirm(known, link.about, now()):
        return no_longer_confirms(known)
    speech = speaking_to(known)
    return notice("confirm", speech, button=Button(path(), speech.labels.do_confirm))


@app.post(CONFIRM)
def confirm(token: str) -> Response[str]:
    """The same answer every time, as long as the link is that of the present sign-up."""
    from_here()
    link, moment = link_of("confirm", token), now()
    known = subscribers.change(link.subscriber, lambda it: confirmed(it, link.about, moment))
    if known is None or not may_confirm(known, link.about, moment):
        return no_longer_confirms(known)
    outcome("confirmed", subscriber=link.subscriber)
    speech = speaking_to(known)
    way = preferences_path(known, moment, settings().preferences_days, settings().link_keys.split())
    return notice("confirmed", speech, 200, Link(way, speech.labels.to_preferences), speech.way_back)


def no_longer_confirms(known: Subscriber | None) -> Response[str]:
    speech = speaking_to(known)
    return notice("link_old", speech, 410, speech.way_in)


# ---- choosing


@app.get(PREFERENCES)
def show_preferences(token: str) -> Response[str]:
    known = subscribers.read(link_of("preferences", token).subscriber)
    return preferences(known) if gets_mail(known) else not_subscribed(known)


@app.post(PREFERENCES)
def take_preferences(token: str) -> Response[str]:
    from_here()
    link, fields, moment = link_of("preferences", token), posted(), now()
    if first(fields, "what") not in WHAT:
        raise BadForm(400)
    given, wrong = choice_of(fields, own_id)
    choice = given.model_copy(update={"language": speaking(given.language).labels.language})
    if wrong:
        return page(
            preferences_page(speaking(choice.language), topics_for(choice.tags), choice, path(), wrong=wrong), 422
        )
    known = subscribers.change(link.subscriber, lambda it: chosen(it, choice, pause_of(fields), moment))
    if not gets_mail(known):
        return not_subscribed(known)
    outcome("preferences changed", subscriber=link.subscriber)
    return preferences(known, saved=True)


@app.post(PREFERENCES + "/stop")
def stop(token: str) -> Response[str]:
    from_here()
    link = link_of("preferences", token)
    known = subscribers.read(link.subscriber)
    subscribers.unsubscribe(link.subscriber)
    outcome("unsubscribed", subscriber=link.subscriber)
    return page(unsubscribe_page("done", "", speaking_to(known)))


@app.get(PREFERENCES + "/erase")
def ask_to_erase(token: str) -> Response[str]:
    speech = speaking_to(subscribers.read(link_of("preferences", token).subscriber))
    return notice("erase", speech, button=Button(path(), speech.labels.do_erase))


@app.post(PREFERENCES + "/erase")
def erase(token: str) -> Response[str]:
    from_here()
    link = link_of("preferences", token)
    speech = speaking_to(subscribers.read(link.subscriber))
    subscribers.erase(link.subscriber)
    outcome("erased", subscriber=link.subscriber)
    return notice("erased", speech, 200, speech.way_back)


def gets_mail(known: Subscriber | None) -> bool:
    return known is not None and known.state == "confirmed"


def preferences(known: Subscriber | None, *, saved: bool = False) -> Response[str]:
    assert known
    paused = known.paused_until if is_paused(known, now()) else ""
    topics, choice = topics_for(known.tags), choice_now(known)
    return page(preferences_page(speaking_to(known), topics, choice, path(), paused_until=paused, saved=saved))


def not_subscribed(known: Subscriber | None) -> Response[str]:
    speech = speaking_to(known)
    return notice("not_subscribed", speech, 410, speech.way_in)


# ---- leaving


@app.get(UNSUBSCRIBE)
def ask_to_unsubscribe(token: str) -> Response[str]:
    link = link_of("unsubscribe", token)
    return page(unsubscribe_page("ask", path(), speaking_to(subscribers.read(link.subscriber))))


@app.post(UNSUBSCRIBE)
def unsubscribe(token: str) -> Response[str]:
    """One click, as RFC 8058 has it: no cookie, no question, whoever sends it, the same answer every time."""
    link = link_of("unsubscribe", token)
    speech = speaking_to(subscribers.read(link.subscriber))
    leaving.leave(link.subscriber, link.about)
    outcome("unsubscribed", subscriber=link.subscriber)
    return page(unsubscribe_page("done", "", speech))


# ---- parts


def now() -> datetime:
    return datetime.now(UTC)


def event() -> dict[str, Any]:
    return app.current_event.raw_event


def path() -> str:
    return str(app.current_event.path)


def posted() -> Fields:
    from_here()
    return fields_of(event())


def from_here() -> None:
    if is_from_elsewhere(event(), theme().site.url):
        raise Elsewhere


def link_of(purpose: Purpose, token: str) -> Signed:
    """What a link says; `LinkUnknown` if we have not signed it, `LinkOver` if its time is over."""
    link = opened(token, purpose, settings().link_keys.split())
    if link is None:
        raise LinkUnknown
    if link.expires <= now().timestamp():
        raise LinkOver(purpose)
    return link


def speaking_to(known: Subscriber | None) -> Speech:
    found = living(known, now())
    return speaking(found.language if found else "")


for kind, tell in TOLD.items():
    app.exception_handler(kind)(tell)
