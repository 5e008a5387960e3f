"""Circumstances: what an oblique or adverb adds to a predicate, a date, an amount or a phrase in a role."""

from __future__ import annotations

from sourceline.claims.arguments.controllers import opens_infinitive
from sourceline.claims.arguments.light_verbs import has_light_noun
from sourceline.claims.arguments.objects import add_given_amount, is_given
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import Clause, is_verbal
from sourceline.claims.syntax.frames import PARTY, Frame, role_of
from sourceline.claims.syntax.phrases import (
    NO_EVENT_TIME,
    conjuncts,
    dates_first_amount,
    is_calendar_time,
    is_compound_preposition,
    is_count_of_sides,
    is_state,
    opens_score,
    preposition_before,
    preposition_of,
    quantity_of,
    tells_distance,
    time_of,
)
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.claims.syntax.spans import noun_phrase
from sourceline.nlp.parsed import Token

AMOUNT_PREPOSITIONS = frozenset({"", "by", "between"})


def is_linking(clause: Clause) -> bool:
    """Whether the verb links its subject to an attribute, as a copula does: "remain closed", "stay in hospital"."""
    children = clause.head.children
    if clause.head.lemma_.lower() not in lexicon().linking or any(c.dep_ == "obj" for c in children):
        return False
    if any(c.dep_ == "obl:unmarked" and quantity_of(c) is not None for c in children):
        return False  # "fell 6% in trading"
    return any(
        (c.dep_ == "xcomp" and (c.pos_ in ("ADJ", "NOUN", "PROPN") or c.tag_ == "JJ")) or is_state(c) for c in children
    )


def is_compared(head: Token) -> bool:
    """Whether "as" before a word opens a comparison: "not as far along as ..."."""
    return any(t.lower_ == "as" and t.dep_ == "advmod" and t.i < head.i for t in head.subtree)


def is_no_argument(phrase: Token, preposition: str) -> bool:
    """Whether a prepositional phrase orders the text, elaborates a noun, or is the subject of an infinitive."""
    lex = lexicon()
    ordering = f"{preposition} {phrase.lower_}" in lex.discourse_phrases
    return ordering or preposition in lex.elaborating or (preposition == "for" and opens_infinitive(phrase))


def add_circumstance(frame: Frame, child: Token) -> None:
    """Adds an oblique: a date to the claim's time, an amount as theme, any other in the role of its preposition."""
    clause = frame.clause
    preposition = preposition_of(child)
    if child.dep_ == "advmod" and child.tag_ == "WRB":
        place = relative_noun(child) if child.lower_ == "where" else None
        if place is not None and place.lemma_.lower() not in lexicon().event_nouns:  # not "a deal where ..."
            frame.put("place", place, noun_phrase(place, without=[clause.outermost]), "clause.relative.where")
        return
    if (
        child.dep_ == "advmod"
        and child.lower_ in lexicon().directions
        and any(c.dep_ in ("obl", "nmod") for c in child.rights)
    ):
        frame.put("place", child, noun_phrase(child), "role.place.direction")  # "30 kilometers north of Lagos"
        return
    than = (
        next((c for c in child.rights if preposition_of(c) == "than"), None) if child.tag_ in ("RBR", "JJR") else None
    )
    if child.dep_ == "advmod" and than is not None:
        frame.add("comparison", than, "role.comparison.adverb")  # "goes farther than the plan"
        return
    time = time_of(child)
    if is_calendar_time(time):
        if dates_first_amount(child):
            return
        for again in conjuncts(child)[1:]:  # "in 2006 and 2007": the first dates it, the line has both
            if is_calendar_time(time_of(again)) and preposition not in NO_EVENT_TIME:
                frame.put("other", again, noun_phrase(again), "role.times", preposition)
        if preposition not in NO_EVENT_TIME:
            frame.date_by(child)
        elif preposition not in ("than", "of"):
            frame.add_prepositional(child, preposition, "other", "role.limit")  # "until May", "since 2003"
        return
    if child.dep_ == "advmod" or (time is not None and time._.time.value.endswith("_REF")):
        return
    if preposition in lexicon().reporting_prepositions or is_no_argument(child, preposition):
        return
    if is_count_of_sides(child):
        frame.add_prepositional(child, preposition, "other", "role.other")
        return
    amount = quantity_of(child)
    if amount is not None and (amount.start <= clause.head.i < amount.end or opens_score(amount)):
        return  # "is as high as 30%"
    if preposition == "as" and any(c.dep_ == "case" and c.lower_ in ("with", "in") for c in child.lefts):
        return  # "as with any merger"
    if preposition == "as" and any(c.lower_ == "such" for s in clause.head.children if s.i < child.i for c in s.lefts):
        return  # "such issues as trade"
    if preposition == "as" and is_compared(clause.head):
        frame.add("comparison", child, "role.comparison.equal")
        return
    if is_linking(clause) and is_state(child):
        frame.put("attribute", child, noun_phrase(child, keep_case=True), "clause.predicative")
        return
    inner = next((c for c in child.children if c.dep_ == "nmod" and c.i > child.i), None)
    phrase = f"{preposition} {child.lower_} {preposition_of(inner)}" if inner is not None else ""
    if inner is not None and is_compound_preposition(phrase):  # "in exchange for fuel"
        preposition, child = phrase, inner
    if quantity_of(child) is not None:
        preposition = preposition_before(child) or preposition
    if preposition in AMOUNT_PREPOSITIONS and clause.kind == "verb":
        counted = (child, *child.children) if time is None else (child,)  # not "every morning at five"
        amount = next((q for t in counted if (q := quantity_of(t)) is not None), None)
        summed = amount is not None and amount._.quantity.kind in ("money", "percent")
        if summed and is_given(frame.head, child, preposition, ("obj",)):
            add_given_amount(frame, child)
            return
        if amount is not None and frame.covers(amount.start):
            return  # a part of "net debt of EUR 1.2 bln" that the parser hung on the verb
        counts = amount is not None and preposition == "by" and quantity_of(child) is None  # "by 87 votes"
        if amount is not None and not counts:
            frame.add("theme", child, "role.amount")
            return
        if time is not None:
            lasts = time._.time.type == "DURATION"
            if tells_distance(child):
                return
            if lasts and is_given(frame.head, child, preposition, ("obj", "iobj")):
                add_given_amount(frame, child)  # "gave the company 90 days"
                return
            extent = lasts and not preposition and clause.head.lemma_.lower() in lexicon().extent_verbs
            frame.add("theme" if extent else "other", child, "role.duration")
    partway = next((c for c in child.lefts if c.lower_ in ("halfway", "midway", "partway")), None)
    if partway is not None:  # "sent halfway across the world": nowhere in particular
        frame.put("other", child, child.doc[partway.i : noun_phrase(child).end], "role.other", preposition)
        return
    if not preposition or is_verbal(child) or child.tag_ == "WRB":  # "from where they lived": of another clause
        return
    with_party = preposition == "with" and has_light_noun(clause)
    role, rule = PARTY if with_party else role_of(relative_noun(child) or child, preposition, clause)
    frame.add_prepositional(child, preposition, role, rule)
