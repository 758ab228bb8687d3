"""The same source comes to the same bytes, whatever the machine's hash seed, zone and language."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RENDER = """
import hashlib
from pathlib import Path
from tests.hostile.outputs import outputs_of
from tests.hostile.sinks import body_sinks, header_sinks, merged, read, yaml
digest = hashlib.sha256()
wild = yaml(merged(header_sinks("Tides & <br>")[:3])) + "\\n\\n".join(body_sinks("Tides & <br>").values())
for source in [wild, *(file.read_text("utf-8") for file in sorted(Path("examples").glob("*.md")))]:
    reading = read(source)
    digest.update(repr([finding.model_dump() for finding in reading.findings]).encode())
    outputs = outputs_of(reading.article)
    del outputs["mail"]  # whose boundary is drawn by chance
    digest.update(repr(outputs).encode())
print(digest.hexdigest())
"""


def rendered(**machine: str) -> str:
    paths = os.pathsep.join([str(ROOT / "layers" / "flong"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, **machine}
    run = [sys.executable, "-c", RENDER]
    return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def test_two_machines_make_the_same_bytes():
    here = rendered(PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")
    there = rendered(PYTHONHASHSEED="2", TZ="America/Caracas", LC_ALL="C.UTF-8")

    assert len(here) == 65
    assert here == there
