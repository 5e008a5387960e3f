"""Clauses that leave unsaid what they are about: "as she used to", "said he did not", "as planned"."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import copula_of, marker_of
from sourceline.nlp.parsed import Token

LEFT_OF_VERB = frozenset({"nsubj", "advmod", "mark", "punct", "cc", "aux"})


def is_elliptic(verb: Token) -> bool:
    """Whether what a verb governs is left unsaid: "she no longer trains as she used to"."""
    to = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    if to.lower_ != "to" or to.head != verb or to.children:
        return False
    ends = to.i + 1 >= verb.sent.end or to.nbor(1).is_punct or to.nbor(1).dep_ in ("cc", "mark")
    return ends and bool({verb.lemma_.lower(), verb.lower_} & lexicon().control.keys())


def does_as_said(verb: Token) -> bool:
    """Whether "do" stands for a verb that was said before: "he said that it does", "stops them from doing so"."""
    if verb.lemma_ == "have" and marker_of(verb) == "as" and verb.tag_ in ("VBZ", "VBP", "VBD"):
        return not any(c.dep_ in ("obj", "xcomp", "ccomp") for c in verb.rights)  # "follows it, as it has before"
    if verb.lemma_ != "do":
        return False
    if verb.tag_ in ("VBD", "VBZ", "VBP") and all(c.dep_ in LEFT_OF_VERB for c in verb.children):
        return True  # "said he did not"
    if marker_of(verb) == "as" and verb.tag_ == "VBD" and not any(c.dep_ == "obj" for c in verb.rights):
        return True  # "raised rates, as it did in 2018"
    others = [c for c in verb.children if c.lower_ not in ("so", "elsewhere")]
    if any(c.dep_ not in ("advmod", "aux", "mark", "case", "punct", "nsubj") for c in others):
        return False
    so = verb.i + 1 < verb.sent.end and verb.nbor(1).lower_ == "so"
    return verb.tag_ in ("VB", "VBG") if so else not any(c.dep_ == "advmod" for c in verb.rights)


def is_so_too(head: Token) -> bool:
    """Whether a clause says that something else is so too, and leaves unsaid what: "and so are houses"."""
    link = copula_of(head)
    before = link.nbor(-1) if link is not None and link.i > head.sent.start else None
    beside = before is not None and before.head in (head, head.head)
    return before is not None and before.lower_ in ("so", "neither", "nor", "as") and beside


def is_if_not(clause: Token) -> bool:
    """Whether a clause only goes beyond what is stated, and is no condition: "appalled, if not surprised"."""
    if clause.dep_ != "advcl" or clause.tag_ not in ("JJ", "VBN") or marker_of(clause) != "if":
        return False
    return is_bare(clause) and any(c.lower_ == "not" for c in clause.lefts)


def is_as_said(clause: Token) -> bool:
    """Whether a clause only says that something is as it was meant to be: "as planned", "as expected"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VBN" and marker_of(clause) == "as" and is_bare(clause)


def is_bare(clause: Token) -> bool:
    """Whether a clause has no more than a subordinator and adverbs."""
    return all(c.dep_ in ("mark", "advmod", "punct") for c in clause.children)
