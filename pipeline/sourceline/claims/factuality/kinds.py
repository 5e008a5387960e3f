"""Clauses that tell of any of a kind, and so of nobody: who is meant, what some may think, whom the reader imagines."""

from __future__ import annotations

from sourceline.claims.factuality.modality import is_in_present
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECT_OR_AUXILIARY, SUBJECTS
from sourceline.claims.syntax.content import first_conjunct
from sourceline.claims.syntax.spans import set_off
from sourceline.nlp.parsed import Token
from sourceline.nlp.repairs.tree import finite_of

COUNTING = frozenset({"several", "many", "some", "few", "most", "certain"})


def relative_of(clause: Token) -> Token:
    """Returns the relative clause that a clause is joined to, or the first of the verbs it is joined to."""
    outer = first_conjunct(clause)
    return outer.head if outer.dep_ == "conj" and outer.head.dep_ == "acl:relcl" else outer


def describes_any(clause: Token) -> bool:
    """Whether a clause says which of a kind are meant, if any: "may help towns that are poor", "people being held"."""
    outer = relative_of(clause)
    noun, relative = outer.head, outer.dep_ == "acl:relcl"
    if noun.lower_ == "those":
        return relative and any(c.lower_ in ("who", "that", "whom") for c in outer.lefts)
    if relative and any(c.lower_ in ("a", "an") for c in noun.lefts) and not noun.ent_type_:
        negated = any(c.lower_ in ("not", "n't", "n’t") for c in outer.lefts)  # "a cut that is not matched may fail"
        return negated and noun.dep_ in SUBJECTS and not set_off(outer)
    goes_on = outer.dep_ == "acl" and (outer.tag_ == "VBG" or any(c.lower_ == "being" for c in outer.lefts))
    described = goes_on or (relative and is_in_present(outer))
    if not described or noun.tag_ != "NNS" or noun.ent_type_:
        return False
    first = noun.head if noun.dep_ == "conj" else noun
    known = any(c.dep_ in ("det", "nmod:poss", "nummod") or c.lower_ in COUNTING for c in (*noun.lefts, *first.lefts))
    return not known and not set_off(outer)


def holds_of_any(clause: Token) -> bool:
    """Whether a clause says which of a kind another, both in the present, is about: "firms that hide losses pay"."""
    outer = relative_of(clause)
    if outer.dep_ != "acl:relcl" or not describes_any(clause):
        return False
    verb = next((a for a in outer.head.ancestors if finite_of(a).tag_ in ("VBZ", "VBP", "VBD", "MD")), outer.head)
    named = any(c.lower_ in ("who", "that", "which") for c in outer.lefts)  # not "farmers whose land is flooded"
    return named and is_in_present(outer) and finite_of(verb).tag_ in ("VBZ", "VBP")


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
    bare = verb.tag_ in ("VB", "VBP") and not any(c.dep_ in SUBJECT_OR_AUXILIARY for c in verb.lefts)
    return bare and verb.dep_ == "ROOT" and verb != clause and verb.lemma_.lower() in lexicon().imagining
