"""Repairs of gerunds that were taken for nouns: "with the aim of training midwives", "kept ships from leaving"."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repair_tree import attach, hang, words_of

NOUNS = ("NN", "NNS")


def make_gerund(token: Token) -> None:
    token.tag_, token.pos_ = "VBG", "VERB"
    bases = [t for t in token.lefts if t.dep_ == "case"]
    for mark in bases:
        mark.dep_ = "mark"


def gerund_with_object(sentence: Span) -> None:
    """Mends "with a view to tapping purer water": a noun has no object."""
    for token in sentence:
        clausal = token.dep_ in ("acl", "advcl", "xcomp", "ccomp") and token.lower_.endswith("ing")
        if clausal and token.tag_ == "NN" and any(c.dep_ == "obj" and c.i > token.i for c in token.children):
            make_gerund(token)


def gerund_after_from(sentence: Span) -> None:
    """Mends "kept the ships from leaving", where the leaving is a thing."""
    for token in sentence:
        verb = token.head
        bare = token.tag_ == "NN" and token.dep_ == "obl" and "VBG" in known_tags(token.lower_)
        if not bare or token.nbor(-1).lower_ != "from" or verb.lemma_.lower() not in words_of("parse.kept_from"):
            continue
        make_gerund(token)
        token.dep_ = "advcl"


def gerund_after_of(sentence: Span) -> None:
    """Mends "the aim of training midwives", where the training is a kind of midwife."""
    for token in sentence:
        noun = token.head
        if token.dep_ not in ("compound", "amod") or noun.dep_ not in ("nmod", "obl") or token.i - 2 < sentence.start:
            continue
        if token.nbor(-1).lower_ != "of":
            continue
        before = token.nbor(-2)
        known = "VBG" in known_tags(token.lower_) and token.lower_.endswith("ing")
        if not known or noun.tag_ != "NNS" or before.lemma_.lower() not in words_of("parse.gerund_after"):
            continue
        case = token.nbor(-1)
        hang(token, before, "acl")
        hang(noun, token, "obj")
        attach(case, token, "mark")
        make_gerund(token)


def gerund_with_subject(sentence: Span) -> None:
    """Mends "the risk of the levee collapsing", where the levee is a kind of collapsing."""
    for token in sentence:
        if token.dep_ not in ("nmod", "obl") or token.tag_ != "VBG":
            continue
        subject = next((c for c in token.lefts if c.dep_ == "compound" and c.i == token.i - 1), None)
        if subject is None or token.head.lemma_.lower() not in words_of("parse.gerund_after"):
            continue
        group = [c for c in token.lefts if c != subject]
        outer, relation = token.head, token.dep_
        hang(subject, outer, relation)
        hang(token, subject, "acl")
        for child in group:
            child.hang_on(subject)
        token.pos_ = "VERB"


def gerund_alone(sentence: Span) -> None:
    """Mends "on the verge of resigning", "far from thawing", where the resigning is a thing."""
    for token in sentence[2:]:
        if token.dep_ not in ("nmod", "obl"):
            continue
        gerund = token.tag_ == "VBG" or (token.lower_.endswith("ing") and known_tags(token.lower_) <= {"VBG"})
        outer, case = token.head, token.nbor(-1)
        if not gerund or case.head != token or case.dep_ not in ("case", "mark"):
            continue
        listed = case.lower_ == "of" and outer.lemma_.lower() in words_of("parse.gerund_after")
        distant = case.lower_ == "from" and outer.lower_ == "far"
        if listed or distant:
            make_gerund(token)
            hang(token, outer.head if distant and outer.head != outer else outer, "advcl" if distant else "acl")
