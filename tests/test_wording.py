"""The line that says a claim in words: faithful to the sentence, and readable without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sourceline

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "wording.jsonl").open(encoding="utf8")]


@pytest.mark.parametrize("case", CASES, ids=[case["line"] for case in CASES])
def test_the_line_says_what_the_sentence_says(case: dict) -> None:
    lines = {claim.predicate.text: claim.text for claim in sourceline.extract(case["text"])}
    assert lines.get(case["predicate"]) == case["line"]
