"""Limits that the operating system holds, so that even code that never returns to Python cannot pass them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sourceline.runs.settings import Limits

if sys.platform == "win32":

    @contextmanager
    def enforced(limits: Limits) -> Iterator[None]:
        """Windows has neither limit."""
        yield

else:
    import resource

    @contextmanager
    def enforced(limits: Limits) -> Iterator[None]:
        """Holds this process to limits while the block runs.

        At the end of its time the process is ended by the signal SIGALRM. An allocation beyond its memory fails: Python
        raises MemoryError, other code may end the process.
        """
        before = resource.getrlimit(resource.RLIMIT_DATA)
        most = limits.memory if before[1] == resource.RLIM_INFINITY else min(limits.memory, before[1])
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        resource.setrlimit(resource.RLIMIT_DATA, (most, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, before)
            signal.setitimer(signal.ITIMER_REAL, 0)
