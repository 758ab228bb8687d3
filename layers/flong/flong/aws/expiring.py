"""Forgets builds that nobody needs any more."""

from datetime import datetime, timedelta

from flong.audit import expired
from flong.aws import articles, builds, objects
from flong.aws.auditing import moment
from flong.events import ArticleRecord
from flong.settings import settings
from flong.snapshot import Source


def expire(now: datetime, keep_days: int, keep_last: int) -> int:
    """Removes builds older than so many days, but for what an article is now and its last so many; how many files.

    One that is missed after all is made again.
    """
    before = moment(now - timedelta(days=keep_days))
    records = [ArticleRecord.model_validate(it) for it in articles.everything() if it["sk"] == "ARTICLE"]
    old = {
        it.key: Source(it.etag, it.modified) for it in objects.listed(settings().builds_bucket) if it.modified < before
    }
    # Nearly every article has one build, the live one; only where there is more it matters which are its last.
    spare = {article_of(key) for key in expired(old, records, before, set())} if keep_last else set()
    keys = expired(old, records, before, {build for id_ in spare for build in last_builds(id_, keep_last)})
    builds.remove(keys)
    return len(keys)


def article_of(build_key: str) -> str:
    """The id of the article that a build is of: `builds/<id>/<build>/<file>`."""
    return build_key.removeprefix("builds/").rsplit("/", 2)[0]


def last_builds(article_id: str, count: int) -> set[str]:
    """The folders of the builds of an article's last revisions."""
    found = (it.build for it in articles.history(article_id, newest=count))
    return {f"builds/{article_id}/{build}/" for build in found if build}
