"""Fact types and their slots against sentences that were marked before the rules were looked at.

`facts_wide.jsonl` may be looked at while rules are written, `facts_held.jsonl` may not; its figures are the measure.
`python tests/test_facts_wide.py` prints both, with the errors of the first. A slot that is filled by the argument of a
slot before it ("count" of "killed") is not counted.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sourceline
from sourceline.evaluate.score import Score, same_phrase
from sourceline.schema.claim import Argument, Claim

CASES = Path(__file__).parent / "cases"
FLOORS = {"facts_wide": (0.92, 0.9), "facts_held": (0.91, 0.9)}


def claim_of(case: dict) -> Claim | None:
    """Returns the claim whose predicate, or content of a copula, holds the case's predicate."""
    found = sourceline.extract(case["text"])
    match = re.search(rf"\b{re.escape(case['predicate'])}\b", case["text"])
    assert match is not None, case["id"]
    inside = (c for c in found if c.predicate.start <= match.start() < c.predicate.end)
    contents = (c for c in found for a in c.arguments if a.role == "attribute" and a.start <= match.start() < a.end)
    return next(inside, None) or next(contents, None)


def slots_of(claim: Claim) -> dict[str, Argument]:
    """Returns the argument in each slot; one that several share is in the first."""
    assert claim.fact is not None
    by_argument: dict[int, str] = {}
    for name, index in claim.fact.slots.items():
        by_argument.setdefault(index, name)
    return {name: claim.arguments[index] for index, name in by_argument.items()}


def is_filled(case: dict, name: str, argument: Argument) -> bool:
    """Whether a slot holds the words that the case has in it."""
    words = case["slots"].get(name)
    if words is None:
        return False
    start = case["text"].index(words)
    return same_phrase(case["text"], argument.head, (argument.start, argument.end), (start, start + len(words)))


def scores(name: str) -> tuple[Score, Score, list[str]]:
    """Returns the score of types, that of slots, and the wrong cases in words."""
    types, slots, wrong = Score(), Score(), []
    for case in (json.loads(line) for line in (CASES / f"{name}.jsonl").open(encoding="utf8")):
        claim = claim_of(case)
        given = claim.fact.type if claim and claim.fact else None
        filled = slots_of(claim) if claim and claim.fact else {}
        same = given is not None and given == case["type"]
        right = sum(same and is_filled(case, name, argument) for name, argument in filled.items())
        types.add(same, given is not None, case["type"] is not None)
        slots.add(right, len(filled), len(case["slots"]))
        if given != case["type"] or right < max(len(filled), len(case["slots"])):
            found = {name: argument.text for name, argument in filled.items()}
            wrong.append(f"{case['id']} {case['predicate']}: {given} {found}, not {case['type']} {case['slots']}")
    return types, slots, wrong


@pytest.mark.parametrize("name", FLOORS)
def test_f1_stays_above_its_floor(name: str) -> None:
    types, slots, wrong = scores(name)
    least_types, least_slots = FLOORS[name]
    assert types.f1 >= least_types, wrong if name == "facts_wide" else types
    assert slots.f1 >= least_slots, wrong if name == "facts_wide" else slots


if __name__ == "__main__":
    for file in FLOORS:
        *figures, errors = scores(file)
        for label, score in zip(("types", "slots"), figures, strict=True):
            print(f"{file} {label} P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}")
        print("\n".join(errors) if file == "facts_wide" else f"{len(errors)} wrong")
