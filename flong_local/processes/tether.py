"""Runs a command that must not outlive its starter, however that ends: `python tether.py COMMAND…`.

The starter holds the other end of our standard input. When it is gone, so is the command.
"""

import os
import signal
import subprocess
import sys
import threading

PATIENCE = 5.0
"""Seconds that the command is given to end by itself."""


def main(command: list[str]) -> int:
    """Runs `command` to its end, or to the end of standard input."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: child.terminate())
    threading.Thread(target=end_with_starter, args=(child,), daemon=True).start()
    return child.wait()


def end_with_starter(child: "subprocess.Popen[bytes]") -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
