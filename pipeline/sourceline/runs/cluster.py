"""Shards as tasks of a Ray cluster (the extra `ray`): the end of a process or machine ends no other shard."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sourceline.errors import SourcelineError
from sourceline.runs.outcome import Failure, Job, Outcome, Shard
from sourceline.runs.pool import SHARDS, cores
from sourceline.runs.worker import answer, prepare

#: The address that starts a Ray of its own on this machine, for the time of the run.
LOCAL = "local"
# So often Ray itself does a task again whose worker process or machine is lost.
_RETRIES = 1


class RayPool:
    """Tasks of a cluster, two for each of its cores at a time, so that none waits for work."""

    def __init__(self, address: str, size: int | None, job: Job) -> None:
        """Connects to a cluster.

        Args:
            address: of its head, "auto" on one of its machines, or `LOCAL`.
            size: most shards to work on at a time; as many as the cluster has cores unless given.
            job: what is the same for all shards; folders that it names must be on all machines.

        Raises:
            SourcelineError: Ray is not installed, or the cluster cannot be reached.
        """
        self._ray = _connected(address, size)
        self._size = size
        self._job = self._ray.put(job)
        task = self._ray.remote(num_cpus=1, max_calls=SHARDS, max_retries=_RETRIES, retry_exceptions=False)
        self._extract = task(_extract)
        self._limits = job.limits
        self._open: dict[Any, Shard] = {}

    @property
    def full(self) -> bool:
        """Whether each core has a shard to work on and one more waits for it."""
        size = self._size or int(self._ray.cluster_resources().get("CPU", 1))
        return len(self._open) >= 2 * size

    @property
    def empty(self) -> bool:
        return not self._open

    def submit(self, shard: Shard) -> None:
        self._open[self._extract.remote(shard, self._job)] = shard

    def result(self) -> tuple[Shard, list[Outcome] | Failure]:
        """Waits for a shard that is done, or whose process has ended as often as it may.

        Raises:
            SourcelineError: a machine of the cluster cannot extract.
        """
        (done,), _ = self._ray.wait(list(self._open), num_returns=1)
        shard = self._open.pop(done)
        try:
            reply: list[Outcome] | Failure = self._ray.get(done)
        except SourcelineError:
            raise
        except self._ray.exceptions.RayTaskError as error:  # not of an article: these are outcomes
            raise SourcelineError(f"a machine of the cluster cannot extract: {error.cause!r}") from None
        except self._ray.exceptions.RayError as error:
            how = f"ended ({type(error).__name__}), perhaps at its limit of {self._limits.seconds:g} s"
            reply = Failure("crashed", f"the process that worked on it {how}")
        return shard, reply

    def close(self) -> None:
        """Gives up what is still being worked on, and leaves the cluster."""
        for task in self._open:
            self._ray.cancel(task, force=True)
        self._ray.shutdown()


def _connected(address: str, size: int | None) -> Any:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        ray: Any = import_module("ray")
    except ImportError:
        raise SourcelineError("--ray needs more packages: pip install 'sourceline[ray]'") from None
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address == LOCAL:
            loopback = {"_node_ip_address": "127.0.0.1", "include_dashboard": False}
            ray.init(address="local", num_cpus=size or cores(), **loopback, **quiet)
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise SourcelineError(f"no Ray cluster can be reached at {address}: {error}") from None
    return ray


def _extract(shard: Shard, job: Job) -> list[Outcome] | Failure:
    """Runs on a machine of the cluster."""
    _prepare(job.settings.facts)
    return answer(shard, job)


@lru_cache(maxsize=1)
def _prepare(facts: Path | None) -> None:
    prepare(facts)
