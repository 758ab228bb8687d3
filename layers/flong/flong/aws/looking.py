"""A look at one source object, and at the pictures that it shows."""

from flong.aws import pictures, source
from flong.events import ArticleRecord
from flong.intake.judge import Sighting, sighted
from flong.intake.pictures import addresses_of, illustrated, wanted_by
from flong.theme import Site


def look(key: str, before: ArticleRecord | None, site: Site, *, afresh: bool = False) -> Sighting | None:
    """What stands under a key and what it says; None if nothing does. `afresh` reads known pictures again, too."""
    found = source.read(key)
    if found is None:
        return None
    seen = sighted(key, found, before, site)
    article = seen.reading.article
    if article is None or not addresses_of(article):
        return seen
    known = {picture.key: picture for picture in before.pictures} if before and not afresh else {}
    looks = pictures.look_at(article.id, key, wanted_by(article), known)
    return seen._replace(reading=illustrated(seen.reading, looks, found.data))
