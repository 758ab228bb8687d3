"""The pages behind the links in a mail. Reading one changes nothing: scanners follow every link they find."""

from hmac import compare_digest

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response
from flong.aws import subscribers
from flong.formats.subscriptions import unsubscribe_page
from flong.formats.templates import Theme
from flong.links import Link, opened
from flong.runtime import outcome, ready
from flong.settings import settings

THEME = Theme.load(settings().theme, settings().site_url)
UNSUBSCRIBE = "/subscriptions/unsubscribe/<token>"
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}

app = LambdaFunctionUrlResolver()


@app.get(UNSUBSCRIBE)
def ask(token: str) -> Response[str]:
    known = link_of(token) is not None
    return page("ask" if known else "unknown", 200 if known else 404)


@app.post(UNSUBSCRIBE)
def unsubscribe(token: str) -> Response[str]:
    """One click, as RFC 8058 has it: no cookie, no question, the same answer every time."""
    link = link_of(token)
    if link is None:
        return page("unknown", 404)
    subscribers.unsubscribe(link.subscriber)
    outcome("unsubscribed", subscriber=link.subscriber)
    return page("done", 200)


def link_of(token: str) -> Link | None:
    return opened(token, "unsubscribe", settings().link_keys.split())


def page(state: str, status: int) -> Response[str]:
    body = unsubscribe_page(state, app.current_event.path, THEME)  # type: ignore[arg-type]
    return Response(status_code=status, content_type="text/html; charset=utf-8", body=body, headers=HEADERS)


@ready
def handler(event: dict, context: object) -> dict:  # type: ignore[type-arg]
    proof = event.get("headers", {}).get("x-origin-secret", "")
    if not compare_digest(proof.encode(), settings().origin_secret.encode()):
        return {"statusCode": 403, "body": ""}
    return app.resolve(event, context)
