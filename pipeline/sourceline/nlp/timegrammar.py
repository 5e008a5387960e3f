"""The grammar of time expressions: patterns over lexemes, read from `models/rules/times`.

A pattern is a row of elements: a word or mark ("of", ","), alternatives ("in|on"), a class ("<month>", or
"<season_us:season>" under another name), each optional with "?". "=>" ends the expression: what follows must be there
but is not part of it. "<=" stands after words of which one must come before, "^" for the begin of a sentence. `-` is
any hyphen or dash. The longest match of all rules wins at each place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import Field

from sourceline.errors import RuleError
from sourceline.nlp.numbers import NumberReader
from sourceline.nlp.quantity_lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.time_numerals import Numerals, Reading
from sourceline.nlp.time_words import word_classes
from sourceline.rules import Rule, load_rules

Binding = Any
OPENING = frozenset({BREAK, ".", "!", "?", '"', "“"})  # a sentence may begin after these


class TimeRule(Rule):
    """Patterns, the maker (see `time_readings`) that gives them a value, and what it is to know beside the match."""

    patterns: tuple[str, ...]
    make: str
    using: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: words to choose from, or a class under a name."""

    words: frozenset[str]
    kind: str
    name: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    rule: TimeRule
    before: frozenset[str]
    body: tuple[Element, ...]
    ahead: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule over lexemes `start` to `end` (exclusive)."""

    rule: TimeRule
    start: int
    end: int
    values: dict[str, Binding]


def _element(source: str) -> Element:
    optional = source.endswith("?") and len(source) > 1
    source = source.removesuffix("?") if optional else source
    if source.startswith("<") and source.endswith(">"):
        kind, _, name = source[1:-1].partition(":")
        return Element(frozenset(), kind, name or kind, optional)
    return Element(frozenset(source.split("|")) if len(source) > 1 else frozenset({source}), "", "", optional)


def _compile(rule: TimeRule, source: str) -> Pattern:
    before, arrow, rest = source.partition(" <= ")
    before, rest = (before, rest) if arrow else ("", source)
    body, _, ahead = rest.partition(" => ")
    return Pattern(
        rule,
        frozenset(before.split("|")) if before else frozenset(),
        tuple(map(_element, body.split())),
        tuple(map(_element, ahead.split())),
    )


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """Returns all patterns of the rule files, compiled."""
    rules = load_rules(TimeRule, "times/dates", "times/relative", "times/clock", "times/durations")
    return tuple(_compile(rule, source) for rule in rules for source in rule.patterns)


class TimeGrammar:
    """Matches the patterns on the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.numbers = NumberReader(lexemes)
        self.classes = word_classes()
        self.readers: dict[str, Callable[[int], Iterator[Reading]]] = Numerals(self.numbers).readers | {
            "weekday_any": self._weekday_any, "month_clear": self._month_clear, "time": self._time,
        }  # fmt: skip
        self.by_first = _by_first()
        self.inner: dict[int, list[Found]] = {}

    def check(self) -> None:
        """Raises RuleError where a pattern names a class that is neither a reader's nor a word's."""
        for pattern in patterns():
            for element in (*pattern.body, *pattern.ahead):
                if element.kind and element.kind not in self.readers and element.kind not in self.classes:
                    raise RuleError(f"time rule {pattern.rule.id}: no word or reader makes the class <{element.kind}>")

    def low(self, at: int) -> str:
        return self.numbers.low(at)

    def find(self, at: int) -> list[Found]:
        """Returns the matches that start at an index, longest first; ties in the order of the rules."""
        found: list[Found] = []
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

    def _candidates(self, at: int) -> Iterator[Pattern]:
        words, classes = self.by_first
        hyphen = "-" if self.low(at) in HYPHENS else self.low(at)
        chosen = {id(p): p for p in words.get(hyphen, ())}
        for kind, group in classes.items():
            if next(self._read(kind, at), None) is not None:
                chosen |= {id(p): p for p in group}
        return iter(sorted(chosen.values(), key=lambda p: _order()[id(p)]))

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
        elif self.low(at) in element.words or ("-" in element.words and self.low(at) in HYPHENS):
            yield from self._match(elements, n + 1, at + 1, values)
        if element.optional:
            yield from self._match(elements, n + 1, at, values)

    def _read(self, kind: str, at: int) -> Iterator[Reading]:
        if kind in self.readers:
            if at < len(self.lexemes):
                yield from self.readers[kind](at)
            return
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


@lru_cache(maxsize=1)
def _order() -> dict[int, int]:
    return {id(pattern): n for n, pattern in enumerate(patterns())}


@lru_cache(maxsize=1)
def _by_first() -> tuple[dict[str, list[Pattern]], dict[str, list[Pattern]]]:
    """Sorts patterns by the words or classes that can open them."""
    words: dict[str, list[Pattern]] = defaultdict(list)
    classes: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns():
        for element in pattern.body:
            if element.kind:
                classes[element.kind].append(pattern)
            for word in element.words:
                words[word].append(pattern)
            if not element.optional:
                break
    return dict(words), dict(classes)
