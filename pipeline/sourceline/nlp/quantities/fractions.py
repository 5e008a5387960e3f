"""Reads fractions and ratios: "two-thirds", "a quarter", "three twenty-fifths", "two out of three", "one in five"."""

from __future__ import annotations

from decimal import Decimal

from sourceline.nlp.quantities.cardinals import CardinalReader, Number
from sourceline.nlp.quantities.lexemes import HYPHENS
from sourceline.nlp.quantities.lexicon import lexicon

NONE = (Decimal(0), 0)
USUAL_BASES = frozenset(map(Decimal, (3, 4, 5, 10, 100, 1000)))  # "two in five", "seven in ten"
MIN_YEAR, MAX_YEAR = 1000, 2100


class FractionReader:
    """Reads parts of a whole; all its methods return the part and the index behind it, end 0 where there is none."""

    def __init__(self, cardinals: CardinalReader) -> None:
        self.cardinals = cardinals
        self.context = lexicon().context

    def part(self, at: int) -> tuple[Decimal, int]:
        """Reads any fraction or ratio."""
        cardinals, word = self.cardinals, self.cardinals.low(at)
        if word == "half" or (word == "quarter" and cardinals.role(at + 1) == "scale"):
            return cardinals.denominator(at), at + 1
        article = word in ("a", "an")
        if article or word == "one":
            part, end = self._denominator(at + 1 + (cardinals.low(at + 1) in HYPHENS), plural=False)
            free = cardinals.low(end) == "of" or not (cardinals.is_word(end) or cardinals.hyphen(end))
            if end and (free or not article):
                return part, end
        upper = cardinals.whole(at)
        if upper is None or upper.value <= 0:
            return NONE
        return self._parts(at, upper) if upper.end - at > 1 or not upper.digits else self._ratio(at, upper)

    def _parts(self, at: int, upper: Number) -> tuple[Decimal, int]:
        """As in "two thirds"; the last ten of "one hundred thirty fifths" belongs to the name of the part."""
        last = upper.end - 1
        if last > at and self.cardinals.role(last) == "tens" and self.cardinals.low(last - 1) != "and":
            part, end = self._denominator(last, plural=True)
            if end:
                return (upper.value - self.cardinals.words[self.cardinals.low(last)].value) * part, end
        part, end = self._denominator(upper.end + (self.cardinals.low(upper.end) in HYPHENS), plural=True)
        return (upper.value * part, end) if end else self._ratio(at, upper)

    def _denominator(self, at: int, plural: bool) -> tuple[Decimal, int]:
        """As in "fifths", "twenty-fifths", "one hundred fifth"."""
        part = self.cardinals.denominator(at, plural)
        if part:
            return part, at + 1
        if self.cardinals.role(at) not in ("unit", "tens") or (plural and self.cardinals.role(at) == "unit"):
            return NONE
        ordinal = self.cardinals.ordinal(at, plural)
        return (1 / ordinal.value, ordinal.end) if ordinal else NONE

    def _ratio(self, at: int, upper: Number) -> tuple[Decimal, int]:
        """As in "two out of three", "one over twenty", "one in five", "3/4"."""
        cardinals = self.cardinals
        dash = cardinals.hyphen(upper.end)
        joint = upper.end + dash
        word = cardinals.low(joint)
        if word == "out" and cardinals.low(joint + 1) == "of":
            lower = cardinals.whole(joint + 2)
            return (upper.value / lower.value, lower.end) if lower and upper.value < lower.value else NONE
        if word not in ("over", "in"):
            return cardinals.slashed(at)
        lower = cardinals.whole(joint + 1 + (dash and cardinals.hyphen(joint + 1)))
        if lower is None or not upper.value < lower.value or lower.value != int(lower.value):
            return NONE
        fits = self._is_chance(at, upper, lower) if word == "in" else upper.value == 1
        follows = word == "over" and cardinals.is_word(lower.end)
        return (upper.value / lower.value, lower.end) if fits and not follows else NONE

    def _is_chance(self, at: int, upper: Number, lower: Number) -> bool:
        """Tells "one in five" from "one in 1997" and from "two in five games"."""
        if (upper.value != 1 and lower.value not in USUAL_BASES) or upper.value != int(upper.value):
            return False
        year = lower.digits and MIN_YEAR <= lower.value <= MAX_YEAR and lower.value % 100
        before, after = self.cardinals.low(at - 1), self.cardinals.low(lower.end)
        named = self.cardinals.low(at) == "one" and before in self.context["singled_out"]
        return not (year or named or after in self.context["tries"])

    def joined(self, at: int, scale: Decimal) -> tuple[Decimal, int]:
        """The end of "twenty and three fifths", "five billion and three quarters", "a billion and a half".

        Args:
            at: the index of "and".
            scale: what the number before it was multiplied by; the part is of that.
        """
        cardinals = self.cardinals
        if cardinals.low(at) != "and" or cardinals.low(at + 1) == "half":
            return NONE
        part, end = self.part(at + 1)
        if not end and cardinals.low(at + 1) in ("a", "one") and cardinals.low(at + 2) in ("half", "quarter"):
            part, end = (cardinals.denominator(at + 2), at + 3) if scale > 1 else NONE
        if not end or cardinals.low(end) == "of":
            return NONE
        if cardinals.role(end) == "scale":
            scale, end = cardinals.scales(end)
        return part * max(scale, Decimal(1)), end
