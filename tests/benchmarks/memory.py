"""How much memory a command and the processes that it starts take (Linux)."""

from __future__ import annotations

import subprocess
import threading
import time
from pathlib import Path

INTERVAL = 0.1


def peak(command: list[str]) -> int:
    """Runs a command, and returns the most bytes that any one of its processes had in memory."""
    running, most = subprocess.Popen(command), [0]

    def watch() -> None:
        while running.poll() is None:
            most.extend(map(_most_of, _descendants(running.pid)))
            time.sleep(INTERVAL)

    watching = threading.Thread(target=watch)
    watching.start()
    if running.wait():
        raise SystemExit(f"{' '.join(command)} failed")
    watching.join()
    return max(most)


def _descendants(pid: int) -> list[int]:
    above = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            above[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
    found = [pid]
    for parent in found:
        found += [child for child in above if above[child] == parent]
    return found


def _most_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
