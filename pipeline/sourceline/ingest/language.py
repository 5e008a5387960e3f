"""Whether a text is detectably not English: by the share of its letters that stand in English function words."""

from __future__ import annotations

import re
from functools import lru_cache

from sourceline.rules import Rule, load_rules

_WORD = re.compile(r"[^\W\d_]+")


class LanguageRule(Rule):
    """Function words of English, and the bounds of the test.

    Attributes:
        words: words that are frequent in English and no common word of another language in Latin script.
        min_letters: a text with fewer letters cannot be told and passes.
        min_share: least share of letters in `words`. Letters, because scripts without spaces have no words to count.
    """

    words: frozenset[str]
    min_letters: int
    min_share: float


@lru_cache(maxsize=1)
def _rule() -> LanguageRule:
    rule: LanguageRule = load_rules(LanguageRule, "structure/language")[0]
    return rule


def is_not_english(text: str) -> bool:
    """Whether a text is long enough to tell and has hardly an English function word.

    After Cavnar and Trenkle's remark (1994) that the short frequent words alone tell languages apart.
    """
    rule = _rule()
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if letters < rule.min_letters:
        return False
    return sum(len(word) for word in words if word.lower() in rule.words) < rule.min_share * letters
