"""Makers of times that are counted from the publication date or from another time of the text."""

from __future__ import annotations

from decimal import Decimal

from sourceline.nlp.calendar import (
    PER_YEAR,
    SEASONS,
    Grain,
    containing,
    day_of,
    part_of_year,
)
from sourceline.nlp.time_readings import (
    Reading,
    bare_value,
    maker,
    placed_period,
    unknown_value,
)
from sourceline.nlp.time_story import Placed, Story
from sourceline.nlp.timegrammar import Found


@maker("weekday")
def weekday(found: Found, story: Story) -> Reading | None:
    number = int(found.values["weekday"])
    return placed_period(weekday_near(number, story, found.start), f"XXXX-WXX-{number}")


def weekday_near(number: int, story: Story, at: int) -> Placed | None:
    """The publication day or one of the six before it; in a clause about the future, of the six after it."""
    if story.published is None or story.narrative:
        return None
    back = (story.published.isoweekday() - number) % 7
    days = (7 - back) % 7 if story.future(at) else -back
    return Placed(containing(story.published, "day").shift(days), "resolved", "published")


@maker("named_day")
def named_day(found: Found, story: Story) -> Reading | None:
    """As in "Black Friday" is no such weekday of this week."""
    return bare_value("DATE", "XXXX-XX-XX")


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


@maker("unit_weekday")
def unit_weekday(found: Found, story: Story) -> Reading | None:
    number, shift = int(found.values["weekday"]), int(found.values["relative"])
    if story.published is None or story.narrative:
        return bare_value("DATE", f"XXXX-WXX-{number}")
    days = (number - story.published.isoweekday()) % 7
    days = days - 7 if shift < 0 else days or 7 if shift > 0 else number - story.published.isoweekday()
    return placed_period(Placed(containing(story.published, "day").shift(days), "resolved", "published"), None)


@maker("told")
def told(found: Found, story: Story) -> Reading | None:
    """As in "the previous year", "that month", "the same day": from the time last spoken of."""
    grain, shift = found.values["one_unit"], int(found.values.get("told", "0"))
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


def _steps(found: Found) -> tuple[str, int] | None:
    """Grain and count of "two weeks"; None for parts of units."""
    count = Decimal(found.values.get("number", "1"))
    return (found.values["unit"], int(count)) if count == int(count) and count < 10000 else None


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
    coarse = known is not None and _coarser(known.period.grain, grain)
    placed = None if coarse else story.from_reference(grain, sign * count, found.start)
    if placed is None and sign < 0 and not story.narrative and not coarse:
        placed = story.from_published(grain, -count)
        placed = Placed(placed.period, "inferred", "published") if placed else None
    return placed_period(placed, unknown_value(grain))


def _coarser(known: str, grain: str) -> bool:
    order = ("day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century")
    return order.index(known) > order.index(grain)


@maker("reference")
def reference(found: Found, story: Story) -> Reading | None:
    return bare_value("DATE", found.rule.using.get("value") or found.values["reference"])
