"""Repairs of auxiliaries that were taken for verbs of their own: "did", "had" and "has" before what they help."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags, may_be_participle
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.hidden import CLAUSES, FINITE, helpers
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import SUBJECTS, hang, has_subject, make_verb, take_modifiers, words_of


@needs(relations=("aux", "aux:pass"))
def subject_on_auxiliary(sentence: Span) -> None:
    """Mends "The number has more than halved", "Nor has it repaid": what hangs on "has" is the verb's."""
    for auxiliary in sentence:
        if auxiliary.dep_ not in ("aux", "aux:pass"):
            continue
        for child in [c for c in auxiliary.children if c.dep_ in SUBJECTS or c.dep_ == "cc"]:
            hang(child, auxiliary.head, child.dep_)


@needs("neither", "nor")
def neither_before_auxiliary(sentence: Span) -> None:
    """Mends "Neither did the minister apologise", where neither of two did: before an auxiliary it denies the verb."""
    for token in sentence[:-1]:
        helper = token.nbor(1)
        verb = helper.head
        if token.lower_ not in ("neither", "nor") or helper.dep_ not in ("aux", "aux:pass", "cop") or verb.i < token.i:
            continue
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c != token), None)
        if subject is not None and subject.i > helper.i and token.dep_ not in ("cc", "cc:preconj"):
            hang(token, verb, "cc")
            token.relabel(tag="CC", pos="CCONJ")


@needs("were", relations=("cop",))
def were_before_subject(sentence: Span) -> None:
    """Mends "would reopen sooner were the unions to agree", where something is the unions."""
    for were in sentence:
        noun = were.head
        if were.lower_ != "were" or were.dep_ != "cop" or (noun.left_edge.i < were.i - 1 and noun.dep_ != "ROOT"):
            continue
        verb = next((c for c in noun.rights if c.dep_ == "acl" and any(m.tag_ == "TO" for m in c.lefts)), None)
        before = (t for t in reversed(sentence.doc[sentence.start : were.i]) if any(c.tag_ == "MD" for c in t.lefts))
        main = next(before, None)
        own_subject = any(c.dep_ in SUBJECTS and c.i < were.i and c != main for c in noun.lefts)
        if verb is None or main is None or own_subject or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        rest = [c for c in noun.children if c not in (were, verb, main) and (c.i < were.i or c.is_punct)]
        if noun.dep_ == "ROOT":
            hang(main, main, "ROOT")
        hang(verb, main, "advcl")
        hang(noun, verb, "nsubj")
        hang(were, verb, "aux")
        for child in rest:
            child.hang_on(main)


def verb_after_did(sentence: Span) -> None:
    """Mends "Only then did the officer fire" and "nor did he find any": before noun and verb, "did" is an auxiliary."""
    for did in sentence:
        if did.lemma_ != "do" or did.tag_ not in FINITE or did.dep_ == "aux" or did.i + 1 == sentence.end:
            continue
        after_phrase = any(c.dep_ in ("mark", "case") for c in did.lefts)  # "only after three warnings did ..."
        if any(c.dep_ == "nsubj" for c in did.lefts) and not after_phrase:
            continue
        bare = (c for c in did.rights if c.tag_ == "VB" and c.dep_ in CLAUSES and not helpers(c))
        verb = next((c for c in bare if not any(m.dep_ in ("mark", "case") for m in c.lefts)), None)
        opening = next((t for t in sentence if not t.is_punct), sentence[0])
        if verb is None and opening.lower_ in words_of("parse.inverting"):
            nouns = (c for c in did.rights if c.dep_ == "obj" and c.pos_ == "NOUN" and "VB" in known_tags(c.lower_))
            verb = next((n for n in nouns if any(c.dep_ == "compound" and c.i == n.i - 1 for c in n.lefts)), None)
        if verb is not None:
            take_place(verb, did, "VB")


def take_place(verb: Token, did: Token, tag: str) -> None:
    """Hangs "did" or "has" on the verb that it is the auxiliary of, with all that hung on it."""
    outer, relation, children = did.head, did.dep_, [c for c in did.children if c != verb]
    hang(verb, *((verb, "ROOT") if outer == did else (outer, relation)))
    make_verb(verb, tag)
    take_modifiers(verb)
    for child in children:
        child.hang_on(verb)
        if child.dep_ in SUBJECTS and tag == "VB":
            child.relabel(relation="obl")
            mark = next((c for c in children if c.dep_ == "mark" and c.i < child.i), None)
            if mark is not None:  # "only after three warnings did ..."
                hang(mark, child, "case")
        elif child.dep_ in ("obj", "iobj") and child.i < verb.i and not has_subject(verb):
            child.relabel(relation="nsubj")
    hang(did, verb, "aux")
    did.relabel(pos="AUX")


@needs("have", "having", relations=("amod",), tags=("VBN",))
def perfect_read_as_having(sentence: Span) -> None:
    """Mends "seem to have hunted seals", where they have seals that are hunted."""
    for verb in sentence:
        noun, have = verb.head, verb.head.head
        if verb.dep_ != "amod" or verb.tag_ != "VBN" or noun.dep_ != "obj" or have.lower_ not in ("have", "having"):
            continue
        outer, relation = (have.head, have.dep_) if have.head != have else (verb, "ROOT")
        raised = have.tag_ == "VB" and outer.lemma_.lower() in words_of("parse.raising")
        modal = any(c.tag_ == "MD" for c in have.lefts) and "JJ" not in known_tags(verb.lower_)
        raised = raised or modal  # "may have breached rules", but not "may have limited effects"
        if verb.i != have.i + 1 or not (raised or have.tag_ == "VBG"):
            continue
        children = [c for c in have.children if c not in (noun, verb)]
        hang(verb, outer, relation)
        hang(noun, verb, "obj")
        hang(have, verb, "aux")
        have.relabel(pos="AUX")
        make_verb(verb, "VBN")
        for child in children:
            child.hang_on(verb)


@needs(relations=("conj",), tags=("VBD",))
def participle_read_as_past(sentence: Span) -> None:
    """Mends "must have passed a test and paid": what "must have" helps first, it helps again."""
    for verb in sentence:
        first = verb.head
        joined = verb.dep_ == "conj" and verb.tag_ == "VBD" and first.tag_ == "VBN" and may_be_participle(verb.lower_)
        if joined and not has_subject(verb) and any(c.tag_ == "MD" for c in first.lefts):
            verb.relabel(tag="VBN")
