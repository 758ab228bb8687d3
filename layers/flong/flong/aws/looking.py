"""A look at one source object, at the pictures that it shows, and at what it may have been called before."""

from datetime import datetime

from flong.aws import pictures, source
from flong.aws.renaming import with_twin
from flong.errors import Unavailable
from flong.events import ArticleAccepted, ArticleRecord, SourceChanged
from flong.intake.judge import Outcome, Sighting, judge, sighted
from flong.intake.pictures import addresses_of, illustrated, wanted_by
from flong.publish import Standing
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


def continued(accepted: ArticleAccepted, standing: Standing, site: Site, theme: str, now: datetime) -> Outcome:
    """What becomes of an accepted article that may be an old one under another name; `theme` is its fingerprint."""
    found = with_twin(accepted, standing.verdict)
    if isinstance(found, ArticleAccepted) and found.continues:
        return as_dated_before(found, found.continues, standing, site, theme, now)
    return found


def as_dated_before(
    accepted: ArticleAccepted, original: ArticleRecord, standing: Standing, site: Site, theme: str, now: datetime
) -> Outcome:
    """What is accepted, with the date that the article had under its former name, if its text states none."""
    if original.received in (None, accepted.received):
        return accepted
    seen = look(accepted.key, original, site, afresh=True)  # its pictures are kept under the other name
    if seen is None or accepted.verdict.source != seen.version:
        raise Unavailable(f"{accepted.key} keeps changing")
    change = SourceChanged(key=accepted.key, attempt=accepted.attempt, rebuild=accepted.rebuild)
    found = judge(change, standing.record, standing.verdict, seen, site, theme, now)
    if isinstance(found, ArticleAccepted):
        found = found.model_copy(update={"continues": original, "ended": accepted.ended})
    return found
