"""Real articles to test with. They are not part of the project: `FLONG_CORPUS` says where they lie."""

import os
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("FLONG_CORPUS", Path(__file__).parents[1] / "../shared/corpus")).resolve()
SEED = CORPUS / "seed" / "000_061956537f8d15d2.txt"

needs_corpus = pytest.mark.skipif(not SEED.exists(), reason=f"no corpus at {CORPUS}: set FLONG_CORPUS")
