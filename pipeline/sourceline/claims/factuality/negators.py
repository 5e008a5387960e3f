"""Words that negate, and what they belong to: a phrase, an infinitive, or only the word after them."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.nlp.parsed import Token


def is_before_to(adverb: Token) -> bool:
    """Whether an adverb stands before an infinitive: "has yet to rule"."""
    return adverb.i + 1 < len(adverb.doc) and adverb.nbor(1).tag_ == "TO"


def negates_phrase(token: Token, alone: bool = False) -> bool:
    """Whether a word before a noun, or alone, makes a phrase name nothing: "no bank", "few banks", "little of it"."""
    beside = token.dep_ in ("det", "advmod", "amod", "cc:preconj")
    if token.lower_ not in lexicon().negative_determiners or not (beside or alone):
        return False
    if alone:
        return token.lower_ in ("few", "little") and not any(c.lower_ in ("a", "the") for c in token.lefts)
    following = token.nbor(1)
    if token.lower_ in ("hardly", "scarcely"):
        return following.lower_ in ("any", "anyone", "anybody", "anything")
    if token.lower_ == "not":
        single = following.i + 1 < len(token.doc) and following.nbor(1).lower_ == "single"
        whole = ("one", "all", "every", "everyone", "everybody", "everything", "many", "much", "enough")
        return following.lower_ in whole or (following.lower_ == "a" and single)
    return token.lower_ not in ("few", "little") or not any(c.lower_ in ("a", "the") for c in token.head.lefts)


def only_modifies(negation: Token, *followers: str) -> bool:
    """Whether "not" belongs to "not only" and the like."""
    following = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in followers
