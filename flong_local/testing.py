"""For your own tests: the whole pipeline in one line.

    def test_an_upload_becomes_a_page(pipeline):
        pipeline.upload("articles/sea.md", "# The sea\\n\\nIt is wide.")
        pipeline.settle()

        assert b"It is wide." in pipeline.site("/articles/sea/")

Load it with `pytest_plugins = ["flong_local.testing"]` in your `conftest.py`; `--engine ministack` runs
the same tests on real processes. docs/testing.md has more.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flong_local.embedded import EmbeddedPipeline
from flong_local.engines import ENGINES, TEMPLATE
from flong_local.pipeline import Pipeline


def open_pipeline(**options: Any) -> EmbeddedPipeline:
    """An embedded pipeline of your own, for a `with`; `schedule=Schedule.random(7)` and other options as there."""
    return EmbeddedPipeline(TEMPLATE, **options)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="embedded", help="what `pipeline` runs on")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "embedded: needs the dispatcher's command of time and order")
    config.addinivalue_line("markers", "processes: starts an emulator and real processes, which takes seconds")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--engine") == "embedded":
        return
    for item in items:
        if item.get_closest_marker("embedded"):
            item.add_marker(pytest.mark.skip(reason="needs the embedded engine"))


@pytest.fixture
def pipeline(request: pytest.FixtureRequest) -> Iterator[Pipeline]:
    """The whole pipeline, empty; see `flong_local.pipeline.Pipeline` for what it can do."""
    if request.config.getoption("--engine") == "embedded":
        with open_pipeline() as opened:
            yield opened
    else:
        shared = request.getfixturevalue("ministack_pipeline")
        yield shared
        shared.reset()


def _as_long_as_it_is_used(fixture_name: str, config: pytest.Config) -> str:
    # Its pollers are threads of this process, where embedded pipelines play with the clock.
    return "module" if config.getoption("--engine") == "embedded" else "session"


@pytest.fixture(scope=_as_long_as_it_is_used)  # type: ignore[arg-type]
def ministack_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    """One stack of processes for many tests: it takes seconds to start, and a fraction of one to empty."""
    from flong_local.processes import ProcessPipeline

    folder: Path = tmp_path_factory.mktemp("ministack")
    with ProcessPipeline(TEMPLATE, folder=folder) as shared:
        yield shared
