"""Repairs of what a conjunction joins: a clause with a subject of its own, or one more word of a list."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import is_somebody
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    crown,
    finite_of,
    first_word,
    has_finite,
    has_subject,
    is_after_comma,
    is_plural,
    make_subject,
    make_verb,
    words_of,
)

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
JOINED = ("conj", "parataxis")


def opening_of_verb(verb: Token) -> Token:
    """Returns the first word of a verb's own group: an auxiliary or adverb before it, or itself."""
    group = (c for c in verb.lefts if c.dep_ in ("aux", "aux:pass", "cop", "advmod"))
    return next(group, verb)


@needs("and", "but", relations=("conj",))
def subject_read_as_conjunct(sentence: Span) -> None:
    """Mends "Prices rose by 3%, and wages, which lag, have slowed", where prices rose by wages, and slowed."""
    for joint in sentence:
        noun = joint.head
        joins = joint.dep_ == "cc" and joint.lower_ in ("and", "but") and noun.dep_ == "conj" and noun.i > joint.i
        if not joins or noun.pos_ not in NOMINAL or (has_subject(noun) and noun.head.pos_ != "VERB"):
            continue
        if not is_after_comma(joint) and noun.head.pos_ != "VERB":
            continue
        verb = verb_after(noun)
        if verb is None or verb.dep_ not in JOINED or not is_clause(verb) or has_subject(verb):
            continue
        if verb.head.i < noun.i and not verb.is_ancestor(noun) and agree(noun, verb):
            joint.hang_on(verb)
            attach(noun, verb, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.lefts) else "nsubj")


def verb_after(noun: Token) -> Token | None:
    """Returns the verb that stands right after a noun and what describes it, between commas or not."""
    last, doc, end = noun.right_edge, noun.doc, noun.sent.end
    if last.i == noun.i and noun.i + 2 < end and noun.nbor(1).text == ",":
        describing = noun.nbor(2)  # ", and Norway, eager to sell, ..."
        if describing.tag_ == "JJ" and describing.dep_ in JOINED and describing.right_edge.i + 2 < end:
            attach(describing, noun, "amod")
            last = describing.right_edge
    parted = last.text == "," or (last.i + 1 < end and last.nbor(1).text == ",")
    first = last.i + 1 + (parted and last.text != ",")
    if first >= end or (parted and not any(t.is_punct for t in doc[noun.i + 1 : last.i])):
        return None
    word = doc[first]
    verb = word.head if word.dep_ in ("aux", "aux:pass", "cop", "advmod") else word
    return verb if opening_of_verb(verb).i == first else None


def is_clause(verb: Token) -> bool:
    """Whether a word is a finite verb, or has a finite auxiliary or copula."""
    return has_finite(verb) or verb.tag_ == "VBD"


def agree(noun: Token, verb: Token) -> bool:
    """Whether a finite verb may have a noun as its subject, by number."""
    finite = finite_of(verb)
    several = is_plural(noun)
    singular = finite.tag_ == "VBZ" or finite.lower_ == "was"
    return not (singular and several) and not (finite.tag_ == "VBP" and noun.tag_ in ("NN", "NNP") and not several)


@needs(relations=("ccomp", "advcl"))
def adjective_with_subject(sentence: Span) -> None:
    """Mends "Two people familiar with the talks, who asked not to be named, said ...": they said it."""
    for word in sentence:
        verb = word.head
        if word.dep_ not in ("ccomp", "advcl") or word.pos_ != "ADJ" or verb.i < word.i or has_subject(verb):
            continue
        subject = next((c for c in word.lefts if c.dep_ == "nsubj" and c.i == word.i - 1), None)
        if subject is not None and subject.pos_ in NOMINAL and is_clause(verb) and not has_finite(word):
            attach(subject, verb, "nsubj")
            attach(word, subject, "amod")


@needs(":", ";")
def object_past_colon(sentence: Span) -> None:
    """Mends "Savers lose out: banks tend to wait", where savers lose banks: after a colon begins another clause."""
    for mark in sentence[1:-1]:
        if mark.text not in (":", ";"):
            continue
        noun = mark.nbor(1)
        while noun.dep_ in ("compound", "amod", "det") and first_word(noun.head) == mark.nbor(1):
            noun = noun.head
        if noun.dep_ != "obj" or noun.head.i > mark.i:
            continue
        first = noun.head
        bare = (c for c in first.rights if c.dep_ == "conj" and c.tag_ in ("VB", "VBP") and c.i > noun.right_edge.i)
        verb = next((c for c in bare if is_after_comma(c)), first.head)  # "lose out: banks, which wait, tend to ..."
        if verb.i < noun.i or has_subject(verb) or not (is_clause(verb) or verb.head == first):
            continue
        if agree(noun, verb):
            part = first if verb.head != first else verb
            part.relabel(relation="parataxis")
            verb.relabel(tag="VBP" if verb.tag_ == "VB" and part == verb else verb.tag_)
            attach(noun, verb, "nsubj")


@needs(relations=("conj", "csubj"), tags=("VBG",))
def gerund_with_clause(sentence: Span) -> None:
    """Mends "and rebuilding it would cost too much": what follows the gerund is rebuilt, and does not cost."""
    for gerund in sentence:
        if (
            gerund.tag_ != "VBG"
            or gerund.dep_ not in ("conj", "csubj")
            or gerund.lemma_ in words_of("parse.inserted_cue")
        ):
            continue
        opens = gerund.i == sentence.start or gerund.nbor(-1).dep_ == "cc"
        clause = next((c for c in gerund.rights if c.dep_ == "ccomp"), None)
        if clause is None or not opens or not has_finite(clause) or any(c.dep_ == "mark" for c in clause.lefts):
            continue
        thing = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if thing is None or thing.left_edge.i != gerund.i + 1 or thing.tag_ in ("WP", "WDT"):
            continue
        joints = [c for c in gerund.lefts if c.dep_ == "cc"]
        attach(clause, gerund.head, "conj" if gerund.dep_ == "conj" else "ccomp")
        attach(gerund, clause, "csubj")
        attach(thing, gerund, "obj")
        for joint in joints:
            attach(joint, clause, "cc")


@needs(relations=("acl",), tags=("VBN", "VBD"))
def statement_before_remark(sentence: Span) -> None:
    """Mends "The mayor, Ana Duarte, said it was late, remarks that Lindt called unfair": she remarks nothing."""
    root = sentence.root
    comma = root.i > sentence.start and (root.nbor(-1).text == "," or root.nbor(-1).is_quote)
    if root.tag_ != "VBZ" or not comma or "NNS" not in known_tags(root.lower_):
        return
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    told = (c for c in subject.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")) if subject is not None else ()
    verb = next((c for c in told if any(r.dep_ == "ccomp" for r in c.rights) and is_after_comma(c)), None)
    if subject is None or verb is None:
        return
    crown(verb, "appos")
    attach(subject, verb, "nsubj")
    verb.relabel(tag="VBD")
    root.relabel(tag="NNS", pos="NOUN")
    for clause in [c for c in root.rights if c.dep_ == "ccomp"]:
        clause.relabel(relation="acl:relcl")


@needs("about", "of", relations=("conj",), tags=("VBZ",))
def noun_before_about(sentence: Span) -> None:
    """Mends "gave the sums, but details about the plan are scarce", where it details: before "about" stands a noun."""
    for token in sentence[1:-1]:
        plural = token.tag_ == "VBZ" and token.dep_ == "conj" and token.nbor(-1).dep_ == "cc" and not has_subject(token)
        if not plural or token.nbor(1).lower_ not in ("about", "of") or "NNS" not in known_tags(token.lower_):
            continue
        first, verb = token.head, token.head.head.head if token.head.dep_ == "acl" else token.head
        if first == verb or verb.i < token.i or not is_clause(verb) or verb.dep_ != "ROOT":
            continue
        subject = first.head
        crown(first, "conj")
        first.relabel(tag="VBD" if first.tag_ == "VBN" else first.tag_)
        attach(subject, first, "nsubj")
        make_subject(token, verb)


@needs("those", relations=("conj",))
def those_on_attribute(sentence: Span) -> None:
    """Mends "people with debts and those who rent", where "those" go on with the debts."""
    for token in sentence[1:-1]:
        attribute = token.head
        if token.lower_ != "those" or token.nbor(-1).dep_ != "cc" or token.dep_ != "conj" or attribute.dep_ != "nmod":
            continue
        noun, following = attribute.head, token.nbor(1)
        described = following.tag_ in ("WP", "VBG", "VBN") or following.lower_ in ("with", "without", "in", "from")
        people = following.tag_ == "WP" or is_somebody(noun)
        if noun.tag_ != "NNS" or not described or is_somebody(attribute) or not (people or attribute.tag_ != "NNS"):
            continue
        attach(token, noun, "conj")
        if following.tag_ == "WP" and following.dep_ in SUBJECTS and following.head.dep_ == "acl:relcl":
            attach(following.head, token, "acl:relcl")


@needs("either")
def verb_after_either(sentence: Span) -> None:
    """Mends "are either slow to pay or outright refuse", where they pay a refuse: both are said of them."""
    for either in sentence:
        state = either.head
        if either.lower_ != "either" or either.dep_ != "cc:preconj" or not any(c.dep_ == "cop" for c in state.lefts):
            continue
        joint = next((t for t in sentence.doc[state.i + 1 : sentence.end] if t.lower_ == "or"), None)
        if joint is None:
            continue
        after = [t for t in sentence.doc[joint.i + 1 : sentence.end] if t.tag_ != "RB" and t.lower_ != "outright"][:2]
        verb, following = (after[0], after[-1]) if after else (joint, joint)
        bare = "VB" in known_tags(verb.lower_) and verb.tag_ in ("NN", "VB", "VBP")
        if not bare or not (
            following.is_punct or following.tag_ == "TO" or following == verb or following.tag_ == "MD"
        ):
            continue
        if verb.dep_ != "conj" or verb.head != state:
            make_verb(verb, "VBP")
            attach(verb, state, "conj")
        attach(joint, verb, "cc")
        for adverb in sentence.doc[joint.i + 1 : verb.i]:
            attach(adverb, verb, "advmod")


@needs(relations=("xcomp",))
def modal_read_as_complement(sentence: Span) -> None:
    """Mends "Towns that refuse will lose the grant", where they refuse to lose it: no complement has a modal."""
    root = sentence.root
    if root.pos_ not in ("NOUN", "PROPN", "PRON") or has_finite(root) or has_subject(root):
        return
    for verb in sentence:
        modal = next((c for c in verb.lefts if c.tag_ == "MD"), None) if verb.dep_ == "xcomp" else None
        if modal is None or has_subject(verb) or verb.head.right_edge.i < verb.i:
            continue
        if any(a.dep_ == "acl:relcl" and a.head == root for a in verb.ancestors):
            crown(verb, "nsubj")
            return
