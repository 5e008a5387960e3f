"""Makers of durations, and of times that recur."""

from __future__ import annotations

import re
from decimal import Decimal

from sourceline.nlp.quantities.numbers import plain
from sourceline.nlp.times.calendar import (
    SEASONS,
)
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.holidays import YEARLY
from sourceline.nlp.times.readings import (
    Reading,
    bare_value,
    maker,
)
from sourceline.nlp.times.story import Story

LETTERS = {
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "weekend": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
FACTORS = {"fortnight": 2, "decade": 10, "century": 100}
_AGE = re.compile(r"(?:(?:[-–] |to |or |and )+\w+ (?:[-–] )?(?:day|week|month|year)s? )?(?:[-–] )?(?:olds?\b|of age\b)")


def _length(count: Decimal, grain: str) -> str:
    if grain == "H" and count < 1:
        grain, count = "M", count * 60
    number = plain(count * FACTORS.get(grain, 1))
    return f"PT{number}{grain}" if grain in ("S", "M", "H") else f"P{number}{LETTERS[grain]}"


@maker("duration")
def duration(found: Found, story: Story) -> Reading | None:
    """As in "eight-year", "half a century"; an age ("eight years old") is no length of time."""
    using, values = found.rule.using, found.values
    if _is_age(found, story):
        return None
    count = Decimal(using.get("number") or values.get("number", "1"))
    return bare_value("DURATION", _length(count, using.get("unit") or values.get("unit") or values["clockunit"]))


def _is_age(found: Found, story: Story) -> bool:
    """As in "three years old", "aged 18 months", the first number of "12- to 17-year-olds"."""
    after = " ".join(x.lower for x in story.lexemes[found.end : found.end + 8])
    return story.low(found.start - 1) in ("aged", "ages") or _AGE.match(after) is not None


def _is_fraction(found: Found, story: Story) -> bool:
    """True in "three quarters of the army", "in some quarters", "about a quarter": a part or a place, no time."""
    before = story.low(found.end - 2) if found.end - found.start > 1 else ""
    return story.low(found.end - 1) in ("quarter", "quarters") and before in ("", "a", "some", "many", "various")


@maker("one_unit")
def one_unit(found: Found, story: Story) -> Reading | None:
    if _is_fraction(found, story):
        return None
    count = Decimal("1.5") if story.lexemes[found.end - 1].lower == "half" else Decimal(1)
    return bare_value("DURATION", _length(count, found.values.get("one_unit") or found.values["clockunit"]))


@maker("vague_duration")
def vague_duration(found: Found, story: Story) -> Reading | None:
    if _is_age(found, story) or _is_fraction(found, story):
        return None
    if "clockunit" in found.values:
        return (
            bare_value("DURATION", f"PTX{found.values['clockunit']}")
            if story.lexemes[found.end - 1].lower.endswith("s")
            else None
        )
    grain = found.values["units"]
    letter = {"decade": "DE", "century": "CE"}.get(grain) or LETTERS[grain]
    return bare_value("DURATION", f"PX{letter}")


@maker("every")
def every(found: Found, story: Story) -> Reading | None:
    values = found.values
    if story.low(found.end) == "ago":
        return None  # "two Fridays ago"
    if "weekday" in values or "weekdays" in values:
        ending = "T" + values["part"] if "part" in values else ""
        return bare_value("SET", f"XXXX-WXX-{values.get('weekday') or values['weekdays']}{ending}")
    if "month" in values:
        return bare_value("SET", f"XXXX-{int(values['month']):02}")
    if "season" in values:
        return bare_value("SET", f"XXXX-{SEASONS[int(values['season']) - 1]}")
    if "part" in values:
        return bare_value("SET", f"XXXX-XX-XXT{values['part']}")
    if "holiday" in values:
        return bare_value("SET", f"XXXX-{values['holiday']}" if YEARLY.fullmatch(values["holiday"]) else "P1Y")
    if values.get("one_unit") == "weekend" and "number" not in values:
        return bare_value("SET", "XXXX-WXX-WE")
    alternate = any(x.lower in ("other", "second") for x in story.lexemes[found.start : found.end])
    rate = any(x.lower == "times" for x in story.lexemes[found.start : found.end])
    count = Decimal("2" if alternate else "1" if rate else values.get("number", "1"))
    return bare_value("SET", _length(count, values.get("one_unit") or values.get("unit") or values["clockunit"]))


@maker("habit")
def habit(found: Found, story: Story) -> Reading | None:
    if story.lexemes[found.start].text[0].isupper() and story.capitalised(found.end):
        return None  # "the Daily Harbour"
    return bare_value("SET", found.values["habit"])
