"""Matches the patterns of time expressions (see `patterns`) on the lexemes of a text.

The longest match of all rules wins at each place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sourceline.errors import RuleError
from sourceline.nlp.quantities.lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantities.numbers import NumberReader
from sourceline.nlp.times.numerals import READ_OFF_DIGITS, READ_OFF_WORDS, Numerals, Reading
from sourceline.nlp.times.patterns import ANY, Element, Pattern, Second, TimeRule, opening, patterns
from sourceline.nlp.times.words import word_classes

Binding = Any
NUMERAL_MARKS = frozenset("'’‘qh")  # "'90s", "Q3", "H1"
OPENING = frozenset({BREAK, ".", "!", "?", '"', "“"})  # a sentence may begin after these


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule over lexemes `start` to `end` (exclusive)."""

    rule: TimeRule
    start: int
    end: int
    values: dict[str, Binding]


class TimeGrammar:
    """Matches the patterns on the lexemes of one text. `starts` tells at which of them one can begin."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.keys = ["-" if x.lower in HYPHENS else x.lower for x in lexemes] + [""]
        self.numbers = NumberReader(lexemes)
        digits = [x.kind == "number" for x in lexemes] + [False] * 2
        self.numeral = [  # where one can begin; a mark is part of one only before digits
            opens or (key in NUMERAL_MARKS and digits[n + 1])
            for n, (opens, key) in enumerate(zip([*self.numbers.opens, False], self.keys, strict=True))
        ]
        self.classes = word_classes()
        self.opening = opening()
        words = self.opening.words
        self.starts = [numeral or key in words for numeral, key in zip(self.numeral, self.keys, strict=True)]
        self.numerals = Numerals(self.numbers)
        self.memory: dict[tuple[str, int], tuple[Reading, ...]] = {}
        self.inner: dict[int, list[Found]] = {}

    def check(self) -> None:
        """Raises RuleError where a pattern names a class that is neither a reader's nor a word's."""
        known = {*Numerals.READERS, *self.COMPOSED, *self.classes}
        for pattern in patterns():
            for element in (*pattern.body, *pattern.ahead):
                if element.kind and element.kind not in known:
                    raise RuleError(f"time rule {pattern.rule.id}: no word or reader makes the class <{element.kind}>")

    def low(self, at: int) -> str:
        return self.numbers.low(at)

    def find(self, at: int) -> list[Found]:
        """Returns the matches that start at an index, longest first; ties in the order of the rules."""
        found: list[Found] = []
        if not self.starts[at]:
            return found
        for pattern in self._candidates(at):
            if pattern.before and not self._stands_before(pattern.before, at):
                continue
            best: tuple[int, dict[str, Binding]] | None = None
            for end, values in self._match(pattern.body, 0, at, {}):
                if best is None or end > best[0]:
                    ahead = next(self._match(pattern.ahead, 0, end, values), None)
                    best = (end, ahead[1]) if ahead else best
            if best and best[0] > at:
                found.append(Found(pattern.rule, at, best[0], best[1]))
        return sorted(found, key=lambda f: -f.end)

    def _candidates(self, at: int) -> list[Pattern]:
        """The patterns that can begin at an index, by its lexeme and the one behind their first element."""
        index, low = self.opening, self.keys[at]
        kinds: list[str] = []
        chosen: set[int] = set()
        if low in index.words:
            second = index.words[low]
            kinds += (*second.classes.get(ANY, ()), *second.classes.get(self.keys[at + 1], ()))
            self._go_on(second, at + 1, chosen)
        if self.numeral[at]:
            kinds += READ_OFF_WORDS
            if low in NUMERAL_MARKS or self.lexemes[at].kind == "number":
                kinds += READ_OFF_DIGITS
        for kind in kinds:
            if kind in index.classes:
                for _, end in self._read(kind, at):
                    self._go_on(index.classes[kind], end, chosen)
        return [patterns()[n] for n in sorted(chosen)] if chosen else []

    def _go_on(self, second: Second, at: int, chosen: set[int]) -> None:
        """Adds the patterns that can go on with the lexeme at an index."""
        chosen.update(second.patterns.get(ANY, ()), second.patterns.get(self.keys[at], ()))
        if second.numeral and self.numeral[at]:
            chosen.update(second.numeral)

    def _stands_before(self, words: frozenset[str], at: int) -> bool:
        before = self.low(at - 1) if at and self.low(at - 1) not in OPENING else "^"
        return before in words or (before in HYPHENS and "-" in words)

    def _match(
        self, elements: tuple[Element, ...], n: int, at: int, values: dict[str, Binding]
    ) -> Iterator[tuple[int, dict[str, Binding]]]:
        if n == len(elements):
            yield at, values
            return
        element = elements[n]
        if element.kind:
            for value, end in self._read(element.kind, at):
                yield from self._match(elements, n + 1, end, {**values, element.name: value})
        elif self.keys[at] in element.words:
            yield from self._match(elements, n + 1, at + 1, values)
        if element.optional:
            yield from self._match(elements, n + 1, at, values)

    def _read(self, kind: str, at: int) -> tuple[Reading, ...]:
        """The readings of a class at an index, made once."""
        key = (kind, at)
        if key not in self.memory:
            self.memory[key] = tuple(self._readings(kind, at)) if at < len(self.lexemes) else ()
        return self.memory[key]

    def _readings(self, kind: str, at: int) -> Iterator[Reading]:
        if kind in Numerals.READERS:
            return self.numerals.read(kind, at)
        return self.COMPOSED[kind](self, at) if kind in self.COMPOSED else self._word(kind, at)

    def _word(self, kind: str, at: int) -> Iterator[Reading]:
        found = self.classes[kind].at(self.lexemes, at)
        if found and not (found[0].cased and not self.lexemes[at].text[0].isupper()):
            short = kind == "weekday_short" or (kind == "month" and self.low(at) != found[0].forms[0])
            stopped = short and self.low(found[1]) == "."
            if not short or stopped or self._beside_number(at):
                yield found[0].value, found[1]
            if stopped:
                yield found[0].value, found[1] + 1

    def _beside_number(self, at: int) -> bool:
        """An abbreviation without a stop is one beside digits only: "Oct 2023", "Sat 3 May"."""
        near = self.lexemes[max(0, at - 2) : at + 3]
        return any(x.kind == "number" for x in near)

    def _month_clear(self, at: int) -> Iterator[Reading]:
        found = self.classes["month"].at(self.lexemes, at)
        if found and not found[0].name and self.lexemes[at].text[0].isupper() and len(self.lexemes[at].text) > 4:
            yield found[0].value, found[1]

    def _weekday_any(self, at: int) -> Iterator[Reading]:
        yield from self._read("weekday", at)
        yield from self._read("weekday_short", at)

    def _time(self, at: int) -> Iterator[Reading]:
        """A whole expression inside another; its match is the value."""
        if at not in self.inner:
            self.inner[at] = []  # an expression never holds itself
            self.inner[at] = self.find(at)
        for found in self.inner[at]:
            yield found, found.end

    # Classes that are made of others.
    COMPOSED: ClassVar[dict[str, Callable[[TimeGrammar, int], Iterator[Reading]]]] = {
        "weekday_any": _weekday_any, "month_clear": _month_clear, "time": _time,
    }  # fmt: skip
