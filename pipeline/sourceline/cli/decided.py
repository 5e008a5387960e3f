"""What the commands read that work on decisions: the log, and the run with all that stands decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sourceline.cli.options import needs_review
from sourceline.cli.review import run_of

if TYPE_CHECKING:
    from sourceline.review.index import Index
    from sourceline.review.store import Store


@contextmanager
def log_of(out: Path, *, new: bool = False) -> Iterator[Store]:
    """Opens the log of a folder.

    Args:
        out: the folder.
        new: make a log if there is none.

    Raises:
        StoreError: it cannot be opened, or there is none.
    """
    from sourceline.review.store import LOG, Store, StoreError

    if not out.is_dir():
        raise StoreError(f"there is no folder {out}: name that of a run")
    if not new and not (out / LOG).exists():
        raise StoreError(f"{out} has no decisions yet: `sourceline review {out}` takes them")
    with closing(Store(out / LOG)) as store:
        yield store


@contextmanager
def decided(out: Path, sources: Sequence[str] = ()) -> Iterator[tuple[Index, Store]]:
    """Opens a run with its log.

    Args:
        out: the folder of the run.
        sources: the run's inputs, for a run that left the words out.

    Raises:
        SourcelineError: the run or the log cannot be read.
    """
    with needs_review():
        run = run_of(out, sources)

    with log_of(out) as store, closing(run.index(store)) as index:
        yield index, store
