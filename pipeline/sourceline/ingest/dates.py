"""Publication dates as metadata and datelines write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|jun\\.|july?|jul\\.|aug(?:ust|\\.)?"
    "|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
#: A regular expression for a full date in words or in ISO form, without groups.
DATE = (
    rf"(?:(?i:{_WEEKDAY}(?:{_MONTH} {_DAY},? {_YEAR}|(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}))"
    rf"|{_YEAR}-\d\d-\d\d)"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?|\d{8}(?:T\d{4}.*)?")


def published_date(value: str) -> str | None:
    """Normalises a publication date.

    Args:
        value: an ISO 8601 date or date-time, a mail-style date-time (RSS), or a full date in English words, alone or
            with a clock time ("7 May 2025, 10:14 BST").

    Returns:
        The date, or the date-time with its offset if it has one; None for anything else. A partial date, or one of bare
        numbers whose order is a guess (07/05/2025), is none.
    """
    value = " ".join(value.split())
    if _ISO.fullmatch(value):
        return _iso(value)
    if re.fullmatch(DATE, value):
        return date_in_words(value)
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, IndexError):
        return date_with_clock(value)


@lru_cache(maxsize=4096)
def date_with_clock(value: str) -> str | None:
    """Reads a full date in words that has a clock time beside it; dateparser knows their many writings and zones."""
    if not re.search(DATE, value) or not re.search(r"\d[:.]\d\d|\d ?[ap]\.?m\b", value, re.IGNORECASE):
        return None
    value = re.sub(r" [ECMP]T\b", "", value)  # "ET" is one of two offsets, by the season
    found = dateparser.parse(value, languages=["en"], settings={"STRICT_PARSING": True})
    return found.isoformat() if found is not None else None


def _iso(value: str) -> str | None:
    try:
        return (date if len(value) in (8, 10) else datetime).fromisoformat(value).isoformat()
    except ValueError:
        return None


def date_in_words(value: str) -> str | None:
    """Reads what `DATE` matched; None if there is no such day (31 June)."""
    if value[:4].isdigit():
        return _iso(value)
    day = re.search(r"\d{1,2}(?!\d)", value)
    year = re.search(_YEAR, value)
    month = re.search(rf"\b{_MONTH}(?=[\s,\d])", value, re.IGNORECASE)
    if not (day and year and month):
        return None
    try:
        return date(int(year.group()), _MONTHS.index(month.group()[:3].lower()) + 1, int(day.group())).isoformat()
    except ValueError:
        return None
