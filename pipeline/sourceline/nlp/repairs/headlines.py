"""Repairs of headlines, which leave out "be" and articles: "Minister charged over fire"."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import SUBJECTS, attach, crown, is_full, words_of

OBJECTS = ("obj", "iobj")


@needs(tags=("VBD",))
def participle_read_as_past(sentence: Span) -> None:
    """Mends "Lumo fined £12m for selling loans", where Lumo fines: there the verb would have an object."""
    verb = sentence.root
    if verb.tag_ != "VBD" or is_full(sentence) or verb.lemma_.lower() not in words_of("parse.headline_passive"):
        return
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    objects = [c for c in verb.rights if c.dep_ in OBJECTS or (c.dep_ in ("ccomp", "xcomp") and c.tag_ != "VB")]
    if subject is None or any(c.dep_ == "aux" for c in verb.lefts):
        return
    if all(is_sum_or_post(verb, thing) for thing in objects):
        verb.relabel(tag="VBN")
        subject.relabel(relation="nsubj:pass")
        for thing in objects:
            thing.relabel(relation="obj" if thing.pos_ in ("SYM", "NUM") else "xcomp")


def is_sum_or_post(verb: Token, thing: Token) -> bool:
    """Whether a verb can be passive with such an object: "fined £12m", "named head of the agency"."""
    if verb.lemma_.lower() in ("fine", "award"):
        return thing.pos_ == "SYM" or thing.tag_ == "CD"
    bare = thing.tag_ == "NN" and not any(c.dep_ in ("det", "nmod:poss") for c in thing.lefts)
    return bare and verb.lemma_.lower() in ("name", "appoint", "elect", "crown")


@needs(tags=("VBP", "VB"))
def last_noun_read_as_verb(sentence: Span) -> None:
    """Mends "No one found in Andes crash", where no one crashes: the last word heads the phrase before it."""
    noun = sentence.root
    if noun.tag_ not in ("VBP", "VB") or is_full(sentence) or "NN" not in known_tags(noun.lower_):
        return
    before = noun.nbor(-1) if noun.i > sentence.start else noun
    participle = before.head
    subject = participle.head
    after = any(not c.is_punct and not c.is_space for c in noun.rights)
    if after or before.dep_ != "obl" or participle.dep_ != "acl" or participle.tag_ not in ("VBN", "VBD"):
        return
    if subject.dep_ == "nsubj" and subject.head == noun and before.pos_ in ("NOUN", "PROPN") and before.tag_ != "NNS":
        crown(participle, "obl")
        attach(subject, participle, "nsubj:pass")
        for case in [c for c in before.lefts if c.dep_ == "case"]:
            attach(case, noun, "case")
        attach(before, noun, "compound")
        participle.relabel(tag="VBN")
        noun.relabel(tag="NN", pos="NOUN")


@needs(":")
def label_read_as_subject(sentence: Span) -> None:
    """Mends "Poll: voters want a tunnel": what stands before a colon is a label and no second subject."""
    for token in sentence:
        if token.dep_ not in SUBJECTS or not any(c.dep_ in SUBJECTS and c.i > token.i for c in token.head.lefts):
            continue
        after = sentence.doc[token.right_edge.i + 1] if token.right_edge.i + 1 < sentence.end else token
        if ":" in (after.text, token.right_edge.text):
            token.relabel(relation="dislocated")
