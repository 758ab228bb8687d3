"""Whatever editors, readers and AWS do, in any order: hypothesis chooses, and shortens what fails."""

import os
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from flong_local.embedded import Crash, Schedule
from tests.faults.errors import error_of, errors_of
from tests.faults.scenarios import HOUR, READERS, bad, delete, later, leave, rebuild, upload
from tests.faults.schedules import heal
from tests.faults.worlds import verify, world

names = st.sampled_from(["tides", "waves", "moon"])
words = st.sampled_from(["one", "two", "three"])
tags = st.sampled_from(["[]", "[Sea]", "[Sea, Moon]", "[Wind]"])


def choice(several, number):
    return several[number % len(several)]


class Pipeline(RuleBasedStateMachine):
    """Several articles, whose messages come late, twice and in any order, and calls that fail or never return."""

    @initialize(seed=st.integers(0, 1000), duplicates=st.booleans(), shards=st.sampled_from([1, 4]))
    def begin(self, seed, duplicates, shards):
        self.opened = world(Schedule.random(seed, duplicates, shards))
        self.pipeline = self.opened.__enter__()
        self.late, self.armed, self.rng = [], [], Random(seed)

    @rule()
    def subscribe(self):
        self.pipeline.subscribe(READERS[0])

    @rule()
    def unsubscribe(self):
        leave(self.pipeline)

    @rule(name=names, words=words, tags=tags)
    def edit(self, name, words, tags):
        upload(name, words, tags=tags)(self.pipeline)

    @rule(name=names, path=names)
    def claim(self, name, path):
        upload(name, "claimed", slug=path)(self.pipeline)

    @rule(name=names)
    def copy(self, name):
        """Under another name, as the first half of a renaming; another rule may delete the old one."""
        if (data := self.pipeline._object("FLONG_SOURCE_BUCKET", f"articles/{name}.md")) is not None:
            self.pipeline.upload("articles/copy.md", data)

    @rule(name=names)
    def unpublish(self, name):
        upload(name, draft="true")(self.pipeline)

    @rule(name=names)
    def spoil(self, name):
        bad(name)(self.pipeline)

    @rule(name=names, hours=st.integers(1, 3))
    def schedule(self, name, hours):
        later(name, hours * HOUR)(self.pipeline)

    @rule(name=st.sampled_from(["tides", "waves", "moon", "copy"]))
    def delete(self, name):
        delete(name)(self.pipeline)

    @rule(name=names)
    def rebuild(self, name):
        rebuild(name)(self.pipeline)

    @rule(count=st.sampled_from([1, 2, 5, 20]))
    def deliver(self, count):
        self.pipeline.steps(count)

    @rule(queue=st.sampled_from(["IntakeQueue", "RenderQueue", "IndexQueue", "CollectionsQueue"]))
    def delay(self, queue):
        """What is on its way is held back, and comes after whatever else happens."""
        self.late += [(queue, body) for body in self.pipeline.take(queue)]

    @rule()
    def deliver_late(self):
        self.rng.shuffle(self.late)
        while self.late:
            self.pipeline.send(*self.late.pop())

    @rule(seconds=st.sampled_from([60, HOUR, 2 * HOUR]))
    def wait(self, seconds):
        self.pipeline.clock.advance(seconds)

    @rule(ahead=st.integers(1, 30), when=st.sampled_from(["before", "after"]))
    def crash(self, ahead, when):
        """One of the next calls of a function is its last, or the last that it hears of."""
        self.arm(getattr(self.pipeline.hooks, when), ahead, lambda call: Crash())

    @rule(ahead=st.integers(1, 30), error=st.integers(0, 9))
    def fail(self, ahead, error):
        """One of the next calls is answered with an error."""
        self.arm(self.pipeline.hooks.before, ahead, lambda call: error_of(call, choice(errors_of(call.action), error)))

    @rule(ahead=st.integers(1, 30))
    def hang(self, ahead):
        """One of the next calls is done, and never answered."""
        self.arm(self.pipeline.hooks.after, ahead, lambda call: error_of(call, "no answer"))

    def arm(self, hooks, ahead, error):
        number = len(self.pipeline.call_log) + ahead

        def strike(call):
            if call.number >= number:
                self.armed.remove(disarm)
                disarm()
                raise error(call)

        def disarm():
            hooks.remove(strike)

        hooks.append(strike)
        self.armed.append(disarm)

    def teardown(self):
        if not hasattr(self, "opened"):
            return
        try:
            for disarm in self.armed:
                disarm()
            self.deliver_late()
            heal(self.pipeline)
            verify(self.pipeline)
        finally:
            self.opened.__exit__(None, None, None)


@pytest.mark.embedded
@pytest.mark.timeout(600)  # what fails is shortened
def test_whatever_happens_it_ends_right():
    # A world's clock is its own, so hypothesis cannot tell how long anything takes.
    run_state_machine_as_test(
        Pipeline,
        settings=settings(
            max_examples=int(os.environ.get("FLONG_EXAMPLES", "5")),
            stateful_step_count=25,
            derandomize=True,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
