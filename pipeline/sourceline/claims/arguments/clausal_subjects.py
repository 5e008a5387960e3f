"""Clauses as subjects: what is done, or what happened, brings something about."""

from __future__ import annotations

from sourceline.claims.arguments.subjects import has_finite_aux
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECTS, is_predicate, marker_of
from sourceline.claims.syntax.spans import set_off, trim
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.tree import finite_of

#: The rules whose argument is a clause that stands as a subject.
CLAUSAL, EVENT = "clause.subject.clausal", "clause.subject.event"


def clausal_subject(predicate: Token) -> Token | None:
    """Returns the gerund clause that is the subject of a predicate: "Selling the mine could save jobs"."""
    if any(c.dep_ in SUBJECTS - {"csubj"} | {"expl"} for c in predicate.children):
        return None
    finite = predicate.tag_ in ("VBZ", "VBP", "VBD") or has_finite_aux(predicate)
    before = (c for c in predicate.lefts if c.tag_ == "VBG" and c.dep_ in ("csubj", "advcl"))
    clauses = [c for c in before if marker_of(c) in ("", "that")]
    return clauses[0] if finite and clauses else None


def causing_event(verb: Token) -> Token | None:
    """Returns the clause that tells what brought something about: "It rained for days, leading to floods"."""
    first = verb.head
    if verb.dep_ == "conj" and verb.tag_ == first.tag_ == "VBG" and first.i < verb.i and is_result_of_all(verb):
        return causing_event(first)  # "sparking panic and forcing thousands to flee"
    if tells_of_clause(verb):
        return next((a for a in verb.head.ancestors if is_predicate(a) and a.i < verb.i), None)
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl") or not set_off(verb) or marker_of(verb):
        return None
    event = next((a for a in verb.ancestors if is_predicate(a)), None)
    while event is not None and (event.dep_ == "xcomp" or (event.dep_ == "parataxis" and event.head.i < event.i)):
        event = event.head  # past "residents said"
    return event if event is not None and event.i < verb.i and is_result_of_all(verb) else None


def tells_of_clause(verb: Token) -> bool:
    """Whether a relative clause tells of all before it, and not of one noun: "shut nine ports, which means it lost"."""
    which = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.lower_ == "which"), None)
    if which is None or verb.dep_ != "acl:relcl" or not set_off(verb):
        return False
    if verb.lemma_ == "mean":
        return any(c.dep_ == "ccomp" for c in verb.rights)
    noun, finite = verb.head, finite_of(verb)
    single = finite.tag_ == "VBZ" or finite.lower_ in ("was", "has", "is")
    return single and noun.tag_ == "NNS" and all(c.dep_ != "nmod" for c in noun.rights) and not noun.ent_type_


def is_result_of_all(verb: Token) -> bool:
    """Whether a verb tells what comes of an event, not what somebody does: "sparking", "leading to"."""
    lemma = verb.lemma_.lower()
    named = {lemma, *(f"{lemma} {marker_of(c)}" for c in verb.rights if c.dep_ == "obl")}
    named |= {f"{lemma} {c.lemma_.lower()}" for c in verb.rights if c.dep_ in ("obj", "xcomp")}  # "put pressure"
    return bool(named & lexicon().resulting)


def told_before(verb: Token, event: Token) -> Span:
    """Returns the words of an event that a verb tells the outcome of, without the comma between them."""
    return trim(verb.doc[event.left_edge.i : verb.left_edge.i], event)
