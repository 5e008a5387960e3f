"""Arguments of a predicate: goes over what hangs on a clause and gives each phrase its role."""

from __future__ import annotations

from dataclasses import replace

from sourceline.claims.arguments.circumstances import add_circumstance, is_linking
from sourceline.claims.arguments.clausal_subjects import CLAUSAL, EVENT, causing_event, clausal_subject, told_before
from sourceline.claims.arguments.complements import (
    add_adverbial,
    add_complement,
    add_host_clause,
    add_shared_condition,
    completes_state,
)
from sourceline.claims.arguments.displaced import (
    add_compared_amount,
    add_missing_object,
    add_shared_object,
    add_told_change,
    find_lifted,
)
from sourceline.claims.arguments.light_verbs import add_part
from sourceline.claims.arguments.objects import add_given_amount, add_indirect_object, add_object
from sourceline.claims.arguments.subjects import subject_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import SUBJECTS, Clause, is_predicate, is_verbal, marker_of, there_of
from sourceline.claims.syntax.frames import Frame
from sourceline.claims.syntax.phrases import (
    NOMINAL,
    conjuncts,
    is_calendar_time,
    is_means,
    preposition_of,
    quantity_of,
    time_of,
)
from sourceline.claims.syntax.spans import clause_phrase, noun_phrase, set_off, with_not_only, without_only
from sourceline.nlp.mentions.pronouns import is_expletive
from sourceline.nlp.parsed import Token
from sourceline.schema.claim import Role

CIRCUMSTANCES = frozenset({"obl", "obl:unmarked", "advmod", "nmod:unmarked"})


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
