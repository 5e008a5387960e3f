"""Amounts: the cases, the rules' own examples, and properties that hold for any text and any number."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from sourceline.nlp import quantities, times  # noqa: F401  (registers the factories)
from sourceline.nlp.numbers import NumberReader, plain
from sourceline.nlp.quantity_lexemes import lex
from sourceline.nlp.quantity_lexicon import ContextWords, Currency, GrammarRule, NumberWord, Qualifier, TrendWords, Unit
from sourceline.rules import load_rules

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/quantities.jsonl").read_text("utf8").splitlines()]
FILES = {
    NumberWord: "numbers",
    Unit: "measures",
    Currency: "currencies",
    Qualifier: "qualifiers",
    TrendWords: "trends",
    GrammarRule: "grammar",
}
RULES = [(kind, rule) for kind, name in FILES.items() for rule in load_rules(kind, f"units/{name}")]
CONTEXT_KEEPS = {"half_of", "plural", "rate", "length", "weight", "change"}  # the others drop the amount beside them
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WORDS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [("bn", 9), ("m", 6), (" million", 6), (" mn", 6), (" trillion", 12), ("k", 3)]


@pytest.fixture(scope="module")
def nlp() -> English:
    nlp = English()
    nlp.add_pipe("sourceline_times")
    nlp.add_pipe("sourceline_quantities")
    return nlp


def found(nlp: English, text: str):
    doc = nlp(text)
    return list(doc.spans["quantities"])


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(nlp, case):
    spans = found(nlp, case["text"])
    have = [{"text": span.text, **span._.quantity.model_dump()} for span in spans]
    want = case["expect"]
    assert [{key: h[key] for key in w} for h, w in zip(have, want, strict=False)] == want
    assert len(have) == len(want), have


def fires(kind: type, rule, span) -> bool:
    value = span._.quantity
    if kind is NumberWord:
        written = any(x.text in rule.forms or x.lower in rule.forms for x in lex(span.text))
        return written and (rule.role not in ("scale", "suffix", "money") or float(value.value) >= rule.value)
    if kind is Unit:
        return value.unit == rule.unit
    if kind is Currency:
        return value.currency == rule.code
    if kind is Qualifier:
        return value.modifier == rule.modifier
    if kind is TrendWords:
        return value.trend == rule.trend
    if kind is GrammarRule:
        return span._.rule == rule.id
    return True


@pytest.mark.parametrize(("kind", "rule"), RULES, ids=[rule.id for _, rule in RULES])
def test_rule_examples(nlp, kind, rule):
    assert rule.match
    for text in rule.match:
        assert any(fires(kind, rule, span) for span in found(nlp, text)), text
    for text in rule.no_match:
        assert not any(fires(kind, rule, span) for span in found(nlp, text)), text


@pytest.mark.parametrize("rule", load_rules(ContextWords, "units/context"), ids=lambda rule: rule.id)
def test_context_examples(nlp, rule):
    if rule.id.split(".")[1] in CONTEXT_KEEPS:
        assert all(found(nlp, text) for text in rule.match)
    else:
        assert not any(found(nlp, text) for text in rule.match)
        assert all(found(nlp, text) for text in rule.no_match)


@given(text=st.text(max_size=80))
def test_any_text(nlp, text):
    check(nlp, text)


NUMBER_PIECES = (
    "hundred million half third percent more than - – / . : , 's % $ £ EUR bn m 3 20 1,000 2.5 1/2 and a of to between"
)
PIECES = st.sampled_from([*WORDS, *TENS, *NUMBER_PIECES.split(), "\n\n"])


@given(pieces=st.lists(PIECES, max_size=14), joint=st.sampled_from(["", " "]))
def test_any_number_words(nlp, pieces, joint):
    check(nlp, joint.join(pieces))


def check(nlp: English, text: str) -> None:
    doc = nlp(text)
    spans = list(doc.spans["quantities"])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert all(time.end <= span.start or span.end <= time.start for time in doc.spans["times"])
        value = span._.quantity
        assert all(
            part is None or part.lstrip("-").replace(".", "", 1).isdecimal()
            for part in (value.value, value.low, value.high)
        )


def read(text: str) -> tuple[str, bool]:
    reader = NumberReader(lex(text))
    number = reader.read(0)
    assert number is not None
    return plain(number.value), number.end == len(reader.lexemes)


def in_words(number: int) -> str:
    if number < 20:
        return WORDS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{WORDS[number % 10]}" if number % 10 else "")
    for value, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= value:
            rest = number % value
            joint = " and " if value == 100 else " "
            return f"{in_words(number // value)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError


@given(number=st.integers(0, 10**15))
def test_digits_with_separators(number):
    assert read(f"{number:,}") == (str(number), True)
    assert read(f"{number:,}".replace(",", "\u202f")) == (str(number), True)


@given(number=st.integers(0, 10**12 - 1))
def test_number_words(number):
    assert read(in_words(number)) == (str(number), True)


@given(number=st.integers(1, 999), tenth=st.integers(0, 9), scale=st.sampled_from(SCALES))
def test_scales(nlp, number, tenth, scale):
    name, power = scale
    (span,) = found(nlp, f"They paid ${number}.{tenth}{name} for it.")
    assert span._.quantity.value == str((number * 10 + tenth) * 10 ** (power - 1))


@given(number=st.integers(1, 10**6))
def test_money_from_several_countries(nlp, number):
    amount = f"{number:,}"
    money = {
        "GBP": "£{}",
        "EUR": "{} euros",
        "JPY": "¥{}",
        "AUD": "A${}",
        "INR": "INR {}",
        "NOK": "{} Norwegian kroner",
    }
    money |= {"CNY": "{} yuan", "KES": "{} KES", "ZAR": "R{}", "BRL": "R$ {}", "CHF": "CHF{}", "PLN": "{} zł"}
    for code, form in money.items():
        written = form.format(amount)
        (span,) = found(nlp, f"They paid {written} for it.")
        value = span._.quantity
        assert (span.text, value.value, value.currency) == (written, str(number), code)
