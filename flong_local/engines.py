"""What plays AWS: moto, embedded in this process, or ministack with every function as a process of its own."""

from pathlib import Path

from flong_local.pipeline import Pipeline

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "template.yaml"
ENGINES = ("embedded", "ministack")
# Log lines are for those who look for them; a demo's output is for those who read it.
QUIET = {"POWERTOOLS_LOG_LEVEL": "CRITICAL", "POWERTOOLS_METRICS_DISABLED": "true"}


def open_pipeline(engine: str = "embedded", *, quiet: bool = False) -> Pipeline:
    """The stack of template.yaml, empty, on `engine`; ValueError for an engine that there is not.

    `quiet` keeps the functions from logging.
    """
    environment = QUIET if quiet else {}
    if engine == "embedded":
        from flong_local.embedded import EmbeddedPipeline

        return EmbeddedPipeline(TEMPLATE, environment=environment)
    if engine == "ministack":
        from flong_local.processes import ProcessPipeline

        return ProcessPipeline(TEMPLATE, environment=environment)
    raise ValueError(f"no engine is called {engine!r}: choose from {', '.join(ENGINES)}")
