"""Makers of times of the day."""

from __future__ import annotations

from decimal import Decimal

from sourceline.nlp.time_dates import date
from sourceline.nlp.time_readings import (
    Reading,
    bare_value,
    make,
    maker,
    placed_period,
    within,
)
from sourceline.nlp.time_relative import weekday_near
from sourceline.nlp.time_story import Placed, Story
from sourceline.nlp.timegrammar import Found


@maker("clock")
def clock(found: Found, story: Story) -> Reading | None:
    hour, minute = int(Decimal(found.values["hour"])), found.values.get("minute", 0)
    noon = found.values.get("half_day")
    if noon is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(noon)
    if hour > 24 or minute > 59:
        return None
    if noon is None and "zone" not in found.values and not _dates(found, story):
        return None
    return _at(found, story, f"T{hour:02}:{minute:02}{found.values.get('zone', '')}")


def _dates(found: Found, story: Story) -> bool:
    """A bare "16:30" needs a word that dates, for it could be a score or a verse."""
    before = story.lexemes[found.start - 1].lower if found.start else ""
    return (
        before in ("at", "by", "from", "until", "since", "before", "after", "around", "about", "to", "(")
        or "time" in found.values
    )


def _at(found: Found, story: Story, part: str) -> Reading | None:
    """A time of a day: the day of the inner expression, else the day last named, else the publication day."""
    if "time" in found.values:
        inner = make(found.values["time"], story)
        if inner is None or inner.period is None or inner.period.grain != "day" or inner.time.type != "DATE":
            return None
        return within(inner, inner.period, part)
    known = story.day
    if known and (story.narrative or found.start - known.end <= 12):
        return placed_period(Placed(known.period, "inferred", known.chars), None, part)
    placed = None if story.narrative else story.from_published("day")
    return placed_period(Placed(placed.period, "inferred", "published") if placed else None, "XXXX-XX-XX", part)


@maker("named_clock")
def named_clock(found: Found, story: Story) -> Reading | None:
    return _at(found, story, "T" + found.values["named_clock"])


@maker("part")
def part(found: Found, story: Story) -> Reading | None:
    """As in "Tuesday morning", "the night of May 3"."""
    ending = "T" + found.values["part"]
    if "weekday" in found.values:
        number = int(found.values["weekday"])
        return placed_period(weekday_near(number, story, found.start), f"XXXX-WXX-{number}", ending)
    whole = make(found.values["time"], story) if "time" in found.values else date(found, story)
    if whole is None or whole.time.type != "DATE":
        return None
    if whole.period is None:
        return Reading(whole.time.model_copy(update={"type": "TIME", "value": whole.time.value + ending}))
    return within(whole, whole.period, ending) if whole.period.grain == "day" else None


@maker("bare_part")
def bare_part(found: Found, story: Story) -> Reading | None:
    letters = found.values.get("part", "NI")
    return bare_value("TIME", f"XXXX-XX-XXT{letters}")
