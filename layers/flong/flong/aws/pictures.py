"""Pictures beside articles: looked at in the source bucket, kept with the builds of the article that shows them."""

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from flong.article import Picture
from flong.aws import articles, builds, source
from flong.intake.pictures import MAX_BYTES, Fault, Looks, picture_of

AT_ONCE = 8
"""Most of a look is waiting for S3; eight pictures of the largest size fit into a function's memory."""


def look_at(article_id: str, article_key: str, keys: Iterable[str], known: Mapping[str, Picture]) -> Looks:
    """What lies under each key; `known` is what an earlier look found, and is right while the object's ETag is.

    The article is noted under each before it is looked at, so that no picture that comes later is missed.
    """

    def look(key: str) -> tuple[str, Picture | Fault]:
        if key not in known:
            articles.want_picture(key, article_id, article_key)
        return key, look_once(article_id, key, known.get(key))

    keys = list(keys)
    if not keys:
        return {}
    with ThreadPoolExecutor(min(AT_ONCE, len(keys))) as pool:
        return dict(pool.map(look, keys))


def look_once(article_id: str, key: str, known: Picture | None) -> Picture | Fault:
    if known and source.etag(key) == known.etag:
        return known
    found = source.read(key, MAX_BYTES)
    if found is None:
        return Fault.MISSING
    if found.size > MAX_BYTES:
        return Fault.TOO_LARGE
    picture = picture_of(key, found.version.etag, hashlib.sha256(found.data).hexdigest(), found.data)
    if isinstance(picture, Picture):
        builds.put_picture(article_id, picture, found.data)
    return picture
