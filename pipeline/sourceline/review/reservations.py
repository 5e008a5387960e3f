"""Which claims reviewers have open now, so that the next claim of one is not that of another."""

from __future__ import annotations

import time

#: Seconds for which an open claim is passed over; who looks at it for longer has probably left.
HOLD = 300.0


class Reservations:
    """The claim that each reviewer opened last.

    None is a lock: anybody may open and decide any claim. They are kept in memory alone, since they do not outlive a
    sitting. All methods may be called from several threads.
    """

    def __init__(self) -> None:
        self._open: dict[str, tuple[str, float]] = {}

    def hold(self, claim: str, reviewer: str) -> None:
        """Notes that a reviewer opens a claim, and leaves the one before."""
        self._open[reviewer] = claim, time.monotonic() + HOLD

    def of_others(self, reviewer: str) -> set[str]:
        """Returns the claims that other reviewers have open."""
        now = time.monotonic()
        return {claim for name, (claim, until) in self._open.copy().items() if name != reviewer and now < until}
