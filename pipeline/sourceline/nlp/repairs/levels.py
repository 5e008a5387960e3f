"""Repairs of clauses, times and counts hung a level too deep: on an infinitive, an amount or a phrase's last noun."""

from __future__ import annotations

from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import is_somebody
from sourceline.nlp.repairs.needs import needs
from sourceline.nlp.repairs.tree import (
    SUBJECTS,
    attach,
    crown,
    first_word,
    has_finite,
    has_subject,
    is_after_comma,
    spans_of,
    words_of,
)


@needs(relations=("advcl",), tags=("VBN",))
def adverb_read_as_mark(sentence: Span) -> None:
    """Mends "moved further along compared with May": an adverb of direction opens no clause."""
    for token in sentence:
        clause = token.head
        directed = token.dep_ == "mark" and token.lower_ in words_of("parse.direction")
        if directed and clause.dep_ == "advcl" and clause.tag_ == "VBN" and clause.head.i < token.i < clause.i:
            attach(token, clause.head, "advmod")


@needs("that", "which", "who", relations=("dep", "acl:relcl"))
def loose_relative(sentence: Span) -> None:
    """Mends "towns that delay or refuse to pay", where "delay" is no noun and both are said of the towns."""
    for verb in sentence:
        if verb.dep_ not in ("dep", "acl:relcl"):
            continue
        pronoun = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if pronoun is None or pronoun.lower_ not in ("that", "which", "who") or pronoun.i == sentence.start:
            continue
        noun = pronoun.nbor(-1)
        if verb.dep_ == "dep" and noun.pos_ in ("NOUN", "PROPN") and not verb.is_ancestor(noun):
            attach(verb, noun, "acl:relcl")
        after = verb.nbor(1) if verb.i + 1 < sentence.end else verb
        joined = after.head
        if verb.tag_ == "NN" and verb.dep_ == "acl:relcl" and after.dep_ == "cc" and joined.tag_ in ("VBP", "VBZ"):
            if joined.dep_ == "conj" and joined != verb:
                attach(joined, verb, "conj")
            verb.relabel(tag=joined.tag_, pos="VERB")


def finite_above(token: Token) -> Token | None:
    """Returns the nearest finite verb above a token."""
    return next((a for a in token.ancestors if a.pos_ == "VERB" and (a.tag_ == "VBD" or has_finite(a))), None)


@needs(relations=("conj",), tags=("VBD", "VBN"))
def past_after_infinitive(sentence: Span) -> None:
    """Mends "accused it of paying firms to break the law and urged the senate ...": a past continues no infinitive."""
    for token in sentence:
        first = token.head
        if token.dep_ != "conj" or token.tag_ not in ("VBD", "VBN") or first.tag_ != "VB" or first.i > token.i:
            continue
        bare = not has_finite(first) and any(c.tag_ == "TO" for c in first.lefts)
        if not bare or has_subject(token) or token.lower_ == token.lemma_.lower():
            continue
        verb = finite_above(first)
        if verb is not None and verb.i < first.i and not any(c.dep_ in ("aux", "aux:pass") for c in token.lefts):
            attach(token, verb, "conj")
            token.relabel(tag="VBD" if verb.tag_ in ("VBD", "VBZ", "VBP") else token.tag_)


@needs(",", relations=("advcl",), tags=("VBG",))
def participle_on_participle(sentence: Span) -> None:
    """Mends "let it fly them out under a law passed in 1952, overturning an order": a law passed overturns nothing."""
    for token in sentence:
        inner = token.head
        if not is_set_apart(token) or inner.dep_ != "acl" or inner.tag_ != "VBN" or inner.i > token.i:
            continue
        verb = finite_above(inner)
        if verb is not None and not any(t.is_alpha for t in sentence.doc[token.right_edge.i + 1 : sentence.end]):
            attach(token, verb, "advcl")


def is_set_apart(token: Token) -> bool:
    """Whether a token is a gerund after a comma that describes its head."""
    gerund = token.tag_ == "VBG" and token.dep_ == "advcl"
    return gerund and is_after_comma(token)


@needs("that", relations=("advcl",), tags=("VBG",))
def telling_on_content(sentence: Span) -> None:
    """Mends "denied reports that they were held, telling reporters ...": who denies tells, not who is held."""
    for token in sentence:
        content = token.head
        if content.dep_ not in ("acl", "xcomp", "ccomp") or not is_set_apart(token):
            continue
        if token.lemma_ not in words_of("parse.telling") or (content.dep_ == "ccomp" and may_tell(content)):
            continue
        told = content.tag_ == "VB" or any(c.dep_ == "mark" and c.lower_ == "that" for c in content.lefts)
        verb = finite_above(content) if told else None
        if verb is not None and verb.i < content.i:
            attach(token, verb, "advcl")


def may_tell(clause: Token) -> bool:
    """Whether what a clause is said of may speak: not "denied that the ship was late, insisting ..."."""
    subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
    return subject is None or subject.pos_ != "NOUN" or is_somebody(subject) or subject.tag_ == "NNS"


@needs(relations=("conj",))
def telling_on_scene(sentence: Span) -> None:
    """Mends "The vote came as the king said it was late and urged calm": who says so urges, not the vote."""
    for token in sentence:
        scene = token.head
        if token.dep_ != "conj" or scene.lemma_ != "come" or token.lemma_ not in words_of("parse.telling"):
            continue
        cue = next((c for c in scene.rights if c.dep_ == "advcl" and c.i < token.i and c.tag_ == token.tag_), None)
        if cue is not None and not has_subject(token) and any(c.dep_ == "ccomp" for c in cue.rights):
            attach(token, cue, "conj")


@needs("who", "whom", relations=("acl:relcl",))
def who_on_thing(sentence: Span) -> None:
    """Mends "Three people at the talks, who asked not to be named": talks are no "who"."""
    for clause in sentence:
        noun = clause.head
        if clause.dep_ != "acl:relcl" or noun.i > clause.i or is_somebody(noun):
            continue
        who = next((c for c in clause.lefts if c.lower_ in ("who", "whom")), None)
        if who is None:
            continue
        nouns = (a for a in noun.ancestors if a.pos_ in ("NOUN", "PROPN", "PRON") and a.i < noun.i)
        above = list(nouns)
        person = next((a for a in (*between(noun, who), *above) if is_somebody(a)), None)
        many = any(c.tag_ == "VBP" or c.lower_ == "were" for c in (clause, *clause.lefts) if c.pos_ in ("AUX", "VERB"))
        if person is None and many and noun.tag_ == "NN":  # "youths of mixed background who have ..."
            beside = [t for t in sentence.doc[sentence.start : noun.i] if t.tag_ == "NNS" and noun.head.is_ancestor(t)]
            person = next((a for a in (*above, *beside[::-1]) if a.tag_ == "NNS"), None)
        if person is not None:
            attach(clause, person, "acl:relcl")


def between(noun: Token, who: Token) -> list[Token]:
    """Returns the nouns under a noun that end right before "who": "the signature of the president, who"."""
    last = who.nbor(-1) if who.i > who.sent.start else who
    last = last.nbor(-1) if last.text == "," and last.i > noun.i else last
    return [t for t in (last, *last.ancestors) if noun.is_ancestor(t) and t.pos_ in ("NOUN", "PROPN")]


@needs("to", relations=("conj",), tags=("VB", "VBN"))
def infinitive_on_main(sentence: Span) -> None:
    """Mends "expects it to grow in May and to shrink": the second infinitive goes on with the first, not the verb."""
    for token in sentence:
        verb = token.head
        if token.dep_ != "conj" or token.tag_ not in ("VB", "VBN") or verb.i > token.i:
            continue
        bare = any(c.tag_ == "TO" and c.dep_ == "mark" for c in token.lefts)
        joined = bare and (verb.tag_ == "VBD" or has_finite(verb))
        above = [c for a in (verb, *verb.ancestors) for c in a.rights if c.i < verb.i or a == verb] if joined else []
        governed = [c for c in above if c.dep_ in ("xcomp", "ccomp") and c.i < token.i and c.tag_ == token.tag_]
        first = next((c for c in governed if any(m.lower_ == "to" for m in c.lefts)), None)
        if first is not None:
            attach(token, first, "conj")


@needs(relations=("ccomp", "parataxis"))
def participle_as_root(sentence: Span) -> None:
    """Mends "Asked whether it was safe, the mayor laughed": the verb after the comma is the main one."""
    root = sentence.root
    if root.tag_ != "VBN" or root.i != sentence.start or has_subject(root):
        return
    for clause in [c for c in root.rights if c.dep_ in ("ccomp", "parataxis") and has_subject(c)]:
        finite = clause.tag_ == "VBD" or has_finite(clause)
        if first_word(clause).nbor(-1).text == "," and finite and not any(c.dep_ == "mark" for c in clause.lefts):
            crown(clause, "advcl")
            return


@needs("<times>")
def time_on_amount(sentence: Span) -> None:
    """Mends "fell to $9 million last June", "made a loss of 4% in May": the time dates the verb, no amount has one."""
    amounts = {amount.end: amount for amount in spans_of(sentence, "quantities")}
    times = spans_of(sentence, "times") if amounts else ()
    for time in times:
        token = time.root
        amount = amounts.get(time.start) or amounts.get(time.start - 1)
        if amount is None or token.dep_ not in ("nmod", "nmod:unmarked") or time._.time.type != "DATE":
            continue
        level = token.head
        if level != amount.root or (time.start > amount.end and time.doc[amount.end].lower_ not in ("in", "since")):
            continue
        case = next((c.lower_ for c in level.lefts if c.dep_ == "case"), "")
        relation = "obl" if token.dep_ == "nmod" else "obl:unmarked"
        verb = level.head.head if case == "of" and level.head.dep_ == "obj" else level.head
        if any(c.dep_ == "cop" for c in level.lefts):
            token.relabel(relation=relation)
        elif verb.pos_ == "VERB" and verb.i < level.i and (verb != level.head or case in ("", "to", "at", "by", "for")):
            attach(token, verb, relation)


@needs("up", "down", relations=("obl:unmarked",))
def amount_on_particle(sentence: Span) -> None:
    """Mends "will go up 4.99% in April", where the amount says how far up: how much it goes is the verb's."""
    for amount in spans_of(sentence, "quantities"):
        level = amount.root
        particle = level.head
        verb = particle.head
        directed = particle.lower_ in ("up", "down") and particle.dep_ in ("advmod", "compound:prt")
        if level.dep_ == "obl:unmarked" and directed and verb.pos_ == "VERB" and particle.i == verb.i + 1:
            attach(level, verb, "obl:unmarked")


@needs("from", tags=("CD",))
def range_of_levels(sentence: Span) -> None:
    """Mends "cut it from 240 to 165 kroner", where 240 kroner are to 165: the first level is left for the second."""
    for to in sentence[2:-2]:
        first, second = to.nbor(-1), to.nbor(1)
        unit = first.head
        if to.lower_ != "to" or first.tag_ != "CD" or second.tag_ != "CD" or unit.i <= second.i or second.head != first:
            continue
        start = next((c for c in unit.lefts if c.dep_ == "case" and c.lower_ == "from"), None)
        if first.dep_ == "nummod" and start is not None and start.i == first.left_edge.i - 1 and unit.dep_ == "obl":
            for word, head, relation in (
                (first, unit.head, "obl"), (start, first, "case"), (second, unit, "nummod"), (to, unit, "case"),
            ):  # fmt: skip
                attach(word, head, relation)


@needs("to", tags=("CD",))
def votes_against(sentence: Span) -> None:
    """Mends "passed by 140 votes to 122": the votes against are a part of the count."""
    for token in sentence[2:]:
        if token.tag_ != "CD" or token.nbor(-1).lower_ != "to":
            continue
        votes = token.nbor(-2)
        if votes.tag_ == "CD" and votes.dep_ == "obj" and votes.head.lemma_ == "vote":
            attach(token, votes, "nmod")
            votes.relabel(relation="obl:unmarked")  # "voted seven to two to hold"
        if token.dep_ != "obl":
            continue
        counted = any(c.dep_ == "nummod" for c in votes.lefts) and votes.lemma_.lower() in words_of("parse.tally")
        counted = counted or (votes.tag_ == "CD" and votes.dep_ == "obl")  # "won by 76 to 72"
        if counted and token.head == votes.head:
            attach(token, votes, "nmod")
            for adverb in [c for c in token.rights if c.dep_ == "advmod"]:
                attach(adverb, votes.head, "advmod")  # "to 81 early on Thursday"
