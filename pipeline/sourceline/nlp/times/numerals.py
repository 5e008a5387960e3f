"""What the patterns of time expressions read off numerals: days, years, decades, quarters, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from sourceline.nlp.quantities.numbers import NumberReader, plain

Reading = tuple[Any, int]
MIN_YEAR, MAX_YEAR = 1000, 2199
READ_OFF_WORDS = ("number", "ordinal")  # also written in words: "two dozen", "twenty-first"
READ_OFF_DIGITS = (
    "day", "nth", "quarter_code", "half_code", "year", "year2", "two", "int", "old_year", "decade", "pair", "dotted",
    "dotted_clock", "military",
)  # fmt: skip
DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class Numerals:
    """Reads the classes of numerals that patterns ask for."""

    def __init__(self, numbers: NumberReader) -> None:
        self.numbers = numbers
        self.lexemes = numbers.lexemes

    def read(self, kind: str, at: int) -> Iterator[Reading]:
        """Yields the values of a class at an index, each with the index behind it."""
        return self.READERS[kind](self, at)

    def _day(self, at: int) -> Iterator[Reading]:
        text = self.lexemes[at].text
        if text.isdecimal() and text.isascii() and len(text) <= 2 and 1 <= int(text) <= 31:
            after = at + 1
            suffix = self.numbers.low(after) in ("st", "nd", "rd", "th") and self.lexemes[after].glued
            if suffix or not self._runs_on(after):
                yield int(text), after + suffix

    def _runs_on(self, at: int) -> bool:
        """True when letters or a decimal go on directly: "3D", "5.2"."""
        return at < len(self.lexemes) and self.lexemes[at].glued and self.lexemes[at].kind != "mark"

    def _digits(self, at: int, width: int) -> str:
        text = self.lexemes[at].text
        return text if text.isdecimal() and text.isascii() and len(text) == width and not self._runs_on(at + 1) else ""

    def _year(self, at: int) -> Iterator[Reading]:
        text = self._digits(at, 4)
        if text and MIN_YEAR <= int(text) <= MAX_YEAR:
            yield int(text), at + 1

    def _year2(self, at: int) -> Iterator[Reading]:
        text = self._digits(at, 2)
        if text:
            yield int(text), at + 1

    def _pair(self, at: int) -> Iterator[Reading]:
        """Two digits, letters may follow at once: "05T09"."""
        text = self.lexemes[at].text
        if text.isdecimal() and text.isascii() and len(text) == 2:
            yield int(text), at + 1

    def _dotted(self, at: int) -> Iterator[Reading]:
        """As in "25.12.2023", which is cut into "25.12" and ".2023"; day first."""
        rest = self.lexemes[at + 1] if at + 1 < len(self.lexemes) else None
        found = DOTTED.fullmatch(self.lexemes[at].text + rest.text) if rest is not None and rest.glued else None
        if found and MIN_YEAR <= int(found[3]) <= MAX_YEAR:
            yield (int(found[3]), int(found[2]), int(found[1])), at + 2

    def _dotted_clock(self, at: int) -> Iterator[Reading]:
        """As in "3.15"; the minutes have two digits."""
        hour, _, minute = self.lexemes[at].text.partition(".")
        if hour.isdecimal() and minute.isdecimal() and len(hour) <= 2 and len(minute) == 2:
            yield (int(hour), int(minute)), at + 1

    def _military(self, at: int) -> Iterator[Reading]:
        """As in "1630"."""
        text = self._digits(at, 4)
        if text:
            yield (int(text[:2]), int(text[2:])), at + 1

    def _old_year(self, at: int) -> Iterator[Reading]:
        text = self.lexemes[at].text
        if text.isdecimal() and text.isascii() and len(text) <= 4 and int(text) > 0:
            yield int(text), at + 1

    def _int(self, at: int) -> Iterator[Reading]:
        text = self.lexemes[at].text
        if text.isdecimal() and text.isascii() and len(text) <= 4:
            yield int(text), at + 1

    def _number(self, at: int) -> Iterator[Reading]:
        number = self.numbers.read(at)
        if number is None or number.vague or number.value <= 0:
            return
        words = {self.numbers.low(n) for n in range(at, number.end)}
        if number.value % 1 and not words.isdisjoint(self.numbers.ordinals):
            return  # "a nineteenth" before "century" is no fraction
        yield plain(number.value), number.end

    def _ordinal(self, at: int) -> Iterator[Reading]:
        number = self.numbers.read_ordinal(at)
        if number:
            yield int(number.value), number.end

    def _decade(self, at: int) -> Iterator[Reading]:
        """As in "1990s", "1990's", "'90s"."""
        short = self.numbers.low(at) in ("'", "’", "‘")
        text_at = at + short
        text = self.lexemes[text_at].text if text_at < len(self.lexemes) else ""
        end = text_at + 1 + (self.numbers.low(text_at + 1) in ("'", "’"))
        plural = self.numbers.low(end) == "s" and self.lexemes[end].glued
        if plural and text.isdecimal() and text.isascii() and text.endswith("0") and len(text) == (2 if short else 4):
            yield int(text) + (1900 if short else 0), end + 1

    def _quarter_code(self, at: int) -> Iterator[Reading]:
        """As in "Q3"."""
        return self._coded("q", "1234", at)

    def _half_code(self, at: int) -> Iterator[Reading]:
        """As in "H1"."""
        return self._coded("h", "12", at)

    def _coded(self, letter: str, digits: str, at: int) -> Iterator[Reading]:
        code = self.lexemes[at + 1].text if at + 1 < len(self.lexemes) and self.lexemes[at + 1].glued else ""
        if self.numbers.low(at) == letter and len(code) == 1 and code in digits:
            yield int(code), at + 2

    def _nth(self, at: int) -> Iterator[Reading]:
        number = self.numbers.read_ordinal(at) if self.lexemes[at].kind == "number" else None
        if number and 1 <= number.value <= 31:
            yield int(number.value), number.end

    # As functions: bound to a reader they would keep it, and all lexemes, from being freed when the text has been read.
    READERS: ClassVar[dict[str, Callable[[Numerals, int], Iterator[Reading]]]] = {
        "day": _day, "nth": _nth, "quarter_code": _quarter_code, "half_code": _half_code, "year": _year,
        "year2": _year2, "two": _year2, "int": _int, "old_year": _old_year, "decade": _decade, "number": _number,
        "ordinal": _ordinal, "pair": _pair, "dotted": _dotted, "dotted_clock": _dotted_clock, "military": _military,
    }  # fmt: skip
