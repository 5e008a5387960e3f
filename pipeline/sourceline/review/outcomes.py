"""What all reviewers together hold of a claim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sourceline.review.index import Index
from sourceline.review.tables import VERDICT_KINDS
from sourceline.schema.decision import Reason, opinion_of

_SQL = f"""
SELECT c.number, c.id AS claim, c.origin, s.stale, l.seq, l.kind, l.reviewer, l.patch, l.reasons, l.settles, l.time
FROM standing s JOIN log l ON l.seq = s.seq JOIN claims c ON c.number = s.number
WHERE s.kind IN ({VERDICT_KINDS})
ORDER BY c.place, c.number, l.time, l.seq
"""


@dataclass(frozen=True)
class Outcome:
    """The verdicts on one claim.

    Verdicts on the claim as it is now come before those on what it said earlier: these count only where there is no
    other. One that settles counts alone; without one, verdicts that differ leave the claim disputed.

    Attributes:
        number: of the claim in the index.
        claim: its id.
        origin: "run", "added", or "gone" where the run has no such claim.
        verdicts: rows of the log that count, the earliest first.
        stale: whether they are on something that the run does not say now.
    """

    number: int
    claim: str
    origin: str
    verdicts: tuple[Any, ...]
    stale: bool

    @property
    def settling(self) -> Any | None:
        """The last verdict that settles, if any."""
        return next((verdict for verdict in reversed(self.verdicts) if verdict["settles"]), None)

    @property
    def held(self) -> tuple[Any, ...]:
        """The verdicts that count: the one that settles, or all."""
        return (self.settling,) if self.settling else self.verdicts

    @property
    def decisive(self) -> Any | None:
        """The verdict that counts; None where reviewers differ and nothing settles it."""
        opinions = {(opinion_of(verdict["kind"]), verdict["patch"]) for verdict in self.verdicts}
        if self.settling or len(opinions) > 1:
            return self.settling
        return next((verdict for verdict in self.verdicts if verdict["kind"] == "added"), self.verdicts[-1])

    @property
    def right(self) -> bool | None:
        """Whether the claim was right as extracted; None where reviewers differ on that and nothing settles it."""
        views = {verdict["kind"] == "accepted" for verdict in self.held}
        return views.pop() if len(views) == 1 else None

    @property
    def reasons(self) -> list[Reason]:
        """Why it was rejected, each reason once."""
        return list(dict.fromkeys(reason for verdict in self.held for reason in json.loads(verdict["reasons"])))


def outcomes(index: Index) -> Iterator[Outcome]:
    """Yields the outcome of each claim that has a verdict, in the order of the articles."""
    for _, group in groupby(index.all(_SQL), key=lambda row: row["number"]):
        rows = tuple(group)
        fresh = tuple(row for row in rows if not row["stale"])
        first = rows[0]
        stale = not fresh or first["origin"] == "gone"
        yield Outcome(first["number"], first["claim"], first["origin"], fresh or rows, stale)
