"""Writes everything that a run produced into a folder, to be opened and read."""

import json
import shutil
from collections.abc import Iterable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from flong_local.pipeline import Pipeline

KINDS = ("site", "reports", "mail", "events", "subscriptions")


def write_output(
    pipeline: Pipeline, keys: Iterable[str], mails: Iterable[bytes], events: Iterable[dict[str, Any]], out: Path
) -> None:
    """`site/` as readers find it, `reports/` as editors do, every mail as it was sent with its parts, every event."""
    for kind in KINDS:
        shutil.rmtree(out / kind, ignore_errors=True)
    for key in pipeline.site_keys():
        write(out / "site" / key, pipeline.site(f"/{key}") or b"")
    for key in keys:
        for extension in ("json", "html"):
            if report := pipeline.report_file(key, extension):
                write(out / "reports" / f"{key}.{extension}", report)
    for number, mail in enumerate(mails, 1):
        write_mail(out / "mail" / f"{number:02}", mail)
    for number, event in enumerate(events, 1):
        write(out / "events" / f"{number:02}-{event['type'].split('.')[-2]}.json", pretty(event))


def write_mail(stem: Path, raw: bytes) -> None:
    write(stem.with_suffix(".eml"), raw)
    mail = message_from_bytes(raw, policy=policy.default)
    for kind in ("html", "plain"):
        part = mail.get_body((kind,))
        if part:
            write(stem.with_suffix(".html" if kind == "html" else ".txt"), part.get_content().encode())


def pretty(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
