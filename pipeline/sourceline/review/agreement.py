"""How far reviewers agree beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from sourceline.review.index import Index

#: The verdicts on claims as they are now, a reviewer's last one last; those that settle are not independent.
_SQL = """
SELECT l.claim, l.reviewer, l.kind
FROM (SELECT number FROM standing GROUP BY number HAVING count(*) > 1) CROSS JOIN claims c USING (number)
    JOIN log l ON l.claim = c.id AND l.hash = c.hash AND c.origin = 'run'
WHERE NOT l.withdrawn AND NOT l.settles AND l.kind IN ('accepted', 'rejected', 'corrected')
ORDER BY l.claim, l.time, l.seq
"""


@dataclass(frozen=True)
class Pair:
    """Two reviewers, the claims that both decided, and how far they agree.

    Attributes:
        claims: how many both decided.
        same: how many of these alike.
        kappa: Cohen's; None where chance alone would make them agree.
    """

    first: str
    second: str
    claims: int
    same: int
    kappa: float | None


@dataclass(frozen=True)
class Agreement:
    """Agreement of all reviewers on accepted, rejected or corrected.

    Attributes:
        claims: how many two or more decided.
        same: how many of these all alike.
        alpha: Krippendorff's; None where it is not defined.
        pairs: those who decided claims in common, the most claims first.
    """

    claims: int
    same: int
    alpha: float | None
    pairs: list[Pair]


def agreement(index: Index) -> Agreement:
    """Returns how far the reviewers of a run agree."""
    units = [
        {row["reviewer"]: row["kind"] for row in group}
        for _, group in groupby(index.all(_SQL), key=lambda row: row["claim"])
    ]
    shared = [unit for unit in units if len(unit) > 1]
    met: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for unit in shared:
        for one, other in combinations(sorted(unit), 2):
            met.setdefault((one, other), []).append((unit[one], unit[other]))
    pairs = [
        Pair(one, other, len(kinds), sum(a == b for a, b in kinds), cohen_kappa(kinds))
        for (one, other), kinds in met.items()
    ]
    return Agreement(
        claims=len(shared),
        same=sum(len(set(unit.values())) == 1 for unit in shared),
        alpha=krippendorff_alpha([list(unit.values()) for unit in shared]),
        pairs=sorted(pairs, key=lambda pair: (-pair.claims, pair.first, pair.second)),
    )


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Returns Cohen's kappa (1960) of two reviewers: agreement beyond that of two who decide by their own habits alone.

    Args:
        pairs: what both decided of each claim.

    Returns:
        1 for full agreement, 0 for that of chance; None where there is nothing to tell the two apart.
    """
    if not pairs:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    expected = sum(first[kind] * second[kind] for kind in first) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def krippendorff_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Returns Krippendorff's alpha for nominal data (2011, "Computing Krippendorff's Alpha-Reliability", part D).

    Any number of reviewers; each may have decided any of the claims.

    Args:
        units: for each claim what was decided of it. Claims that fewer than two decided do not count.

    Returns:
        1 for full agreement, 0 for that of chance; None where all decisions are alike or none are paired.
    """
    totals: Counter[str] = Counter()
    agreeing = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts = Counter(values)
        totals.update(values)
        agreeing += sum(count * (count - 1) for count in counts.values()) / (len(values) - 1)
    n = totals.total()
    expected = sum(count * (count - 1) for count in totals.values())
    if n < 2 or expected == n * (n - 1):
        return None
    return ((n - 1) * agreeing - expected) / (n * (n - 1) - expected)
