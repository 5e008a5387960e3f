"""Repairs of the small words around verbs: adverbs, particles and prepositions that the parser hung on a noun."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span
from sourceline.nlp.repair_tree import attach, crown, has_finite, has_subject, make_verb, words_of

OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
WAYS = frozenset({"back", "home", "abroad", "away", "off", "out", "onto", "overseas", "up", "down"})


def adjective_read_as_predicate(sentence: Span) -> None:
    """Mends "The court sided with the airline": without a copula an adjective that can be a past tense is one."""
    for token in sentence:
        clause = token.dep_ in ("ROOT", "conj", "ccomp", "parataxis", "acl:relcl") and token.tag_ in ("JJ", "NN")
        bare = not any(c.dep_ in ("cop", "aux", "det", "amod", "nummod") for c in token.children)
        if clause and bare and has_subject(token) and not has_finite(token) and "VBD" in known_tags(token.lower_):
            make_verb(token, "VBD")


def plural_with_subject(sentence: Span) -> None:
    """Mends "The director steps up": a plural that has a subject and no copula is a verb."""
    for token in sentence:
        subject = next((c for c in token.lefts if c.dep_ == "nsubj" and c.right_edge.i == token.i - 1), None)
        if token.tag_ != "NNS" or subject is None or has_finite(token) or "VBZ" not in known_tags(token.lower_):
            continue
        make_verb(token, "VBZ")
        for child in token.rights:
            if child.dep_ == "nmod":
                child.dep_ = "obl"
            elif child.dep_ == "acl" and any(c.tag_ == "TO" for c in child.lefts):
                child.dep_ = "advcl"


def whether_or_not(sentence: Span) -> None:
    """Mends "whether or not the talks fail", where "not" negates what follows: the three words are one."""
    for token in sentence:
        if token.lower_ == "not" and token.i >= sentence.start + 2 and token.nbor(-1).lower_ == "or":
            whether = token.nbor(-2)
            if whether.lower_ == "whether" and not list(token.children):
                attach(token.nbor(-1), whether, "fixed")
                attach(token, whether, "fixed")


def way_on_object(sentence: Span) -> None:
    """Mends "shipped the two brothers back to Romania", where "back" hangs on the brothers."""
    for token in sentence:
        noun = token.head
        if token.dep_ != "advmod" or token.lower_ not in WAYS or noun.dep_ not in OBJECTS or token.i < noun.i:
            continue
        verb = noun.head
        if verb.pos_ == "VERB" and verb.i < noun.i and token.i == noun.i + 1:
            attach(token, verb, "advmod")
            for child in [c for c in (*token.rights, *noun.rights) if c.dep_ in ("obl", "nmod") and c.i > token.i]:
                attach(child, verb, "obl")


def particle_read_as_preposition(sentence: Span) -> None:
    """Mends "brought in Nina Roth as director": a verb that must have an object has it after its particle."""
    for token in sentence:
        noun, verb = token.head, token.head.head
        if token.dep_ != "case" or token.lower_ != "in" or noun.dep_ != "obl" or token.i != verb.i + 1:
            continue
        transitive = verb.lemma_.lower() in words_of("parse.particle_in") and verb.pos_ == "VERB"
        passive = any(c.dep_ == "aux:pass" for c in verb.lefts) or verb.dep_ == "acl"
        if transitive and not passive and not any(c.dep_ in OBJECTS for c in verb.children):
            token.tag_ = "RP"
            attach(token, verb, "compound:prt")
            noun.dep_ = "obj"


def as_on_object(sentence: Span) -> None:
    """Mends "joined the bank as finance director": only nouns of office have such an "as" of their own."""
    for token in sentence:
        noun = token.head
        as_phrase = token.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ == "as" for c in token.lefts)
        on_object = noun.dep_ in OBJECTS and noun.head.pos_ == "VERB" and token.i > noun.i > noun.head.i
        if as_phrase and on_object and noun.lemma_.lower() not in words_of("parse.own_as"):
            attach(token, noun.head, "obl")


def cause_on_object(sentence: Span) -> None:
    """Mends "cancelled 300 flights because of the fog", where the fog describes the flights."""
    for token in sentence:
        cases = [c.lower_ for c in token.lefts if c.dep_ == "case"]
        noun = token.head
        if (
            token.dep_ == "nmod"
            and noun.dep_ in (*OBJECTS, "obl")
            and noun.head.pos_ == "VERB"
            and noun.head.i < token.i
        ):
            told = "about" in cases[:1] and noun.head.lemma_.lower() in words_of("parse.about")
            if told or (cases and cases[0] in ("because", "despite", "amid")):
                attach(token, noun.head, "obl")


def object_of_adjective(sentence: Span) -> None:
    """Mends "made public the list of pesticides": an adjective has no object, its verb has."""
    for token in sentence:
        adjective = token.head
        if token.dep_ == "obj" and adjective.tag_ == "JJ" and adjective.dep_ == "xcomp" and token.i > adjective.i:
            attach(token, adjective.head, "obj")


def noun_before_participle(sentence: Span) -> None:
    """Mends "Under a ceasefire agreed in June, both armies ...": a participle describes what is right before it."""
    for token in sentence:
        if token.tag_ != "VBN" or token.dep_ != "advcl" or has_subject(token):
            continue
        noun = next(iter(token.lefts), None)
        if noun is None or noun.dep_ != "obl" or noun.right_edge.i != token.i - 1 or noun.pos_ != "NOUN":
            continue
        if any(c.dep_ == "case" for c in noun.lefts) and not any(c.dep_.startswith("aux") for c in token.children):
            outer = token.head
            attach(noun, outer, "obl")
            attach(token, noun, "acl")


def for_read_as_mark(sentence: Span) -> None:
    """Mends "A bid for the miner was rebuffed", where "for" opens a clause: it opens none with a finite verb."""
    for token in sentence:
        verb = token.head
        if token.dep_ != "mark" or token.lower_ != "for" or not has_finite(verb) or verb.dep_ != "acl":
            continue
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass") and c.i > token.i), None)
        noun = verb.head
        if subject is None or token.i != noun.i + 1 or subject.left_edge.i != token.i + 1:
            continue
        outer, relation, role = noun.head, noun.dep_, subject.dep_
        if relation == "ROOT":
            crown(verb, role)
        else:
            attach(verb, outer, relation)
            attach(noun, verb, role)
        noun.dep_ = role
        attach(subject, noun, "nmod")
        attach(token, subject, "case")
        for child in [c for c in noun.rights if c.dep_ == "punct" and c.i > verb.i]:
            attach(child, verb, "punct")
