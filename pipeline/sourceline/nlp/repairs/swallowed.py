"""Repairs of verbs and lists that a phrase before them swallowed: "A list seen by Norvent names nine banks"."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    OF_NOUNS,
    SUBJECTS,
    attach,
    crown,
    finite_of,
    first_word,
    has_finite,
    has_subject,
    is_after_comma,
    is_full,
    make_verb,
    rise_over,
    spans_of,
    words_of,
)

NOUNS = ("NOUN", "PROPN")
PRESENT = ("VBZ", "VBP")


@needs("by", relations=("obl:agent", "obl"), tags=("VBZ", "VBP"))
def verb_after_agent(sentence: Span) -> None:
    """Mends "A list seen by Norvent names nine banks", where Norvent's names saw it: no verb has a preposition."""
    for verb in sentence:
        participle = verb.head
        if verb.tag_ not in PRESENT or verb.dep_ not in ("obl:agent", "obl") or participle.dep_ != "acl":
            continue
        by = next((c for c in verb.lefts if c.dep_ == "case" and c.lower_ == "by"), None)
        words = [c for c in verb.lefts if by is not None and c.i > by.i and c.dep_ in OF_NOUNS | {"nsubj"}]
        if by is None or not words or not any(c.dep_ in ("obj", "ccomp", "xcomp", "obl") for c in verb.rights):
            continue
        take_clause(verb, participle.head)
        agent = words[-1]
        attach(agent, participle, "obl:agent")
        for word in (by, *words[:-1]):
            attach(word, agent, word.dep_)


@needs(relations=("acl",), tags=("VBN", "VBD"))
def past_after_object(sentence: Span) -> None:
    """Mends "A ferry carrying 200 people capsized", where the people are capsized: a sentence lost its verb."""
    for verb in sentence:
        thing = verb.head
        gerund, noun = thing.head, thing.head.head
        bare = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and verb.left_edge == verb and verb.i > thing.i
        if not bare or gerund.dep_ != "acl" or gerund.tag_ != "VBG" or thing.dep_ not in ("obj", "obl"):
            continue
        known = known_tags(verb.lower_)
        past = "VBD" in known or (not known and verb.lower_.endswith("ed"))
        lacking = noun.pos_ in NOUNS and not has_finite(noun) and not has_subject(noun)
        main = noun.dep_ in ("ccomp", "parataxis") or (noun.dep_ == "ROOT" and is_full(sentence))
        if past and lacking and main and not any(c.dep_ == "obl:agent" for c in verb.rights):
            take_clause(verb, noun)
            verb.relabel(tag="VBD")


def take_clause(verb: Token, noun: Token) -> None:
    """Makes a verb that describes a noun the one it is the subject of, with all that follows them."""
    rise_over(verb, noun, "nsubj")
    for child in [c for c in noun.rights if c.i > verb.i]:
        attach(child, verb, "parataxis" if child.dep_ == "appos" else child.dep_)


@needs("and", "or", relations=("parataxis",))
def list_read_as_remark(sentence: Span) -> None:
    """Mends "to bring jobs, a road and a clinic", where the road is a remark: the list goes on after its comma."""
    for noun in sentence:
        apart = noun.dep_ == "parataxis" and noun.pos_ in NOUNS and not has_finite(noun) and not has_subject(noun)
        opening = first_word(noun)
        if not apart or not is_after_comma(opening) or opening.i - 2 < sentence.start:
            continue
        listed = (c for c in noun.rights if c.dep_ == "conj" and c.pos_ in NOUNS)
        if not any(j.dep_ == "cc" for c in listed for j in c.lefts):
            continue
        last = opening.nbor(-2)
        thing = next((t for t in (last, *last.ancestors) if t.dep_ == "obj" and t.right_edge.i >= last.i), None)
        if thing is not None and thing.pos_ in NOUNS and thing.right_edge.i < opening.i:
            attach(noun, thing, "conj")


@needs("and", "or", relations=("amod", "compound"), tags=("VB", "JJ"))
def base_read_as_adjective(sentence: Span) -> None:
    """Mends "to shed jobs and close a plant", where it sheds a close plant: after "and" stands one more infinitive."""
    for base in sentence:
        noun = base.head
        headline = base.tag_ == "JJ" and "VB" in known_tags(base.lower_) and not is_full(sentence)
        if not (base.tag_ == "VB" or headline) or base.dep_ not in ("amod", "compound"):
            continue
        if noun.dep_ != "conj" or base.i > noun.i:
            continue
        joint = base.nbor(-1) if base.i > sentence.start else base
        verb = noun.head.head
        if joint.dep_ != "cc" or noun.head.dep_ != "obj" or verb.tag_ != "VB" or first_word(noun) != joint:
            continue
        attach(base, verb, "conj")
        attach(noun, base, "obj")
        attach(joint, base, "cc")
        make_verb(base, "VB")


@needs(relations=("conj",), tags=("VBD",))
def past_after_base(sentence: Span) -> None:
    """Mends "accused it of breaking a vow not to close it and vowed to fight", where it is not to: who accused did."""
    for verb in sentence:
        first = verb.head
        past = verb.dep_ == "conj" and verb.tag_ == "VBD" and first.tag_ in ("VB", "VBG") and first.i < verb.i
        if not past or has_subject(verb) or has_finite(verb) or known_tags(verb.lower_) & {"VB", "VBP"}:
            continue
        if any(c.dep_ in ("aux", "aux:pass", "cop") for c in first.lefts):
            continue
        above = next((a for a in first.ancestors if a.pos_ == "VERB" and has_subject(a)), None)
        if above is not None and above.i < first.i and finite_of(above).tag_ in ("VBD", "VBN"):
            attach(verb, above, "conj")


@needs("for", relations=("advcl",))
def length_before_mark(sentence: Span) -> None:
    """Mends "was open for ten days since it was built", where it was built for so long: "since" opens its clause."""
    for clause in sentence:
        mark = next((c for c in clause.lefts if c.dep_ == "mark"), None) if clause.dep_ == "advcl" else None
        if mark is None or clause.head.i > clause.i:
            continue
        for phrase in [c for c in clause.lefts if c.i < mark.i and c.dep_ in ("obl", "obl:unmarked")]:
            if any(c.dep_ == "case" and c.lower_ == "for" for c in phrase.lefts):
                attach(phrase, clause.head, "obl")


@needs("about", "around", "some", "over", "nearly", "almost", relations=("nmod", "obl"), tags=("CD",))
def number_read_as_phrase(sentence: Span) -> None:
    """Mends "In May about 60 of them left", where May is about 60 of them: they are who left."""
    for about in sentence[:-1]:
        number = about.nbor(1)
        if about.lower_ not in words_of("parse.about") or about.head != number or number.tag_ != "CD":
            continue
        verb = number.head.head if number.dep_ == "nmod" else number.head
        last = number.right_edge
        if number.dep_ not in ("nmod", "obl") or has_subject(verb) or verb.pos_ != "VERB" or verb.i < number.i:
            continue
        if last.i + 1 == finite_of(verb).i and finite_of(verb).tag_ in ("VBD", *PRESENT, "MD"):
            attach(number, verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.lefts) else "nsubj")
            attach(about, number, "advmod")


@needs("operating")
def operating_read_as_verb(sentence: Span) -> None:
    """Mends "expects operating profit of 2%", where it operates profit: a result is an operating one."""
    for token in sentence[:-1]:
        thing = token.nbor(1)
        if token.lower_ == "operating" and thing.lemma_.lower() in words_of("parse.results") and thing.head == token:
            relation = "obj" if token.dep_ in ("xcomp", "ccomp", "advcl") else token.dep_
            rise_over(thing, token, "amod")
            thing.relabel(relation=relation)
            token.relabel(pos="ADJ")
            for child in list(token.children):
                attach(child, thing, child.dep_)


@needs(relations=("xcomp", "acl"), tags=("VBN", "VB"))
def noun_read_as_participle(sentence: Span) -> None:
    """Mends "cut her growth forecast for May", where her growth is forecast: what is hers is the forecast."""
    for token in sentence[1:]:
        thing, verb = token.nbor(-1), token.head
        read = token.tag_ in ("VBN", "VB") and token.dep_ in ("xcomp", "acl") and "NN" in known_tags(token.lower_)
        if not read or thing.dep_ != "obj" or thing.tag_ != "NN" or thing not in (verb, *verb.rights):
            continue
        owned = any(c.dep_ in ("nmod:poss", "det", "amod") for c in thing.lefts)
        helped = any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "mark", "aux:pass") for c in token.lefts)
        kept = words_of("parse.object_participle") | words_of("parse.leaving") | {"have", "get", "see", "hear", "find"}
        above = thing.head
        if not owned or helped or above.lemma_.lower() in kept or any(c.dep_ == "obl:agent" for c in token.rights):
            continue
        attach(token, above, "obj")
        for word in [*thing.lefts, thing]:
            attach(word, token, "compound" if word == thing else word.dep_)
        token.relabel(tag="NN", pos="NOUN", lemma=token.lower_)
        for phrase in [c for c in token.rights if c.dep_ == "obl"]:
            if any(m.dep_ == "case" and m.lower_ in ("of", "for") for m in phrase.lefts):
                phrase.relabel(relation="nmod")
            else:
                attach(phrase, above, "obl")


@needs("worth")
def worth_read_as_verb(sentence: Span) -> None:
    """Mends "securing loans worth (an estimated) €310 million from banks": right after a noun "worth" describes it."""
    for amount in spans_of(sentence, "quantities"):
        if amount._.quantity.kind != "money":
            continue
        opening = sentence.doc[max(sentence.start, amount.start - 3) : amount.start]
        worth = next((t for t in opening if t.lower_ == "worth" and t.i > sentence.start), None)
        if worth is None or any(c.dep_ == "cop" for c in worth.lefts):
            continue
        noun = worth.nbor(-1)
        if noun.pos_ not in ("NOUN", "PROPN"):
            continue
        if worth.dep_ == "ROOT":
            give_back_object(worth, noun)
            give_back_subject(worth, noun, amount.end)
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB" and a != worth), noun)
        attach(worth, noun, "amod")
        worth.relabel(tag="JJ", pos="ADJ")
        attach(amount.root, worth, "obj")
        for child in [c for c in worth.rights if c.i >= amount.end]:
            attach(child, verb, child.dep_)


def give_back_object(worth: Token, noun: Token) -> None:
    """Makes the participle before a noun the main verb where "worth" was read as it: "officers pocketed sums worth"."""
    verb = next((c for c in noun.lefts if c.dep_ == "amod" and c.tag_ in ("VBD", "VBN")), None)
    subject = next((c for c in worth.lefts if c.dep_ == "nsubj" and c != noun), None)
    if verb is not None and subject is not None and subject.i < verb.i:
        crown(verb, "dep")
        verb.relabel(tag="VBD")
        attach(subject, verb, "nsubj")
        attach(noun, verb, "obj")
        for mark in [c for c in worth.rights if c.dep_ == "punct"]:
            attach(mark, verb, "punct")


def give_back_subject(worth: Token, noun: Token, end: int) -> None:
    """Makes the verb after what something is worth the main one: "parcels worth less than £9 are exempt"."""
    after = (t for t in worth.sent if t.i >= end and t.head in (worth, noun) and has_finite(t) and not has_subject(t))
    verb = next((t for t in after if finite_of(t).i == end), None)
    if noun.head == worth and verb is not None:
        crown(verb, "dep")
        attach(noun, verb, "nsubj")


@needs("that", "which", "who")
def noun_with_relative(sentence: Span) -> None:
    """Mends "blamed rain, engine faults that cost it, and a strike", where an engine faults: verbs have no "that"."""
    for noun in sentence:
        described = any(c.dep_ == "acl:relcl" and c.i > noun.i for c in noun.rights)
        if noun.tag_ != "VBZ" or not described or "NNS" not in known_tags(noun.lower_):
            continue
        verb = noun.head
        thing = next((c for c in verb.rights if c.dep_ == "obj" and c.i < noun.i), None)
        if noun.dep_ != "parataxis" or thing is None or not is_after_comma(first_word(noun)):
            continue
        noun.relabel(tag="NNS", pos="NOUN")
        for word in [c for c in noun.lefts if c.dep_ in SUBJECTS]:
            word.relabel(relation="compound")
        attach(noun, thing, "conj")
        for item in [c for c in verb.rights if c.dep_ == "conj" and c.i > noun.i and c.pos_ in NOUNS]:
            attach(item, thing, "conj")
