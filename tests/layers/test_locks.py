"""Locks: complete, the same everywhere, and bound to no registry."""

import json

from tests.template.stack import ROOT


def test_the_lock_names_every_package_with_a_hash_and_no_address():
    for lock in (
        "layers/dependencies/requirements.txt",
        "requirements-dev.txt",
        "requirements-ministack.txt",
        "requirements-sam.txt",
        "requirements-hugo.txt",
    ):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text


def test_what_runs_in_tests_is_what_runs_in_lambda():
    def pins(lock: str) -> dict[str, str]:
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        return dict(line.split(" ")[0].split("==") for line in lines if "==" in line)

    runtime, development = pins("layers/dependencies/requirements.txt"), pins("requirements-dev.txt")
    assert {name: development.get(name) for name in runtime} == runtime


def test_the_conformance_lock_names_no_registry():
    lock = json.loads((ROOT / "tests" / "conformance" / "package-lock.json").read_text(encoding="utf-8"))

    assert not [name for name, it in lock["packages"].items() if "resolved" in it]
    assert all("integrity" in it for name, it in lock["packages"].items() if name)
