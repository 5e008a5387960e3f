"""What holds for the amounts of any text and for any number, however it is written."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spacy.lang.en import English

from sourceline.nlp.quantities import component as quantities  # noqa: F401  (registers the factories)
from sourceline.nlp.quantities.lexemes import lex
from sourceline.nlp.quantities.numbers import NumberReader, plain
from sourceline.nlp.times import component as times  # noqa: F401  (registers the factories)

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WORDS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [("bn", 9), ("m", 6), (" million", 6), (" mn", 6), (" trillion", 12), ("k", 3), (" crore", 7), (" lakh", 5)]
PIECES = """
    hundred million half third fifths percent more than fewer least in out of over aged year-old years old feet
    inches ft lb m x ^ e dozens point ½ 3,5 Canada or stone - – / . : , ' " ^ ( ) < > + 's % $ £ EUR cents bn k 3 20
    1,000 2.5 1/2 0 007 and a to between from rose
"""
MARKS = "0123456789.,'’/-–+^exX×%$£€¥ °\"“”()<>=mkMbnC"
MONEY = {"GBP": "£{}", "EUR": "{} euros", "JPY": "¥{}", "AUD": "A${}", "INR": "INR {}", "NOK": "{} Norwegian kroner"}
MONEY |= {"CNY": "{} yuan", "KES": "{} KES", "ZAR": "R{}", "BRL": "R$ {}", "CHF": "CHF{}", "PLN": "{} zł"}


@pytest.fixture(scope="module")
def nlp() -> English:
    nlp = English()
    nlp.add_pipe("sourceline_times")
    nlp.add_pipe("sourceline_quantities")
    return nlp


def read(text: str) -> str:
    """The number that a whole text is."""
    reader = NumberReader(lex(text))
    number = reader.read(0)
    assert number is not None
    assert number.end == len(reader.lexemes)
    return plain(number.value)


def in_words(number: int) -> str:
    if number < 20:
        return WORDS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{WORDS[number % 10]}" if number % 10 else "")
    scales = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))
    value, name = next(scale for scale in scales if number >= scale[0])
    joint = " and " if value == 100 else " "
    rest = number % value
    return f"{in_words(number // value)} {name}" + (joint + in_words(rest) if rest else "")


# -- any text --------------------------------------------------------------------------------------------------------


def check(nlp: English, text: str) -> None:
    doc = nlp(text)
    spans = list(doc.spans["quantities"])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert all(time.end <= span.start or span.end <= time.start for time in doc.spans["times"])
        value = span._.quantity
        low, high = (None if part is None else Decimal(part) for part in (value.low, value.high))
        assert low is None or high is None or low <= high
        assert value.value is not None or (low is not None and high is not None and low < high)
        assert "E" not in f"{value.value}{value.low}{value.high}"


@given(text=st.one_of(st.text(max_size=80), st.text(MARKS, max_size=25)))
@example(text="0 J")
def test_any_text(nlp, text):
    check(nlp, text)


@given(
    pieces=st.lists(st.sampled_from([*WORDS, *TENS, *PIECES.split(), "\n\n"]), max_size=14),
    joint=st.sampled_from(["", " "]),
)
def test_any_number_words(nlp, pieces, joint):
    check(nlp, joint.join(pieces))


# -- any number ------------------------------------------------------------------------------------------------------


@given(number=st.integers(0, 10**15), separator=st.sampled_from([",", "\u202f", "\u00a0", "'", ""]))
def test_digits(number, separator):
    assert read(f"{number:,}".replace(",", separator)) == str(number)


@given(number=st.decimals(0, 10**9, places=3))
def test_decimals(number):
    assert read(f"{number:,}") == plain(number)
    assert read(f"-{number:,}") == plain(-number)


@given(whole=st.integers(0, 10**6), digits=st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_decimals_in_words(whole, digits):
    written = f"{in_words(whole)} point {' '.join(WORDS[digit] for digit in digits)}"
    assert read(written) == plain(Decimal(f"{whole}.{''.join(map(str, digits))}"))


@given(number=st.integers(0, 10**15 - 1))
def test_words(number):
    assert read(in_words(number)) == str(number)
    assert read(f"minus {in_words(number)}") == plain(Decimal(-number))


@given(number=st.integers(1, 10**6))
def test_ordinals(number):
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    ordinal = NumberReader(lex(f"{number}{ending}")).read_ordinal(0)
    assert ordinal is not None
    assert ordinal.value == number


@given(upper=st.integers(1, 9), lower=st.sampled_from([("third", 3), ("fifth", 5), ("eighth", 8), ("hundredth", 100)]))
def test_fractions(upper, lower):
    name, value = lower
    assert read(f"{WORDS[upper]} {name}{'s' if upper > 1 else ''}") == plain(Decimal(upper) / value)
    assert read(f"seven and {WORDS[upper]} {name}{'s' if upper > 1 else ''}") == plain(7 + Decimal(upper) / value)


@given(number=st.integers(1, 999), tenth=st.integers(0, 9), scale=st.sampled_from(SCALES))
def test_scales(nlp, number, tenth, scale):
    name, power = scale
    doc = nlp(f"They paid ${number}.{tenth}{name} for it.")
    (span,) = doc.spans["quantities"]
    assert span._.quantity.value == str((number * 10 + tenth) * 10 ** (power - 1))


@given(low=st.integers(1, 998), more=st.integers(1, 999), joint=st.sampled_from(["-", "–", " to ", " - "]))
def test_ranges(nlp, low, more, joint):
    doc = nlp(f"They paid £{low}{joint}£{low + more} million for it.")
    (span,) = doc.spans["quantities"]
    value = span._.quantity
    assert (value.value, value.low, value.high) == (None, f"{low}000000", f"{low + more}000000")


@given(number=st.integers(1, 10**6), code=st.sampled_from(sorted(MONEY)))
def test_money_of_several_countries(nlp, number, code):
    written = MONEY[code].format(f"{number:,}")
    doc = nlp(f"They paid {written} for it.")
    (span,) = doc.spans["quantities"]
    value = span._.quantity
    assert (span.text, value.value, value.currency) == (written, str(number), code)
