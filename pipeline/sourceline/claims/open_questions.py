"""Clauses that only ask for what is not told: "who paid", "how to pay", "proof of where he was born"."""

from __future__ import annotations

from sourceline.claims.arguments.controllers import describes
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import marker_of
from sourceline.claims.syntax.frames import CORE
from sourceline.nlp.parsed import Token

ASKING = ("WP", "WRB", "WDT")


def leaves_open(clause: Token) -> bool:
    """Whether a clause asks what is not told: "what the court decides", "proof of where he was born"."""
    opening = clause.left_edge
    if opening.lower_ == "what" and clause.dep_ in ("ccomp", "ROOT", "parataxis") and opening.dep_ in ("obj", "det"):
        return True
    if clause.dep_ == "acl:relcl" and clause.head.lower_ == "what" and not describes(clause):
        return True  # "here is what we know", "that is what they hope for"
    manner = opening.lower_ == "how" and opening.head == clause and clause.dep_ == "ccomp"
    if manner and clause.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "cop") for c in clause.lefts):
        return True  # "influences how they spend money"
    after = opening.dep_ in ("mark", "case") and opening.tag_ == "IN" and opening.i + 1 < clause.i
    asking = opening.nbor(1) if after else opening
    place = clause.head if clause.dep_ == "advcl:relcl" else asking
    return place != opening and place.lower_ == "where" and (clause.dep_ == "acl" or bool(marker_of(place)))


def asks_for_part(proposition: Proposition) -> bool:
    """Whether somebody or something that takes part is what it asks for: "who paid"."""
    return any(a.role in CORE and a.clause is None and asks(a.head) for a in proposition.arguments)


def asks(word: Token) -> bool:
    """Whether a word asks for somebody or something; not the "what" of "what he called a threat was removed"."""
    free = word.lower_ == "what" and any(c.dep_ == "acl:relcl" for c in word.rights)
    return word.tag_ in ASKING and not free


def asks_how(infinitive: Token) -> bool:
    """Whether an infinitive asks what to do: "how to pay", "whom to send"; not "money that it wants to spend"."""
    if marker_of(infinitive) != "to" or "acl:relcl" in (infinitive.dep_, infinitive.head.dep_):
        return False
    return any(c.tag_ in ASKING for c in infinitive.lefts)
