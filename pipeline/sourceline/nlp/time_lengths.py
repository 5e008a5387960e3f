"""Makers of durations, and of times that recur."""

from __future__ import annotations

from decimal import Decimal

from sourceline.nlp.calendar import (
    SEASONS,
)
from sourceline.nlp.numbers import plain
from sourceline.nlp.time_readings import (
    Reading,
    bare_value,
    maker,
)
from sourceline.nlp.time_story import Story
from sourceline.nlp.timegrammar import Found

LETTERS = {
    "day": "D",
    "week": "W",
    "weekend": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
FACTORS = {"decade": 10, "century": 100}


def _length(count: Decimal, grain: str) -> str:
    if grain in ("S", "M", "H"):
        if grain == "H" and count != int(count):
            return f"PT{plain(count * 60)}M"
        return f"PT{plain(count)}{grain}"
    return f"P{plain(count * FACTORS.get(grain, 1))}{LETTERS[grain]}"


@maker("duration")
def duration(found: Found, story: Story) -> Reading | None:
    return bare_value(
        "DURATION",
        _length(Decimal(found.values.get("number", "1")), found.values.get("unit") or found.values["clockunit"]),
    )


@maker("one_unit")
def one_unit(found: Found, story: Story) -> Reading | None:
    words = [x.lower for x in story.lexemes[found.start : found.end]]
    count = Decimal("0.5") if words[0] == "half" else Decimal("1.5") if words[-1] == "half" else Decimal(1)
    return bare_value("DURATION", _length(count, found.values.get("one_unit") or found.values["clockunit"]))


@maker("vague_duration")
def vague_duration(found: Found, story: Story) -> Reading | None:
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
    if "weekday" in values or "weekdays" in values:
        ending = "T" + values["part"] if "part" in values else ""
        return bare_value("SET", f"XXXX-WXX-{values.get('weekday') or values['weekdays']}{ending}")
    if "month" in values:
        return bare_value("SET", f"XXXX-{int(values['month']):02}")
    if "season" in values:
        return bare_value("SET", f"XXXX-{SEASONS[int(values['season']) - 1]}")
    if "part" in values:
        return bare_value("SET", f"XXXX-XX-XXT{values['part']}")
    alternate = any(x.lower in ("other", "second") for x in story.lexemes[found.start : found.end])
    count = Decimal(values.get("number", "2" if alternate else "1"))
    return bare_value("SET", _length(count, values.get("one_unit") or values.get("unit") or values["clockunit"]))


@maker("habit")
def habit(found: Found, story: Story) -> Reading | None:
    return bare_value("SET", found.values["habit"])
