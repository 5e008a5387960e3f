"""The words with a place in the calendar, loaded from `models/rules/times/words.toml` and `holidays.toml`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from sourceline.nlp.quantities.lexicon import Phrases
from sourceline.rules import Rule, load_rules

WORD_FILES = ("times/words", "times/holidays")


class TimeWord(Rule):
    """A word with a place in the calendar; `name` marks months that are also names of people or verbs."""

    kind: str
    value: str
    forms: tuple[str, ...]
    cased: bool = False
    name: bool = False


@lru_cache(maxsize=1)
def word_classes() -> dict[str, Phrases[TimeWord]]:
    """Returns the word lists by class."""
    kinds: dict[str, list[tuple[str, TimeWord]]] = defaultdict(list)
    for rule in load_rules(TimeWord, *WORD_FILES):
        kinds[rule.kind] += [(form, rule) for form in rule.forms]
    return {kind: Phrases(entries) for kind, entries in kinds.items()}


@cache
def single_words(kind: str) -> frozenset[str]:
    """Returns the words of a class that no pattern uses, only the makers."""
    return frozenset(form for rule in load_rules(TimeWord, *WORD_FILES) if rule.kind == kind for form in rule.forms)
