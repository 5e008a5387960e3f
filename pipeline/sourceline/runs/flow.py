"""The flow of a run: inputs to shards, shards to a pool, outcomes to the ledger, and from there out in order."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from sourceline.ingest.inputs import Input
from sourceline.runs.ledger import Ledger
from sourceline.runs.merge import Merger
from sourceline.runs.outcome import Failure, Outcome, Shard, key_of
from sourceline.runs.scratch import Scratch
from sourceline.schema.article import Rejected

# A shard takes half a second: long enough to be worth handing over, and that workers end at about the same time.
MOST_INPUTS, MOST_BYTES = 32, 10_000
# So many inputs may wait for one before them.
_AHEAD = 50_000
# So often an input may end its process, when it is alone there.
_ATTEMPTS = 2

_log = logging.getLogger(__name__)


class Pool(Protocol):
    """Whatever processes shards."""

    @property
    def full(self) -> bool:
        """Whether it has work enough for the moment."""

    @property
    def empty(self) -> bool:
        """Whether it has no work at all."""

    def submit(self, shard: Shard) -> None:
        """Takes a shard; does not wait."""

    def result(self) -> tuple[Shard, list[Outcome] | Failure]:
        """Waits for one that is done, or whose process has ended."""

    def close(self) -> None:
        """Gives up what is still being worked on."""


@dataclass
class Flow:
    """The state of a run between two inputs. Memory does not grow with their number: outcomes are in the ledger."""

    run: str
    pool: Pool
    ledger: Ledger
    scratch: Scratch
    merger: Merger
    on_article: Callable[[], None]

    _order: deque[Rejected | tuple[str, bytes]] = field(default_factory=deque)  # source and key
    _waiting: set[bytes] = field(default_factory=set)  # keys whose outcome is not in the ledger yet
    _next: list[tuple[bytes, Input]] = field(default_factory=list)  # of the next shard
    _size: int = 0

    def take(self, found: Input | Rejected) -> None:
        """Takes the next input, or what could not be read; waits while there is work enough for the moment."""
        if isinstance(found, Rejected):
            self._order.append(found)
        else:
            self._plan(found)
        while self.pool.full:
            self._collect()
        self._write()
        if len(self._order) > _AHEAD:
            self._submit()
            while len(self._order) > _AHEAD:
                self._collect()

    def finish(self) -> None:
        """Waits until all is done and written."""
        self._submit()
        while not self.pool.empty:
            self._collect()

    def forget_the_rest(self) -> None:
        """Forgets what the ledger has of inputs that were not among those taken."""
        self.scratch.save()
        self.ledger.keep_only(self.scratch.path)

    def _plan(self, given: Input) -> None:
        key = key_of(given, self.run)
        self._order.append((given.source, key))
        new = key not in self._waiting and key not in self.ledger
        self.scratch.use(key, new=new)
        if not new:
            return
        if self._next and (len(self._next) == MOST_INPUTS or self._size + len(given.data) > MOST_BYTES):
            self._submit()
        self._waiting.add(key)
        self._next.append((key, given))
        self._size += len(given.data)

    def _submit(self) -> None:
        if self._next:
            keys, inputs = zip(*self._next, strict=True)
            self.pool.submit(Shard(keys, inputs))
            self._next, self._size = [], 0

    def _collect(self) -> None:
        """Waits for a shard. One whose process ended is tried again, each of its inputs alone."""
        shard, reply = self.pool.result()
        if not isinstance(reply, Failure):
            self._note(shard, reply)
        elif len(shard.inputs) > 1:
            for key, given in zip(shard.keys, shard.inputs, strict=True):
                self.pool.submit(Shard((key,), (given,)))
        elif shard.attempts + 1 < _ATTEMPTS:
            self.pool.submit(replace(shard, attempts=shard.attempts + 1))
        else:
            (given,) = shard.inputs
            rejected = Rejected(source=given.source, stage="extract", code=reply.code, message=reply.message)
            self._note(shard, [rejected], by_limit=True)
        self._write()

    def _note(self, shard: Shard, outcomes: list[Outcome], *, by_limit: bool = False) -> None:
        self.ledger.add(shard.keys, outcomes, by_limit=by_limit)
        self._waiting.difference_update(shard.keys)
        _log.info("%d done, from %s", len(outcomes), shard.inputs[0].source)

    def _write(self) -> None:
        """Writes what is done, up to the first input that is not."""
        while self._order:
            first = self._order[0]
            if isinstance(first, Rejected):
                self.merger.reject(first)
            elif first[1] in self._waiting:
                return
            else:
                source, key = first
                self.merger.add(source, self.ledger[key], reused=not self.scratch.is_new(key))
                self.on_article()
            self._order.popleft()
