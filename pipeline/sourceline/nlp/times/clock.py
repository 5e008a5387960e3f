"""Makers of times of the day."""

from __future__ import annotations

from decimal import Decimal

from sourceline.nlp.times.calendar import day_of
from sourceline.nlp.times.dates import date
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.holidays import holiday
from sourceline.nlp.times.readings import (
    Reading,
    bare_value,
    known_period,
    make,
    maker,
    placed_period,
    within,
)
from sourceline.nlp.times.story import Placed, Story
from sourceline.nlp.times.weekdays import weekday_near

NOON = 12
NEAR_DAY = 12  # lexemes over which a time of the day still belongs to the day named before it


@maker("clock")
def clock(found: Found, story: Story) -> Reading | None:
    pair = found.values.get("dotted_clock") or found.values.get("military")
    hour, minute = pair or (int(Decimal(found.values["hour"])), found.values.get("minute", 0))
    noon = found.values.get("half_day")
    if noon is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(noon)
    if hour > 24 or minute > 59:
        return None
    if "near" in found.values:  # "5:30 this afternoon"
        later = hour < NOON and found.values["part"] in ("AF", "EV", "NI")
        placed = None if story.narrative else story.from_published("day", int(found.values["near"]))
        return placed_period(placed, "XXXX-XX-XX", f"T{hour + NOON * later:02}:{minute:02}")
    if noon is None and "military" not in found.values and "zone" not in found.values and not _dates(found, story):
        return None
    return _at(found, story, f"T{hour:02}:{minute:02}")


def _dates(found: Found, story: Story) -> bool:
    """A bare "16:30" needs a word that dates, for it could be a score or a verse."""
    before = story.lexemes[found.start - 1].lower if found.start else ""
    return (
        before in ("at", "by", "from", "until", "since", "before", "after", "around", "about", "to", "(")
        or "time" in found.values
    )


@maker("clock_past")
def clock_past(found: Found, story: Story) -> Reading | None:
    """As in "half past nine", "a quarter to six"; read as in the morning when nothing else is said."""
    words = {x.lower for x in story.lexemes[found.start : found.end]}
    minutes = 30 if "half" in words else int(Decimal(found.values.get("minutes", "15")))
    hour = Decimal(found.values["hour"])
    if hour not in range(1, 13) or not 0 < minutes < 60:
        return None
    after = int(hour) * 60 + (-minutes if "to" in words else minutes)
    return _at(found, story, f"T{after // 60:02}:{after % 60:02}")


@maker("stamp")
def stamp(found: Found, story: Story) -> Reading | None:
    """As in "2019-05-03T09:15:00Z"."""
    values = found.values
    day = day_of(values["year"], values["month"], values["day"])
    hour, minute, second = values["hour"], values["minute"], values.get("second")
    if hour > 24 or minute > 59 or (second or 0) > 59:
        return None
    part = f"T{hour:02}:{minute:02}" + ("" if second is None else f":{second:02}")
    return known_period(day, part + ("Z" if values.get("zone") == "Z" else ""), "TIME")


def _at(found: Found, story: Story, clock: str) -> Reading | None:
    """A time of a day, with its distance from UTC where the words name a zone that has only one."""
    zone = found.values.get("zone", "")
    reading = _on_day(found, story, clock + ("Z" if zone == "Z" else ""))
    if reading is None or reading.time.edtf is None or zone in ("", "Z"):
        return reading
    return Reading(reading.time.model_copy(update={"edtf": reading.time.edtf + zone}), reading.period)


def _on_day(found: Found, story: Story, part: str) -> Reading | None:
    """The day of the inner expression, else the day last named, else the publication day."""
    if "time" in found.values:
        inner = make(found.values["time"], story)
        if inner is not None and inner.time.type == "SET":
            return bare_value("TIME", f"XXXX-XX-XX{part}")
        if inner is None or inner.period is None or inner.period.grain != "day" or inner.time.type != "DATE":
            return None
        return within(inner, inner.period, part)
    known = story.day
    if known and (story.narrative or found.start - known.end <= NEAR_DAY):
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
    named = holiday if "holiday" in found.values else date
    whole = make(found.values["time"], story) if "time" in found.values else named(found, story)
    if whole is None or whole.time.type != "DATE":
        return None
    if whole.period is None:
        return Reading(whole.time.model_copy(update={"type": "TIME", "value": whole.time.value + ending}))
    return within(whole, whole.period, ending) if whole.period.grain == "day" else None


@maker("bare_part")
def bare_part(found: Found, story: Story) -> Reading | None:
    letters = found.values.get("part", "NI")
    if "time" in found.values:
        return part(found, story)
    known = story.day
    if known and not story.narrative and found.start - known.end <= NEAR_DAY:
        return placed_period(Placed(known.period, "inferred", known.chars), None, "T" + letters)
    return bare_value("TIME", f"XXXX-XX-XXT{letters}")
