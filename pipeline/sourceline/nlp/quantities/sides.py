"""Reads one number with what it is measured in: money, percent, a unit, an age, or nothing.

    side := ordinal | sign number name? | number (sign | code | name | unit (number unit)?)?

A side names the rule of `units/grammar.toml` that it was built by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sourceline.nlp.quantities.cardinals import Number
from sourceline.nlp.quantities.lexemes import HYPHENS, Lexeme
from sourceline.nlp.quantities.lexicon import Sign, Unit, lexicon
from sourceline.nlp.quantities.measures import MeasureReader
from sourceline.nlp.quantities.money import MoneyReader
from sourceline.nlp.quantities.numbers import NumberReader
from sourceline.schema.values import CurrencyBasis, QuantityKind


@dataclass(frozen=True, slots=True)
class Side:
    """One number with what it is measured in; `core` is the index of the number itself."""

    start: int
    end: int
    core: int
    number: Number
    kind: QuantityKind
    rule: str
    unit: str | None = None
    currency: str | None = None
    basis: CurrencyBasis | None = None
    hundredths: bool = False

    @property
    def bare(self) -> bool:
        return self.kind == "cardinal"


class SideReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.context = lexicon().context
        self.numbers = NumberReader(lexemes)
        self.money = MoneyReader(lexemes)
        self.measures = MeasureReader(lexemes)
        self.low = self.numbers.low

    def glued(self, at: int) -> bool:
        return at < len(self.lexemes) and self.lexemes[at].glued

    def read(self, at: int) -> Side | None:
        """Reads the side that starts at an index."""
        return self._ordinal(at) or self._signed(at) or self._tailed(at)

    def continues(self, at: int) -> bool:
        """Whether a numeral is glued to what stands before an index."""
        return self.glued(at) and self.lexemes[at].kind == "number"

    def _ordinal(self, at: int) -> Side | None:
        number, cardinal = self.numbers.read_ordinal(at), self.numbers.read(at)
        if number is None or (cardinal and cardinal.end >= number.end):
            return None
        return Side(at, number.end, at, number, "ordinal", "quantity.ordinal")

    def _signed(self, at: int) -> Side | None:
        """As in "$3 million", "US$ 20", "-€5", "USD 300", "$5 million Canadian"."""
        minus = self.low(at) in HYPHENS and not self.glued(at) and self.glued(at + 1)
        found = self.money.before(at + minus)
        if found is None:
            return None
        sign, core = found
        number = self.numbers.read(core, money=True)
        if number is None or number.vague:
            return None
        if minus:
            number = replace(number, value=-number.value)
        name = self.money.name(number.end, core)
        same = name and name[0].code == sign.code and not name[0].hundredths
        behind = self.money.code(number.end) or self.money.country(sign, number.end)
        if same and name:
            return self._money(at, name[1], core, number, sign)
        return (
            self._money(at, behind[1], core, number, behind[0])
            if behind
            else self._money(at, number.end, core, number, sign)
        )

    def _tailed(self, at: int) -> Side | None:
        """A number and, behind it, a currency, a unit or nothing."""
        number = self.numbers.read(at)
        millions = self.numbers.read(at, money=True)
        if number is None or millions is None:
            return None
        side = self._currency(at, self._tail(millions), millions) or self._currency(at, self._tail(number), number)
        if side is None and self._counts_millions(number.end):
            whole = Side(at, millions.end, at, millions, "cardinal", "quantity.cardinal")
            return self._measured(at, millions) or whole  # "5.9m tonnes"
        plain = Side(at, number.end, at, number, "cardinal", "quantity.cardinal")
        return side or self._measured(at, number) or plain

    def _tail(self, number: Number) -> int:
        """The index of what follows a number: behind a hyphen, the "of" of "millions of", the "a" of "half a"."""
        tail = number.end
        tail += self.low(tail) in HYPHENS and self.glued(tail) and self.glued(tail + 1)
        tail += number.vague and self.low(tail) == "of"
        return tail + (number.value < 1 and self.low(tail) in ("a", "an"))

    def _currency(self, at: int, tail: int, number: Number) -> Side | None:
        if tail >= len(self.lexemes):
            return None
        minor = lexicon().minor_signs.at(self.lexemes, tail)
        if minor and self.glued(tail):
            return self._money(at, minor[1], at, number, minor[0])
        found = self.money.before(tail)
        if found and (found[0].basis == "code" or not self.lexemes[tail].text[0].isalpha()):
            return None if self.continues(found[1]) else self._money(at, found[1], at, number, found[0])
        name = self.money.name(tail, at)
        if name is None:
            return None
        side = self._money(at, name[1], at, number, name[0], "quantity.money.name")
        whole = self._with_small(side)
        weight = whole is side and not name[0].code and self.measures.unit(tail) is not None
        return None if weight else whole

    def _with_small(self, side: Side) -> Side:
        """As in "57 dollars and 50 cents": one sum in two units."""
        at = side.end + (self.low(side.end) == "and")
        more = None if side.hundredths else self.numbers.read(at)
        name = self.money.name(more.end, at) if more else None
        if not more or not name or not name[0].hundredths or more.value >= 100:
            return side
        if side.currency not in (None, name[0].code):
            return side
        sign = name[0] if side.currency is None and name[0].code else None
        value = side.number.value + more.value / 100
        whole = replace(side, end=name[1], number=replace(side.number, value=value))
        return replace(whole, currency=sign.code, basis=sign.basis) if sign else whole

    @staticmethod
    def _money(start: int, end: int, core: int, number: Number, sign: Sign, rule: str = "") -> Side:
        if sign.hundredths:
            number = replace(number, value=number.value / 100)
        rule = rule or ("quantity.money.code" if sign.basis == "code" else "quantity.money.sign")
        code, basis = (sign.code, sign.basis) if sign.code else (None, None)
        return Side(start, end, core, number, "money", rule, None, code, basis, sign.hundredths)

    def _measured(self, at: int, number: Number) -> Side | None:
        tail = self._tail(number)
        found = self.measures.unit(tail)
        whole = self._paired(number, found or self.measures.paired(tail))
        if whole:
            number, (unit, end) = whole
        elif found:
            unit, end = found
        else:
            return None
        kind: QuantityKind = "percent" if unit.kind == "percent" else "measure"
        return Side(at, end, at, number, kind, f"quantity.{unit.kind}", unit.unit)

    def _paired(self, number: Number, found: tuple[Unit, int] | None) -> tuple[Number, tuple[Unit, int]] | None:
        """As in "5 feet 2 inches", "8 pounds and 3 ounces", "12st 4lb": one measure in two units."""
        if found is None:
            return None
        unit, end = found
        more = self.numbers.read(end + (self.low(end) == "and"))
        second = more and (self.measures.unit(more.end) or self.measures.paired(more.end))
        if not more or not second:
            return None
        value = self.measures.sum((number.value, unit), (more.value, second[0]))
        return None if value is None else (replace(number, value=value, digits=False), (unit, second[1]))

    def _counts_millions(self, at: int) -> bool:
        """As in "20m people": a plural noun that is no length word."""
        if self.low(at) != "m" or not self.glued(at) or self.glued(at + 1):
            return False
        word = self.low(at + 1)
        plural = word in self.context["plural"] or (word.endswith("s") and not word.endswith("ss") and len(word) > 3)
        return plural and word not in self.context["length"] and word not in self.context["function_word"]
