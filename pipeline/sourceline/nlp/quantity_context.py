"""What surrounds an amount: whether a bare number counts anything, and what; for each what; which way it went."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from sourceline.nlp.quantity_grammar import Amount
from sourceline.nlp.quantity_lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantity_lexicon import lexicon
from sourceline.schema.values import Trend

MAX_COUNTED_WORDS = 3
MIN_YEAR, MAX_YEAR = 1000, 2100
MIN_UNCOUNTED_RANGE = 200  # "1000-5000" is a range, "3-5" and "98-102" may be results
JOINS = frozenset(".,:/_#@&=?\\+*^")
SENTENCE_STARTS = frozenset((BREAK, *'.!?:"“”‘*•'))
COUNTING = frozenset({"nummod", "amod", "nmod", "compound", "det"})
NOUNS = frozenset({"NOUN", "PROPN"})


class Surroundings:
    """Reads the lexemes around amounts; `of` also uses the parse where there is one."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.lexicon = lexicon()
        self.words = self.lexicon.context

    def low(self, at: int) -> str:
        return self.lexemes[at].lower if 0 <= at < len(self.lexemes) else ""

    def glued(self, at: int) -> bool:
        return 0 <= at < len(self.lexemes) and self.lexemes[at].glued

    def is_amount(self, amount: Amount) -> bool:
        """Tells an amount from a name, a year, a score, a list mark or a piece of some longer code."""
        if self._joined_before(amount.core) or self._joined_after(amount.end):
            return False
        if amount.rule == "quantity.range":
            return not amount.side.bare or not (self._is_score(amount) or self._is_named(amount))
        if amount.side.kind == "ordinal":
            return self.low(amount.end) != "of" or self.low(amount.end + 1) != "all"
        return not amount.side.bare or self._counts(amount)

    def _joined_before(self, at: int) -> bool:
        """As in "A320", "COVID-19", "192.168.1.2"."""
        if not self.glued(at) or at == 0:
            return False
        before = self.lexemes[at - 1]
        if before.kind != "mark":
            return True
        inner = self.glued(at - 1) and at > 1 and self.lexemes[at - 2].kind != "mark"
        return before.text in "#@_" or (inner and (before.text in JOINS or before.text in HYPHENS))

    def _joined_after(self, end: int) -> bool:
        """As in "737s", "5:30", "713-853-3989", "24/7"."""
        if not self.glued(end):
            return False
        after, next_glued = self.lexemes[end], self.glued(end + 1)
        if after.kind != "mark":
            return True
        if not next_glued:
            return False
        following = self.lexemes[end + 1]
        if after.text in JOINS:
            return following.kind == "number" or after.text in "@_="
        return after.text in HYPHENS and (following.kind == "number" or not following.text.islower())

    def _is_score(self, amount: Amount) -> bool:
        written = self.low(amount.side.end) in HYPHENS
        if not written or amount.modifier != "exact":
            return False
        before = {self.low(at) for at in range(amount.start - 2, amount.start)}
        uncounted = self.counted_at(amount.end) is None
        low, high = amount.low or 0, amount.high or 0
        years = MIN_YEAR <= low <= high <= MAX_YEAR
        return not before.isdisjoint(self.words["score"]) or (uncounted and (low < MIN_UNCOUNTED_RANGE or years))

    def _counts(self, amount: Amount) -> bool:
        side, end = amount.side, amount.end
        if amount.modifier != "exact":
            return True
        text = self.lexemes[side.core].text
        if end == side.core + 1 and self.low(side.core) == "one":
            return self._counts_one(side.core)
        if self.low(side.core) == "half" and end == side.core + 1:
            return self.low(end) in self.words["half_of"] and self.low(side.core - 1) not in self.words["half_named"]
        if self._is_named(amount):
            return False
        if not side.number.digits:
            return not self._capitalised(side.core)
        opens = side.core == 0 or self.low(side.core - 1) == BREAK
        listed = opens and self.glued(end) and self.low(end) in (".", ")") and end + 1 < len(self.lexemes)
        year = text.isdecimal() and len(text) == 4 and MIN_YEAR <= int(text) <= MAX_YEAR
        return not listed and not (year and self.counted_at(end) is None)

    def _is_named(self, amount: Amount) -> bool:
        """As in "Room 12", "Resolution 1701", "Falcon 9"."""
        core = amount.core
        before = self.low(core - 1) if self.low(core - 1) != "." else self.low(core - 2)
        if before in self.words["identifier"]:
            return amount.modifier == "exact"
        return amount.side.number.digits and self._follows_name(core) and self.counted_at(amount.end) is None

    def _capitalised(self, at: int) -> bool:
        """As in "Group of Seven": a number word with a capital inside a sentence is part of a name."""
        inside = at > 0 and self.lexemes[at - 1].text not in SENTENCE_STARTS
        return inside and self.lexemes[at].kind == "word" and self.lexemes[at].text[0].isupper()

    def _counts_one(self, at: int) -> bool:
        follows = self.lexemes[at + 1] if at + 1 < len(self.lexemes) else None
        free = follows is not None and follows.kind == "word" and not follows.glued
        return (
            free
            and self.low(at + 1) not in self.words["function_word"]
            and self.low(at - 1) not in self.words["pronoun_one"]
        )

    def _follows_name(self, at: int) -> bool:
        """As in "Falcon 9": a capitalised word inside a sentence directly before."""
        if at < 2 or self.lexemes[at].glued:
            return False
        before, earlier = self.lexemes[at - 1], self.lexemes[at - 2]
        named = before.kind == "word" and before.text != before.lower
        return named and (earlier.text not in SENTENCE_STARTS or before.text[0].islower())

    def counted_at(self, end: int) -> int | None:
        """Returns the index of the plural noun that a number before `end` most likely counts, judged by form alone."""
        for at in range(end, min(end + MAX_COUNTED_WORDS, len(self.lexemes))):
            lexeme = self.lexemes[at]
            stop = lexeme.kind != "word" or lexeme.glued or lexeme.lower in self.words["function_word"]
            if stop:
                return None
            plural = lexeme.lower.endswith("s") and not lexeme.lower.endswith(("ss", "us", "is", "ous"))
            if lexeme.lower in self.words["plural"] or (plural and len(lexeme.lower) > 3):
                return at
        return None

    def per(self, end: int) -> tuple[str, int] | None:
        """Reads "per group", "a year", "/hour" behind an amount; returns the word and the index behind it."""
        word_at = end + 1
        if word_at >= len(self.lexemes) or self.lexemes[word_at].kind != "word":
            return None
        word = self.lexemes[word_at]
        joined = self.low(end) == "per" or (
            self.low(end) in ("a", "an", "each", "every") and word.lower in self.words["rate"]
        )
        slashed = self.low(end) == "/" and self.glued(end) and word.glued and word.lower in self.words["rate"]
        return (word.text, word_at + 1) if (joined and not word.glued) or slashed else None

    def trend(self, amount: Amount) -> Trend | None:
        """Reads "rose 4%", "down by nearly 3%", "a 4% drop"; "rose to 4%" is a level and gives None."""
        start = amount.start
        while self.low(start - 1) in ("by", "a", "an", "another", "further", "of", "only", "just") or self.low(
            start - 1
        ).endswith("ly"):
            start -= 1
        before = self.lexicon.trend_before.ending_at(self.lexemes, start)
        if before and amount.side.kind != "ordinal":
            return before[0]
        changes = amount.side.kind in ("percent", "money", "measure")
        after = self.lexicon.trend_after.at(self.lexemes, amount.end) if changes else None
        return after[0] if after else None


def counted(doc: Doc, span: Span, fallback: str | None) -> str | None:
    """Returns the head of the noun phrase that an amount counts.

    Args:
        doc: parsed after Universal Dependencies, or not parsed.
        span: the amount.
        fallback: what form alone suggests, for a text without parse.
    """
    if not doc.has_annotation("DEP"):
        return fallback
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and after.lower_ == "of":
        noun = next((child for child in span.root.children if child.dep_ == "nmod" and child.i > span.end), None)
        return noun.text if noun is not None else fallback
    for token in span:
        head = token.head
        if token.dep_ in COUNTING and head.i >= span.end and head.pos_ in NOUNS:
            return head.text
    return fallback
