"""Reads numbers as English news writes them: digits, words, scales, fractions.

The reader takes lexemes and an index and says what number stands there and where it ends. The words and their
roles are data (`units/numbers.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sourceline.nlp.quantity_fractions import FractionReader
from sourceline.nlp.quantity_lexemes import HYPHENS, Lexeme
from sourceline.nlp.quantity_lexicon import number_words, ordinal_words

_POWER = re.compile(r"([0-9.]+)(?:[x×]10\^|e)([+-]?[0-9]{1,2})(?![0-9.])")
_SEPARATORS = re.compile(r"[,\s]")
OPENERS = frozenset({"a", "an", "minus", "negative", "several"}) | HYPHENS
MAX_DIGITS = 24  # a longer numeral is an identifier, and would pass the precision of Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends before lexeme `end`.

    Attributes:
        scaled: the factor of its scale word, 1 without; ranges share it.
        digits: it is one bare numeral, and so may be a year, a score or a name.
        vague: "dozens", "several hundred": at least `value`.
        ordinal: a position ("third") and no amount.
    """

    value: Decimal
    end: int
    scaled: Decimal = Decimal(1)
    digits: bool = False
    vague: bool = False
    ordinal: bool = False


def plain(value: Decimal) -> str:
    """Writes a number without exponent, trailing zeros or separators; endless fractions end after 12 places."""
    if value != value.to_integral_value():
        value = round(value, 12)
    return format(value.normalize() if value else Decimal(0), "f")


def numeral(lexeme: Lexeme) -> Decimal:
    """Reads a lexeme of kind `number`."""
    if len(lexeme.text) == 1 and not lexeme.text.isascii():
        return Decimal(str(round(unicodedata.numeric(lexeme.text), 12)))
    return Decimal(_SEPARATORS.sub("", lexeme.text))


def _ending(digits: str) -> str:
    """The letters that make digits an ordinal: 1st, 12th, 23rd."""
    return "th" if digits[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


class NumberReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.words = number_words()
        self.ordinals = ordinal_words()
        self.fractions = FractionReader(self)
        self.openers = self.words.keys() | self.ordinals.keys() | OPENERS

    def low(self, at: int) -> str:
        """The lexeme at an index in lower case; empty outside the text."""
        return self.lexemes[at].lower if 0 <= at < len(self.lexemes) else ""

    def role(self, at: int) -> str:
        word = self.words.get(self.low(at))
        return word.role if word else ""

    def read(self, at: int, money: bool = False) -> Number | None:
        """Reads a cardinal number or fraction.

        Args:
            at: index of its first lexeme.
            money: a currency sign stands before, so "20m" is twenty million.
        """
        if not self.may_open(at):
            return None
        word = self.low(at)
        if word in ("minus", "negative") or (word in HYPHENS and self._is_sign(at)):
            number = self._read(at + 1, money)
            return None if number is None else Number(-number.value, number.end, number.scaled, number.digits)
        return self._read(at, money)

    def may_open(self, at: int) -> bool:
        """A quick test whether any number can start at an index."""
        return 0 <= at < len(self.lexemes) and (
            self.lexemes[at].kind == "number" or self.lexemes[at].lower in self.openers
        )

    def _is_sign(self, at: int) -> bool:
        after = self.lexemes[at + 1] if at + 1 < len(self.lexemes) else None
        return not self.lexemes[at].glued and after is not None and after.kind == "number" and after.glued

    def _read(self, at: int, money: bool) -> Number | None:
        return self._vague(at) or self._fraction(at) or self.whole(at, money)

    def _vague(self, at: int) -> Number | None:
        """As in "dozens", "tens of thousands", "several hundred", "a few million"."""
        if self.role(at) == "vague" and (self.low(at) not in ("tens", "scores") or self.low(at + 1) == "of"):
            value = self.words[self.low(at)].value
            if self.low(at + 1) == "of" and self.role(at + 2) == "vague":
                scale = self.words[self.low(at + 2)].value
                return Number(value * scale, at + 3, vague=True)
            return Number(value, at + 1, vague=True)
        few = at + 1 if self.low(at) == "several" else at + 2 if (self.low(at), self.low(at + 1)) == ("a", "few") else 0
        if few and self.role(few) in ("hundred", "scale", "group"):
            value, end = self._scales(few)
            return Number(2 * value, end, vague=True)
        return None

    def _fraction(self, at: int) -> Number | None:
        """As in "half a million", "three quarters", "two-thirds", "a quarter of a million", "1/2"."""
        part, end = self.fractions.part(at)
        if not end:
            return None
        scale_at = end + (self.low(end) == "of")
        scale_at += self.low(scale_at) in ("a", "an")
        if self.role(scale_at) in ("hundred", "scale", "group"):
            scale, end = self._scales(scale_at)
            return Number(part * scale, end, scale)
        return Number(part, end)

    def is_word(self, at: int) -> bool:
        return at < len(self.lexemes) and self.lexemes[at].kind == "word"

    def whole(self, at: int, money: bool) -> Number | None:
        """As in "two million three hundred and five": parts in falling order of scale."""
        first = self._scaled(at, money)
        if first is None or first.digits:
            return first
        total, end, limit = first.value, first.end, first.scaled
        while limit >= 1000:
            joined = self.low(end) == "and" and limit == 1000
            part = self._scaled(end + joined, money=False)
            if part is None or part.value >= limit or (part.digits and not joined) or part.value != int(part.value):
                break
            total, end, limit = total + part.value, part.end, part.scaled
        rest, rest_end = self._joined_part(end, first.scaled)
        return Number(total + rest, rest_end or end, first.scaled)

    def _joined_part(self, at: int, scale: Decimal) -> tuple[Decimal, int]:
        """The fraction of "twenty and three fifths", "five billion and three quarters", "a billion and a half"."""
        if self.low(at) != "and" or self.low(at + 1) == "half":
            return Decimal(0), 0
        part, end = self.fractions.part(at + 1)
        if not end and self.low(at + 1) in ("a", "one") and self.low(at + 2) in ("half", "quarter") and scale > 1:
            part, end = self.fractions.denominator(at + 2), at + 3
        if not end or self.low(end) == "of":
            return Decimal(0), 0
        if self.role(end) == "scale":
            scale, end = self._scales(end)
        return part * max(scale, Decimal(1)), end

    def _scaled(self, at: int, money: bool) -> Number | None:
        """A number below a hundred or a numeral, "and a half", and the scales that multiply it."""
        base = self._power(at) or self._base(at)
        if base is None:
            return None
        (value, end), digits = self._hundreds(base[0], base[1]), base[2]
        value, end = self._mixed(value, end)
        suffix = self._suffix(end, money) if digits else None
        if suffix:
            return Number(value * suffix, end + 1, suffix)
        scale_at = end + (self.low(end) in HYPHENS and self.role(end + 1) == "scale")
        scale, scale_end = self._scales(scale_at)
        if scale_end > scale_at:
            value *= scale
            return Number(value, scale_end, scale)
        return Number(value, end, digits=digits and end == at + 1)

    def _power(self, at: int) -> tuple[Decimal, int, bool] | None:
        """As in "1.3x10^6", "1e10"."""
        if (
            at + 1 >= len(self.lexemes)
            or self.lexemes[at + 1].lower not in ("x", "×", "e")
            or self.lexemes[at].kind != "number"
        ):
            return None
        written = "".join(x.text for x in self.lexemes[at : at + 6] if x.glued or x is self.lexemes[at])
        found = _POWER.match(written)
        if found is None:
            return None
        end, length = at, 0
        while length < found.end():
            length, end = length + len(self.lexemes[end].text), end + 1
        return Decimal(found[1]).scaleb(int(found[2])), end, False

    def _hundreds(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """As in "three hundred and five"; a second "hundred" starts a number of its own."""
        if self.role(end) != "hundred":
            return value, end
        value, end = value * 100, end + 1
        rest_at = end + (self.low(end) == "and")
        rest = self._base(rest_at) if self.low(rest_at) not in ("a", "an") else None
        if rest is None or not 0 < rest[0] < 100 or rest[0] != int(rest[0]) or self.role(rest[1]) == "hundred":
            return self._decimals(value, end)
        if rest_at > end and rest[0] < 20 and self.fractions.denominator(rest[1], plural=True):
            return self._decimals(value, end)
        return self._decimals(value + rest[0], rest[1])

    def _base(self, at: int) -> tuple[Decimal, int, bool] | None:
        if at < len(self.lexemes) and self.lexemes[at].kind == "number":
            short = len(self.lexemes[at].text) <= MAX_DIGITS
            return (numeral(self.lexemes[at]), at + 1, True) if short else None
        word = self.low(at)
        if word in ("a", "an") and self.role(at + 1) in ("hundred", "scale", "group"):
            return Decimal(1), at + 1, False
        if self.role(at) == "tens":
            value, end = self.words[word].value, at + 1
            unit_at = end + (self.low(end) in HYPHENS)
            if self.role(unit_at) == "unit" and 0 < self.words[self.low(unit_at)].value < 10:
                return value + self.words[self.low(unit_at)].value, unit_at + 1, False
            return value, end, False
        if self.role(at) == "unit":
            value, end = self.words[word].value, at + 1
            return (*self._decimals(value, end), False)
        return None

    def _decimals(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """As in "five point two"."""
        if self.low(end) != "point" or self.role(end + 1) not in ("unit", "tens"):
            return value, end
        digits, end = "", end + 1
        if self.role(end) == "tens":
            base = self._base(end)
            return (value + base[0] / 100, base[1]) if base else (value, end - 1)
        while self.role(end) == "unit":
            digits, end = digits + str(self.words[self.low(end)].value), end + 1
        return value + Decimal(f"0.{digits}"), end

    def _mixed(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """As in "two and a half", "2 1/2", "2½"."""
        if self.low(end) == "and" and self.low(end + 1) in ("a", "one", "half"):
            half_at = end + 1 + (self.low(end + 1) != "half")
            part = self.fractions.denominator(half_at)
            after_scale = self.role(half_at + 1) in ("scale", "group")
            if part and (self.low(half_at) in ("half", "quarter") or after_scale or not self.is_word(half_at + 1)):
                return value + part, half_at + 1
        if end < len(self.lexemes) and self.lexemes[end].kind == "number":
            lexeme = self.lexemes[end]
            if len(lexeme.text) == 1 and not lexeme.text.isascii():
                return value + numeral(lexeme), end + 1
            part, part_end = self.fractions.slashed(end)
            if part_end and not lexeme.glued:
                return value + part, part_end
        return value, end

    def _suffix(self, at: int, money: bool) -> Decimal | None:
        if at >= len(self.lexemes):
            return None
        lexeme = self.lexemes[at]
        word = self.words.get(lexeme.text) or self.words.get(lexeme.lower)
        if word is None or not (lexeme.glued or money or len(lexeme.text) > 1 or not self.is_word(at + 1)):
            return None
        return word.value if word.role == "suffix" or (word.role == "money" and money) else None

    def _scales(self, at: int) -> tuple[Decimal, int]:
        """Product of the scale words at an index: "hundred thousand", "lakh crore"."""
        value = Decimal(1)
        while self.role(at) in ("hundred", "scale"):
            value, at = value * self.words[self.low(at)].value, at + 1
        if self.role(at) == "group" or self.low(at) == "dozens":
            value, at = value * self.words[self.low(at)].value, at + 1
        return value, at

    def read_ordinal(self, at: int) -> Number | None:
        """Reads "third", "21st", "twenty-first", "one hundred and fifth"."""
        if not self.may_open(at):
            return None
        lexeme = self.lexemes[at]
        if lexeme.kind == "number":
            ending = self.low(at + 1) if at + 1 < len(self.lexemes) and self.lexemes[at + 1].glued else ""
            fits = lexeme.text.isdecimal() and ending == _ending(lexeme.text)
            return Number(numeral(lexeme), at + 2, ordinal=True) if fits else None
        if lexeme.lower in self.ordinals:
            return Number(self.ordinals[lexeme.lower].value, at + 1, ordinal=True)
        head = self.whole(at, money=False)
        if head is None or head.vague:
            return None
        last = head.end + (self.low(head.end) in HYPHENS or self.low(head.end) == "and")
        ordinal = self.ordinals.get(self.low(last))
        if ordinal is None:
            return None
        if ordinal.role == "unit" and head.value % 10 == 0:
            return Number(head.value + ordinal.value, last + 1, ordinal=True)
        return (
            Number(head.value * ordinal.value, last + 1, ordinal=True) if ordinal.role in ("hundred", "scale") else None
        )
