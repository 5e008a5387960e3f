"""What the parser gets wrong in news and `sourceline_repair` puts right, told by the claims that come of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sourceline
from sourceline.nlp.parsed import Doc
from sourceline.nlp.repairs.component import REPAIRS
from sourceline.nlp.repairs.needs import mend
from sourceline.nlp.repairs.tree import PhraseRule, phrase_rules

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


PHRASES = [
    (rule, text, must)
    for rule in phrase_rules()
    for texts, must in ((rule.match, True), (rule.no_match, False))
    for text in texts
]


@pytest.mark.parametrize(("rule", "text", "must"), PHRASES, ids=[text for _, text, _ in PHRASES])
def test_a_phrase_hangs_on_the_verb_that_takes_it(rule: PhraseRule, text: str, must: bool) -> None:
    cases = [t for t in sourceline.load()(text) if t.dep_ == "case" and t.lower_ in rule.prepositions]
    assert any(case.head.head.pos_ == "VERB" for case in cases) == must


def test_where_a_repair_lacks_what_it_needs_it_would_change_nothing() -> None:
    nlp = sourceline.load()
    with nlp.select_pipes(disable=["sourceline_repair", "sourceline_mentions"]):
        docs = list(nlp.pipe(case["text"] for case in CASES))
    for doc in docs:
        mended, asked = Doc(doc), Doc(doc)
        mend(mended, REPAIRS)
        for sentence in asked.sents:
            for repair in REPAIRS:
                repair(sentence)
        assert [token.labels for token in mended] == [token.labels for token in asked]
