"""Time expressions: the cases, the rules' own examples, and properties that hold for any text and any date."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from sourceline.nlp import times  # noqa: F401  (registers the factory)
from sourceline.nlp.calendar import Period, at_grain, containing
from sourceline.nlp.time_words import WORD_FILES, TimeWord
from sourceline.nlp.timegrammar import patterns
from sourceline.rules import load_rules

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/times.jsonl").read_text("utf8").splitlines()]
RULES = {pattern.rule.id: pattern.rule for pattern in patterns()}
WORDS = load_rules(TimeWord, *WORD_FILES)
DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORMATS = [
    "%B {d}, %Y",
    "{d} %B %Y",
    "%A, %B {d}, %Y",
    "%A {d} %B %Y",
    "the {th} of %B %Y",
    "%Y-%m-%d",
    "{m} {d}, %Y",
    "{m} {d} %Y",
]


@pytest.fixture(scope="module")
def nlp() -> English:
    nlp = English()
    nlp.add_pipe("sourceline_times")
    return nlp


def found(nlp: English, text: str, published: str | None = None):
    doc = nlp.make_doc(text)
    doc._.published = published
    return list(nlp(doc).spans["times"])


def parameter(case):
    """A case with a `gap` is one that we know to fail."""
    marks = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
    return pytest.param(case, marks=marks, id=f"{case['text']} {case['published']}")


@pytest.mark.parametrize("case", map(parameter, CASES))
def test_case(nlp, case):
    spans = found(nlp, case["text"], case["published"])
    have = [{"text": span.text, **span._.time.model_dump(mode="json")} for span in spans]
    want = case["expect"]
    assert [{key: h[key] for key in w} for h, w in zip(have, want, strict=False)] == want
    assert len(have) == len(want), have


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_examples(nlp, rule):
    assert rule.match
    for text in rule.match:
        assert any(span._.rule == rule.id for span in found(nlp, text, "2025-05-07")), text
    for text in rule.no_match:
        assert not any(span._.rule == rule.id for span in found(nlp, text, "2025-05-07")), text


@pytest.mark.parametrize("rule", WORDS, ids=lambda rule: rule.id)
def test_word_examples(nlp, rule):
    assert rule.match
    if rule.kind != "future_cue":
        assert all(found(nlp, text, "2025-05-07") for text in rule.match)
        assert not any(found(nlp, text, "2025-05-07") for text in rule.no_match)


@given(text=st.text(max_size=80), published=st.sampled_from([None, "2025-05-07", "0001-01-01", "9999-12-31", "soon"]))
def test_any_text(nlp, text, published):
    check(nlp, text, published)


TIME_PIECES = (
    "the a an last next this May March 13 3rd 31 1999 2024 0001 99999999 9999 week weeks year years century ago later"
    " earlier of on Tuesday every early end - : , / ' s BC morning noon half quarter third summer 5 p.m. two several"
    " decades 1990s from to between"
)
PIECES = st.sampled_from([*TIME_PIECES.split(), "\n\n"])


@given(
    pieces=st.lists(PIECES, max_size=14),
    joint=st.sampled_from(["", " "]),
    published=st.sampled_from([None, "0001-01-01", "9999-12-31"]),
)
def test_any_time_words(nlp, pieces, joint, published):
    check(nlp, joint.join(pieces), published)


def check(nlp: English, text: str, published: str | None) -> None:
    spans = found(nlp, text, published)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        value = span._.time
        assert (value.earliest is None) == (value.latest is None)
        if value.earliest is not None:
            assert date.fromisoformat(value.earliest) <= date.fromisoformat(value.latest)


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@given(day=DATES, written=st.sampled_from(FORMATS))
def test_dates_in_newspaper_formats(nlp, day, written):
    month = day.strftime("%B") if day.month == 5 else "Sept." if day.month == 9 else day.strftime("%b.")
    text = day.strftime(written.format(d=day.day, th=ordinal(day.day), m=month))
    (span,) = found(nlp, f"It was signed on {text} in Lima.")
    assert (span.text, span._.time.value, span._.time.basis) == (text, day.isoformat(), "literal")


@given(
    day=DATES, grain=st.sampled_from(["day", "week", "month", "quarter", "season", "half", "year", "decade", "century"])
)
def test_periods_hold_their_days(day, grain):
    period = containing(day, grain)
    assert period.first() <= day <= period.last()
    assert period.shift(1).first().toordinal() == period.last().toordinal() + 1
    assert at_grain(containing(day, "day"), grain) == period
    assert parse_edtf(period.edtf())


@given(published=DATES)
def test_nothing_is_invented_without_a_publication_date(nlp, published):
    for text in (
        "It fell last year.",
        "It fell in March.",
        "It fell on Tuesday.",
        "It fell yesterday.",
        "It fell a week ago.",
    ):
        (unknown,), (known,) = found(nlp, text), found(nlp, text, published.isoformat())
        assert "XX" in unknown._.time.value and unknown._.time.anchor is None and unknown._.time.earliest is None
        assert "X" not in known._.time.value and known._.time.anchor == "published"


def test_before_the_common_era():
    assert (Period("year", -490).value(), Period("year", -490).edtf()) == ("BC0490", "-0489")
