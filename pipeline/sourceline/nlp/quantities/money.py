"""Reads which money stands before or behind a number, and decides which country's a shared name or sign means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from sourceline.nlp.quantities.lexemes import Lexeme
from sourceline.nlp.quantities.lexicon import Currency, Sign, lexicon

MIN_SPACED_SIGN = 2  # letters: "Rs 500", but not "R 500"
MIN_MENTIONS = 3  # of a country's places, for a plain "$" to be its dollar
WEIGHT_BEFORE, WEIGHT_AFTER = 6, 3  # lexemes around "20 pounds" that may speak of weight


class MoneyReader:
    """Finds signs, codes and names of currencies in the lexemes of one text."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes
        self.lexicon = lexicon()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word is in the text, with and without its capitals: "US" is a country, "us" is not."""
        counts = Counter(x.lower for x in self.lexemes)
        counts.update(x.text for x in self.lexemes if x.text != x.lower)
        return counts

    def before(self, at: int) -> tuple[Sign, int] | None:
        """Reads a sign or code before a number, as in "US$", "Rs.", "EUR"; gives the index behind it, too."""
        found = self.lexicon.signs.at(self.lexemes, at)
        if found:
            sign, end = self.decide(found[0]), found[1]
            spaced = end < len(self.lexemes) and not self.lexemes[end].glued
            short = end == at + 1 and self.lexemes[at].text.isalpha() and len(self.lexemes[at].text) < MIN_SPACED_SIGN
            return (sign, end) if sign.code and not (spaced and short) else None
        return self.code(at)

    def code(self, at: int) -> tuple[Sign, int] | None:
        """Reads an ISO 4217 code."""
        sign = self.lexicon.codes.get(self.lexemes[at].text) if at < len(self.lexemes) else None
        return (sign, at + 1) if sign else None

    def name(self, at: int, number_at: int) -> tuple[Sign, int] | None:
        """Reads a name behind a number, as in "Swiss francs"; one of several countries may get no code."""
        found = self.lexicon.names.at(self.lexemes, at)
        if found is None:
            return None
        near = {x.lower for x in self.lexemes[max(0, number_at - WEIGHT_BEFORE) : found[1] + WEIGHT_AFTER]}
        if found[0].choices and not near.isdisjoint(self.lexicon.context["weight"]):
            return found
        return self.decide(found[0]), found[1]

    def country(self, sign: Sign, at: int) -> tuple[Sign, int] | None:
        """Reads the country behind an amount, as in "$3 million Canadian"."""
        place = self.lexemes[at] if at < len(self.lexemes) else None
        free = at + 1 >= len(self.lexemes) or self.lexemes[at + 1].kind != "word"
        for rule in sign.choices:
            if place and free and (place.text in rule.places or place.lower in rule.places):
                return Sign(rule.code, sign.basis), at + 1
        return None

    def decide(self, sign: Sign) -> Sign:
        """Chooses among countries by the words of the text; what stays open keeps the usual code or none.

        A plain "$" is another dollar than the American one where the text speaks often of one such country, and either
        writes "US$" for the American one or never speaks of America. Where it writes "A$", "$" is American.
        """
        local = [rule for rule in sign.choices if rule.code != sign.code and self.mentions(rule)]
        if len(local) != 1:
            return sign
        code = local[0].code
        marked = {found.code for found in self.written if not found.choices}
        if sign.hundredths:
            chosen = code in marked and all(found.hundredths or found.code != sign.code for found in self.written)
        elif not sign.code:
            chosen = True
        else:
            usual = sum(self.mentions(rule) for rule in sign.choices if rule.code == sign.code)
            chosen = code not in marked and self.mentions(local[0]) >= MIN_MENTIONS
            chosen = chosen and (sign.code in marked or not usual)
        return Sign(code, "context", sign.hundredths) if chosen else sign

    def mentions(self, rule: Currency) -> int:
        return sum(self.counts[place] for place in rule.places)

    @cached_property
    def written(self) -> list[Sign]:
        """All signs, codes and names of currencies in the text, with or without a number."""
        found: list[Sign] = []
        at = 0
        while at < len(self.lexemes):
            hit = self.lexicon.signs.at(self.lexemes, at) or self.code(at) or self.lexicon.names.at(self.lexemes, at)
            found += [hit[0]] if hit else []
            at = hit[1] if hit else at + 1
        return found
