"""Repairs of predicates: verbs taken for nouns or participles, and verbs of saying taken for complements."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    crown,
    has_finite,
    has_subject,
    is_full,
    take_modifiers,
    words_of,
)

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis", "acl:relcl"})
QUOTES = frozenset({'"', "”", "''", "’", "»"})
#: So many words a main clause may begin before its subject.
OPENING = 12


@needs(relations=("nsubj", "nsubj:pass"), tags=("VBZ",))
def noun_read_as_verb(sentence: Span) -> None:
    """Mends "Three suspects are in custody": the subject of a finite verb is no verb."""
    for token in sentence:
        tag = {"VBZ": "NNS", "VBP": "NN"}.get(token.tag_, "")
        nominal = tag and token.dep_ in ("nsubj", "nsubj:pass") and has_finite(token.head)
        if nominal and token.i < token.head.i and tag in known_tags(token.lower_):
            token.relabel(tag=tag, pos="NOUN")
            for phrase in [c for c in token.rights if c.dep_ == "obl"]:
                phrase.relabel(relation="nmod")
            for child in [c for c in token.lefts if c.dep_ in SUBJECTS]:
                child.relabel(relation="nummod" if child.tag_ == "CD" else "compound")


def modifiers_on_verb(sentence: Span) -> None:
    """Mends "... were killed and a third wounded", "Norvent axes 14 routes": an article or noun hangs on a verb."""
    for token in sentence:
        finite = token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBD", "VBP", "VBN") and token.dep_ in CLAUSES
        counted = token.tag_ != "VBN" and any(c.dep_ == "nummod" and c.tag_ == "CD" for c in token.lefts)
        if finite and (counted or any(c.dep_ in ("det", "compound") for c in token.lefts)):
            take_modifiers(token)


@needs(relations=("conj",), tags=("VBN", "VBD"))
def passive_after_passive(sentence: Span) -> None:
    """Mends "Two were killed and nine hurt", "were held and later expelled": the second verb shares the auxiliary."""
    for token in sentence:
        if token.dep_ != "conj" or token.tag_ not in ("VBN", "VBD"):
            continue
        first = token.head
        while first.dep_ == "conj" and first.tag_ == "VBN" and not any(c.dep_ == "aux:pass" for c in first.lefts):
            first = first.head
        if not any(c.dep_ == "aux:pass" for c in first.lefts):
            continue
        if token.tag_ == "VBD" and not has_subject(token) and any(c.dep_ == "obl:agent" for c in token.rights):
            token.relabel(tag="VBN")  # "must be registered and audited by a bank"
        told = any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in token.rights)
        lacking = told and not any(c.dep_ in ("obj", "iobj") for c in token.rights)
        if token.tag_ == "VBD" and lacking and not has_subject(token) and token.lemma_ in words_of("parse.made_to"):
            token.relabel(tag="VBN")  # "was given a suspended sentence and ordered to work"
        if token.lemma_ not in words_of("parse.gapped"):
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        alone = not any(c.dep_ in ("obj", "ccomp", "xcomp") or c.dep_.startswith("aux") for c in token.children)
        if subject is None and alone and first.tag_ == "VBN":
            token.relabel(tag="VBN")
        if subject is not None and alone and (subject.tag_ == "CD" or any(c.tag_ == "CD" for c in subject.lefts)):
            subject.relabel(relation="nsubj:pass")
            token.relabel(tag="VBN")


def main_verb_read_as_participle(sentence: Span) -> None:
    """Mends "The firm, which fell, denied hiding its debts.": a full sentence with a noun at its root lost its verb."""
    root = sentence.root
    nominal = root.pos_ in ("NOUN", "PROPN", "ADJ", "PRON") and root.i <= sentence.start + OPENING
    if not nominal or has_finite(root) or has_subject(root) or not is_full(sentence, (".", "!")):
        return
    relations = ("acl", "parataxis", "appos", "advcl", "xcomp")
    inner = [c for r in root.rights if r.dep_ == "acl:relcl" for c in r.rights if c.nbor(-1).text == ","]
    inner += [c for r in root.rights if r.dep_ == "nmod" for c in r.rights if c.dep_ == "acl"]
    after = (c for r in root.rights if r.dep_ == "acl" and r.tag_ == "VB" for c in r.rights if c.tag_ == "VBD")
    verb = next((c for c in (*root.rights, *inner, *after) if c.dep_ in relations and may_be_main(c)), None)
    if verb is not None:
        deeper = (c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and c.tag_ in ("VBD", "VBZ"))
        if verb.tag_ == "VBN":
            verb = next((c for c in deeper if not has_subject(c) and not c.nbor(-1).is_punct), verb)
        crown(verb)
        if verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "aux:pass") for c in verb.lefts):
            verb.relabel(tag="VBD")


def may_be_main(token: Token) -> bool:
    """Whether a token without subject may be a main verb: it has a finite auxiliary, or is a past with a complement."""
    if any(c.dep_ in SUBJECTS | {"mark", "case"} for c in token.lefts) or token.pos_ not in ("VERB", "ADJ", "NOUN"):
        return False
    if has_finite(token):
        return True
    known = known_tags(token.lower_)
    if token.tag_ == "VBN" and ("VBD" in known or (not known and token.lower_.endswith("ed"))):
        takes = any(c.dep_ in ("obj", "ccomp", "xcomp") and c.i > token.i for c in token.children)
        takes = takes or any(c.dep_ == "conj" and c.tag_ in ("VBD", "VBZ") for c in token.rights)  # "listed and came"
        takes = takes or any(c.tag_ == "TO" and c.i == token.i + 1 for r in token.rights for c in r.lefts)  # "used to"
        return takes or any(c.dep_ == "advcl" and c.tag_ == "VBG" and c.i == token.i + 1 for c in token.rights)
    return token.tag_ == "VBD" and not any(c.dep_ == "obl:agent" for c in token.children)


@needs(relations=("acl",), tags=("VBN", "VBD"))
def cue_read_as_participle(sentence: Span) -> None:
    """Mends "..., the ministry announced on Wednesday.": a participle after a noun has no subject of its own."""
    for token in sentence:
        if (
            token.dep_ != "acl"
            or token.tag_ not in ("VBN", "VBD")
            or any(c.dep_.startswith("aux") for c in token.lefts)
        ):
            continue
        subject = next(
            (c for c in token.lefts if c.dep_ in ("nsubj", "nsubj:pass") and c.tag_ not in ("WDT", "WP")), None
        )
        if subject is not None and subject.left_edge.i > sentence.start and subject.left_edge.nbor(-1).is_punct:
            subject.relabel(relation="nsubj")
            token.relabel(tag="VBD")
            attach(token, sentence.root, "parataxis")


@needs(*QUOTES, relations=("ccomp",))
def cue_read_as_complement(sentence: Span) -> None:
    """Mends "...," Benning told reporters.: a clause set off by a comma or closing quote says who speaks, not what."""
    for token in sentence:
        if token.dep_ != "ccomp" or token.i < token.head.i or not has_subject(token):
            continue
        opening = sentence.doc[token.left_edge.i]
        while opening.is_punct and opening.i < token.i:
            opening = opening.nbor(1)
        before = opening.nbor(-1) if opening.i > sentence.start else opening
        marked = any(c.dep_ == "mark" for c in token.lefts)
        if before.text in QUOTES and before.nbor(-1).is_punct and not marked and opening.i > token.head.i + 1:
            token.relabel(relation="parataxis")
