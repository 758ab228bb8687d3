"""An archive as sites have them: a few tags are nearly everywhere, most are rare. The same number, the same article."""

from bisect import bisect
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from flong.article import Article, Image, Moment, Person, Tag
from flong.commit import commit_of
from flong.events import ArticleAccepted, ArticleRecord, ArticleRendered, Variant
from flong.formats.registry import FORMATS
from flong.record import record_of
from flong.theme import Site
from flong.verdict import SourceVersion, Verdict

TAGS, AUTHORS, CATEGORIES = 2_000, 500, 10
EVERYWHERE = 0.2
"""The share of articles that have the first tag."""
OTHERS = 4.8
"""Tags of an article besides, on average; how often each is used falls as Zipf has it."""
YEARS = 10
NOW = datetime(2026, 6, 1, tzinfo=UTC)
COMMITTED = "2026-06-01T10:00:00Z"
SITE = Site(name="The Site", url="https://www.example.org")
WORDS = (
    "the",
    "sea",
    "comes",
    "and",
    "goes",
    "twice",
    "a",
    "day",
    "every",
    "harbour",
    "keeps",
    "its",
    "own",
    "account",
)


@cache
def shares(count: int) -> list[float]:
    """The running sums of what each of so many has, where the n-th has an n-th of the first."""
    return list(accumulate(1 / n for n in range(1, count + 1)))


def one_of(count: int, rng: Random) -> int:
    sums = shares(count)
    return bisect(sums, rng.random() * sums[-1])


def tags_of(rng: Random) -> tuple[Tag, ...]:
    others = max(1, min(19, round(rng.gauss(OTHERS, 2))))
    numbers = {1 + one_of(TAGS - 1, rng) for _ in range(others)} | ({0} if rng.random() < EVERYWHERE else set())
    return tuple(Tag(id=f"subject-{n}", label=f"Subject {n}") for n in sorted(numbers))


def words(rng: Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count)).capitalize()


def article(number: int, *, fresh: bool = False, edited: bool = False) -> Article:
    """One article: of any day of the last years, or `fresh` from the present month; `edited`: another title and tag."""
    rng = Random(number)
    back = timedelta(minutes=rng.randrange(20_000) if fresh else rng.randrange(YEARS * 365 * 1_440))
    tags, category = tags_of(rng), one_of(CATEGORIES, rng)
    names = sorted({one_of(AUTHORS, rng) for _ in range(rng.choice([1, 1, 1, 2]))})
    title, summary = words(rng, 9), words(rng, 40)
    if edited:
        other = Tag(id="subject-new", label="Subject new")
        tags, title = (*tags[:-1], other), f"{title}, again"
    path = f"/category-{category}/article-{number}/"
    return Article(
        id=f"category-{category}/article-{number}",
        key=f"articles/category-{category}/article-{number}.md",
        title=title,
        summary=summary,
        authors=tuple(Person(name=f"Ada Brenner {n}", url=f"https://www.example.org/people/{n}/") for n in names),
        published=Moment(at=(NOW + timedelta(days=15) if fresh else NOW) - back, precision="minute"),
        category=f"category-{category}",
        tags=tags,
        hero=Image(url=f"{SITE.url}{path}hero-0123456789abcdef.jpg", alt=summary[:80], width=1_600, height=900),
        language="en",
        path=path,
        body=f"<p>{summary}</p>",
        words=40,
    )


def message_of(found: Article, before: ArticleRecord | None = None) -> ArticleRendered:
    """What `render` asks to be committed."""
    revision = before.revision + 1 if before else 1
    sha256, build = f"{hash_of(found.id, revision):064x}", f"{hash_of(found.id, revision):020x}"[:20]
    version = SourceVersion(version_id="v1", etag=f'"{sha256[:32]}"', sha256=sha256, modified=COMMITTED)
    verdict = Verdict(key=found.key, article_id=found.id, status="accepted", number=revision, source=version)
    known = {"key": found.key, "article_id": found.id, "before": before, "verdict": verdict}
    accepted = ArticleAccepted(**known, build=build, article=found)
    return ArticleRendered(**known, record=record_of(accepted, found, variants(found.id, build), SITE))


def hash_of(id_: str, revision: int) -> int:
    return Random(f"{id_} {revision}").getrandbits(256)


def variants(id_: str, build: str) -> dict[str, Variant]:
    return {
        it.name: Variant(
            key=f"builds/{id_}/{build}/{it.file}", content_type=it.content_type, bytes=20_000, sha256="b" * 64
        )
        for it in FORMATS
    }


def committed(found: Article, before: ArticleRecord | None = None) -> ArticleRecord:
    """The record that the commit of an article has left."""
    return commit_of(message_of(found, before), COMMITTED).new
