"""Clauses that tell of any of a kind, and so of nobody: who is meant, what some may think, whom the reader imagines."""

from __future__ import annotations

from sourceline.claims.factuality.modality import is_in_present
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import AUXILIARIES, SUBJECTS
from sourceline.claims.syntax.content import first_conjunct
from sourceline.nlp.parsed import Token


def relative_of(clause: Token) -> Token:
    """Returns the relative clause that a clause is joined to, or the first of the verbs it is joined to."""
    outer = first_conjunct(clause)
    return outer.head if outer.dep_ == "conj" and outer.head.dep_ == "acl:relcl" else outer


def describes_any(clause: Token) -> bool:
    """Whether a clause says which of a kind are meant, if any: "may help towns that are poor", "people being held"."""
    outer = relative_of(clause)
    noun, relative = outer.head, outer.dep_ == "acl:relcl"
    if noun.lower_ == "those":
        return relative and any(c.lower_ == "who" for c in outer.lefts)
    goes_on = outer.dep_ == "acl" and (outer.tag_ == "VBG" or any(c.lower_ == "being" for c in outer.lefts))
    described = goes_on or (relative and is_in_present(outer))
    if not described or noun.tag_ != "NNS" or noun.ent_type_:
        return False
    known = any(c.dep_ in ("det", "nmod:poss", "nummod") for c in noun.lefts)
    return not known and not outer.left_edge.nbor(-1).is_punct


def describes_anyone(clause: Token) -> bool:
    """Whether a clause says of whom something holds, whoever it is: "urged anyone who saw it to call"."""
    outer = relative_of(clause)
    noun = outer.head
    asked = any(c.lower_ in ("who", "that", "which") for c in outer.lefts)
    named = noun.lower_ in lexicon().indefinite and (noun.lower_.startswith("any") or is_in_present(outer))
    return outer.dep_ == "acl:relcl" and asked and (named or any(c.lower_ == "any" for c in noun.lefts))


def is_belief_of_any(clause: Token) -> bool:
    """Whether a clause is what some of a kind may think: "tenants who believe that it was raised may complain"."""
    return (
        clause.dep_ == "ccomp"
        and clause.head.dep_ == "acl:relcl"
        and (describes_any(clause.head) or describes_anyone(clause.head))
    )


def is_imagined(clause: Token) -> bool:
    """Whether a clause tells of somebody the reader is to think of: "Consider a student who was turned away"."""
    verb = clause.head.head if clause.dep_ == "acl:relcl" and clause.head.dep_ == "obj" else clause
    bare = verb.tag_ in ("VB", "VBP") and not any(c.dep_ in SUBJECTS | AUXILIARIES for c in verb.lefts)
    return bare and verb.dep_ == "ROOT" and verb != clause and verb.lemma_.lower() in lexicon().imagining
