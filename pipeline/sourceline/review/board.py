"""The board: how right the claims of a run are, where they are not, and how the reviewing goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import quantiles

from sourceline.review.agreement import Agreement, agreement
from sourceline.review.calibrate import bins
from sourceline.review.index import Index
from sourceline.review.query import Query
from sourceline.review.sample import drawn
from sourceline.review.statistics import wilson
from sourceline.review.tables import TIMED
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
    ("Rule", "ruleset", "no rule"),
)
#: Claims of the run that were decided as they are now; without the hint SQLite looks up each of them.
_DECIDED = "claims c INDEXED BY claims_decided WHERE c.verdicts > 0 AND c.origin = 'run'"
_SPEED = f"SELECT reviewer, seconds, count(*) FROM log WHERE {TIMED} GROUP BY 1, 2"


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

    @cached_property
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
        sampled = sample is not None
    in_sample = sample or "c.shuffle < 0"  # none is
    decided = f"{_DECIDED} AND {in_sample}" if sampled else _DECIDED
    counted = f"{decided} AND c.right IS NOT NULL"
    held, judged, right = index.all(f"SELECT count(*), count(c.right), coalesce(sum(c.right), 0) FROM {decided}")[0]
    scores = index.all(f"SELECT c.score, c.right FROM {counted}")
    all_drawn = index.one(f"SELECT count(*) FROM claims c WHERE {in_sample}")
    return Board(
        sampled=sampled,
        run=index.one("SELECT count(*) FROM claims WHERE origin = 'run'"),
        drawn=all_drawn,
        overall=Group("all", right, judged),
        disputed=held - judged,
        undecided=all_drawn - held if sampled else 0,
        tables=[
            (title, column.removesuffix("set"), _groups(index, counted, column, none))
            for title, column, none in _DIMENSIONS
        ],
        reasons=_reasons(index, counted),
        wrong=judged - right,
        speeds=_speeds(index),
        agreement=agreement(index),
        differ=index.one("SELECT count(*) FROM claims c INDEXED BY claims_decided WHERE c.verdicts > 0 AND c.disputed"),
        waiting=index.count(Query(status="second"), reviewer),
        bins=bins([score for score, _ in scores], [bool(right) for _, right in scores]),
        calibrated=index.calibrated,
    )


def _groups(index: Index, counted: str, column: str, nothing: str) -> list[Group]:
    """Returns the groups of a column, the one first whose share is surely lowest; small ones after the others."""
    counts: dict[str, list[int]] = {}
    rules = dict(index.all("SELECT number, rules FROM rulesets")) if column == "ruleset" else {}
    sql = f"SELECT c.{column}, sum(c.right), count(*) FROM {counted} GROUP BY 1"
    for held, right, total in index.all(sql):
        for value in rules[held].split() if rules else [held]:
            group = counts.setdefault(value, [0, 0])
            group[0] += right
            group[1] += total

    def name_of(value: str) -> str:
        return (value.replace("_", " ") if column in ("fact", "segment") else value) or nothing

    groups = [Group(name_of(value), right, total, value or "none") for value, (right, total) in counts.items()]
    return sorted(groups, key=lambda group: (group.total < FEW, group.interval[1], -group.total, group.name))


def _reasons(index: Index, counted: str) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    sql = f"SELECT c.causes, count(*) FROM {counted} AND c.right = 0 GROUP BY 1"
    for causes, count in index.all(sql):
        for cause in causes.split():
            counts[cause] += count
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _speeds(index: Index) -> list[Speed]:
    taken: dict[str, list[float]] = {}
    for reviewer, seconds, times in index.all(_SPEED):
        taken.setdefault(reviewer, []).extend([seconds] * times)
    return [
        Speed(reviewer, len(times), *(quantiles(times, n=4, method="inclusive") if len(times) > 1 else times * 3))
        for reviewer, times in taken.items()
    ]
