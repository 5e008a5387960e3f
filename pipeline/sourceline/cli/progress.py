"""The progress line of long runs, on standard error if that is a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourceline.runs.tally import Tally

#: Seconds after which a run counts as long.
PATIENCE = 2.0


@contextmanager
def progress(tally: Tally, hidden: bool) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each article. The line is taken away at the end."""
    from rich.console import Console

    console = Console(stderr=True)
    if hidden or not console.is_terminal:
        yield lambda: None
        return
    status = console.status("")
    start = time.monotonic()

    def advance() -> None:
        seconds = time.monotonic() - start
        if seconds >= PATIENCE:
            status.update(
                f"{tally.articles:,} articles, {tally.claims:,} claims, {tally.rejected.total():,} rejected, "
                f"{tally.words / seconds:,.0f} words/s"
            )
            status.start()

    try:
        yield advance
    finally:
        status.stop()
