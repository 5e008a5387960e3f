"""Polarity, modality and certainty against sentences that were marked without sight of the extractor.

All but `factuality_held.jsonl` may be looked at while rules are written; its figures are the measure.
`python tests/test_factuality.py dev` prints the figures of a half, and the errors of all but the one held back.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

import sourceline
from sourceline.schema.annotation import PropositionLayer

CASES = Path(__file__).parent / "cases"
FILES = {
    "dev": ("factuality_dev", "factuality_more"),
    "wide": ("factuality_wide", "factuality_third"),
    "rounds": ("factuality_rounds",),
    "held": ("factuality_held",),
}
FIELDS = ("polarity", "modality", "certainty")
FLOORS = {"dev": 0.965, "wide": 0.965, "rounds": 0.96, "held": 0.87}


def proposition_of(case: dict) -> PropositionLayer | None:
    """Returns the proposition whose predicate, or content of a copula, holds the case's predicate."""
    found = sourceline.annotate(case["text"]).propositions
    place = case["text"].index(case["predicate"])
    inside = (p for p in found if p.predicate.start <= place < p.predicate.end)
    contents = (p for p in found for a in p.arguments if a.role == "attribute" and a.start <= place < a.end)
    return next(inside, None) or next(contents, None)


def confusions(half: str) -> tuple[dict[str, Counter], list[str]]:
    """Returns, for each field, how often which value was given for which, and the wrong cases in words."""
    counts: dict[str, Counter] = {field: Counter() for field in FIELDS}
    wrong = []
    for case in (json.loads(line) for name in FILES[half] for line in (CASES / f"{name}.jsonl").open(encoding="utf8")):
        found = proposition_of(case)
        given = {field: getattr(found, field) if found else None for field in FIELDS}
        for field in FIELDS:
            counts[field][case[field], given[field]] += 1
        if any(given[field] != case[field] for field in FIELDS):
            problems = [f"{case[f]}→{given[f]}" for f in FIELDS if given[f] != case[f]] if found else ["not found"]
            wrong.append(f"{case['id']} {case['predicate']}: {', '.join(problems)} | {case['text']}")
    return counts, wrong


def macro_f1(counts: dict[str, Counter]) -> float:
    """Returns the mean of F1 over all values of the three fields; what was not found is an error of each."""
    scores = []
    for pairs in counts.values():
        for value in sorted({wanted for wanted, _ in pairs}):
            right = pairs[value, value]
            wanted = sum(n for (w, _), n in pairs.items() if w == value)
            given = sum(n for (_, g), n in pairs.items() if g == value)
            scores.append(2 * right / (wanted + given))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("half", list(FILES))
def test_macro_f1_stays_above_its_floor(half: str) -> None:
    counts, wrong = confusions(half)
    assert macro_f1(counts) >= FLOORS[half], wrong if half != "held" else counts


if __name__ == "__main__":
    for name in sys.argv[1:] or FILES:
        figures, errors = confusions(name)
        print(name, f"macro-F1 {macro_f1(figures):.3f}")
        for field, pairs in figures.items():
            share = sum(n for (w, g), n in pairs.items() if w == g) / sum(pairs.values())
            print(f"  {field} accuracy {share:.3f}")
        print("\n".join(errors) if name != "held" else f"{len(errors)} wrong")
