"""Reads whole and decimal numbers and ordinals: numerals, number words, scales, "and a half".

The reader takes lexemes and an index and says what number stands there and where it ends. The words and their
roles are data (`units/numbers.toml`). `fractions` and `numbers` build on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sourceline.nlp.quantities.lexemes import HYPHENS, Lexeme
from sourceline.nlp.quantities.lexicon import NumberWord, number_words, ordinal_words

_POWER = re.compile(r"([0-9.]+)(?:(?:[x×]10\^|e)([+-]?[0-9]{1,2})|\^([+-]*[0-9]{1,2}))(?![0-9.])")
_SEPARATORS = re.compile(r"[,\s'’]")
_DECIMAL_COMMA = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{1,2})")
MAX_DIGITS = 24  # a longer numeral is an identifier, and would pass the precision of Decimal
MAX_POWER_LEXEMES = 7


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


def is_sized(value: Decimal) -> bool:
    """Whether a number is one that texts speak of, and that decimals hold exactly."""
    return abs(value.adjusted()) < MAX_DIGITS


def numeral(lexeme: Lexeme) -> Decimal:
    """Reads a lexeme of kind `number`; a comma before one or two last digits is a decimal point."""
    if len(lexeme.text) == 1 and not lexeme.text.isascii():
        return Decimal(str(round(unicodedata.numeric(lexeme.text), 12)))
    european = _DECIMAL_COMMA.fullmatch(lexeme.text)
    if european:
        return Decimal(f"{european[1].replace('.', '')}.{european[2]}")
    return Decimal(_SEPARATORS.sub("", lexeme.text))


def _ending(digits: str) -> str:
    """The letters that make digits an ordinal: 1st, 12th, 23rd."""
    return "th" if digits[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


class CardinalReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.words = number_words()
        self.ordinals = ordinal_words()
        self.memory: dict[tuple[int, bool], Number | None] = {}

    def low(self, at: int) -> str:
        """The lexeme at an index in lower case; empty outside the text."""
        return self.lexemes[at].lower if 0 <= at < len(self.lexemes) else ""

    def role(self, at: int) -> str:
        """The role of a number word at an index; empty for all else."""
        word = self.words.get(self.low(at))
        return word.role if word else ""

    def is_word(self, at: int) -> bool:
        return at < len(self.lexemes) and self.lexemes[at].kind == "word"

    def hyphen(self, at: int) -> bool:
        """Whether a hyphen stands at an index with no space on either side."""
        glued = [x.glued for x in self.lexemes[at : at + 2]]
        return self.low(at) in HYPHENS and glued == [True, True]

    # -- cardinals -----------------------------------------------------------------------------------------------------

    def whole(self, at: int, money: bool = False) -> Number | None:
        """As in "two million three hundred and five": parts in falling order of scale.

        Args:
            at: index of its first lexeme.
            money: a currency sign stands before, so "20m" is twenty million.
        """
        if (at, money) not in self.memory:
            self.memory[at, money] = self._whole(at, money)
        return self.memory[at, money]

    def _whole(self, at: int, money: bool) -> Number | None:
        first = self._scaled(at, money)
        if first is None or first.digits:
            return first
        total, end, limit = first.value, first.end, first.scaled
        while limit >= 1000:
            joined = self.low(end) == "and"
            part = self._scaled(end + joined, money=False)
            if part is None or part.value >= limit or (joined and self._opens_fraction(part)):
                break
            if part.digits and not (joined and limit == 1000 and part.value == int(part.value)):
                break
            total, end, limit = total + part.value, part.end, part.scaled
        total, end = self._decimals(total, end)
        return Number(total, end, first.scaled) if is_sized(total) else None

    def _opens_fraction(self, number: Number) -> bool:
        """As in "three" of "two million and three fifths": a proper fraction follows, of which it is the numerator."""
        over = number.end + (self.low(number.end) in HYPHENS)
        part = self.denominator(over, plural=True) or (number.value == 1 and self.denominator(over))
        return 0 < number.value * part < 1

    def _scaled(self, at: int, money: bool) -> Number | None:
        """A number below a hundred or a numeral, "and a half", and the scales that multiply it."""
        base = self._power(at) or self._base(at)
        if base is None:
            return None
        (value, end), digits = self._hundreds(base[0], base[1]), base[2]
        value, end = self._mixed(*self._decimals(value, end))
        suffix = self._suffix(end, money) if digits else None
        if suffix:
            return Number(value * suffix, end + 1, suffix)
        scale_at = end + (self.low(end) in HYPHENS and self.role(end + 1) == "scale")
        scale, scale_end = self.scales(scale_at)
        if scale_end > scale_at:
            value *= scale
            return Number(value, scale_end, scale)
        return Number(value, end, digits=digits and end == at + 1)

    def _power(self, at: int) -> tuple[Decimal, int, bool] | None:
        """As in "1.3x10^6", "1e10", "2^-3"."""
        marks = self.lexemes[at + 1 : at + 2]
        if not marks or marks[0].lower not in ("x", "×", "e", "^") or self.lexemes[at].kind != "number":
            return None
        near = self.lexemes[at : at + MAX_POWER_LEXEMES]
        found = _POWER.match("".join(x.text for x in near if x.glued or x is near[0]))
        if found is None or found[1].count(".") > 1 or not any(c.isdecimal() and c != "0" for c in found[1]):
            return None
        end, length = at, 0
        while length < found.end():
            length, end = length + len(self.lexemes[end].text), end + 1
        base = Decimal(found[1])
        if found[2]:
            value = base.scaleb(int(found[2]))
        else:
            value = base ** (int(found[3].lstrip("+-")) * (-1 if found[3].count("-") % 2 else 1))
        return (value, end, False) if is_sized(value) else None

    def _hundreds(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """As in "three hundred and five"; a second "hundred" starts a number of its own."""
        if self.role(end) != "hundred":
            return value, end
        value, end = value * 100, end + 1
        joined = self.low(end) == "and"
        rest = self._base(end + joined) if self.low(end + joined) not in ("a", "an") else None
        if rest is None or not 0 < rest[0] < 100 or rest[0] != int(rest[0]) or self.role(rest[1]) == "hundred":
            return value, end
        if joined and self._opens_fraction(Number(rest[0], rest[1])):
            return value, end
        group, rest_end = self.scales(rest[1]) if self.role(rest[1]) in ("group", "vague") else (Decimal(1), rest[1])
        return value + rest[0] * group, rest_end

    def _base(self, at: int) -> tuple[Decimal, int, bool] | None:
        if at < len(self.lexemes) and self.lexemes[at].kind == "number":
            short = len(self.lexemes[at].text) <= MAX_DIGITS
            return (numeral(self.lexemes[at]), at + 1, True) if short else None
        word = self.low(at)
        if word in ("a", "an") and self.role(at + 1) in ("hundred", "scale", "group"):
            return Decimal(1), at + 1, False
        if self.role(at) == "scale" and self.hyphen(at + 1) and self.is_word(at + 2):
            return Decimal(1), at, False  # "the million-euro prize"
        if self.role(at) == "tens":
            value, end = self.words[word].value, at + 1
            unit_at = end + (self.low(end) in HYPHENS)
            if self.role(unit_at) == "unit" and 0 < self.words[self.low(unit_at)].value < 10:
                return value + self.words[self.low(unit_at)].value, unit_at + 1, False
            return value, end, False
        return (self.words[word].value, at + 1, False) if self.role(at) == "unit" else None

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
        """As in "two and a half", "two-and-a-half", "2 1/2", "2½"."""
        if self.hyphen(end) and [self.low(end + n) for n in (1, 3)] == ["and", "a"] and self.low(end + 5) == "half":
            return value + self.denominator(end + 5), end + 6
        if self.low(end) == "and" and self.low(end + 1) in ("a", "one", "half"):
            half_at = end + 1 + (self.low(end + 1) != "half")
            part = self.denominator(half_at)
            after_scale = self.role(half_at + 1) in ("scale", "group")
            if part and (self.low(half_at) in ("half", "quarter") or after_scale or not self.is_word(half_at + 1)):
                return value + part, half_at + 1
        if end < len(self.lexemes) and self.lexemes[end].kind == "number":
            lexeme = self.lexemes[end]
            if len(lexeme.text) == 1 and not lexeme.text.isascii():
                return value + numeral(lexeme), end + 1
            part, part_end = self.slashed(end)
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

    def scales(self, at: int) -> tuple[Decimal, int]:
        """Product of the scale words at an index: "hundred thousand", "lakh crore", "dozens"."""
        value = Decimal(1)
        while self.role(at) in ("hundred", "scale"):
            value, at = value * self.words[self.low(at)].value, at + 1
        if self.role(at) == "group" or (self.role(at) == "vague" and self.low(at) not in ("tens", "scores")):
            value, at = value * self.words[self.low(at)].value, at + 1
        return value, at

    # -- ordinals and the parts they name ------------------------------------------------------------------------------

    def ordinal(self, at: int, plural: bool = False) -> Number | None:
        """Reads "third", "21st", "twenty-first", "one hundred and fifth"; in the plural, the last word has an s."""
        lexeme = self.lexemes[at]
        if lexeme.kind == "number":
            ending = self.low(at + 1) if at + 1 < len(self.lexemes) and self.lexemes[at + 1].glued else ""
            fits = lexeme.text.isdecimal() and ending == _ending(lexeme.text)
            return Number(numeral(lexeme), at + 2, ordinal=True) if fits else None
        ordinal = self._ordinal_word(at, plural)
        if ordinal:
            return Number(ordinal.value, at + 1, ordinal=True)
        head = self.whole(at)
        if head is None:
            return None
        last = head.end + (self.low(head.end) in HYPHENS or self.low(head.end) == "and")
        ordinal = self._ordinal_word(last, plural)
        if ordinal is None:
            return None
        if ordinal.role == "unit" and head.value % 10 == 0:
            return Number(head.value + ordinal.value, last + 1, ordinal=True)
        return (
            Number(head.value * ordinal.value, last + 1, ordinal=True) if ordinal.role in ("hundred", "scale") else None
        )

    def _ordinal_word(self, at: int, plural: bool) -> NumberWord | None:
        word = self.low(at)
        return (
            self.ordinals.get(word.removesuffix("s") if plural else word) if word.endswith("s") or not plural else None
        )

    def denominator(self, at: int, plural: bool = False) -> Decimal:
        """The part that one word names: a half, a quarter, fifths; 0 where it names none."""
        word = self.low(at)
        if word in ("half", "halves"):
            return Decimal("0.5")
        if word == ("quarters" if plural else "quarter"):
            return Decimal("0.25")
        ordinal = self.ordinals.get(word.removesuffix("s") if plural else word)
        usable = ordinal is not None and ordinal.value > 2 and word.endswith("s") == plural
        return 1 / ordinal.value if usable and ordinal is not None else Decimal(0)

    def slashed(self, at: int) -> tuple[Decimal, int]:
        """As in "3/4", and the index behind it; end 0 where there is none."""
        if at + 2 >= len(self.lexemes) or self.lexemes[at + 1].text not in "/⁄":
            return Decimal(0), 0
        upper, slash, lower = self.lexemes[at : at + 3]
        if not (upper.kind == lower.kind == "number" and upper.text.isdecimal() and lower.text.isdecimal()):
            return Decimal(0), 0
        known = int(upper.text) < int(lower.text) <= 10 and slash.glued and lower.glued
        longer = self.low(at + 3) == "/" or (at > 0 and self.low(at - 1) == "/")
        return (Decimal(upper.text) / Decimal(lower.text), at + 3) if known and not longer else (Decimal(0), 0)
