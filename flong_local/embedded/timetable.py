"""EventBridge Scheduler's one-time schedules: moto keeps them and never fires one."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from moto.scheduler.models import scheduler_backends

from flong_local.embedded.clock import Clock
from flong_local.embedded.schedule import Schedule
from flong_local.template import EventSource, Place

ONCE = re.compile(r"at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)")
Send = Callable[[str, str], None]


class Timetable:
    """Fires every one-time schedule whose moment has passed, and never lets time pass to reach one."""

    def __init__(self, place: Place, clock: Clock, send: Send) -> None:
        self.source = EventSource("Scheduler", "schedules", "")
        self._backend = scheduler_backends[place.account][place.region]
        self._clock, self._send = clock, send

    def ready(self) -> bool:
        """Whether one is due."""
        return next(self._due(), None) is not None

    def next_moment(self) -> float | None:
        """None: a world that is to come to rest does not wait for a moment that may be years ahead."""
        return None

    def run(self, schedule: Schedule) -> None:
        """Fires one that is due; what it says is delivered at least once, as all else."""
        it = schedule.pick(list(self._due()))
        self._send(it.target["Arn"], it.target.get("Input", "{}"))
        if not schedule.again(f"{it.arn} {it.schedule_expression}") and it.action_after_completion == "DELETE":
            self._backend.delete_schedule(it.group_name, it.name)

    def abandon(self) -> None:
        """Nothing of it runs on."""

    def forget(self) -> None:
        """As if none had ever been made."""
        for it in list(self._all()):
            self._backend.delete_schedule(it.group_name, it.name)

    def waiting(self) -> dict[str, datetime]:
        """Every schedule's moment, by its name."""
        return {it.name: moment for it in self._all() if (moment := moment_of(it))}

    def _due(self) -> Iterator[Any]:
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        # moto forgets the state of one that is updated; at AWS it is enabled, as one that is made anew.
        return (it for it in self._all() if it.state != "DISABLED" and (moment := moment_of(it)) and moment <= now)

    def _all(self) -> Iterator[Any]:
        for group in self._backend.schedule_groups.values():
            yield from list(group.schedules.values())


def moment_of(schedule: Any) -> datetime | None:
    """When a one-time schedule fires; None of a recurring one. Ours are all in UTC."""
    once = ONCE.fullmatch(schedule.schedule_expression)
    return datetime.fromisoformat(once[1]).replace(tzinfo=UTC) if once else None
