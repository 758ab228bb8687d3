"""Where Lambda mounts layers: under /opt. Locally, the folders they are made from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

MOUNT = "/opt/"


def python_folders(layers: Sequence[Path]) -> list[Path]:
    """The folders that take the place of `/opt/python`."""
    return [layer / "python" if (layer / "python").is_dir() else layer for layer in layers]


def locally(environment: Mapping[str, str], layers: Sequence[Path]) -> dict[str, str]:
    """`environment` with the folders of the layers where it speaks of /opt."""
    return {name: _local(value, layers) for name, value in environment.items()}


def _local(value: str, layers: Sequence[Path]) -> str:
    if not value.startswith(MOUNT):
        return value
    rest = value.removeprefix(MOUNT)
    # A build step may move a layer's files into a folder of the layer's own name.
    candidates = [layer / rest for layer in layers] + [layer for layer in layers if layer.name == rest]
    return next((str(folder) for folder in candidates if folder.is_dir()), value)
