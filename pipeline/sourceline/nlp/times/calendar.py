"""Calendar arithmetic on periods: the year 2024, the third quarter of 2009, the week of a day, the 1990s.

A period is a grain and a running number of that grain, so that "two quarters later" is a sum. Values follow TIMEX3
(ISO-TimeML) and EDTF (ISO 8601-2). Seasons are the northern meteorological ones; a winter belongs to the year in
which it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sourceline.schema.values import Time, TimeType, ValueBasis

Grain = Literal["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
Anchor = Literal["published"] | tuple[int, int] | None

PER_YEAR = {"month": 12, "quarter": 4, "season": 4, "half": 2}
YEARS = {"year": 1, "decade": 10, "century": 100}
SEASONS = ("SP", "SU", "FA", "WI")
_EDTF_FIRST = {"quarter": 33, "season": 21, "half": 40}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """The `index`-th period of a grain: days from 0001-01-01, months from year 0, years as such (1 BC is -1)."""

    grain: Grain
    index: int

    @property
    def year(self) -> int:
        if self.grain in YEARS:
            return self.index * YEARS[self.grain]
        if self.grain in PER_YEAR:
            return self.index // PER_YEAR[self.grain]
        return self.first().year

    @property
    def number(self) -> int:
        """Which month, quarter, half or season of its year it is, from 1; 0 for other grains."""
        return self.index % PER_YEAR[self.grain] + 1 if self.grain in PER_YEAR else 0

    def first(self) -> date:
        """Returns its first day.

        Raises:
            ValueError, OverflowError: it lies outside the years 1 to 9999.
        """
        if self.grain == "day":
            return date.fromordinal(self.index)
        if self.grain in ("week", "weekend"):
            return date.fromordinal(self.index * 7 + 1 + (_SATURDAY if self.grain == "weekend" else 0))
        if self.grain in YEARS:
            return date(max(1, self.index * YEARS[self.grain]) if self.index >= 0 else self.index, 1, 1)
        months = 12 // PER_YEAR[self.grain]
        month = (self.number - 1) * months + (3 if self.grain == "season" else 1)
        return date(self.year, month, 1)

    def last(self) -> date:
        """Returns its last day; raises as `first`."""
        if self.grain == "weekend":
            return self.first() + timedelta(days=1)
        following = Period(self.grain, self.index + 1)
        return date(9999, 12, 31) if following.year > 9999 else following.first() - timedelta(days=1)

    def shift(self, count: int) -> Period:
        return Period(self.grain, self.index + count)

    def value(self) -> str:
        """Returns the TIMEX3 value."""
        if self.grain == "day":
            return self.first().isoformat()
        if self.grain in ("week", "weekend"):
            year, week, _ = self.first().isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain in YEARS:
            width = {"year": 4, "decade": 3, "century": 2}[self.grain]
            return f"{self.index:0{width}}" if self.index >= 0 else f"BC{-self.index:0{width}}"
        unit = {"month": f"{self.number:02}", "quarter": f"Q{self.number}", "half": f"H{self.number}"}
        return f"{self.year:04}-{unit.get(self.grain) or SEASONS[self.number - 1]}"

    def edtf(self) -> str:
        """Returns the EDTF form; weeks, which EDTF has not, as an interval of days."""
        if self.grain in ("week", "weekend"):
            return f"{self.first().isoformat()}/{self.last().isoformat()}"
        if self.grain in YEARS:
            if self.index < 0:
                return f"-{-self.index - 1:04}" if self.grain == "year" else ""
            return self.value() + {"year": "", "decade": "X", "century": "XX"}[self.grain]
        if self.grain in _EDTF_FIRST:
            return f"{self.year:04}-{_EDTF_FIRST[self.grain] + self.number - 1}"
        return self.value()


def containing(day: date, grain: Grain) -> Period:
    """Returns the period of a grain that a day lies in."""
    if grain == "day":
        return Period("day", day.toordinal())
    if grain in ("week", "weekend"):
        return Period(grain, (day.toordinal() - 1) // 7)
    if grain in YEARS:
        return Period(grain, day.year // YEARS[grain])
    if grain == "season":
        months = day.year * 12 + day.month - 3
        return Period("season", months // 3)
    return Period(grain, day.year * PER_YEAR[grain] + (day.month - 1) // (12 // PER_YEAR[grain]))


def at_grain(period: Period, grain: Grain) -> Period:
    """Widens a period to a coarser grain; one that is as coarse already is taken by its first day."""
    if grain in YEARS and period.grain != "day":
        return Period(grain, period.year // YEARS[grain])
    return containing(period.first(), grain)


def part_of_year(year: int, grain: Grain, number: int) -> Period:
    """Returns the `number`-th month, quarter, half or season of a year."""
    return Period(grain, year * PER_YEAR[grain] + number - 1)


def day_of(year: int, month: int, day: int) -> Period | None:
    """Returns a day, or None when the calendar has none such."""
    try:
        return Period("day", date(year, month, day).toordinal())
    except ValueError:
        return None


def as_time(
    period: Period, basis: ValueBasis = "literal", anchor: Anchor = None, kind: TimeType = "DATE", part: str = ""
) -> Time | None:
    """Makes the record of a period; None when it lies outside the calendar.

    Args:
        period: what the words mean.
        basis: how it was decided.
        anchor: what it was counted from.
        kind: the TIMEX3 type.
        part: what follows the day in the TIMEX3 value, such as "TMO" or "T16:30".

    """
    try:
        historic = period.index < 0
        first = None if historic else period.first().isoformat()
        last = None if historic else period.last().isoformat()
        value, edtf = period.value(), period.edtf() or None
    except (ValueError, OverflowError):
        return None
    if part.startswith("T") and ":" in part and edtf:
        edtf += part if part.count(":") > 1 or len(part) < 6 else f"{part[:6]}:00{part[6:]}"
    return Time(type=kind, value=value + part, edtf=edtf, earliest=first, latest=last, basis=basis, anchor=anchor)
