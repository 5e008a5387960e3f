"""Values as a reviewer types them: read by the grammar that reads the articles, or as ISO dates."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache

import spacy
from spacy.language import Language

from sourceline.errors import SourcelineError
from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.schema.values import Quantity, Time, Trend
from sourceline.words import amount

_ISO = re.compile(r"([0-9X]{4})(?:-(0[1-9]|1[0-2]|XX)(?:-([0-2][0-9]|3[01]|XX))?)?")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_PERIOD = re.compile(r"P(?=.)([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T(?=.)([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?")
_TRENDS: tuple[Trend, ...] = ("up", "down")


class UnreadableError(SourcelineError):
    """What was typed is no value; the message says what would be."""


def shown_time(time: Time | None) -> str:
    """Returns a time as it is typed."""
    return "" if time is None else time.edtf if time.edtf and _ISO.fullmatch(time.edtf) else time.value


def shown_quantity(quantity: Quantity | None) -> str:
    """Returns an amount as it is typed."""
    return "" if quantity is None else amount(quantity)


def read_time(words: str, published: str | None, known: Time | None) -> Time:
    """Reads a time.

    Args:
        words: an ISO date with X for what is not known, an ISO 8601 duration, or English ("last Tuesday").
        published: the date of publication, which "last Tuesday" is counted from.
        known: the value so far; kept if it is what the words say.

    Raises:
        UnreadableError: they are none of that.
    """
    if known is not None and words in (shown_time(known), known.value, known.edtf):
        return known
    if found := _ISO.fullmatch(words.upper()):
        return _day(*found.groups())
    if found := _QUARTER.fullmatch(words.upper()):
        return _quarter(int(found[1]), int(found[2]))
    if _PERIOD.fullmatch(words.upper()):
        return Time(type="DURATION", value=words.upper(), edtf=None, basis="inferred")
    doc = _values().make_doc(words)
    doc._.published = published
    spans = _values()(doc).spans["times"]
    if len(spans) != 1 or len(spans[0].text) < len(words) - len("the "):
        message = f"“{words}” is no date that can be read: write 2025-03-14, 2025-03, P3M, or “last Tuesday”"
        raise UnreadableError(message)
    time: Time = spans[0]._.time
    return time.model_copy(update={"basis": "inferred"} if time.anchor is None else {})


def read_quantity(words: str, known: Quantity | None) -> Quantity:
    """Reads an amount.

    Args:
        words: such as "USD 155,000,000", "more than 5 %", "€3 million per group", "12 migrants", "4 % down".
        known: the value so far; kept if it is what the words say.

    Raises:
        UnreadableError: they are none.
    """
    if known is not None and words == shown_quantity(known):
        return known
    before, _, last = words.rpartition(" ")
    trend = next((trend for trend in _TRENDS if trend == last.lower() and before), None)
    doc = _values()(before if trend else words)
    spans = doc.spans["quantities"]
    if len(spans) != 1:
        message = f"“{words}” is no amount that can be read: write “USD 155,000,000”, “4.5 %” or “12 migrants”"
        raise UnreadableError(message)
    quantity: Quantity = spans[0]._.quantity
    same = known is not None and known.currency == quantity.currency
    update: dict[str, object] = {"trend": trend}
    if quantity.currency is not None:
        update["currency_basis"] = known.currency_basis if known is not None and same else "context"
    if quantity.of is None and known is not None and known.of and words.removesuffix(f" {trend}").endswith(known.of):
        update["of"] = known.of
    return quantity.model_copy(update=update)


def _day(year: str, month: str | None, day: str | None) -> Time:
    words = "-".join(filter(None, (year, month, day)))
    if "X" in words:
        return Time(type="DATE", value=words, edtf=words, basis="inferred")
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last = date(int(year), last_month, int(day or calendar.monthrange(int(year), last_month)[1]))
    except ValueError as error:
        raise UnreadableError(f"there is no day {words}") from error
    return Time(
        type="DATE", value=words, edtf=words, earliest=first.isoformat(), latest=last.isoformat(), basis="inferred"
    )


def _quarter(year: int, number: int) -> Time:
    first, last = _day(str(year), f"{3 * number - 2:02}", None), _day(str(year), f"{3 * number:02}", None)
    edtf = f"{year}-{32 + number}"  # ISO 8601-2 numbers quarters from 33
    value = f"{year}-Q{number}"
    return first.model_copy(update={"value": value, "edtf": edtf, "latest": last.latest})


@cache
def _values() -> Language:
    """The components that read values, without the trained model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sourceline_times")
    nlp.add_pipe("sourceline_quantities")
    return nlp
