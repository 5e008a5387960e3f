"""Makers of named days: Christmas, Easter, Thanksgiving, feasts that follow the moon.

Western Easter is dateutil's (Butcher's algorithm), from which the movable feasts of the churches are counted.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from dateutil.rrule import weekdays

from sourceline.nlp.times.calendar import Period, containing, day_of
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.readings import Reading, bare_value, known_period, maker, placed_period
from sourceline.nlp.times.story import Placed, Story
from sourceline.nlp.times.words import single_words

WEEKDAYS = {str(day): day for day in weekdays}
EASTER_YEARS = range(1583, 4100)
HISTORIC = re.compile(r"\d{4}-\d\d-\d\d")
YEARLY = re.compile(r"\d\d-\d\d")


@cache
def holiday_in(value: str, year: int) -> Period | None:
    """Returns the day of a holiday in a year, None where it has none; see `times/holidays.toml` for the values."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if value.startswith("easter"):
        shift = timedelta(days=int(value.removeprefix("easter")))
        return containing(easter(year) + shift, "day") if year in EASTER_YEARS else None
    if "/" in value:
        month, weekday, count = value.split("/")
        count, _, shift_by = count.partition("+")
        near = relativedelta(day=31 if int(count) < 0 else 1, weekday=WEEKDAYS[weekday](int(count)))
        day = date(year, int(month), 1) + near
        return containing(day, "day").shift(int(shift_by or 0))
    if YEARLY.fullmatch(value):
        month, day_number = value.split("-")
        return day_of(year, int(month), int(day_number))
    return containing(date.fromisoformat(value), "day")


@maker("holiday")
def holiday(found: Found, story: Story) -> Reading | None:
    """In the year that is named, else in the one that tense and publication date suggest."""
    value: str = found.values["holiday"]
    if story.part_of_name(found.start, found.end) or story.low(found.end) in single_words("festive"):
        return None  # "the Harbour Christmas Show", "a Christmas tree"
    fixed = YEARLY.fullmatch(value) is not None
    unknown = f"XXXX-{value}" if fixed else "XXXX-XX-XX"
    if "year" in found.values or HISTORIC.fullmatch(value):
        return known_period(holiday_in(value, found.values.get("year", MINYEAR)))
    if "relative" in found.values:
        return placed_period(_relative(value, int(found.values["relative"]), found, story), unknown)
    placed = story.place(lambda year: holiday_in(value, year), found.start)
    return placed_period(placed, unknown, edtf=unknown if fixed else None)


def _relative(value: str, shift: int, found: Found, story: Story) -> Placed | None:
    """As in "last Christmas", the latest that is over, and "Christmas last year", the one of that year."""
    if story.published is None or story.narrative:
        return None
    today, year = containing(story.published, "day"), story.published.year
    if story.lexemes[found.end - 1].lower == "year":
        days = [day for day in (holiday_in(value, year + shift),) if day]
    else:
        near = [day for n in (-1, 0, 1) if (day := holiday_in(value, year + n))]
        days = [day for day in near if shift == 0 or (day.index > today.index) == (shift > 0)]
    chosen = min(days, key=lambda day: abs(day.index - today.index), default=None)
    return Placed(chosen, "resolved", "published") if chosen else None


@maker("named_day")
def named_day(found: Found, story: Story) -> Reading | None:
    """A day that cannot be computed from its name alone stays open."""
    return bare_value("DATE", found.values.get("movable", "XXXX-XX-XX"))
