"""Intervals and distributions, against published figures and against what they must be by definition."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourceline.review.statistics import beta_quantiles, posterior, prior_of, wilson


@pytest.mark.parametrize(
    ("right", "total", "interval"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (0, 0, (0.0, 1.0)),
    ],
)
def test_wilson_intervals_are_the_published_ones(right, total, interval):
    assert wilson(right, total) == pytest.approx(interval, abs=5e-5)


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_wilson_intervals_hold_the_share_and_are_symmetric_properties(right, wrong):
    low, high = wilson(right, right + wrong)
    assert 0 <= low <= high <= 1
    assert low <= (right / (right + wrong) if right + wrong else 0.5) <= high
    assert wilson(wrong, right + wrong) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_beta_quantiles_where_they_are_known():
    assert beta_quantiles(1, 1, (0.025, 0.975)) == pytest.approx([0.025, 0.975], abs=1e-4)
    assert beta_quantiles(3, 1, (0.1, 0.5)) == pytest.approx([0.1 ** (1 / 3), 0.5 ** (1 / 3)], abs=1e-4)


@given(st.integers(1, 30), st.integers(1, 30), st.floats(0.01, 0.99))
def test_beta_quantiles_agree_with_the_binomial_properties(a, b, share):
    """P(X <= x) of Beta(a, b) is the probability of a or more of a + b - 1 trials that succeed with x each."""
    (x,) = beta_quantiles(a, b, (share,))
    n = a + b - 1
    tail = sum(comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert tail == pytest.approx(share, abs=2e-3)


def test_a_rule_with_few_decisions_is_taken_for_one_like_the_others():
    groups = [(90, 10), (45, 5), (18, 2), (0, 1)]
    few = posterior((0, 1), prior_of(groups))
    assert 0.7 < few.mean < 0.91
    assert few.low < few.mean < few.high
    many = posterior((10, 90), prior_of([*groups, (10, 90)]))
    assert many.mean < 0.2


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=20))
def test_shrinking_goes_from_the_share_towards_all_properties(groups):
    a, b = prior_of(groups)
    mean = a / (a + b)
    assert 0 < mean < 1
    for right, wrong in groups:
        found = posterior((right, wrong), (a, b))
        share = right / (right + wrong) if right + wrong else mean
        assert min(share, mean) - 1e-3 <= found.mean <= max(share, mean) + 1e-3
        assert found.low <= found.high
