"""Event nouns: the arguments and time of a noun that names an event ("the UK's 2022 deal with Rwanda")."""

from __future__ import annotations

from sourceline.claims.syntax.clauses import Clause
from sourceline.claims.syntax.frames import Frame, role_of
from sourceline.claims.syntax.phrases import (
    NO_EVENT_TIME,
    conjuncts,
    is_calendar_time,
    preposition_of,
    quantity_of,
    time_of,
)
from sourceline.claims.syntax.spans import noun_phrase, set_off
from sourceline.nlp.parsed import Span, Token
from sourceline.schema.claim import Role


def event_frame(noun: Token) -> tuple[Frame, int]:
    """Finds what a noun that names an event says of it.

    Returns:
        Its frame, and how many distinct participants, times and amounts are stated.
    """
    frame = Frame(Clause(noun, "noun"))
    stated = sum(add_part(frame, child) for child in noun.children)
    return frame, stated


def add_part(frame: Frame, child: Token) -> bool:
    """Adds what one child of an event noun says; returns whether it states a participant, time or amount."""
    span_time = time_of(child)
    amount = quantity_of(child)
    is_money = amount is not None and amount._.quantity is not None and amount._.quantity.kind == "money"
    if is_calendar_time(span_time):
        dates = frame.time is None and preposition_of(child) not in NO_EVENT_TIME
        if dates:
            frame.time = span_time
        return dates
    if child.dep_ == "nmod:poss" or (child.dep_ == "compound" and child.ent_type_ in ("ORG", "GPE")):
        named = bool(child.ent_type_) or child.pos_ == "PROPN"
        if named:
            frame.put("agent", child, owner_phrase(child), "event.owner")
        return named
    if child.dep_ == "nmod" and not set_off(child):
        if is_money:
            frame.put("theme", child, noun_phrase(child), "event.amount")
            return True
        return add_parties(frame, child)
    if child.dep_ in ("compound", "nummod") and amount is not None and is_money:
        frame.put("theme", child, amount, "event.amount")
        return True
    return False


def add_parties(frame: Frame, child: Token) -> bool:
    """Adds coordinated phrases after a preposition if one of them is a name; returns whether."""
    preposition = preposition_of(child)
    parties = conjuncts(child)
    if not preposition or not any(t.ent_type_ for t in parties):
        return False
    for one in parties:
        role, rule = party_role(one, preposition, frame.clause)
        frame.put(role, one, noun_phrase(one), rule, preposition if role == "other" else None)
    return True


def party_role(head: Token, preposition: str, clause: Clause) -> tuple[Role, str]:
    """Returns the role of a phrase after an event noun and the id of the rule that says so."""
    if preposition == "between":
        return "agent", "event.parties"
    if preposition == "of":
        return "theme", "event.of"
    return role_of(head, preposition, clause)


def owner_phrase(child: Token) -> Span:
    """Returns the words of an owner, without the possessive ending."""
    words = [t for t in child.subtree if t.dep_ != "case" and not t.is_punct]
    return child.doc[words[0].i : words[-1].i + 1]
