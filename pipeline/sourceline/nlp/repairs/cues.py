"""Repairs of verbs of saying that stand between commas, and of conditions hung on them."""

from __future__ import annotations

from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import SUBJECTS, attach, is_after_comma, words_of


@needs(",", relations=("parataxis",))
def condition_on_inserted_cue(sentence: Span) -> None:
    """Mends "If it rains, the mayor said, the pool will close": the condition is not the mayor's speaking."""
    for cue in sentence:
        if cue.dep_ != "parataxis" or cue.head.i < cue.i:
            continue
        subject = next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
        if subject is None:
            continue
        first = subject.left_edge
        for clause in [c for c in cue.lefts if c.dep_ in ("advcl", "obl", "obl:unmarked") and c.i < first.i]:
            if is_after_comma(first):
                attach(clause, cue.head, clause.dep_)


@needs(",", relations=("advcl", "ccomp"))
def cue_read_as_clause(sentence: Span) -> None:
    """Mends "Unless it pays, the bank has warned, it may close": between commas a verb of saying opens no clause."""
    for cue in sentence:
        if cue.dep_ not in ("advcl", "ccomp") or cue.head.i <= cue.i or cue.i + 1 == sentence.end:
            continue
        subject = next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
        if subject is None or not known_cue(cue) or cue.nbor(1).text != ",":
            continue
        first = subject.left_edge
        if not is_after_comma(first) or any(c.dep_ == "mark" for c in cue.lefts):
            continue
        main = cue.head
        for phrase in [c for c in cue.lefts if c.i < first.i and c.dep_ != "punct"]:
            attach(phrase, main, phrase.dep_)
        cue.relabel(relation="parataxis")


@needs("if", "unless", relations=("advcl",))
def condition_after_quote(sentence: Span) -> None:
    """Mends 'The mayor said "the pool will close" if it rains': the condition is not the mayor's speaking."""
    for clause in sentence:
        if clause.dep_ != "advcl":
            continue
        mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ in ("if", "unless")), None)
        if mark is None or mark.i == sentence.start or not mark.nbor(-1).is_quote:
            continue
        content = next((c for c in clause.head.rights if c.dep_ == "ccomp" and c.i < mark.i), None)
        if content is not None and content.right_edge.i >= mark.i - 2:
            attach(clause, content, "advcl")


def known_cue(verb: Token) -> bool:
    return verb.lemma_.lower() in words_of("parse.inserted_cue")
