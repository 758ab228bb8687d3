"""`python -m flong_local.contract`: writes all that is made of the models of the public events."""

from pathlib import Path

from flong.contract import document, models, schemas

from flong_local.asyncapi import description
from flong_local.engines import ROOT
from flong_local.events_page import page

SITE = "https://example.org"
"""The site of the examples, whose schemas are committed."""
SCHEMAS = Path("events", "schemas")
ASYNCAPI = Path("docs", "asyncapi.json")
PAGE = Path("docs", "events.md")
SHARED = (models, document)
KIT = Path("flong_events", "flong_events")
"""Those who receive events have the models, too, and nothing else of Flong."""


def files() -> dict[Path, str]:
    """Everything that is made of the models, by its path in the repository."""
    found = {SCHEMAS / name: schemas.text_of(it) for name, it in schemas.schemas(SITE).items()}
    described = description()
    found |= {ASYNCAPI: schemas.text_of(described), PAGE: page(described)}
    copies = {KIT / Path(it.__file__ or "").name: Path(it.__file__ or "").read_text(encoding="utf-8") for it in SHARED}
    return found | (copies if (ROOT / KIT).is_dir() else {})


def write(root: Path = ROOT) -> list[Path]:
    for path, text in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return list(files())


if __name__ == "__main__":
    for path in write():
        print(path)
