"""Makers of times that are counted from the publication date or from another time of the text."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sourceline.nlp.times.calendar import (
    PER_YEAR,
    SEASONS,
    Grain,
    Period,
    at_grain,
    containing,
    day_of,
    part_of_year,
)
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.readings import (
    Reading,
    bare_value,
    make,
    maker,
    placed_period,
    unknown_value,
)
from sourceline.nlp.times.story import NEAR_LEXEMES, Placed, Reference, Story
from sourceline.nlp.times.words import single_words

MANY = 10_000  # a longer count leaves the calendar


@maker("date_of_year")
def date_of_year(found: Found, story: Story) -> Reading | None:
    """As in "October last year"."""
    month, day = int(found.values["month"]), found.values.get("day")
    shift = int(found.values["relative"])
    year = story.from_reference("year", shift, found.start) if story.narrative else story.from_published("year", shift)
    unknown = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    if year is None or year.period.index < 1:
        return placed_period(None, unknown, edtf=unknown)
    number = year.period.index
    period = day_of(number, month, day) if day else part_of_year(number, "month", month)
    return placed_period(Placed(period, year.basis, year.anchor), None) if period else None


@maker("near_day")
def near_day(found: Found, story: Story) -> Reading | None:
    part = found.rule.using.get("part", "")
    placed = None if story.narrative else story.from_published("day", int(found.rule.using["shift"]))
    return placed_period(placed, "XXXX-XX-XX", part)


@maker("near_part")
def near_part(found: Found, story: Story) -> Reading | None:
    placed = None if story.narrative else story.from_published("day", int(found.values["near"]))
    return placed_period(placed, "XXXX-XX-XX", "T" + found.values["part"])


@maker("unit")
def unit(found: Found, story: Story) -> Reading | None:
    """As in "last year", "this week"."""
    grain, shift = found.values["one_unit"], int(found.values["relative"])
    placed = story.from_reference(grain, shift, found.start) if story.narrative else story.from_published(grain, shift)
    return placed_period(placed, unknown_value(grain))


def _relative_part(found: Found, story: Story, grain: Grain, number: int, unknown: str) -> Reading | None:
    """The latest "last March" that is over, the first "next March" still to come, "this March" of the same year."""
    shift = int(found.values.get("relative", "-1"))
    now = story.from_published(grain)
    if now is None or story.narrative:
        told = story.place(lambda y: part_of_year(y, grain, number), found.start) if story.narrative else None
        return placed_period(told, unknown)
    period = part_of_year(now.period.year, grain, number)
    if shift < 0 and period.index >= now.period.index:
        period = period.shift(-PER_YEAR[grain])
    if shift > 0 and period.index <= now.period.index:
        period = period.shift(PER_YEAR[grain])
    return placed_period(Placed(period, "resolved", "published"), unknown)


@maker("unit_month")
def unit_month(found: Found, story: Story) -> Reading | None:
    number = int(found.values["month"])
    return _relative_part(found, story, "month", number, f"XXXX-{number:02}")


@maker("unit_season")
def unit_season(found: Found, story: Story) -> Reading | None:
    number = int(found.values["season"])
    return _relative_part(found, story, "season", number, f"XXXX-{SEASONS[number - 1]}")


@maker("told")
def told(found: Found, story: Story) -> Reading | None:
    """As in "the previous year", "that month", "the same day": from the time last spoken of."""
    grain, shift = found.values["one_unit"], int(found.rule.using.get("told") or found.values["told"])
    known = story.reference
    if known and grain == "day" and known.period.grain != "day":
        known = story.day
        placed = Placed(known.period.shift(shift), "inferred", known.chars) if known and story.narrative else None
        return placed_period(placed, unknown_value(grain))
    return placed_period(story.from_reference(grain, shift, found.start), unknown_value(grain))


@maker("told_date")
def told_date(found: Found, story: Story) -> Reading | None:
    month, day, known = int(found.values["month"]), found.values.get("day"), story.reference
    if known is None or known.period.index < 0:
        return placed_period(None, f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    of_year = known.period.year
    period = day_of(of_year, month, day) if day else part_of_year(of_year, "month", month)
    return placed_period(Placed(period, "inferred", known.chars), None) if period else None


@maker("told_part")
def told_part(found: Found, story: Story) -> Reading | None:
    known, part = story.day, "T" + found.values["part"]
    following = any(story.lexemes[at].lower in ("next", "following") for at in range(found.start, found.end))
    placed = Placed(known.period.shift(int(following)), "inferred", known.chars) if known else None
    return placed_period(placed, "XXXX-XX-XX", part)


@maker("definite_unit")
def definite_unit(found: Found, story: Story) -> Reading | None:
    """As in "the end of the year": of the story's own time when that is near and past, else of the publication date."""
    grain = found.values["one_unit"]
    words = [story.low(n) for n in (found.start - 1, found.start + 1, found.end - 1)]
    if words == ["at", "end", "day"]:
        return None  # "at the end of the day": a figure of speech
    told = story.reference
    elsewhere = (
        told is None or _coarser(told.period.grain, grain) or (story.future(found.start) and not story.narrative)
    )
    known = None if elsewhere else story.from_reference(grain, 0, found.start)
    return placed_period(known or _now(story, grain), unknown_value(grain))


def _now(story: Story, grain: Grain) -> Placed | None:
    placed = None if story.narrative else story.from_published(grain)
    return Placed(placed.period, "inferred", "published") if placed else None


@maker("nth_unit")
def nth_unit(found: Found, story: Story) -> Reading | None:
    """The first or last day, week, month of a time; of anything else ("of his term") it stays open."""
    grain, edge = found.values["one_unit"], int(found.values["edge"])
    whole = make(found.values["time"], story) if "time" in found.values else None
    period = Period("year", found.values["year"]) if "year" in found.values else whole.period if whole else None
    if period is None:
        inside = "time" in found.values or "year" in found.values
        return None if inside else placed_period(None, unknown_value(grain))
    if period.index < 1 or not _coarser(period.grain, grain):
        return None
    margin = timedelta(days=3 if grain == "week" else 0)  # a week belongs where most of its days are
    first, last = containing(period.first() + margin, grain), containing(period.last() - margin, grain)
    part = last.shift(edge + 1) if edge < 0 else first.shift(edge)
    time = whole.time if whole else None
    return placed_period(Placed(part, time.basis if time else "literal", time.anchor if time else None), None)


@maker("same_period")
def same_period(found: Found, story: Story) -> Reading | None:
    """The quarter or month last spoken of, in the year that the words name."""
    whole, known = make(found.values["time"], story), story.reference
    if whole is None or whole.period is None or whole.period.grain != "year" or known is None:
        return whole
    grain = found.values.get("one_unit") or known.period.grain
    if grain not in PER_YEAR or _coarser(known.period.grain, grain) or known.period.index < 1:
        return whole
    number = at_grain(known.period, grain).number
    return placed_period(Placed(part_of_year(whole.period.index, grain, number), "inferred", known.chars), None)


@maker("year_ago_period")
def year_ago_period(found: Found, story: Story) -> Reading | None:
    known = story.reference
    if known is None or known.period.grain not in PER_YEAR:
        return placed_period(None, "XXXX")
    return year_before(known, 1)


def _steps(found: Found) -> tuple[Grain, int] | None:
    """Grain and count of "two weeks"; None for parts of units."""
    count = Decimal(found.values.get("number", "1"))
    if count != int(count) or count >= MANY:
        return None
    if found.rule.using.get("unit") == "fortnight":
        return "week", 2 * int(count)
    return found.values["unit"], int(count)


@maker("ago")
def ago(found: Found, story: Story) -> Reading | None:
    steps = _steps(found)
    if steps is None:
        return bare_value("DATE", "PAST_REF")
    placed = None if story.narrative else story.from_published(steps[0], -steps[1])
    return placed_period(placed, unknown_value(steps[0]))


@maker("from_reference")
def from_reference(found: Found, story: Story) -> Reading | None:
    """As in "two years later", "a year earlier"; without a time near by, "earlier" counts from the publication date."""
    steps = _steps(found)
    sign = int(found.rule.using["sign"])
    if steps is None:
        return bare_value("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF")
    grain, count = steps
    known = story.reference
    if grain == "year" and sign < 0 and known is not None and _compares(found, story):
        return year_before(known, count)
    coarse = known is not None and _coarser(known.period.grain, grain)
    placed = None if coarse else story.from_reference(grain, sign * count, found.start)
    if placed is None and sign < 0 and not story.narrative and not coarse:
        placed = story.from_published(grain, -count)
        placed = Placed(placed.period, "inferred", "published") if placed else None
    return placed_period(placed, unknown_value(grain))


def _compares(found: Found, story: Story) -> bool:
    """True in "up from a year earlier" after a quarter or month: what is compared is the same part of a year."""
    known = story.reference
    before = story.lexemes[found.start - 1].lower if found.start else ""
    near = known is not None and not story.narrative and found.start - known.end <= NEAR_LEXEMES
    return near and known is not None and known.period.grain in PER_YEAR and before in single_words("compared")


def year_before(known: Reference, years: int) -> Reading | None:
    """The same quarter or month some years earlier."""
    period = known.period.shift(-years * PER_YEAR[known.period.grain])
    return placed_period(Placed(period, "inferred", known.chars), None)


def _coarser(known: str, grain: str) -> bool:
    order = ("day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century")
    return order.index(known) > order.index(grain)


@maker("reference")
def reference(found: Found, story: Story) -> Reading | None:
    return bare_value("DATE", found.rule.using.get("value") or found.values["reference"])
