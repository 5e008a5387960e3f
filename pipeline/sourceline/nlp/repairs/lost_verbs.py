"""Repairs of sentences whose main verb the parser took for something else, so that they have none."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    attach,
    crown,
    is_full,
    make_verb,
    take_modifiers,
)

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})
#: What follows a verb that was read as a noun: an object, a preposition, an adverb.
AFTER = frozenset({"DT", "IN", "TO", "CD", "PRP", "PRP$", "NNP", "NN", "NNS", "JJ", "RB", "RP", "$"})


def verb_lost_among_nouns(sentence: Span) -> None:
    """Mends "The bank forecasts growth of 2%.", "The number of dead rose to 61.": a full sentence has a finite verb."""
    root = sentence.root
    if root.pos_ not in NOMINAL or any(is_finite(t) for t in sentence):
        return
    for token in sentence[1:-2]:
        before, after = token.nbor(-1), token.nbor(1)
        tag = {"NNS": "VBZ", "NN": "VBD", "JJ": "VBD"}.get(token.tag_, "")
        named = before.tag_ in ("NN", "NNP") or before.ent_type_ != ""
        noun_before = named or (tag == "VBD" and before.tag_ in ("NNS", "JJ"))
        if not is_full(sentence) and not (tag == "VBZ" and after.tag_ in ("CD", "$", "DT", "PRP$")):
            continue  # of a headline less is known, but no plural stands before a number
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
            child.relabel(relation="obj")
        elif child.dep_ == "nmod":
            child.relabel(relation="obl")
        elif child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.lefts):
            child.relabel(relation="xcomp")


def crown_over(verb: Token, root: Token) -> None:
    """Makes a verb the root in place of a noun before it, which is its subject, or after it, which is its object."""
    before = list(verb.lefts)
    if root.i > verb.i:  # all are one compound: "The bank forecasts growth"
        inner = [c for c in root.lefts if c.i < verb.i]
        crown(verb)
        root.relabel(relation="obj")
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


@needs(relations=("csubj",), tags=("VBN", "VBD", "JJ"))
def participle_as_subject(sentence: Span) -> None:
    """Mends "Talks mediated by the ministry broke down", where "mediated" is the subject: the talks are.

    So are the goods of "Goods worth less than $9 are exempt".
    """
    for token in sentence:
        if token.dep_ != "csubj" or token.tag_ not in ("VBN", "VBD", "JJ"):
            continue
        subject = next((c for c in token.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is not None and not any(
            c.dep_.startswith("aux") or c.dep_ in ("mark", "cop") for c in token.children
        ):
            verb = token.head
            passive = any(c.dep_ == "aux:pass" for c in verb.lefts)
            attach(subject, verb, "nsubj:pass" if passive else "nsubj")
            attach(token, subject, "amod" if token.tag_ == "JJ" else "acl")
            token.relabel(tag="JJ" if token.tag_ == "JJ" else "VBN")


@needs(relations=("obj", "nsubj", "obl"), tags=("VBG",))
def gerund_with_owner(sentence: Span) -> None:
    """Mends "raised its holding in the bank", where "holding" is a verb: what is owned is a noun."""
    for token in sentence:
        owned = token.tag_ == "VBG" and token.dep_ in ("obj", "nsubj", "obl") and "NN" in known_tags(token.lower_)
        if owned and any(c.dep_ in ("nmod:poss", "det", "amod") for c in token.lefts) and not has_object(token):
            token.relabel(tag="NN", pos="NOUN", lemma=token.lower_)
            for child in token.rights:
                if child.dep_ == "obl":
                    child.relabel(relation="nmod")


def has_object(token: Token) -> bool:
    return any(c.dep_ in ("obj", "ccomp", "xcomp") for c in token.rights)


@needs(relations=("cop",))
def state_read_as_phrase(sentence: Span) -> None:
    """Mends "spoke as Chad was in a state of calm": with a subject and a copula of its own, a phrase is a clause."""
    for token in sentence:
        if token.dep_ not in ("obl", "nmod") or token.head == token:
            continue
        relations = {c.dep_ for c in token.lefts}
        if "cop" in relations and "mark" in relations and relations & {"nsubj", "csubj"}:
            token.relabel(relation="advcl")
