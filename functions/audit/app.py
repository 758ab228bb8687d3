"""Once a day: finds what does not agree, sets going what puts it right, and forgets what nobody needs."""

from datetime import UTC, datetime

from flong.aws import auditing, expiring
from flong.formats.templates import Theme
from flong.runtime import count, flush, outcome, ready
from flong.settings import settings

THEME = Theme.load(settings().theme, settings().site_url)


@ready
def handler(event: dict, context: object) -> dict:  # type: ignore[type-arg]
    now = datetime.now(UTC)
    found = auditing.audit(THEME, now)
    auditing.report(found, now)
    repaired = auditing.repair(found) if settings().audit_repairs else 0
    auditing.renew(now)
    expired = expiring.expire(now, settings().build_days, settings().builds_kept)
    outcome(
        "audited", differences=[it.said for it in found[:100]], found=len(found), repaired=repaired, expired=expired
    )
    count("Differences", len(found))
    flush()
    return {"differences": len(found), "repaired": repaired, "expired": expired}
