"""A worker process: shards in, outcomes out, until its pipe is closed."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from sourceline.errors import SourcelineError
from sourceline.runs.limits import enforced
from sourceline.runs.outcome import Failure, Job, Outcome, Shard

#: One thread each; the processes share the cores already.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

Reply = SourcelineError | Failure | list[Outcome] | None


def prepare(facts: Path | None = None) -> None:
    """Loads the pipeline into this process; errors are those of `shard.prepare`."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    import_module("sourceline.runs.shard").prepare(facts)  # heavy: it must not be loaded where only shards are cut


def work(connection: Connection, job: Job) -> None:
    """Runs a worker process.

    It says None when it is ready, or the error for which it cannot be; then it answers each shard with its outcomes or
    a failure.

    Args:
        connection: to the process that cuts the shards.
        job: what is the same for all of them.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the last words of C++ code that runs out of memory
    try:
        connection.send(_ready(job))
        while True:
            connection.send(answer(connection.recv(), job))
    except (EOFError, OSError):  # the other process has ended
        return


def _ready(job: Job) -> Reply:
    try:
        with enforced(job.limits):
            prepare(job.settings.facts)
    except SourcelineError as error:
        return error
    except MemoryError:
        return SourcelineError(
            f"the pipeline alone needs more than the {job.limits.memory:,} bytes of memory that it may have"
        )
    return None


def answer(shard: Shard, job: Job) -> list[Outcome] | Failure:
    """Does a shard within the limits, in a process that is prepared."""
    process_shard = partial(import_module("sourceline.runs.shard").process_shard, shard.inputs, job)
    try:
        with enforced(job.limits):
            outcomes: list[Outcome] = process_shard()
    except MemoryError:
        return Failure("out_of_memory", f"it needs more memory than the limit of {job.limits.memory:,} bytes")
    return outcomes
