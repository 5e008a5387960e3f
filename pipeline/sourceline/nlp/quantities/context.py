"""What surrounds an amount: whether a bare number counts anything, and what; for each what; which way it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from sourceline.nlp.quantities.grammar import MAX_AGE, Amount
from sourceline.nlp.quantities.lexemes import BREAK, HYPHENS, Lexeme
from sourceline.nlp.quantities.lexicon import lexicon
from sourceline.schema.values import Trend

MAX_COUNTED_WORDS = 3
MIN_YEAR, MIN_RECENT_YEAR, MAX_YEAR = 1000, 1900, 2100
MIN_UNCOUNTED_RANGE = 200  # "1000-5000" is a range, "3-5" and "98-102" may be results
AFTER_AGE = frozenset({",", ".", ";", ")", "—", "–"})
EACH = frozenset({"a", "an", "each", "every"})
ARROWS = frozenset({"<>", "=>", "=<", "->"})
JOINS = frozenset(".,:/_#@&=?\\+*^")
SENTENCE_STARTS = frozenset((BREAK, *'.!?:"“”‘*•'))
COUNTING = frozenset({"nummod", "amod", "nmod", "compound", "det"})
BETWEEN_TREND = frozenset({"by", "a", "an", "another", "further", "of", "only", "just"})
CHANGING = frozenset({"percent", "money", "measure"})  # "a 4% drop"; "4 more" is an addition
LONGEST_LEVEL = 8  # lexemes of "from US$1.2 billion"
PARTICLES = frozenset({"up", "down", "higher", "lower"})
NOUNS = frozenset({"NOUN", "PROPN"})


class Surroundings:
    """Reads the lexemes around amounts; `of` also uses the parse where there is one."""

    def __init__(self, lexemes: Sequence[Lexeme], unmasked: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.unmasked = unmasked  # with the times, which say for how long an amount is
        self.lexicon = lexicon()
        self.words = self.lexicon.context

    def low(self, at: int) -> str:
        return self.lexemes[at].lower if 0 <= at < len(self.lexemes) else ""

    def glued(self, at: int) -> bool:
        return 0 <= at < len(self.lexemes) and self.lexemes[at].glued

    def is_amount(self, amount: Amount) -> bool:
        """Tells an amount from a name, a year, a score, a list mark or a piece of some longer code."""
        if self._joined_before(amount.core) or self._joined_after(amount.end) or self._no_qualifier(amount.start):
            return False
        if self.low(amount.start - 1) == "per":
            return False  # "12 cases per 100,000 people": what the amount before is for
        if amount.rule == "quantity.range":
            return not amount.side.bare or not (self._is_score(amount) or self._is_named(amount))
        if amount.side.kind == "ordinal":
            return self.low(amount.end) != "of" or self.low(amount.end + 1) != "all"
        return self._counts(amount) if amount.side.bare else not (self._lettered(amount) and self._is_named(amount))

    def _lettered(self, amount: Amount) -> bool:
        """As in "31C": written as names are, too."""
        last = self.lexemes[amount.end - 1]
        return amount.side.kind == "measure" and len(last.text) == 1 and last.text.isupper() and last.glued

    def _joined_before(self, at: int) -> bool:
        """As in "A320", "COVID-19", "192.168.1.2"."""
        if not self.glued(at) or at == 0:
            return False
        before = self.lexemes[at - 1]
        if before.kind != "mark":
            return True
        inner = self.glued(at - 1) and at > 1 and self.lexemes[at - 2].kind != "mark"
        return before.text in "#@_" or (inner and (before.text in JOINS or before.text in HYPHENS))

    def _no_qualifier(self, start: int) -> bool:
        """As in "=>30", "<>30", and the blood pressure "120 over 80"."""
        if self.low(start) == "over" and start > 0 and self.lexemes[start - 1].kind == "number":
            return True
        pairs = (self.low(at) + self.low(at + 1) for at in (start - 1, start) if self.glued(at + 1))
        return not ARROWS.isdisjoint(pairs)

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
        text = self.lexemes[side.core].text
        recent = text.isdecimal() and len(text) == 4 and MIN_RECENT_YEAR <= int(text) <= MAX_YEAR
        if recent and self.low(end) in self.words["of_year"]:
            return False
        if amount.modifier != "exact":
            return True
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

    def per(self, end: int) -> str | None:
        """Reads what each amount is for: "per group", "a year", "-a-year", "for each day", "per 100,000 people"."""
        adverb: tuple[str, int] | None = self.lexicon.rates.at(self.unmasked, end)
        if adverb:
            return adverb[0]
        behind = [x for x in self.unmasked[end : end + 5] if not (x.glued and x.text in HYPHENS)]
        joint = behind[0].lower if behind else ""
        if joint == "for" and len(behind) > 1 and behind[1].lower in ("each", "every"):
            joint, behind = "per", behind[1:]
        nouns = behind[1:3] if len(behind) > 1 and behind[1].kind == "number" and joint == "per" else behind[1:2]
        if not nouns or nouns[-1].kind != "word" or nouns[-1].lower in self.words["function_word"]:
            return None
        if len(behind) > 2 and behind[2].lower in self.words["ago"]:
            return None
        slashed = joint == "/" and behind[0].glued and nouns[0].glued
        rated = (slashed or joint in EACH) and nouns[0].lower in self.words["rate"]
        return " ".join(x.text for x in nouns) if rated or joint == "per" else None

    def trend(self, amount: Amount) -> Trend | None:
        """Reads "rose 4%", "down by nearly 3%", "a 4% drop", "rose to 4%", "fell from 9 to 4".

        In "fell 3% to $4" the change is the first amount, and the level that it led to has no trend of its own.
        """
        start, kind = amount.start, amount.side.kind
        while self.low(start - 1) in BETWEEN_TREND or self.low(start - 1).endswith("ly"):
            start -= 1
        before = self._movement(start)
        if before is None and self.low(start - 1) == "to":
            before = self._movement(start - 1) or self._trend_from(start - 1)
        if before and kind != "ordinal":
            return before[0]
        after = self.lexicon.trend_after.at(self.lexemes, amount.end) if kind in CHANGING else None
        return after[0] if after else None

    def left_behind(self, amount: Amount) -> Trend | None:
        """Reads the way from an amount to the one before it, as at 149 in "214 cases since January, up from 149"."""
        start = amount.start - 1
        found = self._movement(start) if self.low(start) == "from" and self.low(start - 1) in PARTICLES else None
        return found[0] if found else None

    def _movement(self, end: int) -> tuple[Trend, int] | None:
        """A word of rising or falling that ends before an index, and where it begins; "make up" is none."""
        found = self.lexicon.trend_before.ending_at(self.lexemes, end)
        phrasal = found and self.low(found[1]) in PARTICLES and self.low(found[1] - 1) in self.words["phrasal"]
        return None if phrasal else found

    def _trend_from(self, end: int) -> tuple[Trend, int] | None:
        """The change of "fell from 9" that ends before an index, and where it begins."""
        for at in range(end - 1, max(0, end - LONGEST_LEVEL), -1):
            if self.low(at) == "from":
                return self._movement(at)
        return None


def with_age(doc: Doc, span: Span, amount: Amount) -> Amount:
    """Reads the number set off behind a person as the age, as in "Ana Ruiz, 34, said"; others stay as they are.

    Args:
        doc: with entities, or without: then nothing is an age.
        span: the amount.
        amount: what was read there.
    """
    if span.start < 2 or not amount.side.number.digits or amount.modifier != "exact" or not amount.side.bare:
        return amount
    person, comma = doc[span.start - 2], doc[span.start - 1]
    set_off = comma.text == "," and (span.end == len(doc) or doc[span.end].text in AFTER_AGE)
    if not set_off or person.ent_type_ != "PERSON" or amount.value is None or not 0 < amount.value <= MAX_AGE:
        return amount
    side = replace(amount.side, kind="measure", unit="year")
    return replace(amount, side=side, rule="quantity.age")


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
