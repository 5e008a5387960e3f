"""Reads fractions: "two-thirds", "a quarter", "one over twenty", "two out of three", "3/4"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sourceline.nlp.quantity_lexemes import HYPHENS

if TYPE_CHECKING:
    from sourceline.nlp.numbers import Number, NumberReader


class FractionReader:
    """The part of `NumberReader` that reads fractions; all its methods return end 0 where there is none."""

    def __init__(self, numbers: NumberReader) -> None:
        self.numbers = numbers

    def part(self, at: int) -> tuple[Decimal, int]:
        """Reads a fraction; end 0 when there is none."""
        word = self.numbers.low(at)
        if word == "half" or (word == "quarter" and self.numbers.role(at + 1) == "scale"):
            return self.denominator(at), at + 1
        if word in ("a", "an"):
            part = self.denominator(at + 1)
            if part:
                return (
                    (part, at + 2)
                    if self.numbers.low(at + 2) == "of" or not self.numbers.is_word(at + 2)
                    else (Decimal(0), 0)
                )
        if word == "one":
            over = at + 1 + (self.numbers.low(at + 1) in HYPHENS)
            ordinal = self.numbers.read_ordinal(over) if self.numbers.role(over) else None
            part, end = (1 / ordinal.value, ordinal.end) if ordinal else (self.denominator(over), over + 1)
            if part:
                return part, end
        numerator = self.numbers.whole(at, money=False) if self.numbers.role(at) else None
        if numerator and numerator.value > 0:
            over = numerator.end + (self.numbers.low(numerator.end) in HYPHENS)
            part = self.denominator(over, plural=True)
            if part:
                return numerator.value * part, over + 1
        return self.ratio(at, numerator)

    def ratio(self, at: int, upper: Number | None) -> tuple[Decimal, int]:
        """As in "two out of three", "one over twenty", "3/4"."""
        upper = upper or self.numbers.whole(at, money=False)
        if upper and self.numbers.low(upper.end) == "out" and self.numbers.low(upper.end + 1) == "of":
            lower = self.numbers.whole(upper.end + 2, money=False)
            return (upper.value / lower.value, lower.end) if lower and upper.value < lower.value else (Decimal(0), 0)
        if upper and upper.value == 1 and self.numbers.low(upper.end) == "over":
            lower = self.numbers.whole(upper.end + 1, money=False)
            return (
                (1 / lower.value, lower.end)
                if lower and lower.value > 1 and not self.numbers.is_word(lower.end)
                else (Decimal(0), 0)
            )
        return self.slashed(at)

    def slashed(self, at: int) -> tuple[Decimal, int]:
        if at + 2 >= len(self.numbers.lexemes) or self.numbers.lexemes[at + 1].text not in "/⁄":
            return Decimal(0), 0
        upper, slash, lower = self.numbers.lexemes[at : at + 3]
        if not (upper.kind == lower.kind == "number" and upper.text.isdecimal() and lower.text.isdecimal()):
            return Decimal(0), 0
        known = int(upper.text) < int(lower.text) <= 10 and slash.glued and lower.glued
        longer = self.numbers.low(at + 3) == "/" or (at > 0 and self.numbers.low(at - 1) == "/")
        return (Decimal(upper.text) / Decimal(lower.text), at + 3) if known and not longer else (Decimal(0), 0)

    def denominator(self, at: int, plural: bool = False) -> Decimal:
        word = self.numbers.low(at)
        if word in ("half", "halves"):
            return Decimal("0.5")
        if word == ("quarters" if plural else "quarter"):
            return Decimal("0.25")
        ordinal = self.numbers.ordinals.get(word.removesuffix("s") if plural else word)
        usable = ordinal is not None and ordinal.value > 2 and word.endswith("s") == plural
        return 1 / ordinal.value if usable and ordinal is not None else Decimal(0)
