"""What surrounds an amount: whether a bare number counts anything, what it counts, for each what, and which way it went."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from sourceline.nlp.numbers import HYPHENS, Lexeme
from sourceline.nlp.quantity_grammar import Amount
from sourceline.nlp.quantity_lexicon import lexicon
from sourceline.schema.values import Trend

MAX_COUNTED_WORDS = 3
JOINS = frozenset(".:/_#@&=?\\+*^")
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
        return 0 <= at < len(self.lexemes) and self.lexemes[at].gap == 0

    def is_amount(self, amount: Amount) -> bool:
        """Tells an amount from a name, a year, a score, a list mark or a piece of some longer code."""
        if self._joined_before(amount.side.start) or self._joined_after(amount.end):
            return False
        if amount.rule == "quantity.range":
            return not amount.side.bare or not self._is_score(amount)
        if amount.side.kind == "ordinal":
            return self.low(amount.end) != "of" or self.low(amount.end + 1) != "all"
        return not amount.side.bare or self._counts(amount)

    def _joined_before(self, at: int) -> bool:
        """ "A320", "COVID-19", "192.168.1.2"."""
        if not self.glued(at) or at == 0:
            return False
        before = self.lexemes[at - 1]
        if before.kind != "mark":
            return True
        inner = self.glued(at - 1) and at > 1 and self.lexemes[at - 2].kind != "mark"
        return before.text in "#@_" or (inner and (before.text in JOINS or before.text in HYPHENS))

    def _joined_after(self, end: int) -> bool:
        """ "737s", "5:30", "713-853-3989", "24/7"."""
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
        return not before.isdisjoint(self.words["score"]) or self.counted_at(amount.end) is None

    def _counts(self, amount: Amount) -> bool:
        side, end = amount.side, amount.end
        if amount.modifier != "exact":
            return True
        text = self.lexemes[side.core].text
        if end == side.core + 1 and self.low(side.core) == "one":
            return self._counts_one(side.core)
        if self.low(side.core) == "half" and end == side.core + 1:
            return self.low(end) in ("of", "the", "a", "an", "its", "their", "his", "her", "our") and self.low(side.core - 1) not in (
                "first", "second", "other", "better", "latter",
            )  # fmt: skip
        before = self.low(side.core - 1) if self.low(side.core - 1) != "." else self.low(side.core - 2)
        if side.end - side.core == 1 and (before in self.words["identifier"] or self._follows_name(side.core)):
            return self.counted_at(end) is not None and before not in self.words["identifier"]
        if not side.number.digits:
            return True
        listed = (side.core == 0 or self.lexemes[side.core].gap == 2) and self.glued(end) and self.low(end) in (".", ")")
        year = text.isdecimal() and len(text) == 4 and 1000 <= int(text) <= 2100
        return not listed and not (year and self.counted_at(end) is None)

    def _counts_one(self, at: int) -> bool:
        follows = self.lexemes[at + 1] if at + 1 < len(self.lexemes) else None
        free = follows is not None and follows.kind == "word" and follows.gap == 1
        return free and self.low(at + 1) not in self.words["function_word"] and self.low(at - 1) not in self.words["pronoun_one"]

    def _follows_name(self, at: int) -> bool:
        """ "Falcon 9": a capitalised word inside a sentence directly before."""
        if at < 2 or self.lexemes[at].gap != 1:
            return False
        before, earlier = self.lexemes[at - 1], self.lexemes[at - 2]
        starts = self.lexemes[at - 1].gap == 2 or earlier.text in '.!?:"“”'
        return before.kind == "word" and before.text[0].isupper() and not starts

    def counted_at(self, end: int) -> int | None:
        """Returns the index of the plural noun that a number before `end` most likely counts, judged by form alone."""
        for at in range(end, min(end + MAX_COUNTED_WORDS, len(self.lexemes))):
            lexeme = self.lexemes[at]
            stop = lexeme.kind != "word" or lexeme.gap != 1 or lexeme.lower in self.words["function_word"]
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
        joined = self.low(end) == "per" or (self.low(end) in ("a", "an", "each", "every") and word.lower in self.words["rate"])
        slashed = self.low(end) == "/" and self.glued(end) and word.gap == 0 and word.lower in self.words["rate"]
        return (word.text, word_at + 1) if (joined and word.gap == 1) or slashed else None

    def trend(self, amount: Amount) -> Trend | None:
        """Reads "rose 4%", "down by nearly 3%", "a 4% drop"; "rose to 4%" is a level and gives None."""
        start = amount.start
        while self.low(start - 1) in ("by", "a", "an", "another", "further", "of", "only", "just") or self.low(start - 1).endswith("ly"):
            start -= 1
        before = self.lexicon.trend_before.ending_at(self.lexemes, start)
        if before and (amount.side.kind != "ordinal"):
            return before[0]
        if amount.side.kind in ("percent", "money", "measure"):
            after = self.lexicon.trend_after.at(self.lexemes, amount.end)
            return after[0] if after else None
        return None


def counted(doc: Doc, span: Span, fallback: str | None) -> str | None:
    """Returns the head of the noun phrase that an amount counts.

    Args:
        doc: parsed after Universal Dependencies, or not parsed.
        span: the amount.
        fallback: what form alone suggests, for a text without parse.
    """
    after = doc[span.end] if span.end < len(doc) else None
    if not doc.has_annotation("DEP"):
        if after is not None and after.lower_ == "of" and span.end + 1 < len(doc):
            return fallback
        return fallback
    root = span.root
    if after is not None and after.lower_ == "of":
        noun = next((child for child in root.children if child.dep_ == "nmod" and child.i > span.end), None)
        return noun.text if noun is not None else None
    head: Token = root.head
    counts = root.dep_ in ("nummod", "amod", "nmod", "compound", "det") and head.i >= span.end and head.pos_ in NOUNS
    return head.text if counts else None
