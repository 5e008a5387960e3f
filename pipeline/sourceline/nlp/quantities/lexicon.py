"""What the amount grammar knows of the world: units, currencies, qualifiers and context words, loaded from the rules.

Standard names, codes and symbols of currencies come from Babel (Unicode CLDR); all else is in `models/rules/units`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Generic, Literal, TypeVar

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from sourceline.nlp.quantities.lexemes import Lexeme, lex
from sourceline.rules import Rule, load_rules
from sourceline.schema.values import CurrencyBasis, Modifier, Trend

T = TypeVar("T")
Role = Literal["unit", "tens", "hundred", "scale", "suffix", "money", "group", "part", "vague"]


class NumberWord(Rule):
    """A word that numbers are made of; see `units/numbers.toml` for the roles."""

    role: Role
    value: Decimal
    forms: tuple[str, ...]
    ordinals: tuple[str, ...] = ()


class Unit(Rule):
    """A unit of measure under pint's name; see `units/measures.toml` for the kinds of forms."""

    unit: str
    kind: Literal["measure", "percent", "age"] = "measure"
    forms: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    aged: tuple[str, ...] = ()


class Code(Rule):
    """A regular expression for numbers that name or address something and are no amounts."""

    pattern: str


class Rate(Rule):
    """A word that says for how long an amount is, alone behind it: "annually"."""

    per: str
    forms: tuple[str, ...]


class Currency(Rule):
    """Signs and names of one currency; with `places`, they count only where one of these words is in the text."""

    code: str
    signs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()
    minor_signs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Qualifier(Rule):
    modifier: Modifier
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


class TrendWords(Rule):
    trend: Trend
    before: tuple[str, ...]
    after: tuple[str, ...]


class ContextWords(Rule):
    words: frozenset[str]


class GrammarRule(Rule):
    """A kind of amount that the grammar builds."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A currency as written: `hundredths` for cents and pence, `choices` where several countries write it so.

    With choices, `code` is the usual one of them, or empty where none is usual.
    """

    code: str
    basis: CurrencyBasis
    hundredths: bool = False
    choices: tuple[Currency, ...] = ()


class Phrases(Generic[T]):
    """Finds the longest of many phrases at an index; gaps inside a phrase must be as in its form."""

    def __init__(self, entries: Iterable[tuple[str, T]], fold: bool = True) -> None:
        self.fold = fold
        self.table: dict[str, list[tuple[tuple[tuple[str, bool], ...], T]]] = defaultdict(list)
        for form, value in entries:
            key = tuple((x.lower if fold else x.text, not x.glued) for x in lex(form))
            self.table[key[0][0]].append((key, value))
        for found in self.table.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def at(self, lexemes: Sequence[Lexeme], at: int) -> tuple[T, int] | None:
        """Returns the value of the longest phrase that starts at an index, and the index behind it."""
        if not 0 <= at < len(lexemes):
            return None
        for key, value in self.table.get(lexemes[at].lower if self.fold else lexemes[at].text, ()):
            end = at + len(key)
            if end <= len(lexemes) and all(
                word == (x.lower if self.fold else x.text) and x.glued != spaced
                for (word, spaced), x in zip(key[1:], lexemes[at + 1 : end], strict=True)
            ):
                return value, end
        return None

    def ending_at(self, lexemes: Sequence[Lexeme], end: int, longest: int = 6) -> tuple[T, int] | None:
        """Returns the value of the longest phrase that ends before an index, and the index of its start."""
        for start in range(max(0, end - longest), end):
            found = self.at(lexemes[:end], start)
            if found and found[1] == end:
                return found[0], start
        return None


def current_codes() -> list[str]:
    """Returns the ISO 4217 codes that are legal tender somewhere today, as Babel's release has them."""
    territories = get_global("territory_currencies").values()
    return sorted({code for uses in territories for code, _, end, tender in uses if tender and end is None})


class Lexicon:
    """All word lists in the shape that the grammar asks for."""

    def __init__(self) -> None:
        currencies = load_rules(Currency, "units/currencies")
        units = load_rules(Unit, "units/measures")
        qualifiers = load_rules(Qualifier, "units/qualifiers")
        trends = load_rules(TrendWords, "units/trends")
        self.context = {rule.id.split(".")[1]: rule.words for rule in load_rules(ContextWords, "units/context")}
        self.unit_forms = Phrases((form, unit) for unit in units for form in unit.forms)
        self.unit_symbols = Phrases(((form, unit) for unit in units for form in unit.symbols), fold=False)
        self.unit_pairs = Phrases(((form, unit) for unit in units for form in unit.pairs), fold=False)
        self.unit_rates = Phrases((form, unit) for unit in units for form in unit.rates)
        self.leading = Phrases((form, unit) for unit in units for form in unit.before)
        self.age_units = Phrases((form, unit) for unit in units for form in unit.aged)
        self.codes_written = [re.compile(rule.pattern) for rule in load_rules(Code, "units/codes")]
        self.rates = Phrases((form, rule.per) for rule in load_rules(Rate, "units/rates") for form in rule.forms)
        self.before: Phrases[Modifier] = Phrases((form, rule.modifier) for rule in qualifiers for form in rule.before)
        self.after: Phrases[Modifier] = Phrases((form, rule.modifier) for rule in qualifiers for form in rule.after)
        self.trend_before: Phrases[Trend] = Phrases((form, rule.trend) for rule in trends for form in rule.before)
        self.trend_after: Phrases[Trend] = Phrases((form, rule.trend) for rule in trends for form in rule.after)
        self.changes = self.context["change"] | {form for rule in trends for form in rule.before}
        codes = current_codes()
        self.codes = {code: Sign(code, "code") for code in codes if code.lower() not in self.context["code_word"]}
        self.signs = Phrases(self._signs(currencies, codes), fold=False)
        self.minor_signs = Phrases(
            ((form, Sign(rule.code, "symbol", hundredths=True)) for rule in currencies for form in rule.minor_signs),
            fold=False,
        )
        self.names = Phrases(self._names(currencies, codes))
        self.openers = {*self.signs.table, *self.codes}
        self.qualifiers = {*self.before.table, *self.leading.table}

    @staticmethod
    def _signs(currencies: Sequence[Currency], codes: Sequence[str]) -> list[tuple[str, Sign]]:
        symbols = {s: code for code, s in Locale("en").currency_symbols.items() if code in codes and not s.isalpha()}
        symbols |= {form: rule.code for rule in currencies if not rule.places for form in rule.signs}
        signs = {form: Sign(code, "symbol") for form, code in symbols.items()}
        return with_choices(signs, ((form, rule) for rule in currencies if rule.places for form in rule.signs))

    @staticmethod
    def _names(currencies: Sequence[Currency], codes: Sequence[str]) -> list[tuple[str, Sign]]:
        signs: dict[str, Sign] = {}
        for code in codes:
            for count in (1, 2):
                signs[get_currency_name(code, count=count, locale="en").lower()] = Sign(code, "name")
        for rule in currencies:
            if not rule.places:
                signs |= {form: Sign(rule.code, "name") for form in rule.names}
                signs |= {form: Sign(rule.code, "name", hundredths=True) for form in rule.minor}
        shared = [rule for rule in currencies if rule.places]
        return with_choices(signs, ((form, rule) for rule in shared for form in (*rule.names, *rule.minor)))


def with_choices(signs: dict[str, Sign], shared: Iterable[tuple[str, Currency]]) -> list[tuple[str, Sign]]:
    """Adds to each form the currencies that share it; a form that none has alone gets no code."""
    choices: dict[str, list[Currency]] = defaultdict(list)
    for form, rule in shared:
        choices[form].append(rule)
    for form, rules in choices.items():
        signs[form] = replace(signs.get(form, Sign("", "context")), choices=tuple(rules))
    return list(signs.items())


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Returns the word lists, read once."""
    return Lexicon()


@lru_cache(maxsize=1)
def number_words() -> dict[str, NumberWord]:
    """Returns number words by form; suffixes keep their case, as "M" and "m" differ."""
    return {form: rule for rule in load_rules(NumberWord, "units/numbers") for form in rule.forms}


@lru_cache(maxsize=1)
def ordinal_words() -> dict[str, NumberWord]:
    return {form: rule for rule in load_rules(NumberWord, "units/numbers") for form in rule.ordinals}
