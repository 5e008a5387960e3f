"""Repairs of verbs in a row: which of the verbs before it one more verb goes on with."""

from __future__ import annotations

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.parsed import Span
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    attach,
    crown_over_subject,
    has_finite,
    has_subject,
    is_after_comma,
    make_verb,
    words_of,
)


@needs(",", relations=("conj",), tags=("VBD", "VBN"))
def past_after_modal(sentence: Span) -> None:
    """Mends "ruled that it could not sell, and ordered it to pay": no past continues "could", so who ruled ordered."""
    for verb in sentence:
        content = verb.head
        acts = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.dep_ == "obj" for c in verb.rights))
        if verb.dep_ != "conj" or not acts or content.dep_ != "ccomp" or has_subject(verb):
            continue
        joint = next((c for c in verb.lefts if c.dep_ == "cc"), None)
        modal = any(c.tag_ == "MD" for c in content.lefts) and verb.lower_ != verb.lemma_.lower()
        if joint is not None and is_after_comma(joint) and modal and content.head.tag_ == "VBD":
            attach(verb, content.head, "conj")
            verb.relabel(tag="VBD")


@needs(tags=("MD",))
def modal_after_content(sentence: Span) -> None:
    """Mends "warned that the rules were harsh and might fail", where who warned might fail: the rules might."""
    for verb in sentence:
        cue = verb.head
        modal = verb.dep_ == "conj" and any(c.tag_ == "MD" for c in verb.lefts) and not has_subject(verb)
        if not modal or cue.tag_ != "VBD" or cue.lemma_ not in words_of("parse.inserted_cue"):
            continue
        content = next((c for c in cue.rights if c.dep_ == "ccomp" and c.i < verb.i), None)
        joint = next((c for c in verb.lefts if c.dep_ == "cc"), None)
        if content is None or joint is None or is_after_comma(joint) or content.right_edge.i < joint.i - 2:
            continue
        if has_subject(content):
            attach(verb, content, "conj")


@needs(relations=("conj",), tags=("VB", "VBP"))
def base_after_gerund(sentence: Span) -> None:
    """Mends "would stop boats from leaving and take them back": a bare verb continues the verb above the gerund."""
    for verb in sentence:
        gerund = verb.head
        bare = verb.dep_ == "conj" and verb.tag_ in ("VB", "VBP") and gerund.tag_ == "VBG" and gerund.i < verb.i
        if not bare or has_subject(verb) or any(c.dep_ in ("aux", "cop") for c in (*verb.lefts, *gerund.lefts)):
            continue
        above = next((a for a in gerund.ancestors if a.pos_ == "VERB"), None)
        if above is not None and above.tag_ == "VB" and above.i < gerund.i:
            attach(verb, above, "conj")
            verb.relabel(tag="VB")


@needs(relations=("conj",), tags=("VBP", "NN"))
def bare_after_modal(sentence: Span) -> None:
    """Mends "must keep records, report losses and pay", where "report" is read as a present of its own."""
    for verb in sentence:
        first = verb.head
        joined = verb.dep_ == "conj" and verb.tag_ in ("VBP", "NN") and first.tag_ == "VB" and first.i < verb.i
        if not joined or has_subject(verb) or not any(c.tag_ in ("MD", "TO") for c in first.lefts):
            continue
        if verb.tag_ == "VBP":
            verb.relabel(tag="VB")
        elif "VB" in known_tags(verb.lower_) and any(c.dep_ == "obj" for c in verb.rights) and not verb.lefts[1:]:
            make_verb(verb, "VB")


@needs(relations=("ccomp",))
def finite_in_a_row(sentence: Span) -> None:
    """Mends "He came in 2017, was jailed for theft and was sent home", where he came that he was: all three he did."""
    for verb in sentence:
        first = verb.head
        if verb.dep_ != "ccomp" or first.i > verb.i or has_subject(verb) or first.tag_ != "VBD":
            continue
        passive = next((c for c in verb.lefts if c.dep_ in ("aux:pass", "cop")), None)
        bare = passive is not None and passive.tag_ == "VBD" and is_after_comma(passive)
        if bare and not any(c.dep_ == "mark" for c in verb.lefts) and has_subject(first):
            verb.relabel(relation="conj")


@needs(relations=("conj",), tags=("VBG",))
def gerund_after_infinitive(sentence: Span) -> None:
    """Mends "is learning to read and waiting for a letter", where he learns waiting: he waits."""
    for gerund in sentence:
        verb = gerund.head
        joined = gerund.dep_ == "conj" and gerund.tag_ == "VBG" and verb.tag_ == "VB" and verb.i < gerund.i
        if not joined or has_subject(gerund) or any(c.dep_ == "aux" for c in (*gerund.lefts, *verb.lefts)):
            continue
        above = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
        if above is not None and above.tag_ == "VBG" and above.i < verb.i:
            attach(gerund, above, "conj")


@needs("if", "unless", relations=("advcl",))
def alternatives_in_condition(sentence: Span) -> None:
    """Mends "would be sent back unless they are minors or have kin there", where they would: both are conditions."""
    for clause in sentence:
        verb = clause.head
        marked = clause.dep_ == "advcl" and any(c.lower_ in ("unless", "if") and c.dep_ == "mark" for c in clause.lefts)
        if not marked or verb.i > clause.i or not any(c.tag_ == "MD" for c in verb.lefts):
            continue
        after = [c for c in verb.rights if c.dep_ == "conj" and c.i > clause.i and not has_subject(c)]
        bare = [c for c in after if has_finite(c) and not any(m.tag_ == "MD" for m in c.lefts)]
        last = next((c for c in reversed(bare[-1].rights) if c.dep_ == "conj"), bare[-1]) if bare else clause
        if any(m.lower_ == "or" and m.dep_ == "cc" for m in last.lefts):
            for item in (*bare, last):
                attach(item, clause, "conj")
                if any(c.dep_ == "obj" for c in item.rights):
                    item.relabel(pos="VERB")


@needs(relations=("conj",), tags=("VB",))
def base_in_a_row(sentence: Span) -> None:
    """Mends "would require them to wear a tag, observe a curfew and report", where it would observe it: they are to."""
    for verb in sentence:
        first = verb.head
        listed = verb.dep_ == "conj" and verb.tag_ == "VB" and first.tag_ == "VB" and is_after_comma(verb)
        if not listed or has_subject(verb) or not any(c.dep_ == "conj" and c.tag_ == "VB" for c in verb.rights):
            continue
        before = (t for t in reversed(sentence.doc[first.i + 1 : verb.i]) if t.tag_ == "VB" and first.is_ancestor(t))
        inner = next((t for t in before if t.nbor(-1).tag_ == "TO" and t.right_edge.i >= verb.i - 2), None)
        if inner is not None and inner.dep_ == "xcomp" and any(c.dep_ == "obj" for c in inner.head.rights):
            attach(verb, inner, "conj")


@needs("and", "or", relations=("conj",), tags=("VBD",))
def last_of_row(sentence: Span) -> None:
    """Mends "He rose, took the bag that stood there and left", where the bag left: a row of verbs ends with "and"."""
    for verb in sentence:
        inner = verb.head
        joined = verb.dep_ == "conj" and inner.dep_ == "acl:relcl" and verb.tag_ == "VBD" and not has_subject(verb)
        if not joined or not any(c.dep_ == "cc" for c in verb.lefts) or any(c.dep_ == "aux" for c in verb.lefts):
            continue
        above = next((a for a in inner.ancestors if a.pos_ == "VERB"), None)
        perfect = any(c.lower_ in ("has", "have") for c in inner.lefts if c.dep_ == "aux")
        if above is None or above.tag_ != "VBD" or above.i > inner.i:
            continue
        open_row = above.dep_ == "conj" and is_after_comma(above) and not any(c.dep_ == "cc" for c in above.lefts)
        later = any(c.dep_ == "conj" and c.i > above.i for c in (*above.rights, *above.head.rights) if c != above)
        if (open_row and not later) or perfect:  # "took the bag that has stood there and left"
            attach(verb, above.head if open_row else above, "conj")


@needs("who", "that", "which", relations=("acl:relcl",))
def verb_past_cue(sentence: Span) -> None:
    """Mends "nuns who, she recalls, forbade it", where the nuns recall: who stands before the comma forbade."""
    for cue in sentence[:-2]:
        subjects = [c for c in cue.lefts if c.dep_ == "nsubj"]
        if cue.dep_ != "acl:relcl" or len(subjects) != 2 or cue.nbor(1).text != ",":
            continue
        after = cue.nbor(2)
        verb = after.head if after.dep_ in ("aux", "aux:pass", "cop") else after
        if (
            verb.dep_ not in ("conj", "parataxis", "ccomp")
            or has_subject(verb)
            or not (verb.tag_ == "VBD" or has_finite(verb))
        ):
            continue
        who, speaker = subjects
        apart = is_after_comma(speaker.doc[speaker.left_edge.i])
        if apart and who.lower_ in ("who", "that", "which") and speaker.right_edge.i == cue.i - 1:
            attach(verb, cue.head, "acl:relcl")
            attach(who, verb, "nsubj")
            attach(cue, verb, "parataxis")


@needs(relations=("conj",))
def passive_after_participle(sentence: Span) -> None:
    """Mends "The water pumped into the network is lost", where it pumped: two finite verbs need a conjunction."""
    root = sentence.root
    subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
    if subject is None or root.tag_ not in ("VBD", "VBN") or any(c.dep_ in ("aux", "aux:pass") for c in root.lefts):
        return
    for verb in [c for c in root.rights if c.dep_ == "conj" and not has_subject(c)]:
        helper = next((c for c in verb.lefts if c.dep_ in ("aux", "aux:pass", "cop")), None)
        joined = any(c.dep_ in ("cc", "mark") for c in verb.lefts) or any(
            c.dep_ in ("obj", "ccomp") for c in root.rights
        )
        if helper is None or joined or not has_finite(verb):
            continue
        if any(t.is_punct or t.dep_ == "cc" for t in sentence.doc[root.i + 1 : helper.i]):
            continue
        crown_over_subject(verb, subject, "acl")
        subject.relabel(relation="nsubj:pass" if any(c.dep_ == "aux:pass" for c in verb.lefts) else "nsubj")
        root.relabel(tag="VBN")
        return
