"""Repairs of what is added and belongs to no verb: a part after "including", a byline behind a headline."""

from __future__ import annotations

from sourceline.nlp.parsed import Span
from sourceline.nlp.repairs.levels import is_somebody
from sourceline.nlp.repairs.tree import SUBJECTS, attach, first_word, is_full, words_of


def part_after_including(sentence: Span) -> None:
    """Mends "spent $90m, including $12m on roads", where all is spent on roads: the part is."""
    for including in sentence:
        part = including.head
        if including.lower_ != "including" or including.dep_ not in ("case", "mark") or part.i < including.i:
            continue
        following = part.right_edge.nbor(1) if part.right_edge.i + 1 < sentence.end else part
        phrase = following.head
        if sentence.doc.layers["quantities"].at(part.i) is None or following.dep_ != "case" or phrase.dep_ != "obl":
            continue
        if phrase.head == part.head and phrase.i > part.i and first_word(phrase) == following:
            attach(phrase, part, "nmod")


def origin_after_comma(sentence: Span) -> None:
    """Mends "teaches new pupils, mostly from other towns", where they are taught from there: they come from there."""
    for phrase in sentence:
        if phrase.dep_ not in ("obl", "nmod") or phrase.i < phrase.head.i:
            continue
        adverb = phrase.left_edge
        adverb = adverb.nbor(1) if adverb.text == "," and adverb.i + 1 < phrase.i else adverb
        if adverb.lower_ not in words_of("parse.partly") or adverb.head != phrase or adverb.i - 2 < sentence.start:
            continue
        person = adverb.nbor(-2)
        from_there = any(c.dep_ == "case" and c.lower_ == "from" for c in phrase.lefts)
        if from_there and adverb.nbor(-1).text == "," and person.pos_ == "NOUN" and is_somebody(person):
            attach(phrase, person, "nmod")


def byline_after_headline(sentence: Span) -> None:
    """Mends "Port seeks deal with Mali Exclusive by our reporter", where Mali is an exclusive."""
    for label in sentence[2:-1]:
        if label.lower_ not in words_of("parse.byline") or label.nbor(1).lower_ != "by" or label.text == label.lower_:
            continue
        if is_full(sentence):
            continue
        writer = label.nbor(1).head
        attach(label, sentence.root, "parataxis")
        attach(writer, label, "nmod")
        label.tag_, label.pos_ = "NN", "NOUN"


def topic_before_as(sentence: Span) -> None:
    """Mends "Holm vs Lindt as vote nears", where Holm nears: what stands before "as" is said to come with it."""
    for mark in sentence[1:-1]:
        verb = mark.head
        if mark.lower_ != "as" or mark.dep_ != "mark" or verb.i < mark.i or is_full(sentence):
            continue
        subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS]
        if len(subjects) == 2 and subjects[0].i < mark.i < subjects[1].i:
            subjects[0].dep_ = "dislocated"
