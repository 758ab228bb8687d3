"""The read API: what stands in the index, for programs. It changes nothing, and reads nothing but the article table."""

from hmac import compare_digest

from flong.api.answers import as_get, finished, refusal
from flong.api.routes import app
from flong.runtime import ready
from flong.settings import settings


@ready
def handler(event: dict, context: object) -> dict:  # type: ignore[type-arg]
    proof = event.get("headers", {}).get("x-origin-secret", "")
    if not compare_digest(proof.encode(), settings().origin_secret.encode()):
        return {"statusCode": 403, "body": ""}
    answer = refusal(event) or app.resolve(as_get(event), context)
    return finished(answer, event, settings().api_origins, settings().api_max_age)
