"""The progress line of long runs, on standard error if that is a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourceline.runs.tally import Tally

#: Seconds after which a run counts as long.
PATIENCE = 2.0


@contextmanager
def progress(tally: Tally, sources: Sequence[str], *, hidden: bool) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each article. The line is taken away at the end.

    How many articles there will be is estimated from the bytes that were read for those so far; of standard input
    nobody knows.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from sourceline.ingest.files import total_size

    console = Console(stderr=True)
    if hidden or not console.is_terminal:
        yield lambda: None
        return
    size = total_size(sources)
    columns = (
        BarColumn(20),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    line = Progress(*columns, console=console, transient=True)
    task = line.add_task("", total=None)
    start = time.monotonic()

    def advance() -> None:
        seconds = time.monotonic() - start
        if seconds < PATIENCE:
            return
        line.start()
        done = tally.articles + tally.rejected.total()
        total = max(done, round(tally.inputs * size / tally.read)) if size and tally.read else None
        new_words = tally.words - tally.reused_words
        counts = (
            f"{tally.articles:,} articles",
            f"{tally.claims:,} claims",
            f"{tally.rejected.total():,} rejected",
            f"{new_words / seconds:,.0f} words/s",
        )
        line.update(task, completed=done, total=total, description=", ".join(counts))

    try:
        yield advance
    finally:
        line.stop()
