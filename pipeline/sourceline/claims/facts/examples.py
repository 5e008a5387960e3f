"""The examples of fact rules, run: each must make its rule fire, or must not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourceline.claims.extract import extract_doc
from sourceline.claims.facts.rules import FactRule, FactRules
from sourceline.nlp.build import load, pipe
from sourceline.schema.article import Article


@dataclass(frozen=True)
class FailedExample:
    """An example that does not hold: the rule's id, the sentence, and what happened."""

    rule: str
    text: str
    says: str


def failed_examples(rules: Sequence[FactRule], in_force: FactRules) -> list[FailedExample]:
    """Runs the examples of some of the rules in force, and returns those that do not hold."""
    cases = [(rule.id, text, must) for rule in rules for must in (True, False) for text in examples_of(rule, must)]
    articles = [Article(id=str(number), source="example", text=text) for number, (_, text, _) in enumerate(cases)]
    failed = []
    for (doc, article), (rule_id, text, must) in zip(pipe(load(), articles), cases, strict=True):
        fired = {step.rule for claim in extract_doc(doc, article, "run_example", in_force) for step in claim.trace}
        if (rule_id in fired) != must:
            failed.append(FailedExample(rule_id, text, "must match" if must else "must not match"))
    return failed


def examples_of(rule: FactRule, must: bool) -> tuple[str, ...]:
    return rule.match if must else rule.no_match
