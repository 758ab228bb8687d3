"""The stack as processes: an emulator serves AWS, and every function runs under AWS's own runtime client."""

from flong_local.processes.pipeline import ProcessPipeline

__all__ = ["ProcessPipeline"]
