"""The patterns of time expressions, read from `models/rules/times`, and an index of what can open them.

A pattern is a row of elements: a word or mark ("of", ","), alternatives ("in|on"), a class ("<month>", or
"<season_us:season>" under another name), each optional with "?". "=>" ends the expression: what follows must be there
but is not part of it. "<=" stands after words of which one must come before, "^" for the begin of a sentence. `-` is
any hyphen or dash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import Field

from sourceline.nlp.times.numerals import READ_OFF_DIGITS, READ_OFF_WORDS
from sourceline.nlp.times.words import word_classes
from sourceline.rules import Rule, load_rules

ANY = "*"  # any word may come next
DERIVED = {"month": ("month_clear",), "weekday": ("weekday_any",), "weekday_short": ("weekday_any",)}


class TimeRule(Rule):
    """Patterns, the maker (see `readings`) that gives them a value, and what it is to know beside the match."""

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


@dataclass(slots=True)
class Second:
    """What a word or class opens: by the word that comes next (ANY where that is open), and what goes on in a numeral.

    Attributes:
        patterns: by their place in `patterns()`.
        classes: of words, where the first is a word.
        numeral: patterns, again by their place.
    """

    patterns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    classes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numeral: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opening:
    """What can open a pattern: a class or a literal word."""

    classes: dict[str, Second]
    words: dict[str, Second]


@lru_cache(maxsize=1)
def opening() -> Opening:
    """Returns the index, made once."""
    index = Opening(defaultdict(Second), defaultdict(Second))
    classes = [(each, words) for kind, words in word_classes().items() for each in (kind, *DERIVED.get(kind, ()))]
    firsts: dict[str, list[str]] = defaultdict(list)
    for kind, phrases in classes:
        firsts[kind] += phrases.table
    for n, pattern in enumerate(patterns()):
        for element, rest in _heads(pattern.body):
            behind = (*rest, *pattern.ahead)
            if element.kind:
                _add(index.classes[element.kind], n, behind, firsts)
            for word in element.words:
                _add(index.words[word], n, behind, firsts)
    for kind, phrases in classes:
        for first, entries in phrases.table.items() if kind in index.classes else ():
            for second in {key[1][0] if len(key) > 1 else ANY for key, _ in entries}:
                index.words[first].classes[second].append(kind)
    return index


def _add(second: Second, n: int, rest: tuple[Element, ...], firsts: dict[str, list[str]]) -> None:
    if all(element.optional for element in rest):
        second.patterns[ANY].append(n)
    for element, _ in _heads(rest):
        if element.kind in READ_OFF_DIGITS or element.kind in READ_OFF_WORDS:
            second.numeral.append(n)
            continue
        for word in firsts.get(element.kind, [ANY]) if element.kind else element.words:
            second.patterns[word].append(n)


def _heads(elements: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    """Each element that can come first, with those behind it."""
    for n, element in enumerate(elements):
        yield element, elements[n + 1 :]
        if not element.optional:
            return
