"""gzip: what its reader raises when the data ends early or is damaged, and how that is told."""

from __future__ import annotations

import zlib
from gzip import BadGzipFile

from sourceline.errors import InputError

DAMAGED = (EOFError, BadGzipFile, zlib.error)


def truncated(error: Exception) -> InputError:
    """Returns the reason for what was raised; what was read before the damage counts."""
    return InputError("truncated_gzip", f"the compressed data ends early or is damaged ({error})")
