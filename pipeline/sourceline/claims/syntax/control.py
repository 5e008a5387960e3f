"""Control words: what only colours the predicate under it, and the clauses of a sentence once these are merged.

"Began to rise", "is expected to vote" and "is working on securing" are one clause each, on the inner predicate.
"""

from __future__ import annotations

from sourceline.claims.arguments.controllers import infinitive_subject
from sourceline.claims.cue_rules import ControlRule
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    Clause,
    Kind,
    copula_of,
    has_subject,
    is_passive,
    is_predicate,
    is_verbal,
    marker_of,
    verb_lemma,
    verb_with_particle,
)
from sourceline.nlp.parsed import Token


def control_rule(governor: Token, inner: Token) -> ControlRule | None:
    """Returns the rule by which a governor only colours an inner predicate, or None where it is a claim of its own."""
    participle = verb_lemma(governor)
    passive = is_passive(governor) or participle != governor.lemma_.lower()
    objects = (c for c in governor.children if c.dep_ in ("obj", "iobj"))
    other_object = any(c.tag_ not in ("WDT", "WP") for c in objects)  # not "cells that it has yet to build"
    own_subject = has_subject(inner) or infinitive_subject(inner) is not None
    judged = passive and any(c.dep_ == "xcomp" and c.tag_ == "JJ" and c.i < inner.i for c in governor.rights)
    until = governor.lemma_ == "have" and any(marker_of(c) == "until" and c.i < inner.i for c in governor.rights)
    if own_subject or judged or until or (other_object and not passive):  # "deemed necessary to pay"
        return None
    marker = marker_of(inner)
    words = lexicon().control
    named = [verb_with_particle(governor)]
    if all(c.lower_ not in ("aside", "apart") or c.i != governor.i + 1 for c in governor.children):
        named += [governor.lemma_.lower(), governor.lower_, participle]  # not of "is set aside to pay"
    for rule in next((words[name] for name in named if name in words), ()):
        if (rule.passive is not None and rule.passive != passive) or rule.tag not in (None, governor.tag_):
            continue
        if rule.past is not None and rule.past != any(
            c.dep_ in ("aux", "cop") and c.tag_ == "VBD" for c in governor.children
        ):
            continue
        if rule.beside and not any(c.lower_ in rule.beside for c in governor.children):
            continue
        gerund = is_adjacent_gerund(inner, governor) and rule.modality in (None, "possible")
        bare = rule.marker is None and (gerund or is_bare_complement(inner, governor))
        if rule.marker != marker and not bare:
            continue
        if rule.modality == "planned" and governor.lemma_ == "expect" and not passive:
            continue
        return rule
    return None


def is_adjacent_gerund(inner: Token, governor: Token) -> bool:
    """Whether a gerund right after a verb completes it, whatever the parser calls it: "stopped producing engines"."""
    after = governor.i + 1 + any(c.dep_ == "compound:prt" and c.i == governor.i + 1 for c in governor.children)
    beside = inner.left_edge.i == after and not inner.left_edge.is_punct  # not "opened, bringing trade"
    return inner.tag_ == "VBG" and not marker_of(inner) and beside


def is_bare_complement(inner: Token, governor: Token) -> bool:
    """Whether a predicate completes its governor with "to" or no marker at all, and is not its purpose."""
    marker = marker_of(inner)
    if inner.dep_ not in ("advcl", "obl"):
        return marker in ("to", "")
    has_own = any(c.dep_ in ("obj", "obl") and c.i > governor.i for c in governor.children)
    purpose = inner.dep_ == "advcl" and governor.pos_ == "VERB" and has_own
    return marker == "to" and not purpose


def inner_of(governor: Token) -> tuple[Token, ControlRule] | None:
    """Returns the predicate that a control word governs, with the rule."""
    for child in governor.children:
        extraposed = child.dep_ == "csubj" and not any(c.dep_ == "expl" for c in governor.children)  # "is due to begin"
        complement = child.dep_ in ("xcomp", "advcl", "ccomp", "obl") or governor.tag_ == "NNS" or extraposed
        if not complement or child.i < governor.i:
            continue
        misread = misread_gerund(child)
        if misread is not None:
            rules = lexicon().control.get(governor.lemma_.lower(), ())
            governing = next((r for r in rules if r.marker == misread.nbor(-1).lower_), None)
            if governing is not None:
                return misread, governing
        verbal = is_predicate(child) or is_verbal(child) or is_linked_control(child)
        rule = control_rule(governor, child) if verbal else None
        if rule is not None:
            return child, rule
    return None


def is_linked_control(word: Token) -> bool:
    """Whether an adjective after a linking verb colours the infinitive after it: "looks set to fall"."""
    linked = word.dep_ == "xcomp" and word.pos_ in ("ADJ", "VERB") and word.tag_ in ("JJ", "VBN")
    if not linked or word.head.lemma_.lower() not in lexicon().control or copula_of(word) is not None:
        return False
    infinitives = (c for c in word.rights if c.dep_ in ("xcomp", "advcl") and marker_of(c) == "to")
    return word.lower_ in lexicon().control and any(infinitives)


def misread_gerund(phrase: Token) -> Token | None:
    """Returns the gerund after a preposition that the parser took for an adjective: "is working on securing loans"."""
    first = next((c for c in phrase.lefts if c.dep_ == "amod" and c.tag_ == "VBG"), None)
    if first is None or first.i == 0 or any(c.dep_ in ("det", "nmod:poss") for c in phrase.children):
        return None
    return first if first.nbor(-1).dep_ == "case" and first.nbor(-1).head.i == phrase.i else None


def shared_governors(
    inner: Token, conjunct: Token, governors: list[tuple[Token, ControlRule]]
) -> list[tuple[Token, ControlRule]]:
    """Returns the control words that a coordinated verb shares: not "stop" in "needs to stop fishing and sell up"."""
    shared = list(governors)
    last = inner
    while len(shared) > 1 and last.tag_ == "VBG" and conjunct.tag_ in ("VB", "VBP"):
        last, _ = shared.pop()
    return shared


def find_clauses(tokens: list[Token]) -> list[Clause]:
    """Finds the clauses among the tokens of a sentence; a control word and its inner predicate make one."""
    merged: dict[int, list[tuple[Token, ControlRule]]] = {}
    predicates = {token for token in tokens if is_predicate(token)}
    for token in tokens:
        if token not in predicates and not (token.dep_ == "xcomp" and is_linked_control(token)):
            continue
        inner = inner_of(token)
        if inner is not None:
            merged[inner[0].i] = [*merged.pop(token.i, []), (token, inner[1])]
            for conjunct in inner[0].children:
                own_subject = has_subject(conjunct)
                if conjunct.dep_ == "conj" and is_predicate(conjunct) and not own_subject:
                    merged[conjunct.i] = shared_governors(inner[0], conjunct, merged[inner[0].i])
    governors = {governor.i for chain in merged.values() for governor, _ in chain}
    clauses = []
    for token in tokens:
        if token.i in governors or not (token in predicates or token.i in merged):
            continue
        kind: Kind = "copula" if copula_of(token) is not None else "verb"
        clauses.append(Clause(token, kind, merged.get(token.i, []), passive=kind == "verb" and is_passive(token)))
    return clauses
