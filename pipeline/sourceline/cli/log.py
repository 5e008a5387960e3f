"""The log of a run: what became of each input, and when."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sourceline.errors import OutputError
from sourceline.plain import one_line


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return one_line(super().format(record))


class _File(logging.FileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (its name in the library)
        error = sys.exc_info()[1]
        raise OutputError(f"cannot write {self.baseFilename}: {getattr(error, 'strerror', None) or error}") from None


@contextmanager
def logged(path: Path | None) -> Iterator[None]:
    """Appends what the package logs in the block to a file; without one it goes nowhere.

    Raises:
        OSError: the file cannot be opened.
        OutputError: it cannot be written any longer.
    """
    handler = _File(path, encoding="utf8") if path is not None else logging.NullHandler()
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("sourceline")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
        with suppress(OSError):  # it flushes what was refused before
            handler.close()
