"""Faults planted in the code, each of which the harness has to find: what cannot be found is not looked for."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from unittest.mock import patch

from tests.faults import crashes, errors, planted_mail, plants, preemptions
from tests.faults.plants import Function
from tests.faults.running import Failure, Trial, tried
from tests.faults.worlds import calls_of

Trials = Callable[[], Iterator[Trial]]


@dataclass(frozen=True)
class Mutant:
    """A fault, and the trials of which one at least has to find it."""

    name: str
    changes: dict[str, Callable[[Function], Function]]
    trials: Trials

    @contextmanager
    def planted(self) -> Iterator[None]:
        with ExitStack() as stack:
            for target, change in self.changes.items():
                module, _, name = target.rpartition(".")
                place = import_module(f"flong.{module}")
                stack.enter_context(patch.object(place, name, change(getattr(place, name))))
            yield

    def found_by(self) -> tuple[Trial, Failure] | None:
        """The first trial that fails, and how; None if all of them end well."""
        calls_of("first publication")  # whatever is to be changed has now been loaded
        trials = list(self.trials())
        with self.planted():
            return next(((trial, failure) for trial in trials if (failure := tried(trial))), None)


@dataclass(frozen=True)
class Planted:
    """That a fault is found, by a trial that finds nothing where it is not planted."""

    name: str

    def __str__(self) -> str:
        return f"planted: {self.name}"

    def run(self) -> None:
        found = BY_NAME[self.name].found_by()
        assert found, f"nothing has found that {self.name}"
        assert not (failure := tried(found[0])), f"{found[0]} fails by itself: {failure.error}"


def planted() -> Iterator[Planted]:
    return map(Planted, BY_NAME)


def playing(scenario: str) -> Trials:
    """The scenario once, with a crash that does no harm."""
    return lambda: iter([crashes.CrashPoint(scenario, 1, "before")])


def crashing(scenario: str, at: str) -> Trials:
    return lambda: crashes.points([scenario], at)


def refused(scenario: str, at: str) -> Trials:
    return lambda: errors.points([scenario], at)


def interfering(scenario: str, at: str, *interferences: str) -> Trials:
    return lambda: preemptions.points([scenario], interferences, at)


def backwards(trials: Trials) -> Trials:
    """The last calls first: collections are written at the end."""
    return lambda: reversed(list(trials()))


MUTANTS = (
    Mutant(
        "it is announced before it can be read",
        {"aws.publishing.settle": plants.announce_first},
        playing("first publication"),
    ),
    Mutant(
        "it is noted as announced before it is",
        {"aws.publishing.settle": plants.note_first},
        crashing("first publication", "sns.Publish"),
    ),
    Mutant(
        "a commit has no condition",
        {"aws.articles.unchanged": plants.unconditional},
        interfering("first publication", "dynamodb.Query", "edit"),
    ),
    Mutant(
        "nobody looks once more before it is announced",
        {"aws.publishing.settled_standing": plants.look_once},
        interfering("first publication", "s3.CopyObject", "overtaken"),
    ),
    Mutant(
        "nobody looks once more at the source",
        {"aws.source.etag": plants.trust},
        interfering("first publication", "dynamodb.TransactWriteItems", "delete"),
    ),
    Mutant(
        "pages are written where readers look before the commit",
        {"aws.builds.write": plants.write_at_once},
        playing("path conflict and release"),
    ),
    Mutant(
        "a path is never given up", {"aws.articles.path_writes": plants.hold_path}, playing("path conflict and release")
    ),
    Mutant(
        "a path is taken whoever has it",
        {"aws.articles.path_writes": plants.seize_path},
        playing("path conflict and release"),
    ),
    Mutant(
        "nobody is woken when a path becomes free",
        {"aws.indexing.wake": plants.nothing},
        playing("path conflict and release"),
    ),
    Mutant(
        "nobody notes who waits for a path",
        {"aws.articles.wait_for_path": plants.nothing},
        playing("path conflict and release"),
    ),
    Mutant("an event keeps to no schema", {"aws.topic.encoded": plants.without_path}, playing("first publication")),
    Mutant("what lay at a former address stays", {"aws.publishing.redirect": plants.nothing}, playing("new address")),
    Mutant("what was withdrawn can still be read", {"aws.publishing.clear": plants.nothing}, playing("withdrawal")),
    Mutant(
        "it is counted on no condition",
        {"aws.collections.move_counts": plants.count_regardless},
        interfering("first publication", "dynamodb.TransactWriteItems", "overtaken"),
    ),
    Mutant(
        # Either alone keeps an old page from staying, as long as the function that would write it lives.
        "what changed meanwhile counts as built, and is written over",
        {"aws.collections.mark_built": plants.mark, "aws.site.replace": plants.write_regardless},
        backwards(interfering("withdrawal", "s3.PutObject", "edit")),
    ),
    Mutant("entries of lost tags stay", {"aws.indexing.commit_of": plants.keep_entries}, playing("update with tags")),
    Mutant("no history is kept", {"aws.indexing.commit_of": plants.forget_history}, playing("first publication")),
    Mutant("every commit is quiet", {"commit.is_quiet": plants.always}, playing("correction")),
    Mutant("a verdict is told to nobody", {"aws.publishing.write_report": plants.nothing}, playing("rejected edit")),
    Mutant("no schedule is made", {"aws.schedules.put": plants.nothing}, playing("schedule due")),
    Mutant("a schedule is never taken back", {"aws.schedules.drop": plants.nothing}, playing("schedule changed")),
    Mutant(
        "a claim is always granted",
        {"aws.ledger.claim": plants.grant},
        interfering("mailing", "dynamodb.TransactWriteItems", "overtaken"),
    ),
    Mutant(
        "a claim that a crash left open is waited for without end",
        {"aws.sending.standing_of": plants.never_lost},
        crashing("mailing", "sesv2.SendEmail"),
    ),
    Mutant("a mail is noted as sent before it is", {"aws.ledger.claim": plants.claim_as_sent}, playing("mailing")),
    Mutant(
        "who has left is mailed",
        {"aws.subscribers.read_all": plants.confirm},
        interfering("mailing", "dynamodb.BatchGetItem", "unsubscribed"),
    ),
    Mutant(
        "who leaves after being looked at is mailed",
        {"aws.ledger.unchanged": plants.any_version},
        interfering("mailing", "dynamodb.TransactWriteItems", "unsubscribed"),
    ),
    Mutant(
        "whom SES is too busy for is given up",
        {"aws.sending.answer_to": plants.refused},
        refused("mailing", "sesv2.SendEmail"),
    ),
    Mutant(
        "an audience that was begun is not gone on with",
        {"aws.delivering.freeze": plants.begun_is_done},
        crashing("mailing", "dynamodb.TransactWriteItems"),
    ),
    Mutant("who bounces is mailed again", {"aws.feedback.suppress": plants.denying}, playing("feedback")),
    Mutant("what became of a mail is not noted", {"aws.feedback.written": plants.pretending}, playing("feedback")),
    Mutant("what failed counts as done", {"runtime.batch": plants.swallow}, refused("first publication", "dynamodb")),
)
BY_NAME = {it.name: it for it in (*MUTANTS, *(Mutant(*planted) for planted in planted_mail.PLANTED))}
