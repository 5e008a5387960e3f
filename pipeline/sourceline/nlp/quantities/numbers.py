"""Reads numbers as English news writes them: what `cardinals` and `fractions` read, signed and vague.

number   := ("minus" | "-") number | vague | fraction ("of"? "a"? scale)? | whole ("and" fraction)?
vague    := "dozens" | "tens of thousands" | "several hundred" | "a few million"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import cache

from sourceline.nlp.quantities.cardinals import CardinalReader, Number, is_sized
from sourceline.nlp.quantities.fractions import FractionReader
from sourceline.nlp.quantities.lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantities.lexicon import number_words, ordinal_words

ARTICLES = frozenset({"a", "an"})
OPENERS = ARTICLES | HYPHENS | {"minus", "negative", "several"}
BEFORE_SIGN = frozenset("<>=≤≥~(")
BLOCK_EDGES = frozenset({"", BREAK})
PLACES = 12  # after the point, of endless fractions
PRECISION = 64  # of the rounding: digits before and after the point


def plain(value: Decimal) -> str:
    """Writes a number without exponent, trailing zeros or separators; endless fractions end after 12 places."""
    with localcontext() as context:
        context.prec = PRECISION
        if value != value.to_integral_value():
            value = round(value, PLACES)
        return format(value.normalize() if value else Decimal(0), "f")


@cache
def openers() -> frozenset[str]:
    """Returns the words that a number can begin with."""
    return frozenset({*number_words(), *ordinal_words(), *OPENERS})


@cache
def after_article() -> frozenset[str]:
    """Returns the words before which an article can be a number: "a hundred", "a third", "a few", "a half"."""
    return openers() | {"few", "couple", "half", "halves", "quarter", "quarters"}


class NumberReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.cardinals = CardinalReader(lexemes)
        self.fractions = FractionReader(self.cardinals)
        self.ordinals = self.cardinals.ordinals
        self.low, self.role = self.cardinals.low, self.cardinals.role
        opening, counted = openers(), after_article()
        behind = [*(x.lower for x in lexemes[1:]), ""]
        self.opens = [  # an article is a number only with what is behind it
            x.kind == "number" or (x.lower in opening and (x.lower not in ARTICLES or after in counted))
            for x, after in zip(lexemes, behind, strict=False)
        ]
        self.memory: dict[tuple[int, bool], Number | None] = {}

    def read(self, at: int, money: bool = False) -> Number | None:
        """Reads a cardinal number or fraction.

        Args:
            at: index of its first lexeme.
            money: a currency sign stands before, so "20m" is twenty million.
        """
        if not self.may_open(at):
            return None
        if (at, money) not in self.memory:
            self.memory[at, money] = self._read(at, money)
        return self.memory[at, money]

    def _read(self, at: int, money: bool) -> Number | None:
        if self.low(at) in ("minus", "negative") or (self.low(at) in HYPHENS and self._is_sign(at)):
            number = self._unsigned(at + 1, money)
            return None if number is None else replace(number, value=-number.value)
        return self._unsigned(at, money)

    def read_ordinal(self, at: int) -> Number | None:
        """Reads "third", "21st", "twenty-first", "one hundred and fifth"."""
        return self.cardinals.ordinal(at) if self.may_open(at) else None

    def may_open(self, at: int) -> bool:
        """A quick test whether any number can start at an index."""
        return 0 <= at < len(self.opens) and self.opens[at]

    def _is_sign(self, at: int) -> bool:
        """Tells a minus from a hyphen and from the dash that opens a list item."""
        before = self.lexemes[at - 1] if at > 0 else None
        after = self.lexemes[at + 1] if at + 1 < len(self.lexemes) else None
        if after is None or after.kind != "number" or (before and before.kind == "number"):
            return False
        free = not self.lexemes[at].glued or self.low(at - 1) in BEFORE_SIGN
        return (free and after.glued) or self._stands_alone(at)

    def _stands_alone(self, at: int) -> bool:
        """True where a block holds nothing but a dash and a number, as a cell of a table does."""
        number = self._unsigned(at + 1, money=False) if self.low(at - 1) in BLOCK_EDGES else None
        return number is not None and self.low(number.end) in BLOCK_EDGES

    def _unsigned(self, at: int, money: bool) -> Number | None:
        number = self._vague(at) or self._fraction(at) or self._whole(at, money)
        return number if number and is_sized(number.value) else None

    def _vague(self, at: int) -> Number | None:
        """As in "dozens", "tens of thousands", "several hundred", "a few million", "a couple dozen"."""
        words = self.cardinals.words
        if self.role(at) == "vague" and (self.low(at) not in ("tens", "scores") or self.low(at + 1) == "of"):
            value = words[self.low(at)].value
            if self.low(at + 1) == "of" and self.role(at + 2) == "vague":
                return Number(value * words[self.low(at + 2)].value, at + 3, vague=True)
            return Number(value, at + 1, vague=True)
        few = at + 2 if self.low(at) == "a" and self.low(at + 1) in ("few", "couple") else 0
        few = at + 1 if self.low(at) == "several" else few
        if few and self.role(few) in ("hundred", "scale", "group"):
            value, end = self.cardinals.scales(few)
            return Number(2 * value, end, vague=True)
        return None

    def _fraction(self, at: int) -> Number | None:
        """As in "half a million", "three quarters", "a quarter of a million", "1/2"."""
        part, end = self.fractions.part(at)
        if not end:
            return None
        scale_at = end + (self.low(end) == "of")
        scale_at += self.low(scale_at) in ("a", "an")
        if self.role(scale_at) in ("hundred", "scale", "group"):
            scale, end = self.cardinals.scales(scale_at)
            return Number(part * scale, end, scale)
        return Number(part, end)

    def _whole(self, at: int, money: bool) -> Number | None:
        number = self.cardinals.whole(at, money)
        if number is None or number.digits:
            return number
        part, end = self.fractions.joined(number.end, number.scaled)
        return replace(number, value=number.value + part, end=end) if end else number
