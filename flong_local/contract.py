"""`python -m flong_local.contract`: writes all that is made of the models of the public events.

`python -m flong_local.contract release` keeps the schemas as those of a release, which later ones have to be true to.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from flong.contract import document, models, schemas

from flong_local.asyncapi import description, sample
from flong_local.compatibility import RULE, broken
from flong_local.engines import ROOT
from flong_local.events_page import page

SITE = "https://example.org"
"""The site of the examples, whose schemas are committed."""
SCHEMAS = Path("events", "schemas")
RELEASED = SCHEMAS / "released"
"""What has been promised: the schemas of the last release."""
ASYNCAPI = Path("docs", "asyncapi.json")
PAGE = Path("docs", "events.md")
CONSUMERS = Path("docs", "consumers.md")
SHOWN = re.compile(r'(?<=^```json\n)\{\n  "specversion".*?^\}$', re.MULTILINE | re.DOTALL)
"""An event that a page shows."""
SHARED = (models, document)
KIT = Path("flong_events", "flong_events")
"""Those who receive events have the models, too, and nothing else of Flong."""


def files() -> dict[Path, str]:
    """Everything that is made of the models, by its path in the repository."""
    found = {SCHEMAS / name: schemas.text_of(it) for name, it in schemas.schemas(SITE).items()}
    described = description()
    found |= {ASYNCAPI: schemas.text_of(described), PAGE: page(described), CONSUMERS: with_samples(ROOT / CONSUMERS)}
    copies = {KIT / Path(it.__file__ or "").name: Path(it.__file__ or "").read_text(encoding="utf-8") for it in SHARED}
    return found | (copies if (ROOT / KIT).is_dir() else {})


def with_samples(file: Path) -> str:
    """A page whose events are the recorded ones of their kinds."""
    return SHOWN.sub(lambda event: recorded(json.loads(event[0])["type"]), file.read_text(encoding="utf-8"))


def recorded(type_: str) -> str:
    return json.dumps(sample(models.kind_of(type_)), indent=2, ensure_ascii=False)


def write(root: Path = ROOT) -> list[Path]:
    for path, text in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return list(files())


def promised(root: Path = ROOT) -> dict[str, Any]:
    return {it.name: json.loads(it.read_text(encoding="utf-8")) for it in sorted((root / RELEASED).glob("*.json"))}


def breaches(root: Path = ROOT) -> list[str]:
    """What of the last release's promises is not kept any more."""
    return broken(promised(root), schemas.schemas(SITE))


def release(root: Path = ROOT) -> None:
    """Promises what the schemas say now; `SystemExit` with the reasons if that breaks what was promised before."""
    if found := breaches(root):
        sys.exit("\n".join([*found, RULE]))
    (root / RELEASED).mkdir(parents=True, exist_ok=True)
    for name, schema in schemas.schemas(SITE).items():
        (root / RELEASED / name).write_text(schemas.text_of(schema), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["release"]:
        release()
    else:
        print(*write(), sep="\n")
