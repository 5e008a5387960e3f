"""From claims that were decided on to a mapping of their scores: one function for each method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourceline.claims.calibration import Traits, log_odds
from sourceline.review.statistics import Counts, prior_of
from sourceline.schema.calibration import ByRules, BySteps, ByWeights

#: Features of fewer decisions are not fitted.
RARE = 5
_STEPS = 50
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A claim that was decided on.

    Attributes:
        article: id of its article.
        traits: what its probability may depend on.
        right: whether it was right as extracted.
    """

    article: str
    traits: Traits
    right: bool


def counts_by_rule(examples: Sequence[Example]) -> dict[str, Counts]:
    """Returns for each rule, by id, how many of its claims were right, and wrong."""
    counts: dict[str, Counts] = {}
    for example in examples:
        for rule in example.traits.rules:
            right, wrong = counts.get(rule, (0, 0))
            counts[rule] = (right + example.right, wrong + (not example.right))
    return dict(sorted(counts.items()))


def by_rules(examples: Sequence[Example]) -> ByRules:
    """Fits a beta distribution to each rule, whose prior all rules make."""
    counts = counts_by_rule(examples)
    a, b = prior_of(list(counts.values()))
    means = {rule: round((a + right) / (a + b + right + wrong), 4) for rule, (right, wrong) in counts.items()}
    return ByRules(base=round(base(examples), 4), means=means)


def base(examples: Sequence[Example]) -> float:
    """Returns the share that is right, by Laplace's rule of succession."""
    return (sum(example.right for example in examples) + 1) / (len(examples) + 2)


def by_steps(examples: Sequence[Example]) -> BySteps:
    """Fits an isotonic regression of the decision over the score.

    It pools adjacent violators (Ayer et al. 1955; for probabilities Zadrozny and Elkan 2002). No claim is given 0 or 1.
    """
    blocks: list[list[float]] = []  # lowest score, highest score, right, total
    grouped: dict[float, list[bool]] = {}
    for example in examples:
        grouped.setdefault(example.traits.score, []).append(example.right)
    for score in sorted(grouped):
        blocks.append([score, score, sum(grouped[score]), len(grouped[score])])
        while len(blocks) > 1 and blocks[-2][2] * blocks[-1][3] >= blocks[-1][2] * blocks[-2][3]:
            _, high, right, total = blocks.pop()
            blocks[-1][1:] = [high, blocks[-1][2] + right, blocks[-1][3] + total]
    edge = 1 / (len(examples) + 2)
    points = []
    for low, high, right, total in blocks:
        share = round(min(max(right / total, edge), 1 - edge), 4)
        points += [(low, share)] if low == high else [(low, share), (high, share)]
    return BySteps(points=tuple(points))


def by_weights(examples: Sequence[Example], names: Sequence[str], penalty: float) -> ByWeights:
    """Fits a logistic regression with a penalty on squared weights, by Newton's method.

    Args:
        examples: the decisions.
        names: of the features.
        penalty: half of it times the squares of all weights but the intercept is added to the log loss.
    """
    x = np.array([[1.0, *(example.traits.features.get(name, 0.0) for name in names)] for example in examples])
    y = np.array([float(example.right) for example in examples])
    ridge = np.diag([1e-9, *[penalty] * len(names)])
    weights = np.array([log_odds(base(examples)), *[0.0] * len(names)])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    kept = {name: round(float(weight), 5) for name, weight in zip(names, weights[1:], strict=True)}
    return ByWeights(intercept=round(float(weights[0]), 5), weights=kept)


def common_features(examples: Sequence[Example]) -> list[str]:
    """Returns the names of features that some, but not all, examples have, in a fixed order; the score is one."""
    counts = Counter(name for example in examples for name in example.traits.features)
    limits = range(RARE, len(examples) - RARE + 1)
    return ["score", *sorted(name for name, count in counts.items() if name != "score" and count in limits)]
