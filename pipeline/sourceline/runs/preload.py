"""Imported by the fork server, and nowhere else: processes that it makes have the pipeline from their first moment on.

They share its memory too. A server that fails here makes processes that load for themselves, and report what is wrong.
"""

from __future__ import annotations

from contextlib import suppress

from sourceline.runs import worker

with suppress(Exception):
    worker.prepare()
