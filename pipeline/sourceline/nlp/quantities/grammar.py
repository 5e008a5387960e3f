"""Reads amounts at a place in a text: qualifiers, ages, ranges, and bounds from both sides.

    amount  := bounds | simple
    bounds  := simple ("and" | "but" | ",") simple            "more than 10 and fewer than 20"
    simple  := qualifier* (leading qualifier*)? (side | "between" side "and" side | side ("to" | "-") side) qualifier?
    leading := "aged" | "percentage of" | ...

Whether a bare number counts anything at all is decided elsewhere, from its surroundings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sourceline.nlp.quantities.lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantities.lexicon import Unit, lexicon, number_words
from sourceline.nlp.quantities.numbers import ARTICLES
from sourceline.nlp.quantities.sides import Side, SideReader
from sourceline.schema.values import Modifier

CHANGE_WINDOW = 8
LEVEL_WINDOW = 4  # "rose 3% to $5"
CLAUSE_ENDS = frozenset({".", ";", "!", "?", ",", BREAK})
RANGE_JOINTS = {"between": "and", "from": "to"}
BOUND_JOINTS = frozenset({"and", "but", ","})
OPEN_BELOW, OPEN_ABOVE = frozenset({"less_than", "at_most"}), frozenset({"more_than", "at_least"})
MAX_AGE = 130
DEFAULT_MODIFIERS = (None, "approx")  # "about", then "more than": the latter counts


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
    """Recursive descent over the lexemes of one text. `starts` tells at which of them an amount can begin."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.lexicon = lexicon()
        self.sides = SideReader(lexemes)
        self.low, self.glued = self.sides.low, self.sides.glued
        signs, numerals = self.lexicon.openers, self.sides.numbers.opens
        self.opens = [n or x.text in signs or x.lower in RANGE_JOINTS for n, x in zip(numerals, lexemes, strict=True)]
        qualifiers = self.lexicon.qualifiers
        self.starts = [opens or x.lower in qualifiers for opens, x in zip(self.opens, lexemes, strict=True)]

    def amount(self, at: int) -> Amount | None:
        """Reads the amount that starts at an index."""
        first = self._simple(at)
        if first is None or first.modifier not in OPEN_BELOW | OPEN_ABOVE:
            return first
        joint = first.end
        joint += self.low(joint) in BOUND_JOINTS
        second = self._simple(joint) if joint > first.end else None
        return (second and self._bounds(first, second)) or first

    def _simple(self, at: int) -> Amount | None:
        if at >= len(self.starts) or not self.starts[at]:
            return None
        core, modifier = self._qualifiers(at, None)
        leading = self.lexicon.leading.at(self.lexemes, core)
        if leading:
            core, modifier = self._qualifiers(leading[1], modifier)
        if core >= len(self.opens) or not self.opens[core]:
            return None
        amount = self._between(at, core, modifier) or self._single(at, core, modifier)
        if amount and amount.side.bare and self._is_spread(at):
            return None
        if leading and amount:
            return self._aged(amount, leading[0]) if leading[0].kind == "age" else self._percentage(amount, leading[0])
        return amount

    def _is_spread(self, at: int) -> bool:
        """As in "40 seats over three elections", where "over" does not mean more than."""
        if at < 2 or self.low(at) != "over" or self.lexemes[at - 1].kind == "number":
            return False
        number = self.lexemes[at - 2].kind == "number" or self.low(at - 2) in number_words()
        return number and self.low(at - 1) not in CLAUSE_ENDS

    def _qualifiers(self, at: int, modifier: Modifier | None) -> tuple[int, Modifier | None]:
        while found := self.lexicon.before.at(self.lexemes, at):
            modifier = found[0] if modifier in DEFAULT_MODIFIERS else modifier
            at = found[1]
        return at, modifier

    def _aged(self, amount: Amount, age: Unit) -> Amount | None:
        """As in "aged 12", "ages 5 to 11", "aged 18 months"; None for what is no age."""
        largest = amount.high or amount.value or Decimal(0)
        if amount.side.unit == age.unit:
            return amount
        if not amount.side.bare or not 0 <= largest <= MAX_AGE:
            return None
        behind = self.lexicon.age_units.at(self.lexemes, amount.end)
        unit, end = (behind[0].unit, behind[1]) if behind else (age.unit, amount.end)
        return replace(amount, end=end, side=replace(amount.side, kind="measure", unit=unit), rule="quantity.age")

    def _percentage(self, amount: Amount, unit: Unit) -> Amount | None:
        """As in "a percentage of 54"; None where the number counts something ("a percentage of 54 ships")."""
        counts = amount.end < len(self.lexemes) and self.lexemes[amount.end].kind != "mark"
        if not amount.side.bare or (counts and self.low(amount.end) not in self.lexicon.context["function_word"]):
            return None
        return replace(amount, side=replace(amount.side, kind="percent", unit=unit.unit), rule="quantity.percent")

    # -- ranges --------------------------------------------------------------------------------------------------------

    def _between(self, start: int, core: int, modifier: Modifier | None) -> Amount | None:
        joint = RANGE_JOINTS.get(self.low(core))
        low = self.sides.read(core + 1) if joint else None
        if low is None or self.low(low.end) != joint or (joint == "to" and self._after_change(core)):
            return None
        high = self.sides.read(low.end + 1)
        return self._range(start, low, high, modifier) if high else None

    def _single(self, start: int, core: int, modifier: Modifier | None) -> Amount | None:
        side = self.sides.read(core)
        if side is None:
            return None
        joint = side.end
        high = self.sides.read(joint + 1 + self._suspended(joint)) if self._joins(joint, side, core) else None
        ranged = self._range(start, side, high, modifier) if high else None
        if ranged:
            return ranged
        end = side.end
        behind = self.lexicon.after.at(self.lexemes, end)
        if behind and not self._leads_on(behind[1]):
            modifier, end = behind[0] if modifier in DEFAULT_MODIFIERS else modifier, behind[1]
        return self._qualified(start, end, side, modifier)

    def _leads_on(self, at: int) -> bool:
        """True where what looks like a qualifier behind an amount goes on: "10 or more than 12", "10 plus costs"."""
        before, number = self.low(at - 1), self.sides.numbers.may_open(at) or self.low(at) in ARTICLES
        if before == "plus":
            return at < len(self.lexemes) and self.lexemes[at].kind != "mark" and not self.glued(at - 1)
        return self.low(at) == "than" or self.sides.continues(at) or (before in ("than", "to") and number)

    def _suspended(self, joint: int) -> bool:
        """As in "12- to 17-year-olds": the hyphen waits for what the second number has."""
        return self.low(joint) in HYPHENS and not self.glued(joint + 1) and self.low(joint + 1) == "to"

    def _joins(self, joint: int, side: Side, core: int) -> bool:
        """Tells a joint of a range; "rose 3% to 5%" is a change and the level it led to."""
        if self.low(joint) in HYPHENS:
            return self.glued(joint) == self.glued(joint + 1) or self._suspended(joint)
        level = self.low(joint) == "to" and not side.bare and self._after_change(core, LEVEL_WINDOW)
        return self.low(joint) in ("to", "through", "~") and not level

    def _after_change(self, at: int, window: int = CHANGE_WINDOW) -> bool:
        """True where a word of rising or falling, or of changing, stands shortly before in the same clause."""
        for position in range(at - 1, max(-1, at - 1 - window), -1):
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
        if self._in_thousands(low, high):
            small = replace(small, value=small.value * 1000)
        whole = self._shared(low, high)
        if whole is None:
            return None
        if low.bare and high.hundredths:
            small = replace(small, value=small.value / 100)
        if small.value >= large.value or small.vague or large.vague:
            return None
        rule = "quantity.age" if whole.rule == "quantity.age" else "quantity.range"
        return Amount(start, low.start, high.end, whole, None, small.value, large.value, modifier or "exact", rule)

    def _in_thousands(self, low: Side, high: Side) -> bool:
        """As in "3-4,000 people", "€20-30,000"."""
        hyphened = self.low(low.end) in HYPHENS and low.number.digits and high.number.digits
        return hyphened and high.number.value % 1000 == 0 and low.number.value < high.number.value / 1000

    @staticmethod
    def _shared(low: Side, high: Side) -> Side | None:
        """The side that says what both are measured in; None where they do not go together."""
        same = (low.kind, low.unit, low.currency) == (high.kind, high.unit, high.currency)
        scaled_apart = low.number.scaled > 1 and high.number.scaled == 1
        if low.bare and not high.bare and high.kind != "ordinal":
            return high
        return low if same or (high.bare and low.kind == "money" and not scaled_apart) else None

    def _bounds(self, first: Amount, second: Amount) -> Amount | None:
        """As in "more than 10 and fewer than 20", either one first."""
        lower, upper = sorted((first, second), key=lambda amount: amount.modifier in OPEN_BELOW)
        whole = self._shared(first.side, second.side)
        if lower.modifier not in OPEN_ABOVE or upper.modifier not in OPEN_BELOW or whole is None:
            return None
        if lower.low is None or upper.high is None or not lower.low < upper.high:
            return None
        return Amount(
            first.start, first.core, second.end, whole, None, lower.low, upper.high, "exact", "quantity.range"
        )

    @staticmethod
    def _qualified(start: int, end: int, side: Side, modifier: Modifier | None) -> Amount:
        value = side.number.value
        if side.number.vague and modifier is None:
            modifier = "more_than"
        low = None if modifier in OPEN_BELOW else value
        high = None if modifier in OPEN_ABOVE else value
        return Amount(start, side.start, end, side, value, low, high, modifier or "exact", side.rule)
