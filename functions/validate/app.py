"""Looks at a source object and says what it is: a good article, a bad one, none any more, or nothing new."""

from datetime import UTC, datetime

from flong.article import id_of
from flong.aws import articles, builds, queues, source
from flong.aws.looking import continued, look
from flong.events import ArticleAccepted, ArticleGone, SourceChanged
from flong.intake.judge import hinted_keys, is_companion, judge, seconds_until_due, verdict_unread
from flong.runtime import count, for_each_hint, json_of, outcome
from flong.settings import settings
from flong.theme import fingerprint, load_site
from flong.verdict import Verdict, judged

SITE = load_site(settings().theme, settings().site_url)
FINGERPRINT = fingerprint(settings().theme, settings().site_url)


def validate(change: SourceChanged) -> None:
    # The table first, then the bucket: a commit that happens in between is then seen as one by `index`.
    standing = articles.read(id_of(change.key))
    seen = look(change.key, standing.record, SITE, afresh=change.rebuild)
    now = datetime.now(UTC)
    queues.look_when_due(change.key, seconds_until_due(seen, now))
    found = judge(change, standing.record, standing.verdict, seen, SITE, FINGERPRINT, now)
    if isinstance(found, ArticleAccepted):
        found = continued(found, standing, SITE, FINGERPRINT, now)
    match found:
        case ArticleAccepted() as accepted:
            queues.send(settings().render_queue, builds.stow(accepted))
            outcome("accepted", build_id=accepted.build)
        case ArticleGone() as gone:
            queues.send(settings().index_queue, gone)
            outcome("gone")
        case Verdict() as verdict:
            # As after a commit: what was judged may be gone by now, and its own run have seen nothing to do.
            if not articles.put_verdict(verdict) or source.etag(change.key) != (seen.version.etag if seen else None):
                queues.look_again(change.key, change.attempt)
            outcome(verdict.status, findings=[finding.code for finding in verdict.findings])
            count("ArticlesRejected", len(verdict.errors) > 0)
        case None:
            if seen and standing.verdict and not judged(seen.version, standing.verdict):
                source.tag(change.key, seen.version, standing.verdict.status_tags)
            outcome("unchanged")


def look_at_change(change: SourceChanged) -> None:
    """An article is validated; a picture has every article that shows it looked at again."""
    if not is_companion(change.key):
        return validate(change)
    keys = articles.wanting(change.key)
    queues.send_all(settings().intake_queue, [SourceChanged(key=key) for key in keys])
    return outcome("picture changed", articles=len(keys))


def give_up(change: SourceChanged) -> SourceChanged:
    """Says beforehand that this object was too much: who dies of it says nothing. Who lives puts another verdict."""
    standing = articles.read(id_of(change.key))
    found = None if is_companion(change.key) else source.read(change.key)
    if found and not judged(found.version, standing.verdict):
        articles.put_verdict(verdict_unread(change.key, standing.verdict, found.version, SITE))
    return change


handler = for_each_hint(lambda body: hinted_keys(json_of(body)), look_at_change, on_last=give_up)
