"""What follows a verb and is none of its arguments, without which a line would say more or something else."""

from __future__ import annotations

from collections.abc import Collection

from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import marker_of
from sourceline.claims.syntax.ellipsis import is_as_said
from sourceline.claims.syntax.places import span_at
from sourceline.claims.syntax.spans import FOCUS
from sourceline.nlp.parsed import Token

ADVERBS = ("RB", "RBR", "RBS", "JJR")
#: No more words than these stand in for an adverb.
LONGEST = 8


def trailing_words(proposition: Proposition, said: Collection[Token]) -> list[tuple[int, str]]:
    """Returns adverbs and clauses of manner after a verb: "not accept them | fast enough", "not worked | as planned".

    Args:
        proposition: of the claim.
        said: the words that its line has already.

    Returns:
        Where each stands in the document, and its words.
    """
    found = []
    for child in proposition.head.rights:
        words = child.subtree if is_adverb(child) or tells_manner(child) else ()
        if not words or len(words) > LONGEST or words[0].nbor(-1).is_punct:
            continue
        if not any(t.is_punct or t in said for t in words):
            found.append((words[0].i, " ".join(t.text for t in words)))
    return found


def is_adverb(word: Token) -> bool:
    """Whether a word says how or how much something is done, and does not order the text."""
    if word.dep_ != "advmod" or word.tag_ not in ADVERBS or span_at(word, "times") is not None:
        return False
    following = word.nbor(1).lower_ if word.i + 1 < word.sent.end else ""
    if word.lower_ in lexicon().prepositions and following in ("to", "of"):
        return False  # "roll over | on to higher rates"
    return word.lower_ not in FOCUS and word.lower_ not in lexicon().sentence_adverbs


def tells_manner(clause: Token) -> bool:
    """Whether a clause says how something was done, or what it is more than: "as planned", "worse than waiting"."""
    if clause.dep_ != "advcl":
        return False
    marks = {c.lower_ for c in clause.lefts if c.dep_ in ("mark", "advmod")}
    manner = marker_of(clause) in ("as if", "as though", "than") or {"as", "though"} <= marks
    return manner or is_as_said(clause)
