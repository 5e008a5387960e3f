"""Makers of weekdays and weekends."""

from __future__ import annotations

from sourceline.nlp.quantities.lexicon import ordinal_words
from sourceline.nlp.times.calendar import at_grain, containing
from sourceline.nlp.times.grammar import Found
from sourceline.nlp.times.readings import Reading, bare_value, make, maker, placed_period, unknown_value, within
from sourceline.nlp.times.story import Placed, Story


@maker("weekday")
def weekday(found: Found, story: Story) -> Reading | None:
    if found.start and story.lexemes[found.start - 1].lower == "the" and story.capitalised(found.end):
        return None  # "the Sunday Chronicle"
    number = int(found.values["weekday"])
    placed = None if _is_any(found, story) else weekday_near(number, story, found.start)
    return placed_period(placed, f"XXXX-WXX-{number}")


def _is_any(found: Found, story: Story) -> bool:
    """True in "on a Friday", "the first Monday of the month": some such day, not the one next to the publication."""
    before = story.low(found.start - 1)
    return before in ordinal_words() or (before in ("a", "one") and story.ends_at(found.end))


@maker("weekend")
def weekend(found: Found, story: Story) -> Reading | None:
    """The weekend of the Saturday that the tense suggests."""
    if "time" in found.values:
        whole = make(found.values["time"], story)
        if whole is None or whole.period is None or whole.period.grain != "day":
            return None
        return within(whole, at_grain(whole.period, "weekend"))
    saturday = weekday_near(6, story, found.start)
    period = at_grain(saturday.period, "weekend") if saturday else None
    placed = Placed(period, saturday.basis, saturday.anchor) if saturday and period else None
    return placed_period(placed, unknown_value("weekend"))


@maker("weekday_of_week")
def weekday_of_week(found: Found, story: Story) -> Reading | None:
    """As in "Tuesday of last week"."""
    number, shift = int(found.values["weekday"]), int(found.values["relative"])
    week = None if story.narrative else story.from_published("week", shift)
    day = containing(week.period.first(), "day").shift(number - 1) if week else None
    return placed_period(Placed(day, "resolved", "published") if day else None, f"XXXX-WXX-{number}")


def weekday_near(number: int, story: Story, at: int) -> Placed | None:
    """The publication day or one of the six before it; in a clause about the future, of the six after it.

    The second weekday of a range is the next one after the first.
    """
    if story.published is None or story.narrative:
        return None
    begun = story.range_begin(at)
    if begun is not None and begun.period.grain == "day":
        first = begun.period
        return Placed(first.shift((number - first.first().isoweekday()) % 7), "inferred", begun.chars)
    back = (story.published.isoweekday() - number) % 7
    days = (7 - back) % 7 if story.future(at) else -back
    return Placed(containing(story.published, "day").shift(days), "resolved", "published")


@maker("unit_weekday")
def unit_weekday(found: Found, story: Story) -> Reading | None:
    number, shift = int(found.values["weekday"]), int(found.values["relative"])
    if story.published is None or story.narrative:
        return bare_value("DATE", f"XXXX-WXX-{number}")
    days = (number - story.published.isoweekday()) % 7
    days = days - 7 if shift < 0 else days or 7 if shift > 0 else number - story.published.isoweekday()
    return placed_period(Placed(containing(story.published, "day").shift(days), "resolved", "published"), None)
