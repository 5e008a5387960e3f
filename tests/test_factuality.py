"""Polarity, modality and certainty against sentences that were marked without sight of the extractor.

`factuality_dev.jsonl` may be looked at while rules are written, `factuality_held.jsonl` may not; its figures are the
measure. `python tests/test_factuality.py` prints both, with the errors of the first.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import sourceline
from sourceline.schema.claim import Claim

CASES = Path(__file__).parent / "cases"
FIELDS = ("polarity", "modality", "certainty")
FLOORS = {"dev": 0.93, "held": 0.72}


def claim_of(claims: list[Claim], case: dict) -> Claim | None:
    """Returns the claim whose predicate holds the case's, or whose verb group does."""
    place = case["text"].index(case["predicate"])
    inside = (c for c in claims if c.predicate.start <= place < c.predicate.end)
    attribute = (c for c in claims for a in c.arguments if a.role == "attribute" and a.start <= place < a.end)
    return next(inside, None) or next(attribute, None)


def confusions(half: str) -> tuple[dict[str, Counter], list[str]]:
    """Returns, for each field, how often which value was given for which, and the wrong cases in words."""
    counts: dict[str, Counter] = {field: Counter() for field in FIELDS}
    wrong = []
    for line in (CASES / f"factuality_{half}.jsonl").read_text("utf8").splitlines():
        case = json.loads(line)
        claim = claim_of(sourceline.extract(case["text"]), case)
        given = {field: getattr(claim, field) if claim else None for field in FIELDS}
        for field in FIELDS:
            counts[field][case[field], given[field]] += 1
        if any(given[field] != case[field] for field in FIELDS):
            problems = [f"{case[f]}→{given[f]}" for f in FIELDS if given[f] != case[f]] if claim else ["no claim"]
            wrong.append(f"{case['id']} {case['predicate']}: {', '.join(problems)} | {case['text']}")
    return counts, wrong


def macro_f1(counts: dict[str, Counter]) -> float:
    """Returns the mean of F1 over all values of the three fields; a claim that was not found is an error of each."""
    scores = []
    for pairs in counts.values():
        for value in sorted({wanted for wanted, _ in pairs}):
            right = pairs[value, value]
            wanted = sum(n for (w, _), n in pairs.items() if w == value)
            given = sum(n for (_, g), n in pairs.items() if g == value)
            scores.append(2 * right / (wanted + given))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("half", ["dev", "held"])
def test_macro_f1_stays_above_its_floor(half: str) -> None:
    counts, wrong = confusions(half)
    assert macro_f1(counts) >= FLOORS[half], wrong if half == "dev" else counts


if __name__ == "__main__":
    for name in ("dev", "held"):
        found, errors = confusions(name)
        print(name, f"macro-F1 {macro_f1(found):.3f}")
        for field, pairs in found.items():
            share = sum(n for (w, g), n in pairs.items() if w == g) / sum(pairs.values())
            print(f"  {field} accuracy {share:.3f}")
        print("\n".join(errors) if name == "dev" else f"{len(errors)} wrong")
