"""Reads units of measure behind a number, ages, and measures in two units ("5 feet 2 inches")."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

import pint

from sourceline.nlp.quantities.lexemes import BREAK, Lexeme
from sourceline.nlp.quantities.lexicon import Unit, lexicon

BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
QUOTES = {'"': '"', "”": "“"}
TIMES = frozenset({"x", "×", "by"})


@lru_cache(maxsize=1)
def units() -> pint.UnitRegistry[Decimal]:
    """Returns pint's units over exact decimals; made when first needed."""
    return pint.UnitRegistry(non_int_type=Decimal)


class MeasureReader:
    """Finds units in the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.lexicon = lexicon()

    def unit(self, at: int) -> tuple[Unit, int] | None:
        """Reads a unit, also in brackets or by the second; gives the index behind it, too."""
        found = self._single(at)
        if found is None or found[0].kind != "measure":
            return found
        unit, end = found
        joint = self.lexemes[end].lower if end + 1 < len(self.lexemes) else ""
        slashed = joint == "/" and self.lexemes[end].glued and self.lexemes[end + 1].glued
        by = self.lexicon.unit_rates.at(self.lexemes, end + 1) if slashed or joint in ("per", "a", "an") else None
        if by and joint == "a" and by[1] < len(self.lexemes) and self.lexemes[by[1]].kind == "word":
            return found  # "9 tonnes a second time"
        return (unit.model_copy(update={"unit": f"{unit.unit} per {by[0].unit}"}), by[1]) if by else found

    def _single(self, at: int) -> tuple[Unit, int] | None:
        if at >= len(self.lexemes):
            return None
        closing = BRACKETS.get(self.lexemes[at].text)
        inside = self.lexicon.unit_symbols.at(self.lexemes, at + 1) if closing else None
        if inside and inside[1] < len(self.lexemes) and self.lexemes[inside[1]].text == closing:
            return inside[0], inside[1] + 1
        symbol = self.lexicon.unit_symbols.at(self.lexemes, at)
        letter = len(self.lexemes[at].text) == 1 and self.lexemes[at].text.isalnum()
        if symbol and letter and not self.lexemes[at].glued and not self._is_length(at):
            symbol = None  # "5 m" and "6 C" are too often something else
        if self._closes_quote(at):
            return None
        return symbol or self.lexicon.unit_forms.at(self.lexemes, at)

    def _closes_quote(self, at: int) -> bool:
        """As in "We won by 40", where the last mark is no inch."""
        opening = QUOTES.get(self.lexemes[at].text)
        if opening is None:
            return False
        block = takewhile(lambda x: x.text != BREAK, reversed(self.lexemes[:at]))
        marks = [x.text for x in block if x.text in (opening, self.lexemes[at].text)]
        return len(marks) % 2 == 1

    def _is_length(self, at: int) -> bool:
        """As in "3 m x 4 m", "20 m deep", "5 m/s"."""
        before, after = (self.lexemes[n].lower if 0 <= n < len(self.lexemes) else "" for n in (at - 2, at + 1))
        return not TIMES.isdisjoint((before, after)) or after == "/" or after in self.lexicon.context["length"]

    def paired(self, at: int) -> tuple[Unit, int] | None:
        """Reads a unit that may be written so only beside another: the foot and inch of 6'2"."""
        if at >= len(self.lexemes):
            return None
        return self.lexicon.unit_pairs.at(self.lexemes, at) or self.lexicon.unit_symbols.at(self.lexemes, at)

    @staticmethod
    def sum(larger: tuple[Decimal, Unit], smaller: tuple[Decimal, Unit]) -> Decimal | None:
        """Adds two measures, in the unit of the first.

        Returns:
            None where they are no measure together: other dimensions, or the second is as much as a whole of the first.
        """
        names = (larger[1].unit, smaller[1].unit)
        if "measure" not in (larger[1].kind, smaller[1].kind) or names[0] == names[1]:
            return None
        one = units().Quantity(Decimal(1), names[0])
        if not one.is_compatible_with(names[1]) or larger[0] != int(larger[0]):
            return None
        rest = units().Quantity(smaller[0], names[1]).to(names[0]).magnitude
        return larger[0] + rest if 0 < rest < 1 else None
