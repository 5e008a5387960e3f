"""Agreement between reviewers, against worked examples of the literature."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourceline.review.agreement import cohen_kappa, krippendorff_alpha


def pairs_of(table):
    """The pairs of a contingency table of two judges."""
    return [(str(a), str(b)) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ([[88, 10, 2], [14, 40, 6], [18, 10, 12]], 0.492),  # Cohen (1960), table 1, in 200 cases
        ([[106, 10, 4], [22, 28, 10], [2, 12, 6]], 0.429),  # Fleiss, Cohen and Everitt (1969)
        ([[20, 5], [10, 15]], 0.400),
        ([[45, 15], [25, 15]], 0.130),
        ([[25, 35], [5, 35]], 0.259),
    ],
)
def test_kappa_of_published_tables(table, kappa):
    assert cohen_kappa(pairs_of(table)) == pytest.approx(kappa, abs=5e-4)


@pytest.mark.parametrize(
    ("reviewers", "alpha"),
    [
        # Krippendorff (2011), parts A, B and C; a point is a claim that was not decided.
        (["0100000010", "1110010000"], 0.095),
        (["aabbdcccedda", "babbbccceddd"], 0.692),
        (["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
    ],
)
def test_alpha_of_published_tables(reviewers, alpha):
    units = [[value for value in claim if value != "."] for claim in zip(*reviewers, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize("units", [[], [["a"]], [["a", "a"], ["a", "a", "a"]]])
def test_where_nothing_could_differ_there_is_no_alpha(units):
    assert krippendorff_alpha(units) is None


def test_where_both_always_decide_the_same_there_is_no_kappa():
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")] * 3) is None


decided = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=5), min_size=1, max_size=30)


@given(decided)
def test_alpha_is_one_less_observed_by_expected_disagreement_properties(units):
    """By its definition, over all pairs of values (Krippendorff 2004, chapter 11)."""
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    found = krippendorff_alpha(units)
    expected = [a != b for a, b in combinations(values, 2)]
    if not any(expected):
        assert found is None
        return
    observed = sum(sum(a != b for a, b in combinations(unit, 2)) * 2 / (len(unit) - 1) for unit in paired) / len(values)
    assert found == pytest.approx(1 - observed / (sum(expected) / len(expected)))


@given(decided, st.permutations("abc"))
def test_alpha_does_not_depend_on_names_nor_order_properties(units, names):
    renamed = [[names["abc".index(value)] for value in reversed(unit)] for unit in reversed(units)]
    assert krippendorff_alpha(renamed) == pytest.approx(krippendorff_alpha(units), nan_ok=True)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_kappa_is_symmetric_and_one_only_for_full_agreement_properties(pairs):
    found = cohen_kappa(pairs)
    assert found == cohen_kappa([(b, a) for a, b in pairs]) or found == pytest.approx(
        cohen_kappa([(b, a) for a, b in pairs])
    )
    if found is not None:
        assert -1 <= found <= 1
        assert (found == pytest.approx(1)) == all(a == b for a, b in pairs)
