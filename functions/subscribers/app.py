"""The pages on which readers sign up, confirm, choose and leave. Reading one changes nothing."""

from hmac import compare_digest

from flong.runtime import flush, ready
from flong.settings import settings
from flong.subscriptions.answers import as_get, finished, refusal
from flong.subscriptions.pages import theme
from flong.subscriptions.routes import app

theme()  # loaded before the first request, which is cheaper


@ready
def handler(event: dict, context: object) -> dict:  # type: ignore[type-arg]
    proof = event.get("headers", {}).get("x-origin-secret", "")
    if not compare_digest(proof.encode(), settings().origin_secret.encode()):
        return {"statusCode": 403, "body": ""}
    answer = refusal(event) or app.resolve(as_get(event), context)
    flush()
    return finished(answer, event)
