"""Moves messages from source to function until all is quiet; never waits, for the clock is its own."""

import json
from collections.abc import Callable
from typing import Protocol

from flong_local.embedded.calls import Calls
from flong_local.embedded.clock import Clock
from flong_local.embedded.functions import Functions
from flong_local.embedded.queues import QueueSource
from flong_local.embedded.schedule import Schedule
from flong_local.embedded.streams import StreamSource
from flong_local.embedded.timetable import Timetable
from flong_local.pipeline import NotSettled
from flong_local.shards import Discarded, discarded_batch
from flong_local.template import EventSource, Place

Send = Callable[[str, str], None]


class Source(Protocol):
    """Something that has work for a function, now or later."""

    source: EventSource

    def ready(self) -> bool: ...

    def next_moment(self) -> float | None: ...

    def run(self, schedule: Schedule) -> None: ...

    def abandon(self) -> None: ...


class Dispatcher:
    """One step after another, in the order that `schedule` gives.

    May be called again from within a hook, while a function is halfway: the messages it holds stay
    with it, and its shard of the stream waits for it.
    """

    def __init__(
        self,
        sources: tuple[EventSource, ...],
        place: Place,
        functions: Functions,
        calls: Calls,
        clock: Clock,
        schedule: Schedule,
        send: Send,
    ) -> None:
        self.schedule, self.clock = schedule, clock
        self._calls, self._functions, self._send = calls, functions, send
        self.timetable = Timetable(place, clock, send)
        self.sources: list[Source] = [*(self._source(source, place) for source in sources), self.timetable]

    def _source(self, source: EventSource, place: Place) -> Source:
        invoke = self._functions.invoke
        if source.is_stream:
            return StreamSource(source, place, self.clock, invoke, self._discard, self.schedule)
        return QueueSource(source, place, self.clock, invoke)

    def step(self, until: float | None = None) -> bool:
        """Hands over one batch; False if there is none, or none due before `until`.

        Time passes only when nothing can be done at once.
        """
        ready = [source for source in self.sources if source.ready()]
        if not ready:
            return self._pass_time(until) and self.step(until)
        self.schedule.pick(ready).run(self.schedule)
        if self._calls.violations:
            raise self._calls.violations.pop(0)
        return True

    def settle(self, limit: int = 10_000) -> int:
        """Steps until nothing is left to do; returns how many it took. NotSettled after `limit`."""
        for taken in range(limit):
            if not self.step():
                return taken
        busy = [f"{source.source.function} ← {source.source.name}" for source in self.sources if source.ready()]
        raise NotSettled(f"still busy after {limit} batches: {', '.join(busy) or 'retries'}")

    def abandon_running(self) -> None:
        """As when every running invocation has timed out: what it holds goes to another one."""
        for source in self.sources:
            source.abandon()

    def _pass_time(self, until: float | None) -> bool:
        moments = [moment for source in self.sources if (moment := source.next_moment()) is not None]
        if not moments or (until is not None and min(moments) > until):
            return False
        self.clock.advance_to(min(moments) + 0.001)
        return True

    def _discard(self, source: EventSource, given_up: Discarded) -> None:
        if source.on_failure:
            function = self._functions.arn(source.function)
            self._send(source.on_failure, json.dumps(discarded_batch(given_up, function)))
