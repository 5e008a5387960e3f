"""Relations among claims: a summary points to what it repeats, a denial to the accusation, a clause to its claim."""

from __future__ import annotations

import pytest

import sourceline


@pytest.mark.cases("relations.jsonl")
def test_relation(case):
    claims = sourceline.extract(case["text"], title=case.get("title"))
    by_id = {claim.id: claim for claim in claims}
    first = next(claim for claim in claims if claim.predicate.text == case["claim"])
    targets = [by_id[r.target] for r in first.relations if r.type == case["relation"] and r.target is not None]
    assert [target.predicate.text for target in targets] == ([case["target"]] if case["target"] else [])
    assert all(target.predicate.start != first.predicate.start for target in targets)


def test_a_denial_whose_accusation_is_not_in_the_article_stays_unresolved():
    (denial,) = [c for c in sourceline.extract("The ministry denied the allegations.") if c.predicate.lemma == "deny"]
    assert [(r.type, r.target, r.status) for r in denial.relations] == [("denies", None, "unresolved")]
