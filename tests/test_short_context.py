"""A claim of one argument is doubtful where its sentence has more to give, and only there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sourceline

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/short_context.jsonl").open(encoding="utf-8")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_short_context(case):
    flags = {claim.text: claim.flags for claim in sourceline.extract(case["text"])}
    assert ("short_context" in flags[case["claim"]]) is case["short"]
