"""Time expressions: the cases and the rules' own examples; what holds of any text is in `test_time_properties`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sourceline import extract
from sourceline.nlp.times import component as times  # noqa: F401  (registers the factory)
from sourceline.nlp.times.calendar import Period
from sourceline.nlp.times.patterns import patterns
from sourceline.nlp.times.words import WORD_FILES, TimeWord
from sourceline.rules import load_rules

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/times.jsonl").read_text("utf8").splitlines()]
RULES = {pattern.rule.id: pattern.rule for pattern in patterns()}
WORDS = load_rules(TimeWord, *WORD_FILES)


def parameter(case):
    """A case with a `gap` is one that we know to fail."""
    marks = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
    return pytest.param(case, marks=marks, id=f"{case['text']} {case['published']}")


@pytest.mark.parametrize("case", [parameter(case) for case in CASES])
def test_case(found, case):
    spans = found(case["text"], case["published"])
    have = [{"text": span.text, **span._.time.model_dump(mode="json")} for span in spans]
    want = case["expect"]
    assert [{key: h[key] for key in w} for h, w in zip(have, want, strict=False)] == want
    assert len(have) == len(want), have


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_examples(found, rule):
    assert rule.match
    for text in rule.match:
        assert any(span._.rule == rule.id for span in found(text, "2025-05-07")), text
    for text in rule.no_match:
        assert not any(span._.rule == rule.id for span in found(text, "2025-05-07")), text


@pytest.mark.parametrize("rule", WORDS, ids=lambda rule: rule.id)
def test_word_examples(found, rule):
    assert rule.match
    if rule.kind != "future_cue":
        assert all(found(text, "2025-05-07") for text in rule.match)
        assert not any(found(text, "2025-05-07") for text in rule.no_match)


def test_before_the_common_era():
    assert (Period("year", -490).value(), Period("year", -490).edtf()) == ("BC0490", "-0489")


def test_a_plan_told_in_the_past_may_lie_behind_or_before():
    text = (
        "The bus was due to leave in April. The line was due to open in September. Ana Duarte is due to leave in April."
    )
    found = {c.text.split(" was ")[0].split(" is ")[0]: c.time.value for c in extract(text, published="2025-06-11")}
    assert found == {"The bus": "2025-04", "The line": "2025-09", "Ana Duarte": "2026-04"}


def test_what_had_been_due_and_fell_through_lies_behind():
    text = "The two had been due to meet on Monday, but the driver fell ill. The fair is due to open on Monday."
    found = [c.time.value for c in extract(text, published="2025-06-12") if c.time]
    assert found == ["2025-06-09", "2025-06-16"]
