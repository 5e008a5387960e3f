"""What holds of time expressions in any text, for any date and publication date."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from sourceline.nlp.times import component as times  # noqa: F401  (registers the factory)
from sourceline.nlp.times.calendar import at_grain, containing

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PUBLISHED = st.sampled_from([None, "2025-05-07", "0001-01-01", "9999-12-31", "soon"])
FORMATS = [
    "%B {d}, %Y", "{d} %B %Y", "%A, %B {d}, %Y", "%A {d} %B %Y", "the {th} of %B %Y", "%Y-%m-%d", "{m} {d}, %Y",
    "{m} {d} %Y", "{d} {m} %Y", "%B {th}, %Y", "{d}.%m.%Y", "%A, {d} %B, %Y", "%Y/%m/%d",
]  # fmt: skip
RANGES = ["from {} to {}", "between {} and {}", "{} to {}", "{} - {}", "{}–{}", "from {} until {}", "{} through {}"]
UNDECIDED = [
    "last year", "in March", "on Tuesday", "yesterday", "a week ago", "next month", "this summer", "at the weekend",
    "in the third quarter", "on Easter Monday", "on Thanksgiving", "by the end of the year", "in October last year",
    "on Tuesday last week", "last Christmas", "on 3 March", "this fiscal year",
]  # fmt: skip
WORDS = (
    "the a an last next this May March 13 3rd 31 1999 2024 0001 99999999 9999 week weeks year years century ago later"
    " earlier of on Tuesday every early end - – : , / . ' s BC morning noon half quarter third summer 5 p.m. two"
    " several decades 1990s from to between fiscal Easter Thanksgiving 9/11 first same period weekend GMT 1630 '98 29"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=14)


def check(found, text: str, published: str | None) -> None:
    spans = found(text, published)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        value = span._.time
        assert (value.earliest is None) == (value.latest is None)
        if value.earliest is not None:
            assert date.fromisoformat(value.earliest) <= date.fromisoformat(value.latest)
        if value.edtf is not None:
            assert parse_edtf(value.edtf)


@given(text=st.text(max_size=80), published=PUBLISHED)
def test_any_text(found, text, published):
    check(found, text, published)


@given(pieces=PIECES, joint=st.sampled_from(["", " "]), published=PUBLISHED)
def test_any_time_words(found, pieces, joint, published):
    check(found, joint.join(pieces), published)


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def rendered(day: date, written: str) -> str:
    month = day.strftime("%B") if day.month == 5 else "Sept." if day.month == 9 else day.strftime("%b.")
    return day.strftime(written.format(d=day.day, th=ordinal(day.day), m=month))


@given(day=DATES, written=st.sampled_from(FORMATS))
def test_dates_in_newspaper_formats(found, day, written):
    text = rendered(day, written)
    (span,) = found(f"It was signed on {text} in Lima.")
    assert (span.text, span._.time.value, span._.time.basis) == (text, day.isoformat(), "literal")


@given(published=DATES, back=st.integers(0, 150), written=st.sampled_from(["{d} %B", "%B {d}", "the {th} of %B"]))
def test_days_without_a_year_are_near_the_publication(found, published, back, written):
    day = published - timedelta(days=back)
    if (day.month, day.day) == (2, 29):
        return
    (span,) = found(f"It was signed on {rendered(day, written)} in Lima.", published.isoformat())
    assert span._.time.value == day.isoformat()


@given(published=DATES, start=st.integers(0, 364), length=st.integers(1, 40), written=st.sampled_from(RANGES))
def test_ranges_of_days_are_in_order(found, published, start, length, written):
    first = date(2023, 1, 1) + timedelta(days=start)
    ends = [f"{day.day} {day.strftime('%B')}" for day in (first, first + timedelta(days=length))]
    in_order(found, f"It ran {written.format(*ends)}.", published)


@given(published=DATES, words=st.tuples(DATES, DATES), grain=st.sampled_from(["%A", "%B"]))
def test_ranges_of_weekdays_and_months_are_in_order(found, published, words, grain):
    in_order(found, f"It ran from {words[0].strftime(grain)} to {words[1].strftime(grain)}.", published)


def in_order(found, text: str, published: date) -> None:
    values = [span._.time for span in found(text, published.isoformat())]
    assert values and all(a.earliest <= b.earliest for a, b in pairwise(values)), values


@given(published=DATES, text=st.sampled_from(UNDECIDED))
def test_nothing_is_invented_without_a_publication_date(found, published, text):
    (unknown,), (known,) = found(f"It fell {text}."), found(f"It fell {text}.", published.isoformat())
    assert "XX" in unknown._.time.value and unknown._.time.anchor is None and unknown._.time.earliest is None
    assert "X" not in known._.time.value and known._.time.anchor == "published"


@given(
    day=DATES, grain=st.sampled_from(["day", "week", "month", "quarter", "season", "half", "year", "decade", "century"])
)
def test_periods_hold_their_days(day, grain):
    period = containing(day, grain)
    assert period.first() <= day <= period.last()
    assert period.shift(1).first().toordinal() == period.last().toordinal() + 1
    assert at_grain(containing(day, "day"), grain) == period
    assert parse_edtf(period.edtf())
