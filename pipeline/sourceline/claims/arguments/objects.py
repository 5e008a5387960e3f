"""Objects of a verb: what it acts on, who gets it, and amounts that the parser did not see as such."""

from __future__ import annotations

from dataclasses import replace

from sourceline.claims.arguments.controllers import blamed_clause
from sourceline.claims.arguments.light_verbs import add_light_noun
from sourceline.claims.arguments.subjects import speaks
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import is_verbal, marker_of
from sourceline.claims.syntax.frames import Frame
from sourceline.claims.syntax.phrases import quantity_of
from sourceline.claims.syntax.spans import noun_phrase
from sourceline.nlp.parsed import Token

OPENERS = frozenset({"DET", "NUM", "SYM", "PRON"})  # what a second object begins with
FLOATING = frozenset({"each", "all", "both", "apiece"})
PROCLAUSES = frozenset({"it", "so", "this", "that"})  # "knows it", "said so"


def add_object(frame: Frame, child: Token) -> None:
    """Adds an object, and the clause that the parser hung on it though it belongs to the verb."""
    blamed = blamed_clause(frame.head, child)
    if blamed is not None:
        frame.lifted.append(blamed)
        frame.put_clause("content", blamed, "clause.complement")
    kept = next((c for c in child.rights if c.dep_ == "acl" and c.tag_ == "VBG" and keeps_from(frame.head, c)), None)
    if kept is not None:
        frame.lifted.append(kept)
        frame.put_clause("content", kept, "clause.complement")
    aim = infinitive_after(child)
    if aim is not None and not any(c.dep_ == "advcl" and c.i > child.i for c in frame.head.children):
        frame.lifted.append(aim)
        frame.put_clause("purpose", aim, "clause.adverbial.purpose")
    calling = lexicon().calling.get(frame.head.lemma_.lower())
    name = next((c for c in child.children if c.dep_ == "appos" and c.i > child.i), None)
    if calling and name is not None and name.left_edge.text != ",":  # "called the measures “blackmail”"
        frame.lifted.append(name)
        frame.put("attribute", name, noun_phrase(name), calling[0].id)
    addressing = lexicon().addressing.get(frame.head.lemma_.lower())
    second = any(c.dep_ == "obj" and c.i > child.i and c.lower_ not in FLOATING for c in frame.head.children)
    first = next((c for c in frame.head.children if c.dep_ in ("obj", "iobj") and c.i < child.i), None)
    judged = any(c.dep_ == "xcomp" for c in frame.head.rights)  # not "found it empty", nor "a pact that they announced"
    free = frame.head.dep_ == "acl:relcl" and frame.head.head.lower_ == "what"  # "what critics call a plot"
    named = second or first is not None or frame.clause.passive or free
    if calling and named:  # "called the fire an act of sabotage"
        frame.add("theme" if second else "attribute", child, calling[0].id)
    elif second:
        add_indirect_object(frame, child)
    elif first is not None and child.lower_ in FLOATING:
        return  # "carry 40 passengers each"
    elif speaks(frame.head) and child.lower_ in PROCLAUSES and child.tag_ != "WDT" and not judged:
        frame.put("content", child, noun_phrase(child), "clause.complement.pronoun")
    elif addressing and first is None:
        frame.add("recipient", child, addressing[0].id)
    else:
        frame.add("theme", child, "clause.object")
    add_light_noun(frame, child)


def keeps_from(verb: Token, gerund: Token) -> bool:
    """Whether a gerund on an object is what that is kept from: "stop boats from landing"."""
    return f"{verb.lemma_.lower()} {marker_of(gerund)}" in lexicon().negative_gerunds


def add_indirect_object(frame: Frame, child: Token) -> None:
    """Adds an indirect object: who gets the object of a verb of giving, else the object itself or its first words."""
    direct = next((c for c in frame.head.children if c.dep_ == "obj" and c.i > child.i), None)
    clause = any(c.dep_ == "ccomp" for c in frame.head.children)
    lemma = frame.head.lemma_.lower()
    rules = lexicon().giving.get(lemma) or lexicon().addressing.get(lemma)
    cut = (
        direct is not None
        and not rules
        and direct.left_edge.i == child.i + 1
        and (direct.left_edge.pos_ not in OPENERS or (direct.left_edge.pos_ == "NUM" and child.pos_ == "NOUN"))
    )
    governs = lemma in lexicon().addressing or (lemma in lexicon().giving and lemma in lexicon().reporting)
    alone = direct is None and not clause and not governs
    if lemma in lexicon().calling and direct is not None:  # "calls the plan a provocation"
        frame.add("theme", child, lexicon().calling[lemma][0].id)
    elif cut and direct is not None:  # one phrase that the parser cut in two: "grid operator REN"
        span = child.doc[child.left_edge.i : noun_phrase(direct).end]
        frame.put("theme", direct, span, "clause.object")
    elif alone or quantity_of(child) is not None or not (rules or clause or child.pos_ == "PRON"):
        frame.add("theme", child, "clause.object")
    else:
        frame.add("recipient", child, rules[0].id if rules else "clause.indirect_object")


def add_given_amount(frame: Frame, child: Token) -> None:
    """Adds an amount that the parser did not see as the second object: "paid two firms €40 million"."""
    if frame.head.lemma_.lower() in lexicon().giving:
        given = [a for a in frame.arguments if a.role == "theme" and a.rule == "clause.object" and a.head.i < child.i]
        for argument in given:
            frame.arguments[frame.arguments.index(argument)] = replace(argument, role="recipient")
    if not frame.covers(child.i):
        frame.add("theme", child, "role.amount")


def infinitive_after(noun: Token) -> Token | None:
    """Returns the infinitive that the parser hung on an object and that says what the verb is done for.

    A noun of power, plan or habit keeps its own: "the power to seize ships".
    """
    lex, lemma = lexicon(), noun.lemma_.lower()
    if lemma in lex.modal_nouns or lemma in lex.habits or lemma in lex.fitting:
        return None
    acl = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VB" and is_verbal(c))
    return next((c for c in acl if any(m.dep_ == "mark" and m.lower_ == "to" for m in c.lefts)), None)


def is_given(verb: Token, thing: Token, preposition: str, receivers: tuple[str, ...]) -> bool:
    """Whether a phrase is what a verb of giving gives to the object before it."""
    received = any(c.dep_ in receivers and c.i < thing.i for c in verb.children)
    return received and not preposition and verb.lemma_.lower() in lexicon().giving
