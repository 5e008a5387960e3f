"""Makers of days, months, years and longer periods that are named by number or name."""

from __future__ import annotations

from sourceline.nlp.quantities.lexemes import HYPHENS
from sourceline.nlp.times.calendar import (
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
from sourceline.nlp.times.grammar import OPENING, Found
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
from sourceline.nlp.times.words import single_words
from sourceline.schema.values import Time

LAST_YEAR = 2150  # no news names a later one
LAST_CENTURY = 2000  # from then on, "the 2000s" are ten years


@maker("date")
def date(found: Found, story: Story) -> Reading | None:
    """A month, with day and year where they are named."""
    if "dotted" in found.values:
        year, month, day = found.values["dotted"]
        return known_period(day_of(year, month, day))
    month, day, year = int(found.values["month"]), found.values.get("day"), found.values.get("year")
    if not 1 <= month <= 12 or (day is None and _is_name(found, story)):
        return None
    if year is not None and int(found.values.get("other_month", month)) < month:
        year -= 1  # "November to February 2019"
    if found.values.get("era"):
        return _historic(found, month)
    if year is not None:
        return known_period(day_of(year, month, day) if day else part_of_year(year, "month", month))
    if day is None:
        placed = story.place(lambda y: part_of_year(y, "month", month), found.start)
        return placed_period(placed, f"XXXX-{month:02}", edtf=f"XXXX-{month:02}")
    if day_of(2000, month, day) is None:
        return None
    placed = story.place(lambda y: day_of(y, month, day), found.start)
    return placed_period(placed, f"XXXX-{month:02}-{day:02}", edtf=f"XXXX-{month:02}-{day:02}")


def _is_name(found: Found, story: Story) -> bool:
    """True where a month that is also a first name stands for a person: "April Jones", "May said"."""
    first = story.lexemes[found.start]
    if first.lower not in single_words("month_name") or found.end - found.start > 1:
        return False
    if story.in_name(found.start):
        return True
    after = story.lexemes[found.end] if found.end < len(story.lexemes) else None
    if after is None or after.kind != "word" or story.low(found.start - 1) in single_words("month_cue"):
        return False
    opens = found.start == 0 or story.lexemes[found.start - 1].text in OPENING
    return after.text[0].isupper() or (opens and after.lower in single_words("person_verb"))


def _historic(found: Found, month: int) -> Reading | None:
    era, year = found.values["era"], found.values["old_year"]
    if era != "BC":
        return known_period(part_of_year(year, "month", month))
    return Reading(
        Time(type="DATE", value=f"BC{year:04}-{month:02}", edtf=f"-{year - 1:04}-{month:02}"), Period("year", -year)
    )


@maker("slashed")
def slashed(found: Found, story: Story) -> Reading | None:
    """As in "3/13/2025": month first unless it cannot be, or the other reading is the publication date."""
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


@maker("nth")
def nth(found: Found, story: Story) -> Reading | None:
    """As in "the 13th", in a month named before."""
    known, number = story.reference, found.values["nth"]
    ends = story.ends_at(found.end)
    ends = ends and story.low(found.end) not in HYPHENS  # "the 18th-century mill"
    listed = story.low(found.end) == "," and story.lexemes[found.end + 1 : found.end + 2]
    if known is None or known.period.grain not in ("day", "month") or known.period.index < 0 or not ends:
        return None
    if listed and listed[0].kind == "number":
        return None  # "the 4th, 15th and 3rd Armies"
    month = at_grain(known.period, "month")
    day = day_of(month.year, month.number, number)
    return placed_period(Placed(day, "inferred", known.chars), None) if day else None


@maker("follows")
def follows(found: Found, story: Story) -> Reading | None:
    """The second day of "March 3-5": in the month of the day before it."""
    known = story.reference
    if known is None or known.end != found.start - 1 or known.period.grain != "day" or known.period.index < 1:
        return None
    if "year" in found.values and found.values["year"] != known.period.year:
        return None
    if not story.ends_at(found.end):
        return None
    first = known.period.first()
    day = day_of(first.year, first.month, found.values["day"])
    return placed_period(Placed(day, "inferred", known.chars), None) if day and day.index > known.period.index else None


@maker("year")
def bare_year(found: Found, story: Story) -> Reading | None:
    """A bare year: a modern one unless it counts something, an older one only after a word that dates."""
    value, lexemes = found.values["year"], story.lexemes
    before = lexemes[found.start - 1].lower if found.start else "("
    glued = found.start > 0 and lexemes[found.start].glued and before not in "(-–—/'’\"“‘[,;:"
    after = lexemes[found.end] if found.end < len(lexemes) else None
    dates = before in single_words("dated") and (after is None or after.lower not in single_words("counted"))
    counts = after is not None and not dates and _counts(after.lower, after.glued)
    if glued or counts or before in single_words("numbered") or _opens_number_range(story, found.end):
        return None
    if not (1900 <= value <= 2059) and before not in single_words("year_cue") and not (after and after.text in ")-–"):
        return None
    if after is not None and after.glued and (after.text in "%°" or _runs_into_number(story, found.end)):
        return None
    return known_period(Period("year", value))


def _opens_number_range(story: Story, end: int) -> bool:
    """Whether a number goes on to one that is no year: "1000-5000", "from 1500 to 2500 cars"."""
    joined = story.lexemes[end : end + 2]
    if len(joined) < 2 or joined[0].text not in ("-", "–", "—", "to", "and"):
        return False
    return joined[1].text.isdecimal() and len(joined[1].text) == 4 and int(joined[1].text) > LAST_YEAR


@maker("short_year")
def short_year(found: Found, story: Story) -> Reading | None:
    """As in "'98": the latest such year that is not after the publication."""
    number = found.values["year2"]
    after = story.lexemes[found.end] if found.end < len(story.lexemes) else None
    if after is not None and (after.lower == "s" or _counts(after.lower, after.glued)):
        return None
    if story.narrative and story.reference:
        return known_period(Period("year", story.reference.period.year // 100 * 100 + number))
    if story.published is None:
        return Reading(Time(type="DATE", value=f"XX{number:02}", edtf=f"XX{number:02}"))
    years = story.published.year - (story.published.year - number) % 100
    return known_period(Period("year", years))


@maker("fiscal_year")
def fiscal_year(found: Found, story: Story) -> Reading | None:
    """A year whose first day is not known from the words."""
    if "relative" in found.values:
        shift = int(found.values["relative"])
        placed = None if story.narrative else story.from_published("year", shift)
        return _without_days(placed_period(placed, "XXXX"))
    year = found.values.get("year")
    if year is None:
        year = 2000 + found.values["year2"]
    return _without_days(known_period(Period("year", year)))


def _without_days(reading: Reading | None) -> Reading | None:
    """A fiscal period: its number is known ("~": as near as can be told), its days are not."""
    if reading is None or reading.time.earliest is None:
        return reading
    fields = {"edtf": f"{reading.time.edtf}~", "earliest": None, "latest": None}
    return Reading(reading.time.model_copy(update=fields), reading.period)


@maker("fiscal_quarter")
def fiscal_quarter(found: Found, story: Story) -> Reading | None:
    return _without_days(quarter_or_half(found, story))


def _runs_into_number(story: Story, at: int) -> bool:
    """As in "2000-500", "1999:3": no year."""
    following = story.lexemes[at + 1] if at + 1 < len(story.lexemes) else None
    joined = story.lexemes[at].text in (*HYPHENS, ":", "/") and following is not None and following.glued
    return joined and following is not None and following.kind == "number" and len(following.text) not in (2, 4)


def _counts(word: str, glued: bool) -> bool:
    plural = word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "'s", "is", "as", "ics"))
    return not glued and (word in single_words("counted") or plural)


@maker("year_end")
def year_end(found: Found, story: Story) -> Reading | None:
    """The second year of "1914-18"."""
    known = story.reference
    if known is None or known.end != found.start - 1 or known.period.grain != "year":
        return None
    value = known.period.index // 100 * 100 + found.values["year2"]
    return known_period(Period("year", value)) if value > known.period.index else None


@maker("era")
def era(found: Found, story: Story) -> Reading | None:
    value = found.values["old_year"]
    return known_period(Period("year", -value if found.values.get("era") == "BC" else value))


@maker("decade")
def decade(found: Found, story: Story) -> Reading | None:
    year = int(found.values["decade"])
    if year % 100 == 0 and year < LAST_CENTURY and "era" not in found.values:
        return known_period(Period("century", year // 100))  # "the 1600s"
    value = year // 10
    return known_period(Period("decade", -value if found.values.get("era") == "BC" else value))


@maker("century")
def century(found: Found, story: Story) -> Reading | None:
    value = found.values["ordinal"] - 1
    if not 0 <= value <= 29:
        return None
    return known_period(Period("century", -value if found.values.get("era") == "BC" else value))


@maker("part_of_year")
def quarter_or_half(found: Found, story: Story) -> Reading | None:
    """A quarter or half, of a named year, of the year of an inner expression, or of an undecided one."""
    grain: Grain = "half" if found.rule.using["grain"] == "half" else "quarter"
    named = (found.values[k] for k in ("ordinal", "quarter_code", "half_code") if k in found.values)
    number = int(found.rule.using.get("number") or next(named))
    if not 1 <= number <= PER_YEAR[grain]:
        return None
    letter = grain[0].upper()
    if "year2" in found.values:
        return known_period(part_of_year(2000 + found.values["year2"], grain, number))
    if "year" in found.values:
        return known_period(part_of_year(found.values["year"], grain, number))
    if "time" in found.values:
        whole = make(found.values["time"], story)
        if whole is None or whole.period is None or whole.period.grain != "year" or whole.period.index < 0:
            return None
        return within(whole, part_of_year(whole.period.index, grain, number))
    last = found.values.get("second", number)  # "the first and second quarters" are of one year
    placed = story.place(lambda y: part_of_year(y, grain, last), found.start)
    if placed is not None:
        placed = Placed(placed.period.shift(number - last), placed.basis, placed.anchor)
    return placed_period(placed, f"XXXX-{letter}{number}")


@maker("season")
def season(found: Found, story: Story) -> Reading | None:
    number = int(found.values["season"])
    if story.low(found.end - 1) == "fall" and story.low(found.end) == "of":
        return None  # "the fall of Troy"
    if found.values.get("era"):
        return bare_value("DATE", f"BC{found.values['old_year']:04}-{SEASONS[number - 1]}")
    if "year" in found.values:
        return known_period(part_of_year(found.values["year"], "season", number))
    if "time" in found.values:
        whole = make(found.values["time"], story)
        known = whole and whole.period and whole.period.grain == "year" and whole.period.index > 0
        return (
            within(whole, part_of_year(whole.period.index, "season", number))
            if known and whole and whole.period
            else None
        )
    placed = story.place(lambda y: part_of_year(y, "season", number), found.start)
    return placed_period(placed, f"XXXX-{SEASONS[number - 1]}", edtf=f"XXXX-{20 + number}")


@maker("phase")
def phase(found: Found, story: Story) -> Reading | None:
    """As in "early 2019": the value is that of 2019."""
    inner = found.values["time"]
    reading = make(inner, story)
    dated = reading is not None and reading.time.type == "DATE" and not reading.time.value.endswith("REF")
    return reading if dated and inner.rule.make != "phase" else None
