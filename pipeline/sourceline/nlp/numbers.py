"""Reads numbers as English news writes them: digits, words, scales, fractions.

A text is cut into lexemes (numerals, words, marks) that do not depend on a tokenizer, because "£1.2bn-1.5bn" has different
tokens in every pipeline. The readers take lexemes and an index and say what number stands there and where it ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from sourceline.rules import Rule, load_rules

Role = Literal["unit", "tens", "hundred", "scale", "suffix", "money", "group", "part", "vague"]

_LEXEME = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[¼-¾⅐-⅞])"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+)|(?P<mark>\S)"
)
_SEPARATORS = re.compile(r"[,\s]")
MAX_DIGITS = 24  # a longer numeral is an identifier, and would pass the precision of Decimal
HYPHENS = frozenset("-‐‑–—−")


class NumberWord(Rule):
    """A word that numbers are made of; see `units/numbers.toml` for the roles."""

    role: Role
    value: Decimal
    forms: tuple[str, ...]
    ordinals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A numeral, word or mark. `gap` is 0 when glued to the one before, 2 across an empty line, else 1."""

    text: str
    lower: str
    kind: str
    start: int
    end: int
    gap: int


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


def lex(text: str) -> list[Lexeme]:
    """Cuts a text into lexemes; any Unicode text will do."""
    lexemes = []
    before = 0
    for found in _LEXEME.finditer(text):
        space = text[before : found.start()]
        gap = 2 if space.count("\n") > 1 else 1 if space or not before else 0
        word = found.group()
        lexemes.append(Lexeme(word, word.lower().replace("’", "'"), found.lastgroup or "mark", found.start(), found.end(), gap))
        before = found.end()
    return lexemes


@lru_cache(maxsize=1)
def number_words() -> dict[str, NumberWord]:
    """Returns number words by form; suffixes keep their case, as "M" and "m" differ."""
    return {form: rule for rule in load_rules(NumberWord, "units/numbers") for form in rule.forms}


@lru_cache(maxsize=1)
def ordinal_words() -> dict[str, NumberWord]:
    return {form: rule for rule in load_rules(NumberWord, "units/numbers") for form in rule.ordinals}


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


class NumberReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.words = number_words()
        self.ordinals = ordinal_words()

    def low(self, at: int) -> str:
        """The lexeme at an index in lower case; empty past the end and across an empty line."""
        inside = 0 <= at < len(self.lexemes)
        return self.lexemes[at].lower if inside and (at == 0 or self.lexemes[at].gap < 2) else ""

    def role(self, at: int) -> str:
        word = self.words.get(self.low(at))
        return word.role if word else ""

    def read(self, at: int, money: bool = False) -> Number | None:
        """Reads a cardinal number or fraction.

        Args:
            at: index of its first lexeme.
            money: a currency sign stands before, so "20m" is twenty million.
        """
        word = self.low(at)
        if word in ("minus", "negative") or (word in HYPHENS and self._is_sign(at)):
            number = self._read(at + 1, money)
            return None if number is None else Number(-number.value, number.end, number.scaled, number.digits)
        return self._read(at, money)

    def _is_sign(self, at: int) -> bool:
        free = at == 0 or self.lexemes[at].gap > 0
        return free and at + 1 < len(self.lexemes) and self.lexemes[at + 1].kind == "number" and self.lexemes[at + 1].gap == 0

    def _read(self, at: int, money: bool) -> Number | None:
        return self._vague(at) or self._fraction(at) or self._sum(at, money)

    def _vague(self, at: int) -> Number | None:
        """ "dozens", "tens of thousands", "several hundred", "a few million"."""
        if self.role(at) == "vague":
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
        """ "half a million", "three quarters", "two-thirds", "a quarter of a million", "1/2"."""
        part, end = self._part(at)
        if not end:
            return None
        scale_at = end + (self.low(end) == "of")
        scale_at += self.low(scale_at) in ("a", "an")
        if self.role(scale_at) in ("hundred", "scale", "group"):
            scale, end = self._scales(scale_at)
            return Number(part * scale, end, scale)
        return Number(part, end)

    def _part(self, at: int) -> tuple[Decimal, int]:
        """Reads a proper fraction; end 0 when there is none."""
        word = self.low(at)
        if word == "half":
            return Decimal("0.5"), at + 1
        if word in ("a", "an", "one") and self.low(at + 1) in ("half", "quarter", "third", "fifth"):
            whole = word == "one" or self.low(at + 2) == "of"
            return (self._denominator(at + 1), at + 2) if whole else (Decimal(0), 0)
        numerator = self.words.get(word)
        over = at + 1 + (self.low(at + 1) in HYPHENS)
        if numerator and numerator.role == "unit" and numerator.value > 0:
            singular = numerator.value == 1
            denominator = self._denominator(over, plural=not singular)
            if denominator:
                return numerator.value * denominator, over + 1
        return self._slashed(at)

    def _slashed(self, at: int) -> tuple[Decimal, int]:
        if at + 2 >= len(self.lexemes) or self.lexemes[at + 1].text not in "/⁄":
            return Decimal(0), 0
        upper, slash, lower = self.lexemes[at : at + 3]
        if not (upper.kind == lower.kind == "number" and upper.text.isdecimal() and lower.text.isdecimal()):
            return Decimal(0), 0
        known = int(upper.text) < int(lower.text) <= 10 and slash.gap == lower.gap == 0
        longer = self.low(at + 3) == "/" or (at > 0 and self.low(at - 1) == "/")
        return (Decimal(upper.text) / Decimal(lower.text), at + 3) if known and not longer else (Decimal(0), 0)

    def _denominator(self, at: int, plural: bool = False) -> Decimal:
        word = self.low(at)
        if word in ("half", "halves"):
            return Decimal("0.5")
        if word == ("quarters" if plural else "quarter"):
            return Decimal("0.25")
        ordinal = self.ordinals.get(word.removesuffix("s") if plural else word)
        usable = ordinal is not None and ordinal.value > 2 and word.endswith("s") == plural
        return 1 / ordinal.value if usable and ordinal is not None else Decimal(0)

    def _sum(self, at: int, money: bool) -> Number | None:
        """ "two million three hundred and five": parts in falling order of scale."""
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
        return Number(total, end, first.scaled)

    def _scaled(self, at: int, money: bool) -> Number | None:
        """A number below a hundred or a numeral, "and a half", and the scales that multiply it."""
        base = self._base(at)
        if base is None:
            return None
        value, end, digits = base
        value, end = self._hundreds(value, end)
        value, end = self._mixed(value, end)
        suffix = self._suffix(end, money) if digits else None
        if suffix:
            return Number(value * suffix, end + 1, suffix)
        scale_at = end + (self.low(end) in HYPHENS and self.role(end + 1) == "scale")
        scale, scale_end = self._scales(scale_at)
        if scale_end > scale_at:
            value *= scale
            if (self.low(scale_end), self.low(scale_end + 1), self.low(scale_end + 2)) == ("and", "a", "half"):
                value, scale_end = value + scale / 2, scale_end + 3
            return Number(value, scale_end, scale)
        return Number(value, end, digits=digits and end == at + 1)

    def _hundreds(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """ "three hundred and five"; a second "hundred" starts a number of its own."""
        if self.role(end) != "hundred":
            return value, end
        value, end = value * 100, end + 1
        rest_at = end + (self.low(end) == "and")
        rest = self._base(rest_at) if self.low(rest_at) not in ("a", "an") else None
        if rest is None or rest[0] >= 100 or rest[0] != int(rest[0]) or self.role(rest[1]) == "hundred":
            return value, end
        return value + rest[0], rest[1]

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
        """ "five point two"."""
        if self.low(end) != "point" or self.role(end + 1) != "unit":
            return value, end
        digits, end = "", end + 1
        while self.role(end) == "unit":
            digits, end = digits + str(self.words[self.low(end)].value), end + 1
        return value + Decimal(f"0.{digits}"), end

    def _mixed(self, value: Decimal, end: int) -> tuple[Decimal, int]:
        """ "two and a half", "2 1/2", "2½"."""
        if self.low(end) == "and" and self.low(end + 1) in ("a", "one", "half"):
            half_at = end + 1 + (self.low(end + 1) != "half")
            part = self._denominator(half_at)
            after_scale = self.role(half_at + 1) in ("scale", "group")
            if part and (self.low(half_at) in ("half", "quarter") or after_scale or not self.low(half_at + 1).isalpha()):
                return value + part, half_at + 1
        if end < len(self.lexemes) and self.lexemes[end].kind == "number":
            lexeme = self.lexemes[end]
            if len(lexeme.text) == 1 and not lexeme.text.isascii() and lexeme.gap < 2:
                return value + numeral(lexeme), end + 1
            part, part_end = self._slashed(end)
            if part_end and lexeme.gap == 1:
                return value + part, part_end
        return value, end

    def _suffix(self, at: int, money: bool) -> Decimal | None:
        if at >= len(self.lexemes):
            return None
        lexeme = self.lexemes[at]
        word = self.words.get(lexeme.text) or self.words.get(lexeme.lower)
        if word is None or lexeme.gap > (1 if money or len(lexeme.text) > 1 else 0):
            return None
        return word.value if word.role == "suffix" or (word.role == "money" and money) else None

    def _scales(self, at: int) -> tuple[Decimal, int]:
        """Product of the scale words at an index: "hundred thousand", "lakh crore"."""
        value = Decimal(1)
        while self.role(at) in ("hundred", "scale"):
            value, at = value * self.words[self.low(at)].value, at + 1
        if self.role(at) == "group":
            value, at = value * self.words[self.low(at)].value, at + 1
        return value, at

    def read_ordinal(self, at: int) -> Number | None:
        """Reads "third", "21st", "twenty-first", "one hundred and fifth"."""
        if at >= len(self.lexemes):
            return None
        lexeme = self.lexemes[at]
        if lexeme.kind == "number":
            ending = at + 1 < len(self.lexemes) and self.lexemes[at + 1].gap == 0 and self.low(at + 1) in ("st", "nd", "rd", "th")
            return Number(numeral(lexeme), at + 2, ordinal=True) if ending and lexeme.text.isdecimal() else None
        if lexeme.lower in self.ordinals:
            return Number(self.ordinals[lexeme.lower].value, at + 1, ordinal=True)
        head = self._sum(at, money=False)
        if head is None or head.vague:
            return None
        last = head.end + (self.low(head.end) in HYPHENS or self.low(head.end) == "and")
        ordinal = self.ordinals.get(self.low(last))
        if ordinal is None:
            return None
        if ordinal.role == "unit" and head.value % 10 == 0:
            return Number(head.value + ordinal.value, last + 1, ordinal=True)
        return Number(head.value * ordinal.value, last + 1, ordinal=True) if ordinal.role in ("hundred", "scale") else None
