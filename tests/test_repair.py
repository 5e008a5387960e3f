"""What the parser gets wrong in news and `sourceline_repair` puts right, told by the claims that come of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sourceline

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "repairs.jsonl").open(encoding="utf8")]


@pytest.mark.parametrize("case", CASES, ids=[case["repair"] for case in CASES])
def test_the_claim_has_its_arguments(case: dict) -> None:
    claims = {claim.predicate.text: claim for claim in sourceline.extract(case["text"])}
    assert case["predicate"] in claims
    found = {argument.role: argument.text for argument in claims[case["predicate"]].arguments}
    assert {role: found.get(role) for role in case["arguments"]} == case["arguments"]


def test_every_token_keeps_one_head_and_no_sentence_is_cut() -> None:
    nlp = sourceline.load()
    for case in CASES:
        doc = nlp(case["text"])
        for sentence in doc.sents:
            assert [t for t in sentence if t.head == t] == [sentence.root]
            assert all(sentence.root in (t, *t.ancestors) for t in sentence)
