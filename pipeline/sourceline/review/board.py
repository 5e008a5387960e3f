"""The board: how right the claims of a run are, where they are not, and how the reviewing goes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from sourceline.review.agreement import Agreement, agreement
from sourceline.review.calibrate import bins
from sourceline.review.index import Index
from sourceline.review.outcomes import Outcome, outcomes
from sourceline.review.query import Query
from sourceline.review.sample import drawn
from sourceline.review.statistics import wilson
from sourceline.review.tables import VERDICT_KINDS
from sourceline.review.views import CAUSES
from sourceline.schema.calibration import Bin

#: Rows of a table that are in sight; the others open.
TOP = 12
#: Groups of fewer claims come last: whatever their share is, it may be chance.
FEW = 5
#: Title, column, and what a claim counts as that has nothing there.
_DIMENSIONS = (
    ("Fact type", "fact", "no type"),
    ("Segment", "segment", ""),
    ("Source", "source", "not named"),
    ("Rule", "rules", "no rule"),
)
_SPEED = (
    "SELECT reviewer, seconds FROM log WHERE NOT withdrawn AND seconds IS NOT NULL AND kind IN "
    f"({VERDICT_KINDS}) ORDER BY reviewer"
)


@dataclass(frozen=True)
class Group:
    """Claims that have something in common, and how many of those decided on are right as extracted.

    Attributes:
        name: what they have in common.
        value: what the list is filtered by to find them.
    """

    name: str
    right: int
    total: int
    value: str = ""

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share (Wilson)."""
        return wilson(self.right, self.total)


@dataclass(frozen=True)
class Speed:
    """How long a reviewer looks at a claim, in seconds: the middle, and where the middle half of all lies."""

    reviewer: str
    claims: int
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Board:
    """All that the page tells.

    Attributes:
        sampled: whether only claims drawn at random count.
        run: number of claims of the run.
        drawn: number of claims drawn at random.
        overall: all claims that count.
        disputed: how many more have verdicts that differ on whether they are right.
        undecided: how many of those drawn at random nobody decided; 0 where all decisions count.
        tables: title, filter of the list and groups, the surely worst first.
        reasons: why claims were rejected, and what was corrected, as the list is filtered by, the commonest first.
        wrong: how many claims that count are wrong.
        speeds: of each reviewer.
        agreement: among reviewers.
        differ: claims that reviewers differ about and nothing settles.
        waiting: claims that wait for a second opinion of this reviewer.
        bins: confidence and share of right claims.
        calibrated: whether the confidence of the run is calibrated.
    """

    sampled: bool
    run: int
    drawn: int
    overall: Group
    disputed: int
    undecided: int
    tables: list[tuple[str, str, list[Group]]]
    reasons: list[tuple[str, int]]
    wrong: int
    speeds: list[Speed]
    agreement: Agreement
    differ: int
    waiting: int
    bins: tuple[Bin, ...]
    calibrated: bool

    @property
    def limits(self) -> tuple[float, float]:
        """The share if all that is left out were wrong, and if it were right."""
        left_out = self.disputed + self.undecided
        total = max(self.overall.total + left_out, 1)
        return self.overall.right / total, (self.overall.right + left_out) / total


def board(index: Index, reviewer: str, *, sampled: bool | None = None) -> Board:
    """Returns the board of a run.

    Args:
        index: the run with its decisions.
        reviewer: who looks at it.
        sampled: only claims drawn at random; by default where some were.
    """
    sample = drawn(index)
    if sampled is None:
        sampled = bool(sample)
    found = [o for o in outcomes(index) if o.origin == "run" and not o.stale and (not sampled or o.number in sample)]
    judged = [(o, o.right) for o in found if o.right is not None]
    columns = "number, fact, segment, source, rules, score"
    rows = {row["number"]: row for row in index.all(f"SELECT {columns} FROM claims WHERE verdicts > 0")}
    held = [(rows[o.number], right) for o, right in judged]
    return Board(
        sampled=sampled,
        run=index.one("SELECT count(*) FROM claims WHERE origin = 'run'"),
        drawn=len(sample),
        overall=Group("all", sum(right for _, right in held), len(held)),
        disputed=len(found) - len(judged),
        undecided=len(sample) - len(found) if sampled else 0,
        tables=[(title, column.removesuffix("s"), _groups(held, column, none)) for title, column, none in _DIMENSIONS],
        reasons=_reasons(outcome for outcome, right in judged if not right),
        wrong=sum(not right for _, right in judged),
        speeds=_speeds(index),
        agreement=agreement(index),
        differ=index.one("SELECT count(*) FROM claims WHERE disputed"),
        waiting=index.count(Query(status="second"), reviewer),
        bins=bins([row["score"] for row, _ in held], [right for _, right in held]),
        calibrated=bool(index.one("SELECT coalesce(max(calibrated), 0) FROM claims WHERE origin = 'run'")),
    )


def _groups(held: list[tuple[Any, bool]], column: str, nothing: str) -> list[Group]:
    """Returns the groups of a column, the one first whose share is surely lowest; small ones after the others."""
    counts: dict[str, list[int]] = {}
    for row, right in held:
        for value in row[column].split() if column == "rules" else [row[column]]:
            counted = counts.setdefault(value, [0, 0])
            counted[0] += right
            counted[1] += 1

    def name_of(value: str) -> str:
        return (value.replace("_", " ") if column in ("fact", "segment") else value) or nothing

    groups = [Group(name_of(value), right, total, value or "none") for value, (right, total) in counts.items()]
    return sorted(groups, key=lambda group: (group.total < FEW, group.interval[1], -group.total, group.name))


def _reasons(wrong: Iterable[Outcome]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for outcome in wrong:
        paths = [operation["path"] for verdict in outcome.held for operation in json.loads(verdict["patch"])]
        counts.update({*outcome.reasons, *("/".join(path.split("/")[:2]) for path in paths)} & CAUSES.keys())
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _speeds(index: Index) -> list[Speed]:
    taken: dict[str, list[float]] = {}
    for reviewer, seconds in index.all(_SPEED):
        taken.setdefault(reviewer, []).append(seconds)
    return [
        Speed(reviewer, len(times), *(quantiles(times, n=4, method="inclusive") if len(times) > 1 else times * 3))
        for reviewer, times in taken.items()
    ]
