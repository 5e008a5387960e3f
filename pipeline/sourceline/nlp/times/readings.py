"""What the makers of time values share: the reading that they make, their register, and undecided values.

A maker takes a match of a rule and the state of the story and returns a reading, or None where the words are no time
after all. A rule names its maker in `make`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sourceline.nlp.times.calendar import Period, as_time
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.story import Placed, Story
from sourceline.schema.values import Time, TimeType


@dataclass(frozen=True, slots=True)
class Reading:
    """A time value and, where it has a place in the calendar, its period."""

    time: Time
    period: Period | None = None


Maker = Callable[[Found, Story], Reading | None]
MAKERS: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Registers a maker under the name that rules call it by."""

    def register(function: Maker) -> Maker:
        MAKERS[name] = function
        return function

    return register


def make(found: Found, story: Story) -> Reading | None:
    """Gives a match its value; None where it has none."""
    return MAKERS[found.rule.make](found, story)


def known_period(period: Period | None, part: str = "", kind: TimeType = "DATE") -> Reading | None:
    time = as_time(period, kind=kind, part=part) if period else None
    return Reading(time, period) if time else None


def placed_period(
    placed: Placed | None, unknown: str | None, part: str = "", edtf: str | None = None
) -> Reading | None:
    """A reading of a place in the calendar, or of what is left of it without one."""
    kind: TimeType = "TIME" if part else "DATE"
    if placed is None:
        return Reading(Time(type=kind, value=unknown + part, edtf=edtf)) if unknown else None
    time = as_time(placed.period, placed.basis, placed.anchor, kind, part)
    return Reading(time, placed.period) if time else None


def bare_value(kind: TimeType, value: str) -> Reading:
    return Reading(Time(type=kind, value=value))


def within(whole: Reading, period: Period, part: str = "") -> Reading | None:
    """A part of a reading, decided in the same way."""
    return placed_period(Placed(period, whole.time.basis, whole.time.anchor), None, part)


def unknown_value(grain: str) -> str:
    forms = {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
    }
    return forms.get(grain, "XXX" if grain == "decade" else "XX" if grain == "century" else "XXXX")
