"""What all reviewers together hold of a claim."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sourceline.review.views import CAUSES
from sourceline.schema.decision import Reason, opinion_of


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

    @property
    def causes(self) -> list[str]:
        """Why it was rejected, and the fields of the record that were corrected, as `CAUSES` has them."""
        paths = [operation["path"] for verdict in self.held for operation in json.loads(verdict["patch"])]
        found = [*self.reasons, *("/".join(path.split("/")[:2]) for path in paths)]
        return [cause for cause in dict.fromkeys(found) if cause in CAUSES]

    @classmethod
    def of(cls, rows: tuple[Any, ...]) -> Outcome:
        """Returns the outcome of one claim.

        Args:
            rows: what each reviewer holds of it: of the log, with `number`, `claim`, `origin`, and `stale` where it was
                on something else; the earliest first.
        """
        fresh = tuple(row for row in rows if not row["stale"])
        first = rows[0]
        stale = not fresh or first["origin"] == "gone"
        return cls(first["number"], first["claim"], first["origin"], fresh or rows, stale)
