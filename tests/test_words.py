"""The word lists that are asked for by name hold the words that their examples show."""

from __future__ import annotations

import re

import pytest

from sourceline.rules import WordListRule, load_rules

LISTS = load_rules(WordListRule, "words", "structure/parse")


def listed(rule: WordListRule, text: str) -> bool:
    words = re.findall(r"[\w'’]+", text.lower())
    phrases = [" ".join(words[i : i + n]) for n in (2, 3) for i in range(len(words) - n + 1)]
    return any(form in rule.words for word in words + phrases for form in (word, word.removesuffix("s")))


@pytest.mark.parametrize("rule", LISTS, ids=[rule.id for rule in LISTS])
def test_examples(rule: WordListRule) -> None:
    assert all(listed(rule, text) for text in rule.match)
    assert not any(listed(rule, text) for text in rule.no_match)
