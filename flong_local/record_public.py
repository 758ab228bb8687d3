"""`python -m flong_local.record_public`: records one public event of each kind from a run, into `events/public/`."""

import json
from pathlib import Path
from typing import Any

from flong.contract.models import EVENTS, kind_of

from flong_local.engines import open_pipeline
from flong_local.pipeline import Pipeline
from flong_local.record import ARTICLE, KEY, upload_pictures
from flong_local.record import EVENTS as FOLDER

PUBLIC = FOLDER / "public"
LATER = "articles/the-press-room.md"
WAITING = """---
title: The press room
date: 2030-01-01
publish at: 2030-01-02T09:30:00+01:00
tags: [Printing]
---
It opens in January.
"""
UNTITLED = """---
author: Mei Okafor
date: February 30, 2026
---
"""
EDITS: tuple[dict[str, str], ...] = (
    {},
    {"Newspapers, Data Formats": "Newspapers", "went through the post": "was sent by post"},
    {"**Published:**": "**Correction:** An earlier version named another syndicate.\n**Published:**"},
)
"""What is done to an example, edit by edit: it appears, loses a tag and changes a word, and is corrected."""


def record(folder: Path = PUBLIC) -> dict[str, dict[str, Any]]:
    """The first event of each kind, also written to `folder`."""
    with open_pipeline(quiet=True) as pipeline:
        upload_pictures(pipeline)
        live_through_it(pipeline)
        events = pipeline.announcements
    found = {kind_of(event["type"]): event for event in reversed(events)}
    for kind in EVENTS:
        text = json.dumps(found[kind], indent=2, ensure_ascii=False)
        (folder / f"{kind}.json").write_text(f"{text}\n", encoding="utf-8")
    return {kind: found[kind] for kind in EVENTS}


def live_through_it(pipeline: Pipeline) -> None:
    """All that can become of an article, one thing after the other."""
    text = ARTICLE.read_text(encoding="utf-8")
    for edit in EDITS:
        for old, new in edit.items():
            text = text.replace(old, new)
        put(pipeline, KEY, text)
    put(pipeline, KEY, None)
    for content in (WAITING, None, UNTITLED):
        put(pipeline, LATER, content)


def put(pipeline: Pipeline, key: str, content: str | None) -> None:
    pipeline.delete(key) if content is None else pipeline.upload(key, content)
    pipeline.settle()


if __name__ == "__main__":
    for kind in record():
        print(PUBLIC / f"{kind}.json")
