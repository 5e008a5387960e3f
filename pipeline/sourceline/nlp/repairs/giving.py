"""Repairs of verbs of giving, which have two objects: who gets something, and what."""

from __future__ import annotations

from sourceline.nlp.parsed import Span
from sourceline.nlp.people import is_party
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import attach, words_of

BARE = ("xcomp", "obl:unmarked", "nmod:unmarked")


@needs(relations=("appos",))
def name_read_for_object(sentence: Span) -> None:
    """Mends "spares the mayor, Ana Duarte, a vote", where a vote is a name of hers: it is what she is spared."""
    for noun in sentence:
        if noun.dep_ not in ("obj", "iobj") or noun.head.lemma_.lower() not in words_of("parse.giving"):
            continue
        names = [c for c in noun.subtree if c.dep_ == "appos" and c.head in (noun, *noun.rights)]
        for thing in names[1:]:
            if thing.pos_ == "NOUN" and any(c.dep_ == "det" for c in thing.lefts) and names[0].pos_ == "PROPN":
                noun.relabel(relation="iobj")
                attach(thing, noun.head, "obj")


@needs(relations=("iobj",))
def object_read_as_state(sentence: Span) -> None:
    """Mends "denied the firm a permit", "charged clients 3%", where what is given is no object."""
    for first in sentence:
        verb = first.head
        if first.dep_ != "iobj" or verb.i > first.i or any(c.dep_ == "obj" for c in verb.rights):
            continue
        after = (c for c in (*first.rights, *verb.rights) if c.i > first.i and c.dep_ in BARE)
        given = next((c for c in after if c.pos_ in ("NOUN", "NUM", "SYM")), None)
        opened = given is None or any(c.dep_ in ("case", "mark", "cop") for c in given.lefts)
        if given is not None and not opened and sentence.doc.layers["times"].at(given.i) is None:
            attach(given, verb, "obj")


@needs(relations=("compound",), tags=("NNS",))
def receiver_in_compound(sentence: Span) -> None:
    """Mends "offered passengers vouchers": no compound opens with a plural of people, so they get the vouchers."""
    for people in sentence:
        thing = people.head
        if people.dep_ != "compound" or people.tag_ != "NNS" or thing.dep_ != "obj" or thing.left_edge != people:
            continue
        if thing.head.lemma_.lower() in words_of("parse.giving") and is_party(people):
            attach(people, thing.head, "iobj")


@needs(relations=("obj", "xcomp"))
def person_before_post(sentence: Span) -> None:
    """Mends "named Idriss Benali prime minister", read as one phrase: nobody's name describes a post."""
    for token in sentence:
        verb = token.head
        if token.dep_ not in ("obj", "xcomp") or token.pos_ != "NOUN" or verb.lemma_ not in words_of("parse.naming"):
            continue
        names = [c for c in token.lefts if c.ent_type_ == "PERSON" and c.dep_ in ("compound", "flat", "nmod:desc")]
        if names and names[0].i == token.left_edge.i and verb.i == names[0].i - 1:
            attach(names[0], verb, "obj")
            for name in names[1:]:
                attach(name, names[0], "flat")
            token.relabel(relation="xcomp")
