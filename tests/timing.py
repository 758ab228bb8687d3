"""How long something takes, whatever tests ran before it."""

import gc
import time
from collections.abc import Callable


def cpu_seconds(act: Callable[[], object], tries: int = 1) -> float:
    """The CPU time of the best of some tries.

    The collector walks over what is made meanwhile, and not over all that a long run of tests has left.
    """
    gc.freeze()
    try:
        return min(of_one_try(act) for _ in range(tries))
    finally:
        gc.unfreeze()


def of_one_try(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
