"""The whole stack in one process, on moto, under a dispatcher that decides what happens next."""

from flong_local.embedded.calls import Call, Crash
from flong_local.embedded.functions import Invocation
from flong_local.embedded.pipeline import EmbeddedPipeline
from flong_local.embedded.schedule import Schedule
from flong_local.pipeline import NotSettled

__all__ = ["Call", "Crash", "EmbeddedPipeline", "Invocation", "NotSettled", "Schedule"]
