"""Whom a pronoun cannot stand for, by where both stand in the tree: principles B and C of binding (Chomsky 1981)."""

from __future__ import annotations

from sourceline.nlp.mentions.discourse import SUBJECTS, Discourse, Referent, key_of, role_of
from sourceline.nlp.parsed import Token


def is_bound(referent: Referent, token: Token) -> bool:
    """Whether both are arguments of one verb and so not the same: "Lindt praised him" (binding principle B).

    A noun and what it is described by are not the same either: "the rest of it", "a country they had left".
    """
    clause = token.head if token.dep_ in SUBJECTS else None
    described = clause.head if clause is not None and clause.dep_ == "acl:relcl" else token.head
    if token.dep_ in ("nmod", *SUBJECTS) and referent.latest.head == described:
        return True
    if role_of(token) == "possessor" or token.lower_.endswith(("self", "selves")):
        return False
    phrase = token
    while phrase.dep_ == "nmod":
        phrase = phrase.head
    if clause is not None and is_fronted(referent.latest.head, clause):
        return True
    verb = phrase.head  # "saw frogs and began to pelt them"
    while verb.dep_ in ("conj", "xcomp") and not has_own(verb):
        verb = verb.head
    return any(
        (m.head.head == phrase.head or (m.head.head == verb and m.head.dep_ in SUBJECTS))
        and m.head.dep_ != "conj"
        and token.dep_ != "conj"
        and m.role != "other"
        for m in referent.mentions[-2:]
    )


def is_cited(referent: Referent, token: Token) -> bool:
    """Whether a thing only tells of what a pronoun is part of: "They would, polls suggest, lose"."""
    subject = referent.latest.head
    cue = subject.head
    apart = subject.dep_ in SUBJECTS and cue.dep_ in ("parataxis", "acl:relcl") and cue.i < token.i
    if not apart or referent.agreement.kind in ("person", "group") or referent.label:
        return False
    comma = cue.i + 1 < len(cue.doc) and cue.nbor(1).text == ","
    before = subject.left_edge.nbor(-1).text if subject.left_edge.i > cue.sent.start else ""
    return comma and before == "," and cue.sent.start == token.sent.start


def is_fronted(noun: Token, clause: Token) -> bool:
    """Whether a noun is what a clause's own subject acts on before it: "Having read the plan, it ..."."""
    participle = noun.head
    before = participle.dep_ == "advcl" and participle.head == clause and participle.i < clause.i
    return before and participle.tag_ == "VBG" and noun.dep_ == "obj" and not has_own(participle)


def named_below(token: Token, discourse: Discourse) -> list[Referent]:
    """Returns whom the clause of a subject pronoun names: "he did not say whether Lindt will attend" (principle C)."""
    if token.dep_ not in SUBJECTS:
        return []
    within = (discourse.names[t.i] for t in token.head.subtree if t.i > token.i and t.i in discourse.names)
    return [r for name in within if (r := discourse.by_name.get(key_of(name))) is not None]


def has_own(verb: Token) -> bool:
    """Whether a joined or governed verb may have another subject than the verb above: its own, or an object."""
    if any(c.dep_ in SUBJECTS for c in verb.lefts):
        return True
    return verb.dep_ != "conj" and any(c.dep_ == "obj" for c in verb.head.rights if c.i < verb.i)
