"""The entry point: `sourceline` and `python -m sourceline`."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn


def main() -> None:
    """Runs the command line.

    From its first moment on it ends with the exit code 130 on Ctrl-C. What the terminal has no letters for is shown as
    escapes.
    """
    signal.signal(signal.SIGINT, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where it is closed
            stream.reconfigure(errors="backslashreplace")
    try:
        from sourceline.cli.main import cli  # noqa: PLC0415 (takes its time)

        cli(prog_name="sourceline")
    except KeyboardInterrupt:
        sys.exit(130)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    """Stops what is going on; a second Ctrl-C changes nothing, as to close what is open takes only a moment."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
