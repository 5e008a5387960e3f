"""The makers: what a matched pattern of `models/rules/times` means.

Each maker takes a match and the state of the story and returns a reading, or None where the words are no time after all.
A rule names its maker in `make`. What cannot be decided keeps `X` in its value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sourceline.nlp.calendar import (
    PER_YEAR,
    SEASONS,
    Grain,
    Period,
    as_time,
    at_grain,
    containing,
    day_of,
    part_of_year,
)
from sourceline.nlp.numbers import plain
from sourceline.nlp.quantity_lexemes import HYPHENS
from sourceline.nlp.time_story import Placed, Story
from sourceline.nlp.timegrammar import Found
from sourceline.schema.values import Time, TimeType


@dataclass(frozen=True, slots=True)
class Reading:
    """A time value and, where it has a place in the calendar, its period."""

    time: Time
    period: Period | None = None


Maker = Callable[[Found, Story], Reading | None]
MAKERS: dict[str, Maker] = {}
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
YEAR_CUES = frozenset(
    "in since of by until till from to before after during between for mid early late around circa and or through ( , - – — / the"
    " about than throughout over ca. c. winter spring summer fall autumn beginning end start post pre that '".split()
)
COUNTED_AFTER = frozenset({"people", "men", "women", "children", "troops", "%", "percent", "per", "and a half"})


def maker(function: Maker) -> Maker:
    """Registers a maker under the name of its function."""
    MAKERS[function.__name__] = function
    return function


def make(found: Found, story: Story) -> Reading | None:
    """Gives a match its value; None where it has none."""
    return MAKERS[found.rule.make](found, story)


def _known(period: Period | None, part: str = "", kind: TimeType = "DATE") -> Reading | None:
    time = as_time(period, kind=kind, part=part) if period else None
    return Reading(time, period) if time else None


def _placed(placed: Placed | None, unknown: str | None, part: str = "", edtf: str | None = None) -> Reading | None:
    """A reading of a place in the calendar, or of what is left of it without one."""
    kind: TimeType = "TIME" if part else "DATE"
    if placed is None:
        return Reading(Time(type=kind, value=unknown + part, edtf=edtf)) if unknown else None
    time = as_time(placed.period, placed.basis, placed.anchor, kind, part)
    return Reading(time, placed.period) if time else None


def _plain(kind: TimeType, value: str) -> Reading:
    return Reading(Time(type=kind, value=value))


# -- dates -------------------------------------------------------------------------------------------------------------


@maker
def date_(found: Found, story: Story) -> Reading | None:
    """A month, with day and year where they are named."""
    month, day, year = int(found.values["month"]), found.values.get("day"), found.values.get("year")
    if not 1 <= month <= 12:
        return None
    if found.values.get("era"):
        return _historic(found, month)
    if year is not None:
        return _known(day_of(year, month, day) if day else part_of_year(year, "month", month))
    if day is None:
        placed = story.place(lambda y: part_of_year(y, "month", month), found.start)
        return _placed(placed, f"XXXX-{month:02}", edtf=f"XXXX-{month:02}")
    if day_of(2000, month, day) is None:
        return None
    placed = story.place(lambda y: day_of(y, month, day), found.start)
    return _placed(placed, f"XXXX-{month:02}-{day:02}", edtf=f"XXXX-{month:02}-{day:02}")


MAKERS["date"] = MAKERS.pop("date_")


def _historic(found: Found, month: int) -> Reading | None:
    era, year = found.values["era"], found.values["old_year"]
    if era != "BC":
        return _known(part_of_year(year, "month", month))
    return Reading(
        Time(type="DATE", value=f"BC{year:04}-{month:02}", edtf=f"-{year - 1:04}-{month:02}"), Period("year", -year)
    )


@maker
def slashed(found: Found, story: Story) -> Reading | None:
    """ "3/13/2025": month first unless it cannot be, or the other reading is the publication date."""
    first, second = found.values["first"], found.values["second"]
    year = found.values.get("year")
    if year is None:
        year = found.values["year2"] + (2000 if found.values["year2"] < 70 else 1900)
    american, british = day_of(year, first, second), day_of(year, second, first)
    both = american is not None and british is not None and american != british
    chosen = (
        british if both and story.published and british == containing(story.published, "day") else american or british
    )
    time = as_time(chosen, "inferred" if both else "literal") if chosen else None
    return Reading(time, chosen) if time else None


@maker
def nth(found: Found, story: Story) -> Reading | None:
    """ "the 13th", in a month named before."""
    known, number = story.reference, found.values["nth"]
    ends = found.end >= len(story.lexemes) or story.lexemes[found.end].kind == "mark" or _is_function(story, found.end)
    if known is None or known.period.grain not in ("day", "month") or known.period.index < 0 or not ends:
        return None
    month = at_grain(known.period, "month")
    day = day_of(month.year, month.number, number)
    return _placed(Placed(day, "inferred", known.chars), None) if day else None


def _is_function(story: Story, at: int) -> bool:
    return story.lexemes[at].lower in (
        "of",
        "and",
        "when",
        "to",
        "in",
        "at",
        "as",
        "the",
        "but",
        "with",
        "from",
        "by",
        "a",
        "after",
    )


@maker
def follows(found: Found, story: Story) -> Reading | None:
    """The second day of "March 3-5": in the month of the day before it."""
    known = story.reference
    if known is None or known.end != found.start - 1 or known.period.grain != "day":
        return None
    if "year" in found.values and found.values["year"] != known.period.year:
        return None
    after = story.lexemes[found.end] if found.end < len(story.lexemes) else None
    if after is not None and after.kind != "mark" and not _is_function(story, found.end):
        return None
    first = known.period.first()
    day = day_of(first.year, first.month, found.values["day"])
    return _placed(Placed(day, "inferred", known.chars), None) if day and day.index > known.period.index else None


@maker
def year(found: Found, story: Story) -> Reading | None:
    """A bare year: a modern one unless it counts something, an older one only after a word that dates."""
    value, lexemes = found.values["year"], story.lexemes
    before = lexemes[found.start - 1].lower if found.start else "("
    glued = found.start > 0 and lexemes[found.start].glued and before not in "(-–—/'’\"“‘[,;:"
    after = lexemes[found.end] if found.end < len(lexemes) else None
    if (
        glued
        or before in ("$", "€", "£", "#", "no", "than")
        or (after is not None and _counts(after.lower, after.glued))
    ):
        return None
    if not (1900 <= value <= 2059) and before not in YEAR_CUES and not (after and after.text in ")-–"):
        return None
    if after is not None and after.glued and (after.text in "%°" or _runs_into_number(story, found.end)):
        return None
    return _known(Period("year", value))


def _runs_into_number(story: Story, at: int) -> bool:
    """ "2000-500", "1999:3": no year."""
    following = story.lexemes[at + 1] if at + 1 < len(story.lexemes) else None
    joined = story.lexemes[at].text in (*HYPHENS, ":", "/") and following is not None and following.glued
    return joined and following is not None and following.kind == "number" and len(following.text) not in (2, 4)


def _counts(word: str, glued: bool) -> bool:
    plural = word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "'s", "is", "as", "ics", "ons"))
    return not glued and (word in COUNTED_AFTER or plural)


@maker
def year_end(found: Found, story: Story) -> Reading | None:
    """The second year of "1914-18"."""
    known = story.reference
    if known is None or known.end != found.start - 1 or known.period.grain != "year":
        return None
    value = known.period.index // 100 * 100 + found.values["year2"]
    return _known(Period("year", value)) if value > known.period.index else None


@maker
def era(found: Found, story: Story) -> Reading | None:
    value = found.values["old_year"]
    return _known(Period("year", -value if found.values.get("era") == "BC" else value))


@maker
def decade(found: Found, story: Story) -> Reading | None:
    value = found.values["decade"] // 10
    return _known(Period("decade", -value if found.values.get("era") == "BC" else value))


@maker
def century(found: Found, story: Story) -> Reading | None:
    value = found.values["ordinal"] - 1
    if not 0 <= value <= 29:
        return None
    return _known(Period("century", -value if found.values.get("era") == "BC" else value))


@maker
def part_of_year_(found: Found, story: Story) -> Reading | None:
    """A quarter or half, of a named year, of the year of an inner expression, or of an undecided one."""
    grain: Grain = "half" if found.rule.using["grain"] == "half" else "quarter"
    number = next(found.values[k] for k in ("ordinal", "quarter_code", "half_code") if k in found.values)
    if not 1 <= number <= PER_YEAR[grain]:
        return None
    letter = grain[0].upper()
    if "year" in found.values:
        return _known(part_of_year(found.values["year"], grain, number))
    if "time" in found.values:
        whole = make(found.values["time"], story)
        if whole is None or whole.period is None or whole.period.grain != "year" or whole.period.index < 0:
            return None
        return _inside(whole, part_of_year(whole.period.index, grain, number))
    placed = story.place(lambda y: part_of_year(y, grain, number), found.start)
    return _placed(placed, f"XXXX-{letter}{number}")


MAKERS["part_of_year"] = MAKERS.pop("part_of_year_")


def _inside(whole: Reading, period: Period, part: str = "") -> Reading | None:
    """A part of a reading, decided in the same way."""
    return _placed(Placed(period, whole.time.basis, whole.time.anchor), None, part)


@maker
def season(found: Found, story: Story) -> Reading | None:
    number = int(found.values["season"])
    if found.values.get("era"):
        return _plain("DATE", f"BC{found.values['old_year']:04}-{SEASONS[number - 1]}")
    if "year" in found.values:
        return _known(part_of_year(found.values["year"], "season", number))
    if "time" in found.values:
        whole = make(found.values["time"], story)
        known = whole and whole.period and whole.period.grain == "year" and whole.period.index > 0
        return (
            _inside(whole, part_of_year(whole.period.index, "season", number))
            if known and whole and whole.period
            else None
        )
    placed = story.place(lambda y: part_of_year(y, "season", number), found.start)
    return _placed(placed, f"XXXX-{SEASONS[number - 1]}", edtf=f"XXXX-{20 + number}")


@maker
def holiday(found: Found, story: Story) -> Reading | None:
    month, day = map(int, found.values["holiday"].split("-"))
    if "year" in found.values:
        return _known(day_of(found.values["year"], month, day))
    placed = story.place(lambda y: day_of(y, month, day), found.start)
    return _placed(placed, f"XXXX-{month:02}-{day:02}", edtf=f"XXXX-{month:02}-{day:02}")


@maker
def phase(found: Found, story: Story) -> Reading | None:
    """ "early 2019": the value is that of 2019."""
    inner = found.values["time"]
    reading = make(inner, story)
    dated = reading is not None and reading.time.type == "DATE" and not reading.time.value.endswith("REF")
    return reading if dated and inner.rule.make != "phase" else None


# -- counted from the publication date or from the text ------------------------------------------------------------------


@maker
def weekday(found: Found, story: Story) -> Reading | None:
    number = int(found.values["weekday"])
    return _placed(_weekday(number, story, found.start), f"XXXX-WXX-{number}")


def _weekday(number: int, story: Story, at: int) -> Placed | None:
    """The publication day or one of the six before it; in a clause about the future, of the six after it."""
    if story.published is None or story.narrative:
        return None
    back = (story.published.isoweekday() - number) % 7
    days = (7 - back) % 7 if story.future(at) else -back
    return Placed(containing(story.published + timedelta(days=days), "day"), "resolved", "published")


@maker
def named_day(found: Found, story: Story) -> Reading | None:
    """ "Black Friday" is no such weekday of this week."""
    return _plain("DATE", "XXXX-XX-XX")


@maker
def near_day(found: Found, story: Story) -> Reading | None:
    part = found.rule.using.get("part", "")
    placed = None if story.narrative else story.from_published("day", int(found.rule.using["shift"]))
    return _placed(placed, "XXXX-XX-XX", part)


@maker
def near_part(found: Found, story: Story) -> Reading | None:
    placed = None if story.narrative else story.from_published("day", int(found.values["near"]))
    return _placed(placed, "XXXX-XX-XX", "T" + found.values["part"])


@maker
def unit(found: Found, story: Story) -> Reading | None:
    """ "last year", "this week"."""
    grain, shift = found.values["one_unit"], int(found.values["relative"])
    placed = story.from_reference(grain, shift, found.start) if story.narrative else story.from_published(grain, shift)
    return _placed(placed, _unknown(grain))


def _unknown(grain: str) -> str:
    forms = {
        "day": "XXXX-XX-XX",
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
    }
    return forms.get(grain, "XXX" if grain == "decade" else "XX" if grain == "century" else "XXXX")


def _relative_part(found: Found, story: Story, grain: Grain, number: int, unknown: str) -> Reading | None:
    """ "last March": the latest one that is over; "next summer": the first still to come; "this": in the same year."""
    shift = int(found.values.get("relative", "-1"))
    now = story.from_published(grain)
    if now is None or story.narrative:
        return _placed(
            story.place(lambda y: part_of_year(y, grain, number), found.start) if story.narrative else None, unknown
        )
    period = part_of_year(now.period.year, grain, number)
    if shift < 0 and period.index >= now.period.index:
        period = period.shift(-PER_YEAR[grain])
    if shift > 0 and period.index <= now.period.index:
        period = period.shift(PER_YEAR[grain])
    return _placed(Placed(period, "resolved", "published"), unknown)


@maker
def unit_month(found: Found, story: Story) -> Reading | None:
    number = int(found.values["month"])
    return _relative_part(found, story, "month", number, f"XXXX-{number:02}")


@maker
def unit_season(found: Found, story: Story) -> Reading | None:
    number = int(found.values["season"])
    return _relative_part(found, story, "season", number, f"XXXX-{SEASONS[number - 1]}")


@maker
def unit_weekday(found: Found, story: Story) -> Reading | None:
    number, shift = int(found.values["weekday"]), int(found.values["relative"])
    if story.published is None or story.narrative:
        return _plain("DATE", f"XXXX-WXX-{number}")
    days = (number - story.published.isoweekday()) % 7
    days = days - 7 if shift < 0 else days or 7 if shift > 0 else number - story.published.isoweekday()
    return _placed(Placed(containing(story.published + timedelta(days=days), "day"), "resolved", "published"), None)


@maker
def told(found: Found, story: Story) -> Reading | None:
    """ "the previous year", "that month", "the same day": from the time last spoken of."""
    grain, shift = found.values["one_unit"], int(found.values.get("told", "0"))
    known = story.reference
    if known and grain == "day" and known.period.grain != "day":
        known = story.day
        placed = Placed(known.period.shift(shift), "inferred", known.chars) if known and story.narrative else None
        return _placed(placed, _unknown(grain))
    return _placed(story.from_reference(grain, shift, found.start), _unknown(grain))


@maker
def told_date(found: Found, story: Story) -> Reading | None:
    month, day, known = int(found.values["month"]), found.values.get("day"), story.reference
    if known is None or known.period.index < 0:
        return _placed(None, f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    of_year = known.period.year
    period = day_of(of_year, month, day) if day else part_of_year(of_year, "month", month)
    return _placed(Placed(period, "inferred", known.chars), None) if period else None


@maker
def told_part(found: Found, story: Story) -> Reading | None:
    known, part = story.day, "T" + found.values["part"]
    following = any(story.lexemes[at].lower in ("next", "following") for at in range(found.start, found.end))
    placed = Placed(known.period.shift(int(following)), "inferred", known.chars) if known else None
    return _placed(placed, "XXXX-XX-XX", part)


def _steps(found: Found) -> tuple[str, int] | None:
    """Grain and count of "two weeks"; None for parts of units."""
    count = Decimal(found.values.get("number", "1"))
    return (found.values["unit"], int(count)) if count == int(count) and count < 10000 else None


@maker
def ago(found: Found, story: Story) -> Reading | None:
    steps = _steps(found)
    if steps is None:
        return _plain("DATE", "PAST_REF")
    placed = None if story.narrative else story.from_published(steps[0], -steps[1])
    return _placed(placed, _unknown(steps[0]))


@maker
def from_reference(found: Found, story: Story) -> Reading | None:
    """ "two years later", "a year earlier"; without a time near by, "earlier" counts from the publication date."""
    steps = _steps(found)
    sign = int(found.rule.using["sign"])
    if steps is None:
        return _plain("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF")
    grain, count = steps
    known = story.reference
    coarse = known is not None and _coarser(known.period.grain, grain)
    placed = None if coarse else story.from_reference(grain, sign * count, found.start)
    if placed is None and sign < 0 and not story.narrative and not coarse:
        placed = story.from_published(grain, -count)
        placed = Placed(placed.period, "inferred", "published") if placed else None
    return _placed(placed, _unknown(grain))


def _coarser(known: str, grain: str) -> bool:
    order = ("day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century")
    return order.index(known) > order.index(grain)


@maker
def reference(found: Found, story: Story) -> Reading | None:
    return _plain("DATE", found.rule.using.get("value") or found.values["reference"])


# -- parts of the day ----------------------------------------------------------------------------------------------------


@maker
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
        return _inside(inner, inner.period, part)
    known = story.day
    if known and (story.narrative or found.start - known.end <= 12):
        return _placed(Placed(known.period, "inferred", known.chars), None, part)
    placed = None if story.narrative else story.from_published("day")
    return _placed(Placed(placed.period, "inferred", "published") if placed else None, "XXXX-XX-XX", part)


@maker
def named_clock(found: Found, story: Story) -> Reading | None:
    return _at(found, story, "T" + found.values["named_clock"])


@maker
def part(found: Found, story: Story) -> Reading | None:
    """ "Tuesday morning", "the night of May 3"."""
    ending = "T" + found.values["part"]
    if "weekday" in found.values:
        number = int(found.values["weekday"])
        return _placed(_weekday(number, story, found.start), f"XXXX-WXX-{number}", ending)
    whole = make(found.values["time"], story) if "time" in found.values else MAKERS["date"](found, story)
    if whole is None or whole.time.type != "DATE":
        return None
    if whole.period is None:
        return Reading(whole.time.model_copy(update={"type": "TIME", "value": whole.time.value + ending}))
    return _inside(whole, whole.period, ending) if whole.period.grain == "day" else None


@maker
def bare_part(found: Found, story: Story) -> Reading | None:
    letters = found.values.get("part", "NI")
    return _plain("TIME", f"XXXX-XX-XXT{letters}")


# -- durations and sets --------------------------------------------------------------------------------------------------


def _length(count: Decimal, grain: str) -> str:
    if grain in ("S", "M", "H"):
        if grain == "H" and count != int(count):
            return f"PT{plain(count * 60)}M"
        return f"PT{plain(count)}{grain}"
    return f"P{plain(count * FACTORS.get(grain, 1))}{LETTERS[grain]}"


@maker
def duration(found: Found, story: Story) -> Reading | None:
    return _plain(
        "DURATION",
        _length(Decimal(found.values.get("number", "1")), found.values.get("unit") or found.values["clockunit"]),
    )


@maker
def one_unit(found: Found, story: Story) -> Reading | None:
    words = [x.lower for x in story.lexemes[found.start : found.end]]
    count = Decimal("0.5") if words[0] == "half" else Decimal("1.5") if words[-1] == "half" else Decimal(1)
    return _plain("DURATION", _length(count, found.values.get("one_unit") or found.values["clockunit"]))


@maker
def vague_duration(found: Found, story: Story) -> Reading | None:
    if "clockunit" in found.values:
        return (
            _plain("DURATION", f"PTX{found.values['clockunit']}")
            if story.lexemes[found.end - 1].lower.endswith("s")
            else None
        )
    grain = found.values["units"]
    letter = {"decade": "DE", "century": "CE"}.get(grain) or LETTERS[grain]
    return _plain("DURATION", f"PX{letter}")


@maker
def every(found: Found, story: Story) -> Reading | None:
    values = found.values
    if "weekday" in values or "weekdays" in values:
        ending = "T" + values["part"] if "part" in values else ""
        return _plain("SET", f"XXXX-WXX-{values.get('weekday') or values['weekdays']}{ending}")
    if "month" in values:
        return _plain("SET", f"XXXX-{int(values['month']):02}")
    if "season" in values:
        return _plain("SET", f"XXXX-{SEASONS[int(values['season']) - 1]}")
    if "part" in values:
        return _plain("SET", f"XXXX-XX-XXT{values['part']}")
    alternate = any(x.lower in ("other", "second") for x in story.lexemes[found.start : found.end])
    count = Decimal(values.get("number", "2" if alternate else "1"))
    return _plain("SET", _length(count, values.get("one_unit") or values.get("unit") or values["clockunit"]))


@maker
def habit(found: Found, story: Story) -> Reading | None:
    return _plain("SET", found.values["habit"])
