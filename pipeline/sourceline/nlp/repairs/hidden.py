"""Repairs of verbs hidden in a noun phrase: a part of speech that its company does not allow."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags, may_be_participle
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    OF_NOUNS,
    SUBJECTS,
    hang,
    has_subject,
    make_verb,
    take_modifiers,
    words_of,
)

FINITE = ("VBZ", "VBP", "VBD")
CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "parataxis", "acl:relcl", "acl", "xcomp", "csubj"})
SUBORDINATORS = frozenset({"that", "whether", "if", "unless", "because", "although", "though"})


def helpers(token: Token) -> list[Token]:
    return [c for c in token.lefts if c.dep_ in ("aux", "aux:pass", "cop")]


def verb_tag(token: Token) -> str | None:
    """Returns the tag that a form has as the verb of its clause, by its auxiliary; None where it can be no verb."""
    known, first = known_tags(token.lower_), next((c for c in token.lefts if c.dep_ == "aux"), None)
    if first is not None and (first.tag_ == "MD" or first.lemma_ == "do"):
        return "VB" if "VB" in known else None
    if first is not None and first.lemma_ == "be" and token.tag_ == "VBG":
        return "VBG"
    if first is not None and first.lemma_ == "have":
        return "VBN" if may_be_participle(token.lower_) else None
    return next((tag for tag in FINITE if tag in known), None) if first is None else None


@needs(relations=("amod", "compound"))
def verb_in_noun_phrase(sentence: Span) -> None:
    """Mends "The coach allegedly shouted abuse", where the verb is an adjective of its object."""
    for token in sentence:
        noun = token.head
        if token.dep_ not in ("amod", "compound") or not token.i < noun.i or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        if noun.dep_ in SUBJECTS or any(c.dep_ == "cop" or (c.dep_ == "case" and c.i < token.i) for c in noun.children):
            continue
        tag = verb_tag(token) or ("VBN" if any(c.lemma_ == "have" for c in noun.lefts if c.dep_ == "aux") else None)
        joined = token.nbor(1).text == "-" or (token.i > sentence.start and token.nbor(-1).text == "-")
        if tag is not None and not joined and is_hidden(token, noun):
            lift(token, noun, tag)


def is_hidden(token: Token, noun: Token) -> bool:
    """Whether the company of a modifier shows that it is the verb and the noun its object."""
    if known_tags(token.lower_) == {"VBZ"} and token.i > token.sent.start and token.nbor(-1).tag_ in ("NN", "NNP"):
        return True  # "the treaty obliges members"
    own = any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in token.lefts)
    of_noun = any(c.dep_ in ("nsubj", "nsubj:pass", "aux") and c.i < token.i for c in noun.lefts)
    verbal = token.tag_.startswith("VB") or own
    marked = any(c.dep_ == "mark" and c.lower_ in SUBORDINATORS for c in noun.lefts)
    before = token.nbor(-1) if token.i > token.sent.start else token
    compound = before.dep_ in ("compound", "amod") and before.head == token
    beside = before.dep_ in ("compound", "amod", "nmod:poss") and before.head in (token, noun)
    if (own or (of_noun and verbal)) or (marked and beside and token.tag_ in ("VBZ", "NNS", "VBD", "VBN")):
        return True
    full = noun.dep_ == "ROOT" and noun.sent.text.rstrip(" \n\"'”’)").endswith(".")
    verbless = full and not any(t.tag_ in (*FINITE, "MD") for t in noun.sent if t != token)
    return verbless and compound and token.tag_ in ("VBN", "VBD")


@needs("to")
def infinitive_read_as_noun(sentence: Span) -> None:
    """Mends "offered to mediate" and "hired to guard": after a verb that takes infinitives, "to" opens one."""
    for token in sentence[2:]:
        if token.tag_ not in ("NN", "JJ", "VBP"):
            continue
        to = token.nbor(-1)
        if to.lower_ != "to" or token.lower_ in words_of("parse.ordinals"):
            continue
        before, known = token.nbor(-2), known_tags(token.lower_)
        if "VB" not in known:
            continue
        taken = before.lemma_.lower() in words_of("parse.takes_infinitive") and before.pos_ in ("VERB", "ADJ", "AUX")
        taken = taken or (before.pos_ == "NOUN" and before.lemma_.lower() in words_of("parse.noun_infinitive"))
        measured = (
            before.pos_ == "NOUN"
            and before.head.pos_ == "ADJ"
            and any(c.lower_ in ("too", "enough") for c in before.head.children)
        )
        if not (taken or measured) and known & {"NN", token.tag_}:
            continue
        noun = token.head if token.dep_ in ("compound", "amod") and token.i < token.head.i else None
        governor = before.head if measured else before
        if noun is not None and taken and to.head in (noun, token) and noun.nbor(-1) == token:
            hang(token, governor, "acl" if governor.pos_ == "NOUN" else "xcomp")
            hang(noun, token, "obj")
        elif token.dep_ not in CLAUSES:
            governor = governor if taken or measured else token.head
            hang(token, governor, "acl" if governor.pos_ == "NOUN" else "xcomp")
        make_verb(token, "VB")
        hang(to, token, "mark")
        to.relabel(tag="TO", pos="PART")


@needs(relations=("amod", "compound", "acl", "xcomp"), tags=("VB",))
def infinitive_in_noun_phrase(sentence: Span) -> None:
    """Mends "requires the firm to supply gas", where the firm requires something to a kind of gas."""
    for token in sentence:
        if token.tag_ != "VB" or token.i == sentence.start:
            continue
        noun, to = token.head, token.nbor(-1)
        within = token.dep_ in ("amod", "compound", "acl", "xcomp") and token.i < noun.i and to.tag_ == "TO"
        if not within or noun.dep_ not in ("obl", "nmod") or to.head not in (noun, token):
            continue
        before = [c for c in noun.lefts if c.i < token.i and c != to]
        hang(token, noun.head, "acl" if noun.head.pos_ in ("NOUN", "PROPN") else "xcomp")
        hang(noun, token, "obj")
        hang(to, token, "mark")
        token.relabel(pos="VERB")
        for child in before:
            child.hang_on(token)


def lift(verb: Token, noun: Token, tag: str) -> None:
    """Puts a verb in the place of the noun that it modified; the noun is its object."""
    outer, relation, marked = noun.head, noun.dep_, any(c.dep_ == "mark" for c in noun.lefts)
    before = [c for c in noun.lefts if c.i < verb.i and c != verb]
    after = [c for c in noun.rights if c.dep_ == "punct" or c.dep_ in ("advcl", "parataxis")]
    if noun == outer:
        hang(verb, verb, "ROOT")
    else:
        hang(verb, outer, relation)
        if relation not in CLAUSES:
            verb.relabel(relation="acl" if outer.pos_ in ("NOUN", "PROPN") else "ccomp" if marked else "parataxis")
    hang(noun, verb, "obj")
    for child in (*before, *after):
        child.hang_on(verb)
    make_verb(verb, tag)
    take_modifiers(verb)


def noun_with_auxiliary(sentence: Span) -> None:
    """Mends "Should the levee break, ..." and "whether the drought breaks", where the verb is a noun."""
    for token in sentence:
        if token.tag_ not in ("NN", "NNS", "JJ", "JJR", "RB") or not token.lefts or token.dep_ in SUBJECTS:
            continue
        modal = any(c.dep_ == "aux" and (c.tag_ == "MD" or c.lemma_ == "do") for c in token.lefts)
        marks = [c for c in token.lefts if c.lower_ in SUBORDINATORS and (c.dep_ == "mark" or c.lower_ == "that")]
        if not (modal or marks) or any(c.dep_ == "cop" for c in token.children):
            continue
        group = [c for c in token.lefts if c.dep_ in OF_NOUNS]
        subject = group[-1] if group and group[-1].pos_ in ("NOUN", "PROPN", "PRON") else None
        tag = verb_tag(token) if modal else agreeing_tag(token, subject) if marks and subject is not None else None
        if tag is None or (subject is None and not has_subject(token)):
            continue
        make_verb(token, tag)
        take_modifiers(token)
        for mark in marks:
            mark.relabel(relation="mark", pos="SCONJ")
        if token.dep_ not in CLAUSES:
            condition = any(m.lower_ == "if" for m in marks)
            token.relabel(relation="acl" if token.head.pos_ == "NOUN" else "advcl" if condition else "ccomp")


def agreeing_tag(token: Token, subject: Token) -> str | None:
    """Returns the tag of a present that agrees with the noun before it: "drought breaks", "workers nap"."""
    known, plural = known_tags(token.lower_), subject.tag_ in ("NNS", "NNPS")
    plural = plural or (subject.tag_ == "NNP" and subject.text.endswith("s"))
    if subject.i != token.i - 1:
        return None
    if token.tag_ != "NNS" and not plural and "VBD" in known:
        return "VBD"  # "that the bassist quit"
    if token.tag_ == "NNS":
        return "VBZ" if "VBZ" in known and not plural else None
    demanded = any(c.lower_ == "that" for c in token.lefts) and token.head.lemma_ in words_of("parse.demand")
    return ("VB" if demanded else "VBP") if "VB" in known and (plural or demanded) else None


def verb_of_another_class(sentence: Span) -> None:
    """Mends what has the tag of a finite verb and the class of an adjective or noun: "but do not open embassies"."""
    for token in sentence:
        if token.dep_ not in CLAUSES or token.pos_ not in ("NOUN", "ADJ", "PROPN", "ADV"):
            continue
        verbal = token.tag_ in (*FINITE, "VBG") or (token.tag_ == "VB" and any(c.dep_ == "aux" for c in token.lefts))
        if verbal and not any(c.dep_ == "cop" for c in token.children):
            token.relabel(pos="VERB")
            take_modifiers(token)
