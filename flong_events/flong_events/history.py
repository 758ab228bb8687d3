"""Histories of a newsroom in which everything has happened that can."""

import random
from collections.abc import Callable, Iterator

from flong_events.newsroom import CATEGORIES, WORDS, Newsroom

Step = Callable[[Newsroom], object]


def busy(seed: int, steps: int = 40) -> Newsroom:
    """A newsroom in which everything has happened that can, in an order that the seed decides."""
    newsroom, chance = Newsroom(seed), random.Random(seed)  # noqa: S311
    for step in everything():
        step(newsroom)
    for number in range(steps):
        something(newsroom, chance, number)
    return newsroom


def everything() -> Iterator[Step]:
    """Each kind of event at least once, and what consumers stumble over."""
    yield lambda it: it.publish("tides", tags=["sea", "moon"])
    yield lambda it: it.publish("technology/presses", category="technology", tags=["print"])
    yield lambda it: it.update("tides", tags=["sea", "wind"])
    yield lambda it: it.correct("technology/presses")
    yield lambda it: it.update("tides", category="culture")
    yield lambda it: it.reject("tides")
    yield lambda it: it.rename("technology/presses", "technology/the-presses")
    yield lambda it: it.schedule("tides")
    yield lambda it: it.publish("tides")
    yield lambda it: it.schedule("eclipse", tags=["moon"])
    yield lambda it: it.unschedule("eclipse")
    yield lambda it: it.withdraw("tides")
    yield lambda it: it.reject("nameless")
    yield lambda it: it.publish("tides", title="The tides again")


def something(newsroom: Newsroom, chance: random.Random, number: int) -> None:
    """One more thing that an editor may do."""
    live = sorted(newsroom.live)
    if len(live) < 3:
        newsroom.publish(f"culture/piece-{number}", category="culture", tags=chance.sample(WORDS, 2))
        return
    article_id = chance.choice(live)
    acts: dict[str, Callable[[], object]] = {
        "update": lambda: newsroom.update(article_id, title=" ".join(chance.sample(WORDS, 3)).capitalize()),
        "retag": lambda: newsroom.update(article_id, tags=chance.sample(WORDS, 2)),
        "move": lambda: newsroom.update(article_id, category=chance.choice(sorted(CATEGORIES))),
        "restyle": lambda: newsroom.update(article_id),
        "correct": lambda: newsroom.correct(article_id),
        "withdraw": lambda: newsroom.withdraw(article_id),
        "put off": lambda: newsroom.schedule(article_id),
        "rename": lambda: newsroom.rename(article_id, f"{article_id}-{number}"),
        "reject": lambda: newsroom.reject(article_id),
        "publish": lambda: newsroom.publish(f"ocean/piece-{number}", tags=chance.sample(WORDS, 2)),
    }
    acts[chance.choice(sorted(acts))]()
