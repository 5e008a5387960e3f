"""Repairs of sentences whose main verb the parser took for something else, so that they have none."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repair_tree import (
    attach,
    crown,
    has_finite,
    has_subject,
    is_full,
    make_verb,
    rise_over,
    take_modifiers,
    words_of,
)

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
        active = token.tag_ == "VBD" or (token.tag_ == "VBN" and token.lemma_ in words_of("parse.intransitive"))
        bare = active and not list(token.lefts)
        helped = has_finite(token) and all(c.dep_ in ("aux", "aux:pass", "advmod") for c in token.lefts)
        inside = token.dep_ in ("acl", "xcomp", "ccomp") and token.i > root.i and (bare or helped)
        if inside and (helped or not any(c.dep_ == "obl:agent" for c in token.children)):
            crown(token)
            for mark in [c for c in root.rights if c.dep_ == "punct" and c.i > token.i]:
                attach(mark, token, "punct")
            return


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


def participle_as_subject(sentence: Span) -> None:
    """Mends "Talks mediated by the ministry broke down", where "mediated" is the subject: the talks are."""
    for token in sentence:
        if token.dep_ != "csubj" or token.tag_ not in ("VBN", "VBD"):
            continue
        subject = next((c for c in token.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is not None and not any(
            c.dep_.startswith("aux") or c.dep_ in ("mark", "cop") for c in token.children
        ):
            verb = token.head
            passive = any(c.dep_ == "aux:pass" for c in verb.lefts)
            attach(subject, verb, "nsubj:pass" if passive else "nsubj")
            attach(token, subject, "acl")
            token.tag_ = "VBN"


def noun_with_object(sentence: Span) -> None:
    """Mends "is costing exporters $50 million", where "costing" is a noun: it has an auxiliary and an object."""
    for token in sentence:
        gerund = token.tag_ == "NN" and token.lower_.endswith("ing")
        if gerund and any(c.dep_ == "aux" and c.lemma_ == "be" for c in token.lefts):
            make_verb(token, "VBG")


def between_cut_short(sentence: Span) -> None:
    """Mends "Dialogue between the junta and the opposition has stalled": "between" has two sides."""
    for token in sentence:
        first = token.head
        if token.lower_ != "between" or token.dep_ != "case" or first.dep_ != "nmod" or first.head.pos_ != "NOUN":
            continue
        noun = first.head
        verb = next((c for c in noun.rights if c.dep_ == "conj" and c.i > first.i and has_subject(c)), None)
        if verb is None or any(c.dep_ == "conj" for c in first.rights):
            continue
        second = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        joint = next((c for c in verb.lefts if c.dep_ == "cc" and c.lower_ == "and"), None)
        if second is None or joint is None or joint.i != first.right_edge.i + 1 or second.left_edge.i != joint.i + 1:
            continue
        rise_over(verb, noun, second.dep_)
        attach(second, first, "conj")
        attach(joint, second, "cc")
        return


def gerund_with_owner(sentence: Span) -> None:
    """Mends "raised its holding in the bank", where "holding" is a verb: what is owned is a noun."""
    for token in sentence:
        owned = token.tag_ == "VBG" and token.dep_ in ("obj", "nsubj", "obl") and "NN" in known_tags(token.lower_)
        if owned and any(c.dep_ in ("nmod:poss", "det", "amod") for c in token.lefts) and not has_object(token):
            token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
            for child in token.rights:
                if child.dep_ == "obl":
                    child.dep_ = "nmod"


def has_object(token: Token) -> bool:
    return any(c.dep_ in ("obj", "ccomp", "xcomp") for c in token.rights)


def noun_read_as_complement(sentence: Span) -> None:
    """Mends "sold its insurance arm to a rival", where "arm" is a verb: a complement without "to" is not finite."""
    for token in sentence:
        finite = token.tag_ in ("VBP", "VB") and token.dep_ in ("xcomp", "ccomp")
        if not (finite or (token.tag_ == "VBN" and token.dep_ == "advcl")) or has_subject(token):
            continue
        noun = token.nbor(-1) if token.i > sentence.start else token
        if noun.dep_ != "obj" or noun.head != token.head or "NN" not in known_tags(token.lower_):
            continue
        if any(c.dep_ == "obj" for c in token.rights):
            continue  # "made the widow sell her boat"
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
