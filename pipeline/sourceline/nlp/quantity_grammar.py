"""Reads amounts at a place in a text: qualifiers, money, percents, measures, counts, ordinals and ranges of them.

    amount  := qualifier* (side | "between" side "and" side | side ("to" | "-") side) qualifier?
    side    := sign number | number (sign | name | unit)?

Every amount names the rule of `units/grammar.toml` that it was built by. Whether a bare number counts anything at all
is decided elsewhere, from its surroundings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sourceline.nlp.numbers import Number, NumberReader
from sourceline.nlp.quantity_lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantity_lexicon import Sign, lexicon
from sourceline.schema.values import CurrencyBasis, Modifier, QuantityKind

MIN_SPACED_CODE = 2
CHANGE_WINDOW = 8
CLAUSE_ENDS = frozenset({".", ";", "!", "?", ",", BREAK})


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


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount over lexemes `start` to `end` (exclusive); its first number begins at `core`."""

    start: int
    core: int
    end: int
    side: Side
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    modifier: Modifier
    rule: str


class AmountReader:
    """Recursive descent over the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.lexicon = lexicon()
        self.numbers = NumberReader(lexemes)
        self.words = {x.lower for x in lexemes}

    def low(self, at: int) -> str:
        return self.numbers.low(at)

    def glued(self, at: int) -> bool:
        return at < len(self.lexemes) and self.lexemes[at].glued

    # -- sides ---------------------------------------------------------------------------------------------------------

    def side(self, at: int) -> Side | None:
        """Reads one number with its currency or unit."""
        return self._ordinal(at) or self._signed(at) or self._tailed(at)

    def _ordinal(self, at: int) -> Side | None:
        number, cardinal = self.numbers.read_ordinal(at), self.numbers.read(at)
        if number is None or (cardinal and cardinal.end >= number.end):
            return None
        return Side(at, number.end, at, number, "ordinal", "quantity.ordinal")

    def _signed(self, at: int) -> Side | None:
        """As in "$3 million", "US$ 20", "-€5", "USD 300"."""
        minus = self.low(at) in HYPHENS and not self.glued(at) and self.glued(at + 1)
        found = self._sign(at + minus)
        if found is None:
            return None
        sign, core = found
        number = self.numbers.read(core, money=True)
        if number is None or number.vague:
            return None
        if minus:
            number = replace(number, value=-number.value)
        end = number.end
        name = self.lexicon.names.at(self.lexemes, end)
        if name and name[0].code == sign.code and not name[0].hundredths:
            end = name[1]
        elif end < len(self.lexemes) and self.lexemes[end].text in self.lexicon.codes:
            sign, end = self.lexicon.codes[self.lexemes[end].text], end + 1
        return self._money(at, end, core, number, sign)

    def _sign(self, at: int) -> tuple[Sign, int] | None:
        found = self.lexicon.signs.at(self.lexemes, at)
        if found:
            spaced = not self.glued(found[1]) and self.lexemes[at].text.isalpha() and found[1] == at + 1
            return None if spaced and len(self.lexemes[at].text) < MIN_SPACED_CODE else found
        if at < len(self.lexemes) and self.lexemes[at].text in self.lexicon.codes:
            return self.lexicon.codes[self.lexemes[at].text], at + 1
        return None

    def _tailed(self, at: int) -> Side | None:
        """A number and, behind it, a currency, a unit or nothing."""
        number = self.numbers.read(at)
        millions = self.numbers.read(at, money=True)
        if number is None or millions is None:
            return None
        side = self._currency(at, self._tail(millions), millions) or self._currency(at, self._tail(number), number)
        if side is None and self._counts_millions(number.end):
            return Side(at, millions.end, at, millions, "cardinal", "quantity.cardinal")
        plain = Side(at, number.end, at, number, "cardinal", "quantity.cardinal")
        return side or self._measured(at, self._tail(number), number) or plain

    def _tail(self, number: Number) -> int:
        """The index of what follows a number: behind a hyphen, the "of" of "millions of", the "a" of "half a"."""
        tail = number.end
        tail += self.low(tail) in HYPHENS and self.glued(tail) and self.glued(tail + 1)
        tail += number.vague and self.low(tail) == "of"
        return tail + (number.value < 1 and self.low(tail) in ("a", "an"))

    def _currency(self, at: int, tail: int, number: Number) -> Side | None:
        if tail >= len(self.lexemes):
            return None
        minor = self.lexicon.minor_signs.at(self.lexemes, tail)
        if minor and self.glued(tail):
            return self._money(at, minor[1], at, number, minor[0])
        sign = self.lexicon.signs.at(self.lexemes, tail)
        if sign and not self.lexemes[tail].text[0].isalpha() and not self._starts_amount(sign[1]):
            return self._money(at, sign[1], at, number, sign[0])
        if self.lexemes[tail].text in self.lexicon.codes and not self._starts_amount(tail + 1):
            return self._money(at, tail + 1, at, number, self.lexicon.codes[self.lexemes[tail].text])
        name = self.lexicon.names.at(self.lexemes, tail)
        if name is None:
            return None
        unit = self.lexicon.unit_forms.at(self.lexemes, tail)
        sign_of = self._decide(name[0], at, name[1])
        return self._money(at, name[1], at, number, sign_of) if sign_of.code or unit is None else None

    def _starts_amount(self, at: int) -> bool:
        return at < len(self.lexemes) and self.lexemes[at].kind == "number" and self.lexemes[at].glued

    def _decide(self, sign: Sign, start: int, end: int) -> Sign:
        """Chooses among the countries that share a name by the words of the text; no choice leaves no code."""
        fitting = [rule for rule in sign.choices if not self.words.isdisjoint(rule.places)]
        near = {x.lower for x in self.lexemes[max(0, start - 6) : end + 3]}
        if len(fitting) != 1 or not near.isdisjoint(self.lexicon.context["weight"]):
            return sign
        return Sign(fitting[0].code, "context")

    def _money(self, start: int, end: int, core: int, number: Number, sign: Sign) -> Side:
        if sign.hundredths:
            number = replace(number, value=number.value / 100)
        rule = {"symbol": "sign", "code": "code"}.get(sign.basis, "name")
        basis = sign.basis if sign.code else None
        return Side(
            start, end, core, number, "money", f"quantity.money.{rule}", None, sign.code or None, basis, sign.hundredths
        )

    def _measured(self, at: int, tail: int, number: Number) -> Side | None:
        if tail >= len(self.lexemes):
            return None
        symbol = self.lexicon.unit_symbols.at(self.lexemes, tail)
        if symbol and not self.glued(tail) and len(self.lexemes[tail].text) == 1 and self.lexemes[tail].text.isalnum():
            symbol = None  # "5 m" and "6 C" are too often something else
        found = symbol or self.lexicon.unit_forms.at(self.lexemes, tail)
        if found is None:
            return None
        unit, end = found
        rule = "quantity.percent" if unit.kind == "percent" else "quantity.measure"
        return Side(at, end, at, number, unit.kind, rule, unit.unit)

    def _counts_millions(self, at: int) -> bool:
        """As in "20m people": a plural noun that is no length word."""
        if self.low(at) != "m" or not self.glued(at) or self.glued(at + 1):
            return False
        word = self.low(at + 1)
        plural = word in self.lexicon.context["plural"] or (
            word.endswith("s") and not word.endswith("ss") and len(word) > 3
        )
        return (
            plural and word not in self.lexicon.context["length"] and word not in self.lexicon.context["function_word"]
        )

    # -- ranges and qualifiers -----------------------------------------------------------------------------------------

    def amount(self, at: int) -> Amount | None:
        """Reads the amount that starts at an index."""
        core, modifier = at, None
        if not (
            self.numbers.may_open(at)
            or self.lexemes[at].text in self.lexicon.openers
            or self.low(at) in self.lexicon.openers
        ):
            return None
        while found := self.lexicon.before.at(self.lexemes, core):
            modifier = found[0] if modifier in (None, "approx") else modifier
            core = found[1]
        return self._between(at, core, modifier) or self._single(at, core, modifier)

    def _between(self, start: int, core: int, modifier: Modifier | None) -> Amount | None:
        joints = {"between": "and", "from": "to"}
        joint = joints.get(self.low(core))
        low = self.side(core + 1) if joint else None
        if low is None or self.low(low.end) != joint or (joint == "to" and self._after_change(core)):
            return None
        high = self.side(low.end + 1)
        return self._range(start, low, high, modifier) if high else None

    def _single(self, start: int, core: int, modifier: Modifier | None) -> Amount | None:
        side = self.side(core)
        if side is None:
            return None
        joint = side.end
        high = self.side(joint + 1) if self._joins(joint, side, core) else None
        ranged = self._range(start, side, high, modifier) if high else None
        if ranged:
            return ranged
        end = side.end
        behind = self.lexicon.after.at(self.lexemes, end)
        if behind and not self._starts_amount(behind[1]) and self.low(behind[1]) != "than":
            modifier, end = behind[0] if modifier in (None, "approx") else modifier, behind[1]
        return self._qualified(start, end, side, modifier)

    def _joins(self, joint: int, side: Side, core: int) -> bool:
        """Tells a joint of a range; "rose 3% to 5%" is a change and the level it led to."""
        if self.low(joint) in HYPHENS:
            return self.glued(joint) == self.glued(joint + 1)
        level = self.low(joint) == "to" and not side.bare and self._after_change(core)
        return self.low(joint) in ("to", "through", "~") and not level

    def _after_change(self, at: int) -> bool:
        """True where a word of rising or falling, or of changing, stands shortly before in the same clause."""
        for position in range(at - 1, max(-1, at - 1 - CHANGE_WINDOW), -1):
            if self.low(position) in CLAUSE_ENDS:
                return False
            if self.low(position) in self.lexicon.changes:
                return True
        return False

    def _range(self, start: int, low: Side, high: Side, modifier: Modifier | None) -> Amount | None:
        """Joins two sides that share or both have unit, currency and scale; None where they make no range."""
        small, large = low.number, high.number
        if small.scaled == 1 and large.scaled > 1 and abs(small.value) < 1000 and (low.bare or low.kind == "money"):
            small = replace(small, value=small.value * large.scaled)
        same = (low.kind, low.unit, low.currency) == (high.kind, high.unit, high.currency)
        if low.bare and not high.bare and high.kind != "ordinal":
            whole = high
        elif same or (high.bare and low.kind == "money" and not self._scaled_apart(low, high)):
            whole = low
        else:
            return None
        if low.bare and high.hundredths:
            small = replace(small, value=small.value / 100)
        if small.value >= large.value or small.vague or large.vague:
            return None
        rule = "quantity.range"
        return Amount(start, low.start, high.end, whole, None, small.value, large.value, modifier or "exact", rule)

    @staticmethod
    def _scaled_apart(low: Side, high: Side) -> bool:
        return low.number.scaled > 1 and high.number.scaled == 1

    @staticmethod
    def _qualified(start: int, end: int, side: Side, modifier: Modifier | None) -> Amount:
        value = side.number.value
        if side.number.vague and modifier is None:
            modifier = "more_than"
        low = None if modifier in ("less_than", "at_most") else value
        high = None if modifier in ("more_than", "at_least") else value
        return Amount(start, side.start, end, side, value, low, high, modifier or "exact", side.rule)
