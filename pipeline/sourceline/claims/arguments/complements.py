"""Clauses as arguments: what a verb takes as content, and the purpose, condition or cause of an adverbial clause."""

from __future__ import annotations

from sourceline.claims.arguments.controllers import controlling_object, describes, infinitive_subject, serves
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    NEGATIONS,
    SUBJECTS,
    is_passive,
    is_predicate,
    is_prepositional,
    is_verbal,
    marker_of,
    verb_with_particle,
)
from sourceline.claims.syntax.content import is_general, is_gerund, is_needed, is_result, tells_when, waits
from sourceline.claims.syntax.control import is_adjacent_gerund
from sourceline.claims.syntax.ellipsis import is_if_not
from sourceline.claims.syntax.frames import Frame, role_of
from sourceline.claims.syntax.phrases import conjuncts, is_calendar_time, preposition_of, time_of
from sourceline.claims.syntax.spans import clause_phrase, noun_phrase
from sourceline.nlp.parsed import Token
from sourceline.nlp.repairs.tree import finite_of, words_of


def add_complement(frame: Frame, child: Token) -> None:
    """Adds a complement clause as content, or a predicative complement as attribute."""
    raised = raised_object(frame, child) if is_verbal(child) else None
    if raised is not None:
        frame.arguments = [a for a in frame.arguments if a.head.i != raised.i]
        span = child.doc[raised.left_edge.i : clause_phrase(child).end]
        frame.put_clause("content", child, "clause.complement.raised", span)
        note_governing_rules(frame)
    elif is_purpose(frame, child):
        frame.put_clause("purpose", child, "clause.adverbial.purpose")
    elif opens_with_adjunct_marker(child):
        return  # "resigned hours after the court had ruled"
    elif is_predicate(child) or is_verbal(child):
        actor = infinitive_subject(child)  # "called for the firm to pay", not "rejected a call for the firm to pay"
        actor = None if actor is not None and actor.head.dep_ == "obj" else actor
        whole = child.doc[actor.left_edge.i : clause_phrase(child).end] if actor is not None else None
        frame.put_clause("content", child, "clause.complement", whole)
        note_governing_rules(frame)
    elif child.dep_ == "xcomp" and child.lower_ in ("several", "some", "many", "few", "most", "more"):
        frame.add("theme", child, "clause.object")  # "advised several of the families"
    elif child.dep_ == "xcomp" and is_moved_object(frame, child):
        frame.add("theme", child, "clause.object")
    elif child.tag_ == "NN" and not any(True for _ in child.lefts) and is_comma_between(frame.head, child):
        return  # the last word of "..., when they are slow to answer or refuse", lost from its clause
    elif (child.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or child.tag_ == "RBR") and child.dep_ == "xcomp":
        for one in conjuncts(child):  # "called the list fair and balanced"
            frame.put("attribute", one, noun_phrase(one, keep_case=True), "clause.predicative")


def completes_state(frame: Frame, clause: Token) -> bool:
    """Whether a clause says what somebody is sure, afraid or glad of: "is afraid that it will close"."""
    state = frame.clause.kind == "copula" and frame.head.tag_ in ("JJ", "VBN")
    return state and frame.has("theme") and clause.i > frame.head.i


def is_comma_between(verb: Token, word: Token) -> bool:
    return any(t.text == "," for t in verb.doc[verb.i : word.i])


def is_moved_object(frame: Frame, noun: Token) -> bool:
    """Whether a noun that was taken for an attribute is an object: "extradited to Mali a man", "approves hunting".

    Verbs that link or put somebody into a post have an attribute without an object.
    """
    place = next((c for c in frame.head.rights if c.dep_ == "obl" and c.right_edge.i == noun.left_edge.i - 1), None)
    moved = place is not None and any(c.dep_ == "det" for c in noun.lefts)
    bare = noun.pos_ == "NOUN" and not preposition_of(noun) and (moved or noun.left_edge.i == frame.head.i + 1)
    taken = frame.clause.passive or any(c.dep_ in ("obj", "iobj", "cop") for c in frame.head.children)
    links = frame.head.lemma_.lower() in lexicon().linking or describes(frame.head)
    return bare and not taken and not links


def opens_with_adjunct_marker(clause: Token) -> bool:
    """Whether a clause opens with a subordinator of time or reason, which the parser may take for a preposition."""
    subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), clause)
    opening = clause.doc[clause.left_edge.i : max(subject.i, clause.left_edge.i + 1)]
    markers = lexicon().adjunct_markers
    return marker_of(clause) in markers or any(t.lower_ in markers and t.dep_ in ("mark", "case") for t in opening[:4])


def is_purpose(frame: Frame, child: Token) -> bool:
    """Whether an infinitive after the object of a verb without a clause says what for: "sold it to pay its debts"."""
    if marker_of(child) != "to":
        return False
    if frame.head.lemma_.lower() in lexicon().reporting:  # "called a strike to press for more"
        return any(c.dep_ == "obj" and c.i < child.i and serves(c) for c in frame.head.rights)
    return frame.clause.passive or any(c.dep_ in ("obj", "iobj") and c.i < child.i for c in frame.head.children)


def note_governing_rules(frame: Frame) -> None:
    """Keeps in the trace which rules make a verb govern its content without attributing it."""
    for rule in lexicon().reporting.get(frame.head.lemma_.lower(), ()):
        if not rule.attributes:
            frame.clause.rules.append((rule.id, (frame.head,)))


def raised_object(frame: Frame, clause: Token) -> Token | None:
    """Returns the object of "want", "expect" or "help" that is only the subject of the clause after it."""
    raises = any(r.raises for r in lexicon().reporting.get(frame.head.lemma_.lower(), ()))
    if not raises or frame.clause.passive:
        return None
    return next((c for c in frame.head.children if c.dep_ == "obj" and c.i < clause.i), None)


def add_adverbial(frame: Frame, child: Token) -> None:
    """Adds an adverbial clause in the role that its subordinator gives it; one without such a role is left out."""
    if is_prepositional(child):
        add_participle_phrase(frame, child)
        return
    if is_if_not(child):
        return
    if child.pos_ == "ADJ" and marker_of(child) == "as" and child.i > frame.head.i and not is_predicate(child):
        frame.put("attribute", child, noun_phrase(child), "clause.predicative")
        return  # "described the vote as unfair"
    if regards(frame.head, child):
        frame.put("attribute", child, child.doc[child.i : child.i + 1], "clause.predicative")
        return
    if not (is_predicate(child) or is_verbal(child)):
        return
    if child.doc[child.left_edge.i : child.right_edge.i + 1].text.lower().rstrip(", ") in lexicon().discourse_phrases:
        return  # "to sum up, ..."
    if controlling_object(frame.head, child) is not None:
        if raised_object(frame, child) is not None:
            add_complement(frame, child)
        else:
            frame.put_clause("content", child, "clause.complement")
            note_governing_rules(frame)
        return
    if child.tag_ == "VBG" and marker_of(child) == "for" and frame.head.lemma_.lower() in words_of("parse.punishing"):
        frame.put_clause("cause", child, "clause.adverbial.deed")  # "was jailed for taking bribes"
        return
    if is_gerund_content(frame, child):
        frame.put_clause("content", child, "clause.complement")
        note_governing_rules(frame)
        return
    told = child.left_edge.i == frame.head.i + 1 and frame.head.lemma_.lower() in lexicon().cue_verbs
    told = told and any(c.lower_ in NEGATIONS for c in frame.head.lefts)  # not "spoke when"
    if not frame.has("theme") and (frame.clause.passive or told) and asks(child):
        frame.put_clause("content", child, "clause.subject.extraposed")  # "it is not known when they will meet"
        return
    marker = marker_of(child)
    if marker == "than" and is_predicate(child):
        frame.put_clause("comparison", child, "role.comparison.clause")  # "is later than many expected"
        return
    told = marker in ("about", "on", "over", "as to", "of") or asks(child)
    hinges = frame.head.lemma_.lower() in lexicon().hinging_verbs
    told = told and (
        bool(marker) or hinges or frame.head.lower_ in lexicon().asking_words
    )  # not "was sad when it closed"
    open_on = hinges or (frame.clause.kind == "copula" and frame.head.pos_ == "ADJ")
    if open_on and told and child.left_edge.i == frame.head.i + 1:
        frame.put_clause("content", child, "clause.complement.adjective")  # "is unclear about who was responsible"
        return
    governing = lexicon().reporting.get(frame.head.lemma_.lower(), ())
    has_object = frame.has("theme") or any(c.dep_ == "obj" and c.i < child.i for c in frame.head.children)
    if marker == "to" and not has_object and any(not r.attributes and not r.markers for r in governing):
        frame.put_clause("content", child, "clause.complement")  # "refused on June 3 to suspend the flight"
        note_governing_rules(frame)
        return
    for rule in lexicon().subordinators.get(marker, ()):
        in_place = marker not in rule.after_verb or (child.i > frame.head.i and not tells_time(frame.head, child))
        if in_place and rule.tag in (None, child.tag_) and not came_out(frame, child):
            frame.put_clause(rule.role, child, rule.id)
            return
    limits = waits(child) and is_predicate(child) and (is_each_time(child) or is_limit(frame.head, child))
    if limits or is_needed(child):
        frame.put_clause("condition", child, "clause.adverbial.each_time")


def is_each_time(clause: Token) -> bool:
    """Whether a clause with "when" says on what each time depends what is so: "crews leave when the horn sounds"."""
    return tells_when(clause) and is_general(clause.head)


def is_limit(verb: Token, clause: Token) -> bool:
    """Whether a clause says when alone something is so: "opens only when it is dry", "will only sail after May"."""
    opening = clause.left_edge
    before = opening.nbor(-1) if opening.i > clause.sent.start else opening
    return "only" in (opening.lower_, before.lower_) or any(c.lower_ == "only" for c in verb.lefts)


def regards(verb: Token, participle: Token) -> bool:
    """Whether a verb takes something for what a bare participle after "as" says: "counts as approved"."""
    bare = participle.tag_ == "VBN" and all(c.dep_ in ("mark", "advmod") for c in participle.lefts)
    named = verb.lemma_.lower() in lexicon().regarding and verb.i < participle.i
    return named and bare and marker_of(participle) == "as"


def came_out(frame: Frame, child: Token) -> bool:
    """Whether an infinitive after a verb tells how it ended, and is no aim: "fell to close at 86"."""
    return marker_of(child) == "to" and frame.clause.kind == "verb" and is_result(child)


def tells_time(verb: Token, since: Token) -> bool:
    """Whether a clause with "since" tells the time: after a perfect, a superlative or with a date of its own."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)  # "has grown since it opened"
    ranked = any(
        t.tag_ in ("JJS", "RBS") or t.lower_ in ("first", "only") for t in verb.subtree if t.i < since.left_edge.i
    )
    dated = any(is_calendar_time(time_of(c)) for c in since.children)
    return perfect or ranked or dated


def is_gerund_content(frame: Frame, gerund: Token) -> bool:
    """Whether a gerund completes a verb: right after one of saying ("denied hiding it"), or what is kept from it."""
    head, marker = frame.head, marker_of(gerund)
    if not is_gerund(gerund) or gerund.i < head.i or is_prepositional(gerund):
        return False
    if f"{head.lemma_.lower()} {marker}" in lexicon().negative_gerunds:
        return True
    lemma, lex = head.lemma_.lower(), lexicon()
    blamed = any(marker in r.markers for r in lex.reporting.get(lemma, ())) and is_passive(head)
    if blamed or (marker == "of" and lemma in lex.charging):  # "accused of hiding it", "convicted her of hiding it"
        return True
    name = verb_with_particle(head)
    governs = any(
        "clause" in r.takes for r in lexicon().cue_verbs.get(name, lexicon().cue_verbs.get(head.lemma_.lower(), ()))
    )
    opening = gerund.left_edge
    return governs and is_adjacent_gerund(gerund, head) and not opening.is_punct and not opening.nbor(-1).is_punct


def asks(clause: Token) -> bool:
    """Whether a clause is an embedded question: it opens with "when", "how", "who"."""
    opening = clause.doc[clause.left_edge.i]
    return opening.tag_ in ("WRB", "WP") and clause.i > clause.head.i


def add_participle_phrase(frame: Frame, child: Token) -> None:
    """Adds what follows a participle that is a preposition: "compared with May"."""
    for phrase in child.children:
        if phrase.dep_ in ("obl", "obj", "obl:unmarked"):
            preposition = f"{child.lower_} {preposition_of(phrase)}".strip()
            role, rule = role_of(phrase, preposition, frame.clause)
            if role != "other":
                frame.add(role, phrase, rule)


def add_shared_condition(frame: Frame) -> None:
    """Gives a joined clause the condition that opens its sentence: "If it rains, the pool will close and | it will"."""
    outer = frame.clause.outermost
    first = outer.head
    joint = next((c for c in outer.lefts if c.dep_ == "cc"), None)
    own = any(c.dep_ in SUBJECTS for c in outer.lefts)
    helped = finite_of(first).tag_ == "MD" and (finite_of(outer).tag_ == "MD" if own else outer.tag_ == "VB")
    if outer.dep_ != "conj" or joint is None or not helped or frame.has("condition") or joint.nbor(-1).text == ",":
        return
    for clause in [c for c in first.lefts if c.dep_ == "advcl" and marker_of(c) in ("if", "unless")]:
        if joint.lower_ in ("and", "or") and clause.left_edge.i == outer.sent.start:
            add_adverbial(frame, clause)


def add_host_clause(frame: Frame) -> None:
    """Gives an inserted cue the clause around it as its content: "Ports will close, the union warned"."""
    host = frame.head.head
    if frame.head.dep_ != "parataxis" or not is_predicate(host) or frame.has("content", "theme"):
        return
    if any(r.claim and r.attributes for r in lexicon().reporting.get(frame.head.lemma_.lower(), ())):
        frame.put_clause("content", host, "clause.inserted_cue", noun_phrase(host))
