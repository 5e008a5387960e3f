"""Repairs of sentences whose main verb the parser took for something else, so that they have none."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repair_tree import attach, crown, has_subject, is_full, make_verb, take_modifiers

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})
#: What follows a verb that was read as a noun: an object, a preposition, an adverb.
AFTER = frozenset({"DT", "IN", "TO", "CD", "PRP", "PRP$", "NNP", "NN", "NNS", "JJ", "RB", "RP", "$"})


def past_read_as_participle(sentence: Span) -> None:
    """Mends "Talks between the army and the rebels resumed.", where "resumed" describes the rebels."""
    root = sentence.root
    if (
        root.pos_ not in NOMINAL
        or not is_full(sentence)
        or has_subject(root)
        or any(is_finite(t) for t in root.children)
    ):
        return
    for token in root.subtree:
        past = token.tag_ == "VBD" and token.dep_ == "acl" and not list(token.lefts)
        if past and token.i > root.i and not any(c.dep_ == "obl:agent" for c in token.children):
            crown(token)
            for mark in [c for c in root.rights if c.dep_ == "punct" and c.i > token.i]:
                attach(mark, token, "punct")
            return


def verb_lost_among_nouns(sentence: Span) -> None:
    """Mends "The bank forecasts growth of 2%.", "The number of dead rose to 61.": a full sentence has a finite verb."""
    root = sentence.root
    if root.pos_ not in NOMINAL or not is_full(sentence) or any(is_finite(t) for t in sentence):
        return
    for token in sentence[1:-2]:
        before, after = token.nbor(-1), token.nbor(1)
        tag = {"NNS": "VBZ", "NN": "VBD", "JJ": "VBD"}.get(token.tag_, "")
        noun_before = before.tag_ in ("NN", "NNP", "NNS", "JJ") and (tag == "VBD" or before.tag_ in ("NN", "NNP"))
        if tag in known_tags(token.lower_) and noun_before and after.tag_ in AFTER and token.dep_ != "appos":
            raise_verb(token, tag, root)
            return


def is_finite(token: Token) -> bool:
    return token.tag_ in FINITE


def raise_verb(token: Token, tag: str, root: Token) -> None:
    """Makes a word the main verb of its sentence, what is before it its subject, and what is after it its own."""
    make_verb(token, tag)
    if token != root:
        crown_over(token, root)
    else:
        take_modifiers(token)
    for child in token.rights:
        if child.dep_ in ("conj", "appos", "dep", "nmod:unmarked", "flat") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            child.dep_ = "obj"
        elif child.dep_ == "nmod":
            child.dep_ = "obl"
        elif child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.lefts):
            child.dep_ = "xcomp"


def crown_over(verb: Token, root: Token) -> None:
    """Makes a verb the root in place of a noun before it, which is its subject, or after it, which is its object."""
    before = list(verb.lefts)
    if root.i > verb.i:  # all are one compound: "The bank forecasts growth"
        inner = [c for c in root.lefts if c.i < verb.i]
        crown(verb)
        root.dep_ = "obj"
        group = sorted([*before, *inner], key=lambda t: t.i)
    else:
        crown(verb)
        group = [c for c in before if c.i > root.i]
    if not group:
        return
    last = group[-1]
    for child in group[:-1]:
        attach(child, last, child.dep_)
    if root.i > verb.i:
        attach(last, verb, "nsubj")
    else:
        attach(last, root, "nmod")


def noun_read_as_complement(sentence: Span) -> None:
    """Mends "sold its insurance arm to a rival", where "arm" is a verb: a complement without "to" is not finite."""
    for token in sentence:
        noun = token.nbor(-1) if token.i > sentence.start else token
        wrong = token.tag_ in ("VBP", "VB") and token.dep_ in ("xcomp", "ccomp") and not has_subject(token)
        if not wrong or noun.dep_ != "obj" or noun.head != token.head or "NN" not in known_tags(token.lower_):
            continue
        if list(token.lefts) or not any(c.dep_ in ("det", "nmod:poss", "amod", "nummod") for c in noun.lefts):
            continue
        token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
        verb = token.head
        attach(token, verb, "obj")
        for child in list(noun.lefts):
            attach(child, token, child.dep_)
        attach(noun, token, "compound")
        for child in [c for c in token.rights if c.dep_ in ("obl", "advcl", "advmod", "obl:unmarked", "punct")]:
            attach(child, verb, child.dep_)


def verb_read_as_modifier(sentence: Span) -> None:
    """Mends "The city capped rent increases at 3%", where "capped" describes the rent: a modifier has no subject."""
    for token in sentence:
        noun = token.head
        second = noun.head
        if token.dep_ != "amod" or token.tag_ not in ("VBN", "VBD") or not any(c.dep_ == "nsubj" for c in token.lefts):
            continue
        if noun.dep_ != "nsubj" or second.tag_ != "VBZ" or second.i != noun.i + 1:
            continue
        if "NNS" not in known_tags(second.lower_) or second.dep_ != "ROOT":
            continue
        crown(token, "obj")
        token.tag_, token.pos_, second.tag_, second.pos_ = "VBD", "VERB", "NNS", "NOUN"
        attach(noun, second, "compound")
        for child in list(second.rights):
            attach(child, token, child.dep_)
