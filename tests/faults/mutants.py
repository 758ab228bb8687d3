"""Faults planted in the code, each of which the harness has to find: what cannot be found is not looked for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

from flong.formats.registry import PUBLIC

from tests.faults import crashes, errors, preemptions
from tests.faults.running import Trial, tried
from tests.faults.worlds import world

Function = Callable[..., Any]


def aws(module: str) -> Any:
    """A module that a pipeline has loaded: before there is one, it has no region to load in."""
    return import_module(f"flong.aws.{module}")


@dataclass(frozen=True)
class Mutant:
    """A fault, and the trials of which one at least has to find it; every so-manieth of them is enough."""

    name: str
    changes: dict[str, Callable[[Function], Function]]
    trials: Callable[[], Iterator[Trial]]
    every: int = 1

    def __str__(self) -> str:
        return self.name

    @contextmanager
    def planted(self) -> Iterator[None]:
        with ExitStack() as stack:
            for target, change in self.changes.items():
                module, _, name = target.partition(".")
                place = import_module(f"flong.{module}") if module in ("index", "runtime") else aws(module)
                stack.enter_context(patch.object(place, name, change(getattr(place, name))))
            yield

    def found_by(self) -> str | None:
        """The first trial that fails; None if all of them end well."""
        with world():
            pass  # whatever is to be changed has now been loaded
        trials = list(self.trials())[:: self.every]
        with self.planted():
            return next((failure.trial for trial in trials if (failure := tried(trial))), None)


def playing(scenario: str) -> Callable[[], Iterator[Trial]]:
    """The scenario once, with a crash that does no harm."""
    return lambda: iter([crashes.CrashPoint(scenario, 1, "before")])


def crashing(*scenarios: str) -> Callable[[], Iterator[Trial]]:
    return lambda: crashes.points(scenarios)


def refused(*scenarios: str) -> Callable[[], Iterator[Trial]]:
    return lambda: errors.points(scenarios)


def interfering(scenario: str, *interferences: str) -> Callable[[], Iterator[Trial]]:
    return lambda: preemptions.points([scenario], interferences)


# Each of these makes, of what the code has, what it has instead.


def nothing(original: Function) -> Function:
    return lambda *given, **named: None


def announce_first(settle: Function) -> Function:
    """Announces what stands before it has been brought live."""

    def announced_first(article_id: str, theme: Any) -> Any:
        late: list[Any] = []
        with patch("flong.aws.publishing.bring_live", lambda *given: late.append(given)):
            found = settle(article_id, theme)
        for given in late:
            aws("publishing").bring_live(*given)
        return found

    return announced_first


def note_first(settle: Function) -> Function:
    """Says that all has been announced before it has been."""

    def noted_first(article_id: str, theme: Any) -> Any:
        kept: list[Any] = []
        with patch("flong.aws.topic.announce", lambda *given: kept.append(given)):
            found = settle(article_id, theme)
        for given in kept:
            aws("topic").announce(*given)
        return found

    return noted_first


def unconditional(unchanged: Function) -> Function:
    return lambda name, value: {}


def write_at_once(write: Function) -> Function:
    """Writes what is rendered where readers look."""

    def written_at_once(article_id: str, build: str, renderings: Any) -> Any:
        renderings = list(renderings)
        for it in renderings:
            if it.name in PUBLIC:
                aws("site").write(f"articles/{article_id}/{PUBLIC[it.name]}", it.content.decode(), "text/html")
        return write(article_id, build, renderings)

    return written_at_once


def look_once(settled_standing: Function) -> Function:
    def looked_once(article_id: str, theme: Any) -> Any:
        standing = aws("publishing").standing_of(article_id)
        if not standing.settled:
            aws("publishing").bring_live(standing, theme)
        return standing

    return looked_once


class Same:
    """An ETag that differs from no other, and that is not there for who asks."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return False


def trust(etag: Function) -> Function:
    return lambda key: Same()


def count_regardless(move_counts: Function) -> Function:
    def counted(old: Any, new: Any, article_id: str, changes: Any) -> None:
        item = {"pk": f"ARTICLE#{article_id}", "sk": "COUNTED", **new.model_dump(mode="json")}
        writes = [{"Put": aws("articles").put(item)}]
        writes += [{"Update": aws("collections").counter(it)} for it in changes]
        aws("articles").dynamodb.transact_write_items(TransactItems=writes)

    return counted


def keep_entries(commit_of: Function) -> Function:
    def keeping(message: Any, now: str) -> Any:
        change = commit_of(message, now)
        change.entries.drop.clear()
        return change

    return keeping


def forget_history(commit_of: Function) -> Function:
    return lambda message, now: replace(commit_of(message, now), revision=None)


def grant(claim: Function) -> Function:
    """Takes no notice of what an earlier claim came to."""

    def granted(article_id: str, subscriber: Any) -> None:
        claim(article_id, subscriber)

    return granted


def confirm(read: Function) -> Function:
    return lambda id_: (found := read(id_)) and found.model_copy(update={"state": "confirmed"})


def always(is_quiet: Function) -> Function:
    return lambda old, new: True


def swallow(batch: Function) -> Function:
    def swallowed(*given: Any) -> dict[str, Any]:
        batch(*given)
        return {"batchItemFailures": []}

    return swallowed


def mark(mark_built: Function) -> Function:
    def marked(collection: str, mark: str) -> bool:
        mark_built(collection, mark)
        return True

    return marked


MUTANTS = (
    Mutant("announced before it can be read", {"publishing.settle": announce_first}, playing("first publication")),
    Mutant("noted as announced before it is", {"publishing.settle": note_first}, crashing("first publication"), 3),
    Mutant("a commit on no condition", {"articles.unchanged": unconditional}, interfering("first publication", "edit")),
    Mutant(
        "nobody is woken when a path becomes free", {"indexing.wake": nothing}, playing("path conflict and release")
    ),
    Mutant("nobody notes who waits", {"articles.wait_for_path": nothing}, playing("path conflict and release")),
    Mutant("rendered where readers look", {"builds.write": write_at_once}, playing("path conflict and release")),
    Mutant(
        "no second look before it is announced",
        {"publishing.settled_standing": look_once},
        interfering("first publication", "edit", "delete"),
    ),
    Mutant("no second look at the source", {"source.etag": trust}, interfering("first publication", "delete")),
    Mutant(
        "counted on no condition",
        {"collections.move_counts": count_regardless},
        interfering("first publication", "edit", "overtaken"),
    ),
    Mutant("entries of lost tags stay", {"indexing.commit_of": keep_entries}, playing("update with tags")),
    Mutant("no history is kept", {"indexing.commit_of": forget_history}, playing("first publication")),
    Mutant("a claim is always granted", {"subscribers.claim": grant}, crashing("mailing")),
    Mutant("who has left is mailed", {"subscribers.read": confirm}, interfering("mailing", "unsubscribed")),
    Mutant("no schedule is made", {"schedules.put": nothing}, playing("schedule due")),
    Mutant("every commit is quiet", {"index.is_quiet": always}, playing("correction")),
    Mutant("failures are successes", {"runtime.batch": swallow}, refused("first publication"), 5),
    Mutant("changed meanwhile counts as built", {"collections.mark_built": mark}, interfering("withdrawal", "edit")),
    Mutant("what lay at a former address stays", {"publishing.redirect": nothing}, playing("new address")),
)
