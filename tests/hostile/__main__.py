"""`python -m tests.hostile [N]`: every Nth case, all by default, through the matrix; exits 1 on any finding."""

import re
import sys
import time

from tests.hostile.matrix import climb, run, table
from tests.hostile.vectors import TEXTS, cases

SHOWN = 3
"""How many cases are shown of one kind of finding."""


def kinds(faults: list[tuple[str, str, str, str]]) -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    """Findings that differ in no more than what they quote."""
    found: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for fault in faults:
        kind = re.sub(r"U\+\w+|'.*'|\".*\"|\d+|(?<=scheme ).*", "…", fault[3])[:60]
        found.setdefault((fault[2], kind), []).append(fault)
    return found


if __name__ == "__main__":
    started = time.monotonic()
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    total = run(cases(*TEXTS)[::every], processes=2)
    total.faults += climb(cases("path-traversal")[::every])
    print(table(total, time.monotonic() - started))
    for (output, kind), faults in sorted(kinds(total.faults).items(), key=lambda item: -len(item[1])):
        print(f"\n{len(faults):,} in {output}: {kind}")
        for id, text, _, fault in faults[:SHOWN]:
            print(f"  {id}: {fault:.300}\n    {text!r:.300}")
    sys.exit(bool(total.faults))
