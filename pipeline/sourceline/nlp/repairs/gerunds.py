"""Repairs of gerunds that were taken for nouns: "with the aim of training midwives", "kept ships from leaving"."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import attach, hang, has_finite, is_after_comma, rise_over, words_of

NOUNS = ("NN", "NNS")


def make_gerund(token: Token) -> None:
    token.relabel(tag="VBG", pos="VERB")
    bases = [t for t in token.lefts if t.dep_ == "case"]
    for mark in bases:
        mark.relabel(relation="mark")


@needs(relations=("acl", "advcl", "xcomp", "ccomp"), tags=("NN",))
def gerund_with_object(sentence: Span) -> None:
    """Mends "with a view to tapping purer water": a noun has no object."""
    for token in sentence:
        clausal = token.dep_ in ("acl", "advcl", "xcomp", "ccomp") and token.lower_.endswith("ing")
        if clausal and token.tag_ == "NN" and any(c.dep_ == "obj" and c.i > token.i for c in token.children):
            make_gerund(token)


@needs(relations=("ROOT", "advcl"), tags=("VBG",))
def gerund_as_subject(sentence: Span) -> None:
    """Mends "Building it has proved costly": what a gerund without comma is done to is not the subject of the verb."""
    first = next((t for t in sentence if not t.is_space and not t.is_punct), None)
    if first is None or first.tag_ != "VBG":
        return
    inner = next((c for c in first.rights if c.dep_ == "ccomp"), None) if first.dep_ == "ROOT" else first.head
    if inner is None or first.dep_ not in ("ROOT", "advcl") or not has_finite(inner):
        return
    thing = next((c for c in inner.lefts if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if thing is None or thing.left_edge.i != first.i + 1 or thing.tag_ in ("WP", "WDT"):
        return
    if first.dep_ == "ROOT":
        hang(inner, inner, "ROOT")
        for child in [c for c in first.children if c != inner]:
            attach(child, inner, child.dep_)
    attach(first, inner, "csubj")
    attach(thing, first, "obj")


@needs("from", relations=("obl",), tags=("NN", "VBG"))
def gerund_after_from(sentence: Span) -> None:
    """Mends "kept the ships from leaving", where the leaving is a thing."""
    for token in sentence:
        verb = token.head
        bare = token.tag_ in ("NN", "VBG") and token.dep_ == "obl" and "VBG" in known_tags(token.lower_)
        if not bare or token.nbor(-1).lower_ != "from" or verb.lemma_.lower() not in words_of("parse.kept_from"):
            continue
        make_gerund(token)
        token.relabel(relation="advcl")


@needs("amid", "amidst", "under", tags=("VBG",))
def growing_after_amid(sentence: Span) -> None:
    """Mends "amid growing fears", "been under mounting pressure", where something grows fears: there stands a thing."""
    for token in sentence:
        if token.tag_ != "VBG":
            continue
        opening = ("amid", "amidst", "under")
        mark = next((c for c in token.lefts if c.dep_ in ("mark", "case") and c.lower_ in opening), None)
        thing = next((c for c in token.rights if c.dep_ == "obj" and c.left_edge.i == token.i + 1), None)
        if mark is not None and thing is not None and token.dep_ in ("advcl", "acl"):
            rise_over(thing, token, "amod")
            thing.relabel(relation="obl" if thing.dep_ == "advcl" else "nmod")
            attach(mark, thing, "case")
        elif mark is not None and thing is not None and mark.lower_ == "under":
            rise_over(thing, token, "amod")
            for child in [c for c in token.children if c.i < mark.i or c.i > thing.i]:
                attach(child, thing, "cop" if child.lemma_ == "be" else child.dep_)
            attach(mark, thing, "case")


@needs(",", relations=("advcl", "conj"), tags=("VBG",))
def gerunds_in_a_row(sentence: Span) -> None:
    """Mends "blamed for hiding debts, selling ships and paying bribes": all that follows the first is blamed too."""
    for token in sentence:
        if token.tag_ != "VBG" or token.dep_ not in ("advcl", "conj"):
            continue
        if not is_after_comma(token) or not all(c.is_punct for c in token.lefts):
            continue
        joined = (c for verb in (token, token.head) for c in verb.rights if c.dep_ == "conj" and c.i > token.i)
        last = next((c for c in joined if c.tag_ == "VBG"), None)
        if last is None or not any(c.dep_ == "cc" for c in last.lefts):
            continue
        marked = [c for c in token.head.rights if c.i < token.i and c.dep_ == "advcl" and c.tag_ == "VBG"]
        first = next((c for c in marked if any(m.dep_ == "mark" for m in c.lefts)), None)
        if first is not None and first.right_edge.i >= token.i - 2:
            attach(token, first, "conj")
            attach(last, first, "conj")


@needs(",", relations=("advcl", "conj"), tags=("VBG",))
def gerund_past_gerund(sentence: Span) -> None:
    """Mends "It will shut roads, cutting power, sparking fires and closing ports": they stand in one row."""
    for token in sentence:
        verb = token.head
        if token.tag_ != "VBG" or token.dep_ not in ("advcl", "conj") or verb.tag_ == "VBG" or verb.i > token.i:
            continue
        bare = all(c.is_punct for c in token.lefts)
        first = next((c for c in verb.rights if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i < token.i), None)
        if not bare or first is None or any(not c.is_punct for c in first.lefts):
            continue
        goes_on = any(c.dep_ == "conj" and c.tag_ == "VBG" for c in token.rights)
        if goes_on and first.right_edge.i == token.i - 2 and is_after_comma(token):
            attach(token, first, "conj")


@needs("rather", relations=("cc",))
def gerund_after_rather(sentence: Span) -> None:
    """Mends "should help them rather than printing gossip": what is done in its place is no second verb."""
    for token in sentence:
        if token.lower_ != "rather" or token.dep_ != "cc" or token.head.tag_ != "VBG" or token.head.dep_ != "conj":
            continue
        if token.head.head.tag_ != "VBG":
            token.head.relabel(relation="advcl")
            token.relabel(relation="mark")


@needs("of", relations=("amod",), tags=("VBG",))
def gerund_in_charge(sentence: Span) -> None:
    """Mends "accused the ministry of withholding papers", read as a ministry of papers: it withholds them."""
    for gerund in sentence:
        thing = gerund.head
        if gerund.tag_ != "VBG" or gerund.dep_ != "amod" or thing.dep_ not in ("nmod", "obl") or thing.i < gerund.i:
            continue
        of = gerund.nbor(-1) if gerund.i > sentence.start else gerund
        verb = thing.head.head if thing.head.dep_ == "obj" else thing.head
        if of.lower_ != "of" or of.head != thing or verb.lemma_.lower() not in words_of("parse.suspecting"):
            continue
        hang(gerund, thing.head, "acl" if thing.head != verb else "advcl")
        hang(thing, gerund, "obj")
        hang(of, gerund, "mark")
        gerund.relabel(pos="VERB")
