"""Arguments of a predicate: goes over what hangs on a clause and gives each phrase its role."""

from __future__ import annotations

from dataclasses import replace

from sourceline.claims.arguments.clausal_subjects import CLAUSAL, EVENT, causing_event, clausal_subject, told_before
from sourceline.claims.arguments.complements import (
    add_adverbial,
    add_complement,
    add_host_clause,
    add_shared_condition,
    completes_state,
)
from sourceline.claims.arguments.controllers import opens_infinitive
from sourceline.claims.arguments.displaced import (
    add_compared_amount,
    add_missing_object,
    add_shared_object,
    add_told_change,
    find_lifted,
)
from sourceline.claims.arguments.light_verbs import add_part, has_light_noun
from sourceline.claims.arguments.objects import add_given_amount, add_indirect_object, add_object, is_given
from sourceline.claims.arguments.subjects import subject_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECTS, Clause, is_predicate, is_verbal, marker_of, there_of
from sourceline.claims.syntax.frames import PARTY, Frame, role_of
from sourceline.claims.syntax.phrases import (
    NO_EVENT_TIME,
    NOMINAL,
    conjuncts,
    dates_first_amount,
    is_calendar_time,
    is_compound_preposition,
    is_count_of_sides,
    is_means,
    is_state,
    opens_score,
    preposition_before,
    preposition_of,
    quantity_of,
    tells_distance,
    time_of,
)
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.claims.syntax.spans import clause_phrase, noun_phrase, set_off, with_not_only, without_only
from sourceline.nlp.mentions.pronouns import is_expletive
from sourceline.nlp.parsed import Token
from sourceline.schema.claim import Role

CIRCUMSTANCES = frozenset({"obl", "obl:unmarked", "advmod", "nmod:unmarked"})
AMOUNT_PREPOSITIONS = frozenset({"", "by", "between"})


def find_arguments(clause: Clause) -> Frame:
    """Finds the arguments and the time of a clause."""
    frame = Frame(clause)
    add_subject(frame)
    if clause.kind == "copula":
        add_attributes(frame)
    frame.lifted = find_lifted(frame)
    for token in frame.lifted:
        add_circumstance(frame, token)
    for child in clause.head.children:
        add_child(frame, child)
    # "In May, Kenya agreed to try to ...": the circumstances of control words are the claim's.
    for governor, _ in clause.governors:
        for child in governor.children:
            if child.dep_ in CIRCUMSTANCES and not child.is_ancestor(clause.head):
                add_circumstance(frame, child)
            elif child.dep_ == "obj" and child.tag_ in ("WDT", "WP") and not frame.has("theme"):
                add_object(frame, child)  # "migrants whom it seeks to deport"
    date_by_time_before(frame)
    add_compared_amount(frame)
    add_told_change(frame)
    add_shared_object(frame)
    add_missing_object(frame)
    add_host_clause(frame)
    add_shared_condition(frame)
    frame.arguments = frame.distinct_arguments()
    return frame


def date_by_time_before(frame: Frame) -> None:
    """Dates a verb by the time right before it that the parser hung on its subject: "The EU last month froze ..."."""
    head = frame.head
    before = head.nbor(-1) if head.i > head.sent.start else None
    span = time_of(before) if before is not None else None
    if span is None or frame.time is not None or span.root.dep_ not in ("nmod:unmarked", "nmod"):
        return
    subject = span.root.head
    if subject.head.i == head.i and subject.dep_ in ("nsubj", "nsubj:pass") and is_calendar_time(span):
        frame.lifted.append(span.root)
        frame.arguments = [
            replace(a, span=noun_phrase(subject, without=[span.root])) if a.head.i == subject.i else a
            for a in frame.arguments
        ]
        frame.date_by(span.root)


def add_subject(frame: Frame) -> None:
    """Adds the subject, in the role that the kind and voice of the clause give it."""
    clause = frame.clause
    event = causing_event(clause.outermost)
    if event is not None:
        frame.put_clause(subject_role(clause), event, EVENT, told_before(clause.outermost, event))
        return
    found = subject_of(clause.outermost)
    if found is None:
        gerund = clausal_subject(clause.outermost)
        if gerund is not None:
            frame.put_clause(subject_role(clause), gerund, CLAUSAL)
        return
    head, rule = found
    if is_expletive(head) or (is_predicate(head) and head.pos_ == "VERB"):
        return
    role = subject_role(clause)
    if is_linking(clause):
        clause.rules.append((lexicon().linking[clause.head.lemma_.lower()][0].id, (clause.head,)))
    if not head.is_ancestor(clause.outermost):
        frame.add(role, head, rule)
    elif all(a.head.i != head.i for a in frame.arguments):
        if head.dep_ == "appos" and head.head.ent_type_ and not head.ent_type_ and set_off(clause.outermost):
            head = head.head  # "Ana Duarte, the mayor, who ...": the name, not what it is called
        frame.put(role, head, without_only(noun_phrase(head, without=[clause.outermost])), rule)
        for other in conjuncts(head)[1:]:  # "banks and firms that had closed"
            if other.i < clause.outermost.left_edge.i:
                frame.put(role, other, noun_phrase(other), rule)


def subject_role(clause: Clause) -> Role:
    """Returns the role of a clause's subject."""
    states = clause.kind == "copula" or clause.head.lemma_ == "be"  # "the question is whether it will close"
    if states or there_of(clause.head) is not None or is_linking(clause):
        return "theme"
    if clause.passive:
        lex, lemma = lexicon(), clause.head.lemma_.lower()
        gives = lemma in lex.giving or lemma in lex.addressing
        given = gives and any(c.dep_ == "obj" for c in clause.head.children)
        return "recipient" if given else "theme"
    return "agent"


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


def add_attributes(frame: Frame) -> None:
    """Adds the content of a copula; coordinated contents are one claim with several attributes."""
    heads = [frame.head]
    except_for = frame.head.lower_ in ("anything", "nothing") and frame.head.i + 1 < frame.head.sent.end
    for child in frame.head.children:
        if except_for and child.dep_ == "conj" and frame.head.nbor(1).lower_ == "but":  # "is anything but clear"
            frame.put("attribute", frame.head, frame.head.doc[frame.head.i : child.right_edge.i + 1], "clause.copula")
            return
        if child.dep_ == "conj" and not is_predicate(child) and child.pos_ in NOMINAL and child.i > frame.head.i:
            heads.append(child)
    for head in heads:
        if head.pos_ == "VERB" and head.tag_ in ("VB", "VBG", "VBD", "VBZ", "VBP"):
            span = clause_phrase(head)
        else:
            span = with_not_only(noun_phrase(head, keep_case=True, attribute=head is frame.head))
        state = lexicon().states.get(head.lemma_.lower()) if head.tag_ == "VBN" else None
        frame.put("attribute", head, span, state[0].id if state else "clause.copula")


def add_child(frame: Frame, child: Token) -> None:
    """Adds what one dependent of the predicate is to it, by its relation."""
    dep, verbal = child.dep_, frame.clause.kind == "verb"
    if dep == "obj" and (verbal or quantity_of(child) is None):  # "is worth $3 million": part of the attribute
        add_object(frame, child)
    elif dep == "iobj":
        add_indirect_object(frame, child)
    elif (dep == "obl:agent" or (dep == "obl" and frame.clause.passive)) and (is_tally(child) or is_means(child)):
        role: Role = "instrument" if is_means(child) else "other"
        frame.add_prepositional(child, preposition_of(child), role, f"role.{role}")
    elif dep == "obl:agent" and time_of(child) is None and quantity_of(child) is None and frame.clause.passive:
        frame.add("agent" if preposition_of(child) == "by" else "other", child, "role.agent.by")
    elif dep in CIRCUMSTANCES or dep == "obl:agent":
        add_circumstance(frame, child)
    elif (
        dep in ("xcomp", "ccomp", "dep")
        and verbal
        and quantity_of(child) is not None
        and not (is_verbal(child) or is_predicate(child))
    ):
        add_given_amount(frame, child)
    elif dep in ("xcomp", "ccomp") and verbal:
        add_complement(frame, child)
    elif dep in ("csubj", "ccomp") and marker_of(child) in ("whether", "that", "if") and has_expletive(frame.head):
        frame.put_clause("content", child, "clause.subject.extraposed")  # "it is unclear whether"
    elif dep == "ccomp" and completes_state(frame, child):
        frame.put_clause("content", child, "clause.complement.adjective")
    elif dep == "advcl":
        add_adverbial(frame, child)
    elif dep in ("nsubj", "nsubj:pass") and verbal and any(c.dep_ == "expl" for c in frame.head.children):
        frame.add("theme", child, "clause.existential")
    elif dep == "nmod" and frame.clause.kind == "copula" and frame.head.pos_ == "NOUN":
        frame.date_by(child)
        with_party = preposition_of(child) in ("with", "on", "over", "about")
        if frame.head.lemma_.lower() in lexicon().light_nouns and with_party:
            add_part(frame, child)  # "is in talks with Panama": also a party of the claim


def is_tally(phrase: Token) -> bool:
    """Whether a phrase with "by" counts how a matter was decided and does not act: "rejected by 140 votes to 29"."""
    if phrase.lemma_.lower() in lexicon().lengths and any(c.lower_ in ("a", "an") for c in phrase.lefts):
        return True  # "was put off by a year"
    counted = quantity_of(phrase) is not None or any(quantity_of(c) is not None for c in phrase.children)
    against = any(
        c.dep_ in ("nmod", "obl") and preposition_of(c) == "to" and quantity_of(c) is not None
        for c in (*phrase.children, *phrase.head.children)
        if c.i > phrase.i
    )
    return preposition_of(phrase) == "by" and (against or (counted and phrase.lemma_.lower() in lexicon().tallies))


def has_expletive(head: Token) -> bool:
    """Whether "it" only stands for a clause that follows."""
    return any(c.dep_ == "expl" or (c.dep_ in SUBJECTS and is_expletive(c)) for c in head.children)


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
