"""Repairs of phrases by the preposition or conjunction that opens them, which says what they belong to."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags, may_be_participle
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    OF_NOUNS,
    SUBJECTS,
    attach,
    crown,
    finite_of,
    first_word,
    has_subject,
    is_plural,
    rise_over,
    words_of,
)

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")
MODIFIERS = frozenset({*OF_NOUNS, "nmod:desc"})
RELATIVES = ("WDT", "WP", "WP$", "WRB")


@needs(relations=("case", "mark"))
def preposition_on_modifier(sentence: Span) -> None:
    """Mends "paid to two “ferry” operators", "gave it to jailed Ana Duarte", where "to" hangs on a modifier."""
    for token in sentence:
        modifier = token.head
        opening = token.dep_ == "case" or (token.dep_ == "mark" and token.tag_ == "IN")
        if opening and modifier.dep_ in MODIFIERS and token.i < modifier.i < modifier.head.i:
            noun = modifier.head
            while noun.dep_ in MODIFIERS and noun.i < noun.head.i:
                noun = noun.head
            opens = noun.pos_ in ("NOUN", "PROPN") and all(c.dep_ != "case" or c.i > modifier.i for c in noun.lefts)
            if opens and first_word(noun) == token:
                for case in [token, *(c for c in modifier.lefts if c.dep_ == "case" and c.i > token.i)]:
                    attach(case, noun, "case")
                if noun.dep_ in ("obj", "iobj"):
                    noun.relabel(relation="obl")


@needs(relations=("fixed",), tags=("IN", "TO"))
def preposition_fixed_on_particle(sentence: Span) -> None:
    """Mends "reached out to two banks": what stands after a particle and its preposition is no object."""
    for token in sentence:
        particle = token.head
        if token.dep_ != "fixed" or particle.dep_ != "compound:prt" or token.tag_ not in ("IN", "TO"):
            continue
        noun = next((c for c in particle.head.rights if c.dep_ == "obj" and c.left_edge.i == token.i + 1), None)
        if noun is not None:
            noun.relabel(relation="obl")
            attach(token, noun, "case")


@needs(relations=("acl:relcl",), tags=("VBD", "VBZ", "VBP", "VBN"))
def subject_within_phrase(sentence: Span) -> None:
    """Mends "A pact between Mali and Chad ended the war": no subject opens with a preposition, so the pact is it."""
    for verb in sentence:
        noun = verb.head
        if verb.dep_ != "acl:relcl" or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or noun.pos_ not in NOMINAL:
            continue
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is None or any(t.tag_ in RELATIVES for t in sentence.doc[noun.i : verb.i]):
            continue
        opening = subject.left_edge
        if opening.dep_ != "case" or opening.i != noun.i + 1 or noun.dep_ in ("nsubj", "nsubj:pass"):
            continue
        rise_over(verb, noun, subject.dep_)
        attach(subject, noun, "nmod")
        attach(opening, subject, "case")


@needs("with", tags=("VBD", "VBN"))
def absolute_after_with(sentence: Span) -> None:
    """Mends "The town is in ruins, with most homes destroyed": after "with" a noun and its participle are no clause."""
    for verb in sentence:
        if verb.tag_ not in ("VBD", "VBN"):
            continue
        opening = next((c for c in verb.lefts if c.lower_ == "with" and c.dep_ in ("mark", "case")), None)
        if opening is None or first_word(verb) != opening:
            continue
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        bare = not any(c.dep_ in ("aux", "aux:pass", "cop") for c in verb.children)
        if subject is None or not bare or subject.left_edge.i != opening.i + 1:
            continue
        if verb.dep_ in ("acl", "acl:relcl"):
            outer = next((a for a in verb.ancestors if a.pos_ == "VERB" or has_copula(a)), verb.head)
            attach(verb, outer, "advcl")
        if may_be_participle(verb.lower_) and not any(c.dep_ == "obj" for c in verb.children):
            verb.relabel(tag="VBN")
            subject.relabel(relation="nsubj:pass")


@needs("with")
def absolute_read_as_sentence(sentence: Span) -> None:
    """Mends "With banks slow to lend, towns borrow abroad": the clause after the comma is the sentence."""
    adjective = sentence.root
    if adjective.tag_ not in ("VB", "VBP", "VBD", "JJ") or "JJ" not in known_tags(adjective.lower_):
        return
    opening = next((t for t in sentence if not t.is_space and not t.is_punct), adjective)
    subject = next((c for c in adjective.lefts if c.dep_ == "nsubj"), None)
    main = next((c for c in adjective.rights if c.dep_ in ("conj", "parataxis", "ccomp") and has_subject(c)), None)
    if opening.lower_ != "with" or subject is None or main is None or first_word(subject) != opening:
        return
    start = main.left_edge if not main.left_edge.is_punct else main.left_edge.nbor(1)
    if start.nbor(-1).text == "," and not any(c.dep_ in ("aux", "cop") for c in adjective.lefts):
        adjective.relabel(tag="JJ", pos="ADJ")
        crown(main, "advcl")
        for comma in [c for c in main.lefts if c.is_punct and c.i < start.i]:
            attach(comma, adjective, "punct")
        attach(opening, adjective, "mark")


@needs("for", relations=("advcl",), tags=("VBN", "VBG"))
def participle_after_for(sentence: Span) -> None:
    """Mends "For people being sent there, risks grow": a participle after "for" and a noun describes the noun."""
    for verb in sentence:
        if verb.dep_ != "advcl" or verb.tag_ not in ("VBN", "VBG"):
            continue
        subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is None:
            continue
        opening, helpers = first_word(verb), [c for c in verb.lefts if c.dep_ in ("aux", "aux:pass", "cop")]
        bare = all(c.tag_ == "VBG" for c in helpers) and opening.lower_ == "for" and opening.head in (verb, subject)
        if bare and first_word(subject).i in (opening.i, opening.i + 1):
            attach(subject, verb.head, "obl")
            attach(opening, subject, "case")
            attach(verb, subject, "acl")


def has_copula(token: Token) -> bool:
    return any(c.dep_ == "cop" for c in token.lefts)


@needs(relations=("cc",))
def conjunct_read_as_argument(sentence: Span) -> None:
    """Mends "discussed the plan, as well as the war": a noun after a conjunction continues the noun before it."""
    for token in sentence:
        if token.dep_ not in ("obj", "obl") or token.pos_ not in NOMINAL:
            continue
        if not any(c.dep_ == "cc" and c == first_word(token) for c in token.lefts):
            continue
        before = [c for c in token.head.rights if c.dep_ in ("obj", "obl") and c.i < token.i and c != token]
        first = next((c for c in reversed(before) if c.dep_ == "obj"), before[-1] if before else None)
        if first is not None and first.pos_ in NOMINAL and not any(c.dep_ == "case" for c in token.lefts):
            attach(token, first, "conj")


def compound_preposition(sentence: Span) -> None:
    """Mends "was given a trial in line | with the law": the three words are one preposition, of the verb."""
    for before, noun, after in zip(sentence, sentence[1:], sentence[2:], strict=False):
        if noun.pos_ != "NOUN" or before.head != noun:
            continue
        if f"{before.lower_} {noun.lower_} {after.lower_}" not in words_of("parse.compound_preposition"):
            continue
        inner = after.head
        if inner == noun or inner.i < after.i or noun.is_ancestor(inner) or inner.dep_ not in ("obl", "nmod"):
            continue
        verb = inner.head
        if verb.pos_ == "VERB" and verb.is_ancestor(noun):
            attach(noun, verb, "obl")
        attach(inner, noun, "nmod")


@needs(",", relations=("acl", "advcl"), tags=("VBN", "VBD"))
def participles_in_a_row(sentence: Span) -> None:
    """Mends "were invited to talks, taken on tours and given papers": the verbs of a list share their auxiliary."""
    for verb in sentence:
        if verb.dep_ not in ("acl", "advcl") or verb.tag_ not in ("VBN", "VBD") or verb.i == sentence.start:
            continue
        first = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
        listed = any(c.dep_ == "conj" and c.tag_ == verb.tag_ for c in verb.rights)
        listed = listed and first_word(verb) == verb and verb.nbor(-1).text == "," and first is not None
        if listed and first is not None and first.i < verb.i and any(c.dep_ == "aux:pass" for c in first.lefts):
            for member in [verb, *(c for c in verb.rights if c.dep_ == "conj" and c.tag_ == verb.tag_)]:
                attach(member, first, "conj")
                member.relabel(tag="VBN")


@needs(",", relations=("advcl",), tags=("VBN",))
def participle_after_person(sentence: Span) -> None:
    """Mends "opened the trial of Ana Duarte, accused of fraud": who is accused stands right before."""
    for verb in sentence[2:]:
        if verb.dep_ != "advcl" or verb.tag_ != "VBN" or verb.lemma_.lower() not in words_of("parse.suspecting"):
            continue
        name = verb.nbor(-2)
        if verb.nbor(-1).text != "," or name.ent_type_ != "PERSON" or verb.head.i > verb.i:
            continue
        while name.dep_ == "flat" and name.head.i < verb.i:
            name = name.head
        if not verb.is_ancestor(name):
            attach(verb, name, "acl")


@needs("age", "ages")
def age_on_verb(sentence: Span) -> None:
    """Mends "executing people under the age of 18": how old they are is said of the people."""
    for token in sentence:
        if token.lower_ not in ("age", "ages") or token.dep_ not in ("obl", "obl:unmarked") or token.i < token.head.i:
            continue
        before = token.left_edge.nbor(-1) if token.left_edge.i > sentence.start else token
        if before.dep_ == "obj" and before.head == token.head:
            attach(token, before, "nmod")


@needs(relations=("ccomp",))
def conjunct_on_cue(sentence: Span) -> None:
    """Mends "The reports say the man is in custody and has begun a strike": the number tells who has begun it."""
    for verb in sentence:
        if verb.dep_ != "conj":
            continue
        cue = verb.head
        told = next((c for c in cue.rights if c.dep_ == "ccomp" and c.i < verb.i), None)
        if told is None or any(c.dep_ in SUBJECTS for c in verb.lefts):
            continue
        teller = next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
        subject = next((c for c in told.lefts if c.dep_ in SUBJECTS), None)
        finite = finite_of(verb)
        plural = {"VBZ": False, "VBP": True}.get(finite.tag_)
        if teller is None or subject is None or plural is None or subject.pos_ == "PRON" or teller.pos_ == "PRON":
            continue
        if is_plural(teller) != plural and is_plural(subject) == plural:
            attach(verb, told, "conj")


@needs(relations=("conj",))
def count_on_place(sentence: Span) -> None:
    """Mends "killed 31 people in Salvador and four others in Guatemala": what is counted goes on with the people."""
    for token in sentence:
        place = token.head
        if token.dep_ != "conj" or place.dep_ not in ("obl", "nmod") or not place.ent_type_:
            continue
        if token.tag_ != "CD" and not any(c.dep_ == "nummod" for c in token.lefts):
            continue
        verb = next((a for a in place.ancestors if a.pos_ == "VERB"), None)
        things = (c for c in verb.children if c.dep_ in ("obj", "nsubj:pass") and c.i < place.i) if verb else ()
        thing = next((c for c in things if any(n.dep_ == "nummod" for n in c.lefts)), None)
        if thing is not None and not place.is_ancestor(thing):
            attach(token, thing, "conj")


@needs("for", relations=("acl", "nmod"), tags=("VBG",))
def gerund_on_object(sentence: Span) -> None:
    """Mends "sentenced two men for taking bribes": the gerund says why they are sentenced."""
    for gerund in sentence:
        noun = gerund.head
        verb = noun.head
        if gerund.tag_ != "VBG" or gerund.dep_ not in ("acl", "nmod") or noun.dep_ != "obj" or verb.i > noun.i:
            continue
        marked = any(c.lower_ == "for" and c.dep_ in ("mark", "case") for c in gerund.lefts)
        if marked and verb.lemma_.lower() in words_of("parse.punishing"):
            attach(gerund, verb, "advcl")


@needs(relations=("nmod",), tags=("VBG",))
def gerund_read_as_phrase(sentence: Span) -> None:
    """Mends "accused aid groups of smuggling radios": a gerund with an object is a clause."""
    for gerund in sentence:
        if gerund.tag_ != "VBG" or gerund.dep_ != "nmod":
            continue
        if any(c.dep_ == "mark" for c in gerund.lefts) and any(c.dep_ == "obj" for c in gerund.rights):
            gerund.relabel(relation="acl")


@needs(",", relations=("appos",))
def subject_read_as_apposition(sentence: Span) -> None:
    """Mends "Asked whether there were losses, the director told reporters ...", where she is a loss."""
    for verb in sentence:
        if verb.tag_ not in ("VBD", "VBZ") or any(c.dep_ in SUBJECTS for c in verb.children) or verb.dep_ != "ROOT":
            continue
        opening = next((c for c in verb.lefts if c.dep_ == "advcl" and c.i == sentence.start), None)
        last = verb.nbor(-1) if opening is not None else None
        last = last.nbor(-1) if last is not None and last.text == "," else last
        if opening is None or last is None:
            continue
        named = [a for a in (last, *last.ancestors) if a.dep_ == "appos" and opening.is_ancestor(a)]
        if named and named[-1].left_edge.i > sentence.start and named[-1].left_edge.text == ",":
            attach(named[-1], verb, "nsubj")


@needs(relations=("compound:prt",))
def preposition_read_as_particle(sentence: Span) -> None:
    """Mends "will fly over Elm Street", where it flies over: a noun right after a particle has it before it."""
    for token in sentence[:-1]:
        if token.dep_ != "compound:prt" or token.lower_ not in ("over", "through", "across", "around", "past", "along"):
            continue
        noun = next((c for c in token.head.rights if c.dep_ == "obl" and c.left_edge.i == token.i + 1), None)
        if noun is not None and not any(c.dep_ == "case" for c in noun.lefts):
            attach(token, noun, "case")
            token.relabel(tag="IN", pos="ADP")
