"""Repairs of how clauses hang together: whose subject is whose, and what is a main verb."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags, may_be_participle
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    hang,
    has_finite,
    has_subject,
    is_full,
    make_verb,
    words_of,
)

PAST = ("VBN", "VBD")
TAKE_BARE = frozenset({"make", "let", "have", "help", "see", "hear", "watch", "feel"})  # an object and an infinitive


def helped(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "aux:pass", "cop") for c in verb.children)


@needs(relations=("nsubj:pass",))
def passive_without_auxiliary(sentence: Span) -> None:
    """Mends "As the ministry reported in June": outside headlines a finite verb without "be" is active."""
    for token in sentence:
        subject = next((c for c in token.lefts if c.dep_ == "nsubj:pass"), None) if token.tag_ in PAST else None
        if subject is None or helped(token) or "VBD" not in known_tags(token.lower_) or not is_full(sentence):
            continue
        if token.dep_ != "conj" and not any(c.dep_ == "obl:agent" for c in token.children):
            subject.relabel(relation="nsubj")
            token.relabel(tag="VBD")


@needs(relations=("obj", "iobj"))
def infinitive_on_object(sentence: Span) -> None:
    """Mends "told the crew to leave", where the infinitive hangs on the crew."""
    for token in sentence:
        if token.dep_ not in ("obj", "iobj") or token.i < token.head.i:
            continue
        if token.dep_ == "obj" and token.head.lemma_.lower() not in words_of("parse.object_infinitive"):
            continue
        done = (c for c in token.rights if c.dep_ == "acl" and c.tag_ in PAST and c.i == token.i + 1)
        if token.head.lemma_.lower() in words_of("parse.object_participle"):
            for participle in list(done)[:1]:  # "want the girders welded"
                participle.relabel(tag="VBN")
                attach(participle, token.head, "xcomp")
        described = (c for t in token.subtree for c in t.rights if c.dep_ in ("acl", "acl:relcl") and c.tag_ != "VB")
        told = [token, *described]  # "asked anyone who saw it to come", "expect the number of those living there to"
        hung = (c for t in told for c in t.rights if c.dep_ in (("acl",) if t == token else ("xcomp", "advcl")))
        hung = (c for c in hung if c.head == token or not keeps_infinitive(c.head, c))
        infinitives = [c for c in hung if any(m.tag_ == "TO" for m in c.lefts) and c.head.tag_ != "JJ"]
        for infinitive in infinitives[:1]:
            attach(infinitive, token.head, "xcomp")


def keeps_infinitive(verb: Token, infinitive: Token) -> bool:
    """Whether an infinitive is what its own verb takes: not "attempting the crossing | to fall"."""
    takes = verb.lemma_.lower() in words_of("parse.takes_infinitive")
    return takes and not any(c.dep_ == "obj" and c.i < infinitive.i for c in verb.rights)


@needs("provided", "providing", "assuming", "supposing")
def provided_read_as_participle(sentence: Span) -> None:
    """Mends "will be written off provided half of it is repaid": before a finite clause it is a subordinator."""
    for token in sentence:
        subject, clause = token.head, token.head.head
        named = token.dep_ in ("amod", "acl") and token.lower_ in ("provided", "providing", "assuming", "supposing")
        if named and token.i < subject.i and subject.dep_ in SUBJECTS and clause.dep_ == "advcl":
            attach(token, clause, "mark")
            token.relabel(tag="IN", pos="SCONJ")


@needs(relations=("aux:pass",))
def passive_read_as_adjective(sentence: Span) -> None:
    """Mends "Four people were relocated", where "relocated" is an adjective that has the auxiliary of a passive."""
    for token in sentence:
        verb = token.head
        adjective = verb.tag_ in ("JJ", "NN") or (verb.pos_ == "ADJ" and "JJ" not in known_tags(verb.lower_))
        if token.dep_ == "aux:pass" and adjective and may_be_participle(verb.lower_):
            make_verb(verb, "VBN")


@needs(relations=("xcomp",), tags=("RB",))
def adjective_read_as_adverb(sentence: Span) -> None:
    """Mends "becomes hard": what a verb needs to be complete is no adverb where it can be an adjective."""
    for token in sentence:
        if token.dep_ == "xcomp" and token.tag_ == "RB" and "JJ" in known_tags(token.lower_):
            token.relabel(tag="JJ", pos="ADJ")


@needs(tags=PAST)
def name_read_as_subject(sentence: Span) -> None:
    """Mends "A refugee named Omar Amin was flown to Rwanda", where Amin is flown and the refugee names something."""
    for named in sentence:
        if named.tag_ not in PAST or named.lemma_.lower() not in words_of("parse.named") or helped(named):
            continue
        if named.dep_ == "acl":  # both are subjects of one verb
            beside = (c for c in named.head.head.lefts if c.dep_ in SUBJECTS and c.left_edge.i == named.i + 1)
            for name in beside:
                attach(name, named, "xcomp")
            continue
        noun = next((c for c in named.lefts if c.dep_ in SUBJECTS and c.right_edge.i == named.i - 1), None)
        name = named.nbor(1) if named.i + 1 < sentence.end else named
        if noun is None or name.pos_ != "PROPN":
            continue
        last = name
        while last.i + 1 < sentence.end and last.nbor(1).pos_ == "PROPN":
            last = last.nbor(1)
        while name.head.pos_ == "PROPN" and named.i < name.head.i <= last.i:
            name = name.head
        after = next((t for t in sentence.doc[last.i + 1 : sentence.end] if t.pos_ != "ADV"), last)
        verb = after.head if after.dep_ in ("aux", "aux:pass", "cop") and after.head.i > after.i else after
        own = [c for c in verb.lefts if c.dep_ in SUBJECTS and c != name]
        if own or verb.i <= last.i or not (has_finite(verb) or verb.tag_ in ("VBD", "VBZ")) or verb.is_ancestor(named):
            continue
        before = [c for c in named.children if c not in (noun, verb, name) and (c.i < noun.i or c.i > verb.i)]
        hang(verb, *((verb, "ROOT") if named.head == named else (named.head, named.dep_)))
        hang(noun, verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.lefts) else "nsubj")
        hang(named, noun, "acl")
        hang(name, named, "xcomp")
        named.relabel(tag="VBN")
        for child in before:
            child.hang_on(verb)


@needs("who", "whom", relations=("acl:relcl", "ccomp"))
def relative_on_distant_noun(sentence: Span) -> None:
    """Mends "places where they can send migrants whom it seeks to deport": "whom" is said of who stands before it."""
    for clause in sentence:
        if clause.dep_ not in ("acl:relcl", "ccomp"):
            continue
        who = clause.doc[clause.left_edge.i]
        asked = clause.dep_ == "ccomp" and who.lower_ != "whom"
        if who.lower_ not in ("who", "whom") or who.i == sentence.start or asked:
            continue
        noun = who.nbor(-1)
        while noun.dep_ in ("flat", "compound") and noun.head.i < who.i:
            noun = noun.head
        people = noun.pos_ in ("NOUN", "PROPN") and noun.dep_ in ("obj", "nsubj", "nsubj:pass", "iobj")
        if people and noun != clause.head and clause.head.is_ancestor(noun):
            attach(clause, noun, "acl:relcl")


@needs("or", "and", "but", tags=("WP",))
def relative_joined_to_main(sentence: Span) -> None:
    """Mends "people who have no case or who cannot be moved": what "or who" opens is said of the same people."""
    for clause in sentence:
        if clause.dep_ != "conj" or clause.head.dep_ == "acl:relcl":
            continue
        who = next((c for c in clause.lefts if c.dep_ in SUBJECTS and c.tag_ == "WP"), None)
        if who is None or who.i == sentence.start:
            continue
        if who.nbor(-1).lower_ not in ("or", "and", "but"):
            continue
        before = [t for t in sentence.doc[sentence.start : who.i] if t.dep_ == "acl:relcl"]
        first = next((t for t in reversed(before) if any(c.tag_ == "WP" and c.dep_ in SUBJECTS for c in t.lefts)), None)
        if first is not None:
            attach(clause, first, "conj")
            continue
        noun = who.nbor(-2) if who.i - 2 > sentence.start else who
        while noun.dep_ in ("nmod", "amod", "compound", "flat", "conj") and noun.head.i < who.i:
            noun = noun.head  # "those with a record or who cannot be moved"
        if noun.pos_ in ("NOUN", "PROPN", "PRON", "DET") and noun.dep_ != "nmod":
            attach(clause, noun, "acl:relcl")


@needs("that", relations=("ccomp",))
def content_on_verb(sentence: Span) -> None:
    """Mends "issued a statement that its mine was safe": the clause is what the statement says."""
    for clause in sentence:
        if clause.dep_ != "ccomp":
            continue
        that = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
        if that is None or that.i == sentence.start:
            continue
        noun = that.nbor(-1)
        if noun.dep_ == "obj" and noun.head == clause.head and noun.lemma_.lower() in words_of("parse.content_noun"):
            attach(clause, noun, "acl")


@needs(relations=("conj",))
def phrase_past_conjunct(sentence: Span) -> None:
    """Mends "did not eat or sleep for two days", "the skill and nerve of the crew": what follows the second is its."""
    for second in sentence:
        if second.dep_ != "conj" or second.pos_ != second.head.pos_ or second.pos_ not in ("VERB", "NOUN"):
            continue
        relation = "obl" if second.pos_ == "VERB" else "nmod"
        if relation == "obl" and has_subject(second):
            continue
        for phrase in [c for c in second.head.rights if c.dep_ == relation and c.i > second.i]:
            if phrase.left_edge.i == second.right_edge.i + 1:
                attach(phrase, second, relation)


@needs(relations=("xcomp",), tags=("VBN",))
def state_read_as_passive(sentence: Span) -> None:
    """Mends "will remain closed": a participle after a verb that links names a state, and nothing that was done."""
    for token in sentence:
        if token.dep_ != "xcomp" or token.tag_ != "VBN" or token.head.lemma_.lower() not in words_of("parse.linking"):
            continue
        if not any(c.dep_ in ("mark", "obl:agent", "obj") or c.dep_.startswith("aux") for c in token.children):
            token.relabel(tag="JJ", pos="ADJ")


@needs(relations=("ccomp",), tags=("VBP", "VBZ", "VBD", "VB"))
def subject_read_as_object(sentence: Span) -> None:
    """Mends "to ensure all those in need get help", where those are ensured: a finite complement has a subject."""
    for clause in sentence:
        if clause.dep_ != "ccomp":
            continue
        finite = clause.tag_ in ("VBP", "VBZ", "VBD") or (clause.tag_ == "VB" and clause.head.lemma_ not in TAKE_BARE)
        if not finite or has_subject(clause) or any(c.dep_ == "mark" for c in clause.lefts):
            continue
        thing = next((c for c in clause.head.rights if c.dep_ == "obj" and c.i < clause.i), None)
        if thing is not None and thing.right_edge.i == clause.left_edge.i - 1:
            attach(thing, clause, "nsubj")


@needs(relations=("acl",), tags=("VBD",))
def past_read_after_noun(sentence: Span) -> None:
    """Mends "a ceasefire agreed in June", where "agreed" is a past tense: without a subject it describes the noun."""
    for token in sentence:
        bare = token.dep_ == "acl" and token.tag_ == "VBD" and may_be_participle(token.lower_)
        if bare and not any(c.dep_ in SUBJECTS or c.dep_ in ("mark", "aux") for c in token.lefts):
            token.relabel(tag="VBN")


@needs(relations=("acl", "acl:relcl"))
def content_read_as_relative(sentence: Span) -> None:
    """Mends "the claim that prices had doubled": what "that" opens is the content of the claim, if not its pronoun."""
    for token in sentence:
        if token.dep_ not in ("acl", "acl:relcl") or not has_subject(token):
            continue
        bare = token.dep_ == "acl:relcl" and token.left_edge.dep_ in SUBJECTS and token.left_edge.pos_ == "PRON"
        said = token.head.tag_ == "NNS" and token.head.lemma_.lower() in words_of("parse.content_noun")
        if bare and said and token.left_edge.tag_ == "PRP" and any(c.dep_ == "obj" for c in token.rights):
            token.relabel(relation="acl")  # "claims they took bribes"
        opening = (c for c in token.lefts if c.dep_ in ("mark", "dep") and c.tag_ == "IN")
        that = next((c for c in opening if c.lower_ == "that"), None)
        if that is not None:
            token.relabel(relation="acl")
            that.relabel(relation="mark")


@needs("that", relations=("acl",))
def relative_read_as_content(sentence: Span) -> None:
    """Mends "the costs that they had not expected": a verb left without its object has it in the noun before."""
    for verb in sentence:
        if verb.dep_ != "acl" or not has_subject(verb) or verb.lemma_.lower() not in words_of("parse.needs_object"):
            continue
        opening = verb.left_edge
        others = (c for c in verb.children if c != opening)
        left_open = not any(c.dep_ in ("obj", "ccomp", "xcomp", "aux:pass", "csubj") for c in others)
        if opening.lower_ == "that" and opening.head == verb and opening.i == verb.head.i + 1 and left_open:
            verb.relabel(relation="acl:relcl")
            opening.relabel(relation="obj", tag="WDT")


@needs(",", relations=("ccomp", "advcl", "parataxis"), tags=PAST)
def subject_taken_by_insertion(sentence: Span) -> None:
    """Mends "The spokesman, asked about the dam, said ...": what stands between commas describes the subject."""
    for verb in sentence:
        if verb.pos_ != "VERB" or not verb.lefts or has_subject(verb):
            continue
        for inner in [c for c in verb.lefts if c.dep_ in ("ccomp", "advcl", "parataxis") and c.tag_ in PAST]:
            subject = next((c for c in inner.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
            if subject is None or helped(inner) or any(c.dep_ == "mark" for c in inner.lefts):
                continue
            opened = "," in (subject.right_edge.text, sentence.doc[subject.right_edge.i + 1].text)
            last = inner.right_edge if inner.right_edge.is_punct else inner.right_edge.nbor(1)
            if opened and last.text == "," and last.i < verb.i:
                attach(subject, verb, "nsubj")
                attach(inner, subject, "acl")
                inner.relabel(tag="VBN")


@needs(relations=("conj",), tags=("VB", "VBP"))
def base_after_infinitive(sentence: Span) -> None:
    """Mends "promised to mend roads, plant trees and dig wells": a bare verb continues an infinitive and no past."""
    for token in sentence:
        first = token.head
        bare = token.dep_ == "conj" and token.tag_ in ("VB", "VBP") and token.lower_ == token.lemma_.lower()
        if not bare or first.tag_ not in ("VBD", "VBZ") or first.i > token.i or has_subject(token) or helped(token):
            continue
        between = sentence.doc[first.i + 1 : token.i]
        infinitives = [t for t in between if t.tag_ == "VB" and t.nbor(-1).tag_ == "TO" and first.is_ancestor(t)]
        if infinitives and not any(t.tag_ == "MD" for t in between):
            attach(token, infinitives[-1], "conj")
            token.relabel(tag="VB")
