"""Amounts: the cases, the rules' own examples, and units that others can read."""

from __future__ import annotations

import pint
import pytest
from spacy.lang.en import English

from sourceline.nlp import structure  # noqa: F401  (registers the factories)
from sourceline.nlp.quantities import component as quantities  # noqa: F401  (registers the factories)
from sourceline.nlp.quantities.lexemes import lex
from sourceline.nlp.quantities.lexicon import (
    Code,
    ContextWords,
    Currency,
    GrammarRule,
    NumberWord,
    Qualifier,
    Rate,
    TrendWords,
    Unit,
)
from sourceline.nlp.times import component as times  # noqa: F401  (registers the factories)
from sourceline.rules import load_rules

FILES = {
    NumberWord: "numbers",
    Unit: "measures",
    Currency: "currencies",
    Qualifier: "qualifiers",
    Rate: "rates",
    TrendWords: "trends",
    GrammarRule: "grammar",
}
RULES = [(kind, rule) for kind, name in FILES.items() for rule in load_rules(kind, f"units/{name}")]
CONTEXT_KEEPS = {
    "half_of",
    "plural",
    "rate",
    "length",
    "weight",
    "change",
    "phrasal",
    "ago",
}  # the others drop the amount beside them
CONTEXT_OF_SHARES = {"tries", "singled_out"}  # these keep "one in five" from being a fifth
POINTS = {"percentage_point", "basis_point"}  # differences of percents, which pint has no names for


@pytest.fixture(scope="module")
def nlp() -> English:
    nlp = English()
    for name in ("sourceline_structure", "sourceline_times", "sourceline_quantities"):
        nlp.add_pipe(name)
    return nlp


def found(nlp: English, text: str):
    doc = nlp(text)
    return list(doc.spans["quantities"])


@pytest.mark.cases("quantities.jsonl")
def test_case(nlp, case):
    have = [{"text": span.text, **span._.quantity.model_dump()} for span in found(nlp, case["text"])]
    want = case["expect"]
    assert [{key: h[key] for key in w} for h, w in zip(have, want, strict=False)] == want
    assert len(have) == len(want), have


@pytest.mark.cases("money.jsonl")
def test_money(nlp, case):
    """A case is one amount of money in a text, or with `span` null a text that has none."""
    have = [s for s in found(nlp, case["text"]) if s._.quantity.kind == "money"]
    if case["span"] is None:
        assert not have
        return
    (value,) = [s._.quantity.model_dump() for s in have if s.text == case["span"]]
    assert {key: value[key] for key in value.keys() & case.keys()} == {
        key: case[key] for key in value.keys() & case.keys()
    }


def fires(kind: type, rule, span) -> bool:
    value = span._.quantity
    if kind is NumberWord:
        written = any(x.text in rule.forms or x.lower in rule.forms for x in lex(span.text))
        return written and (rule.role not in ("scale", "suffix", "money") or float(value.value) >= rule.value)
    if kind is Unit:
        return value.unit == rule.unit or bool(rule.rates and value.unit and value.unit.endswith(f" per {rule.unit}"))
    if kind is Currency:
        return value.currency == rule.code
    if kind is Qualifier:
        return value.modifier == rule.modifier
    if kind is Rate:
        return value.per == rule.per
    if kind is TrendWords:
        return value.trend == rule.trend
    return span._.rule == rule.id


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_rule_examples(nlp, kind, rule):
    assert rule.match
    for text in rule.match:
        assert any(fires(kind, rule, span) for span in found(nlp, text)), text
    for text in rule.no_match:
        assert not any(fires(kind, rule, span) for span in found(nlp, text)), text


@pytest.mark.parametrize("rule", load_rules(ContextWords, "units/context"), ids=lambda rule: rule.id)
def test_context_examples(nlp, rule):
    name = rule.id.split(".")[1]
    if name in CONTEXT_KEEPS:
        assert all(found(nlp, text) for text in rule.match)
    elif name in CONTEXT_OF_SHARES:
        shares = {
            text: any(s._.quantity.value == "0.2" for s in found(nlp, text)) for text in rule.match + rule.no_match
        }
        assert shares == dict.fromkeys(rule.match, False) | dict.fromkeys(rule.no_match, True)
    else:
        assert not any(found(nlp, text) for text in rule.match)
        assert all(found(nlp, text) for text in rule.no_match)


@pytest.mark.parametrize("rule", load_rules(Code, "units/codes"), ids=lambda rule: rule.id)
def test_codes_are_no_amounts(nlp, rule):
    assert rule.match
    assert not any(found(nlp, text) for text in rule.match)
    assert all(found(nlp, text) for text in rule.no_match)


def test_pint_reads_every_unit():
    registry = pint.UnitRegistry()
    for name in {rule.unit for rule in load_rules(Unit, "units/measures")} - POINTS:
        assert registry.parse_units(name)


def test_age_behind_a_person():
    nlp = English()
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Ana Ruiz"}])
    nlp.add_pipe("sourceline_quantities")
    doc = nlp("Ana Ruiz, 34, sold 20, and Mill Hall, 34, sold none.")
    read = [(span.text, span._.quantity.kind, span._.quantity.unit) for span in doc.spans["quantities"]]
    assert read == [("34", "measure", "year"), ("20", "cardinal", None), ("34", "cardinal", None)]
