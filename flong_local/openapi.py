"""`python -m flong_local.openapi`: writes the description of the read API, as the function gives it, to `docs/`."""

import json
from pathlib import Path

from flong_local.engines import ROOT, open_pipeline

DESCRIPTION = ROOT / "docs" / "openapi.json"


def write(file: Path = DESCRIPTION) -> None:
    with open_pipeline(quiet=True) as pipeline:
        answer = pipeline.request("GET", "/api/openapi.json")
    text = json.dumps(json.loads(answer.body), indent=2, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
    print(DESCRIPTION)
