"""What stands before a phrase in a line: its preposition or conjunction, with what belongs to that."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import is_prepositional
from sourceline.claims.syntax.phrases import is_compound_preposition, preposition_of
from sourceline.claims.syntax.spans import FOCUS
from sourceline.claims.wording.verb_words import (
    ADVERBS,
)
from sourceline.nlp.parsed import Span, Token


def compared_by(thing: Token) -> list[Token]:
    """The adverb before "than" and what measures it, which a comparison does not go without: "far faster | than"."""
    adverb, than = thing.head, next((c for c in thing.lefts if c.lower_ == "than"), None)
    if than is None or adverb.tag_ not in ("RBR", "JJR") or adverb.dep_ != "advmod" or adverb.i != than.i - 1:
        return []
    return [t for t in adverb.subtree if t.i <= adverb.i and not t.is_punct]


def leading_words(head: Token, span: Span) -> list[Token]:
    """The preposition or conjunction before a phrase or clause."""
    top = head
    while top.head.i != top.i and span.start <= top.head.i < span.end:
        top = top.head
    opening = [c for c in top.lefts if c.dep_ in ("case", "mark") and c.i < span.start]
    if not opening and span.start > head.sent.start and span.doc[span.start - 1].lower_ == "than":
        return [span.doc[span.start - 1]]  # on "more": "12% more than | in 2023"
    words = sorted((w for c in opening for w in (c, *(f for f in c.children if f.dep_ == "fixed"))), key=lambda w: w.i)
    before = words[0].nbor(-1) if words and words[0].i > head.sent.start else None
    if before is not None and before.head == top and before.lower_ in FOCUS and words[0].dep_ == "mark":
        words.insert(0, before)  # "grows, especially | if it rains"
    return [*before_preposition(top, words[0]), *words_of_compound(top, words[0]), *words] if words else []


def before_preposition(phrase: Token, preposition: Token) -> list[Token]:
    """What sets a phrase beside another: "not just | in Mali", "but | across the region"."""
    words: list[Token] = []
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else preposition
    near = before.head == phrase and before.dep_ == "advmod" and before.lower_ in lexicon().nearness
    if near and before.nbor(-1).lower_ != "not":
        return [before]  # "shortly before dawn"
    while (
        before.head == phrase and before.lower_ in ("not", "just", "only", "merely", "but") and before.dep_ != "punct"
    ):
        words.insert(0, before)
        before = before.nbor(-1) if before.i > before.sent.start else phrase
    alone = len(words) == 1 and (words[0].lower_ != "but" or phrase.dep_ == "conj")
    return [] if alone else words


def words_of_compound(phrase: Token, preposition: Token) -> list[Token]:
    """What stands before the last word of a compound preposition: "in exchange for", "away from", "compared with"."""
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else preposition
    noun = before == phrase.head and before.pos_ == "NOUN" and phrase.dep_ == "nmod"
    if noun and is_compound_preposition(f"{preposition_of(before)} {before.lower_} {preposition.lower_}"):
        return [*(c for c in before.lefts if c.dep_ == "case"), before]
    adverb = before.dep_ == "advmod" and before.head in (phrase, phrase.head) and before.tag_ in ADVERBS
    named = adverb and before.lower_ in lexicon().compounding
    return [before] if named or (before == phrase.head and is_prepositional(before)) else []
