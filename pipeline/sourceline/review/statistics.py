"""Shares with their uncertainty: intervals of a proportion, and beta distributions shrunk towards what is common."""

from __future__ import annotations

from collections.abc import Sequence
from math import lgamma, sqrt
from statistics import NormalDist

import numpy as np

from sourceline.schema.calibration import Posterior

_Z = NormalDist().inv_cdf(0.975)
_GRID = (np.arange(20_000) + 0.5) / 20_000
#: Weights of the prior that are tried, in decisions.
_STRENGTHS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)

Counts = tuple[int, int]  # right, wrong


def wilson(right: int, total: int) -> tuple[float, float]:
    """Returns the 95% interval of a proportion by Wilson's score (1927); (0, 1) where nothing was counted.

    Unlike the interval that most textbooks begin with, it keeps its promise for few trials and for shares near 0 and 1
    (Brown, Cai and DasGupta 2001).
    """
    if not total:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z / total
    centre = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(share * (1 - share) / total + square / (4 * total))
    return (0.0 if right == 0 else centre - half), (1.0 if right == total else centre + half)


def prior_of(groups: Sequence[Counts]) -> tuple[float, float]:
    """Returns the beta distribution that shares of groups come from, by empirical Bayes.

    Its mean is that of all groups together. Its strength, in decisions, is that of the likeliest beta-binomial
    (Skellam 1948) among a few.
    """
    right = sum(group[0] for group in groups) + 1
    wrong = sum(group[1] for group in groups) + 1
    mean = right / (right + wrong)

    def likelihood(strength: float) -> float:
        a, b = strength * mean, strength * (1 - mean)
        return sum(_log_beta(a + r, b + w) - _log_beta(a, b) for r, w in groups)

    strength = max(_STRENGTHS, key=likelihood)
    return strength * mean, strength * (1 - mean)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def posterior(counts: Counts, prior: tuple[float, float]) -> Posterior:
    """Returns what is known of a share after its decisions, with the interval that holds 95% of it."""
    right, wrong = counts
    a, b = prior[0] + right, prior[1] + wrong
    low, high = beta_quantiles(a, b, (0.025, 0.975))
    return Posterior(right=right, wrong=wrong, mean=round(a / (a + b), 4), low=round(low, 4), high=round(high, 4))


def beta_quantiles(a: float, b: float, shares: Sequence[float]) -> list[float]:
    """Returns quantiles of a beta distribution, to about four digits."""
    density = (a - 1) * np.log(_GRID) + (b - 1) * np.log1p(-_GRID)
    mass = np.cumsum(np.exp(density - density.max()))
    return [float(x) for x in np.interp(shares, mass / mass[-1], _GRID)]
