"""Worker processes on this machine: shards are handed to them, and the end of one is only the end of its shard."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections import deque
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from tempfile import gettempdir

from sourceline.errors import SourcelineError
from sourceline.runs.outcome import Failure, Job, Outcome, Shard
from sourceline.runs.worker import Reply, work

#: A process is replaced after so many shards: spaCy keeps every word that it ever met.
SHARDS = 200
#: So many processes in a row may end before they are ready: one may be killed from outside, as by a lack of memory.
STARTS = 3

_log = logging.getLogger(__name__)


def cores() -> int:
    """Returns how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class _Worker:
    process: BaseProcess
    ready: bool = False
    shard: Shard | None = None
    served: int = 0


class LocalPool:
    """Processes that are started as there is work for them, up to a number."""

    def __init__(self, size: int, job: Job) -> None:
        self._size, self._job = size, job
        self._queue: deque[Shard] = deque()
        self._workers: dict[Connection, _Worker] = {}
        self._failed_starts = 0

    @property
    def full(self) -> bool:
        """Whether each process has a shard to work on and one more waits for it."""
        return self._open() >= 2 * self._size

    @property
    def empty(self) -> bool:
        return self._open() == 0

    def submit(self, shard: Shard) -> None:
        self._queue.append(shard)
        self._hand_out()

    def result(self) -> tuple[Shard, list[Outcome] | Failure]:
        """Waits for a shard that is done.

        Returns:
            The shard, and its outcomes or why its process ended.

        Raises:
            SourcelineError: a process cannot be made ready.
        """
        while True:
            waited_for = [connection for connection, worker in self._workers.items() if not _is_idle(worker)]
            connection = wait(waited_for)[0]
            assert isinstance(connection, Connection)
            worker = self._workers[connection]
            shard, worker.shard = worker.shard, None
            reply = self._reply(connection, worker)
            if shard is None:
                if isinstance(reply, SourcelineError):
                    raise reply
                worker.ready = not isinstance(reply, Failure)
                self._failed_starts = 0 if worker.ready else self._failed_starts + 1
                if isinstance(reply, Failure):
                    self._end(connection)
                    if self._failed_starts == STARTS:
                        raise SourcelineError(
                            f"{STARTS} worker processes ended before they were ready: {reply.message}"
                        )
            else:
                worker.served += 1
                if isinstance(reply, Failure) or worker.served == SHARDS:
                    self._end(connection)
            self._hand_out()
            if shard is not None:
                assert isinstance(reply, Failure | list)
                return shard, reply

    def close(self) -> None:
        """Ends all processes at once; they keep nothing."""
        for connection in list(self._workers):
            self._end(connection)

    def _open(self) -> int:
        return len(self._queue) + sum(worker.shard is not None for worker in self._workers.values())

    def _reply(self, connection: Connection, worker: _Worker) -> Reply:
        try:
            reply: Reply = connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            reply = self._post_mortem(worker.process.exitcode or 0)
            _log.warning("worker process %s ended: %s", worker.process.pid, reply.message)
        return reply

    def _post_mortem(self, exitcode: int) -> Failure:
        if exitcode == -signal.SIGALRM:
            return Failure("timeout", f"it took longer than the limit of {self._job.limits.seconds:g} s")
        how = f"the signal {signal.Signals(-exitcode).name}" if exitcode < 0 else f"the exit code {exitcode}"
        return Failure("crashed", f"the process that worked on it was ended by {how}")

    def _hand_out(self) -> None:
        for connection in [connection for connection, worker in self._workers.items() if _is_idle(worker)]:
            if self._queue:
                try:
                    connection.send(self._queue[0])
                except OSError:  # it was ended from outside while it had nothing to do
                    self._end(connection)
                else:
                    self._workers[connection].shard = self._queue.popleft()
        starting = sum(not worker.ready for worker in self._workers.values())
        for _ in range(min(len(self._queue) - starting, self._size - len(self._workers))):
            self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["sourceline.runs.preload"])
        own, other = context.Pipe()
        process = context.Process(target=work, args=(other, self._job), daemon=True)
        try:
            _start_server()
            process.start()
        except OSError as error:
            raise SourcelineError(
                f"no worker process can be started: {error}. Their sockets lie in {gettempdir()}, which must have a "
                "short name and some room; TMPDIR names another folder"
            ) from None
        other.close()
        self._workers[own] = _Worker(process)

    def _end(self, connection: Connection) -> None:
        process = self._workers.pop(connection).process
        process.kill()
        process.join()
        connection.close()


def _is_idle(worker: _Worker) -> bool:
    return worker.ready and worker.shard is None


def _start_server() -> None:
    """Starts what makes the processes, if it does not run; they ignore Ctrl-C as it does, for `close` ends them."""
    resource_tracker.ensure_running()  # or the server starts it, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
