"""Modality of what a word governs: the content of a verb, an adjective or a noun, an aim, what a control word colours.

The classes of verbs that tell whether their content came true are those of Karttunen 1971, "Implicative verbs", and of
Nairn, Condoravdi and Karttunen 2006, "Computing relative polarity for textual inference".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sourceline.claims.cue_rules import ModalityRule
from sourceline.claims.factuality.negators import own_negations
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    AUXILIARIES,
    SUBJECT_OR_AUXILIARY,
    SUBJECTS,
    Clause,
    is_passive,
    mark_of,
    marker_of,
    verb_lemma,
    verb_with_particle,
)
from sourceline.claims.syntax.content import content_noun, first_conjunct, governor_of, is_gerund, is_result, noun_rules
from sourceline.claims.syntax.spans import noun_phrase, word
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import agreement_of
from sourceline.nlp.repairs.tree import finite_of
from sourceline.schema.claim import Certainty, Modality

COMPLEMENTS = ("xcomp", "ccomp", "csubj")
AIMS = ("to", "in order", "so as")
AIM_WORDS = ("to", "in", "so")


@dataclass(frozen=True)
class ModalCue:
    """A word that sets modality; certainty is None where it is the usual one of that modality."""

    origin: str
    modality: Modality
    words: Span
    rule: str
    certainty: Certainty | None = None


def governing_cues(clause: Clause) -> Iterator[ModalCue]:
    """Reads what governs a clause: a verb that wants or plans it, its purpose, a noun of power, its control words."""
    outer = first_conjunct(clause.outermost)
    yield from verb_cues(outer)
    yield from adjective_cues(outer)
    yield from noun_cues(outer)
    yield from aim_cues(outer)
    for control_word, control in clause.governors:
        yield from between_cues(control_word, clause)
        if control.with_not and any(own_negations(control_word)):
            yield ModalCue("control", control.with_not, word(control_word), control.id)
        elif control.modality:
            against = f"{control_word.lemma_.lower()} not" in lexicon().modal_governors and any(
                own_negations(clause.head)
            )
            certainty: Certainty | None = "certain" if against else control.certainty
            yield ModalCue("control", control.modality, word(control_word), control.id, certainty)


def between_cues(control_word: Token, clause: Clause) -> Iterator[ModalCue]:
    """Reads an adjective after a linking control word: "looks set to fall", "seems likely to rise"."""
    for child in control_word.rights:
        if child.i < clause.head.i and child.dep_ == "xcomp" and child.pos_ in ("ADJ", "VERB"):
            for rule in lexicon().control.get(child.lower_, ()):
                if rule.modality:
                    yield ModalCue("control", rule.modality, word(child), rule.id, rule.certainty)


def verb_cues(outer: Token) -> Iterator[ModalCue]:
    """Reads the verb whose content the clause is: "hopes that", "urged it to", "ruled out raising"."""
    governor, marker, gerund = governor_of(outer), marker_of(outer), is_gerund(outer)
    opening = governor.i == governor.sent.start and outer.dep_ == "advcl:relcl"  # "supposing the court agrees"
    aside = outer.i > outer.sent.start and outer.nbor(-1).is_punct
    beside = gerund and not aside and governor.i < outer.i  # not "called for reforms, citing costs"
    adverbial = opening or (outer.dep_ == "advcl" and (marker in ("to", "that") or beside))
    held = outer.dep_ == "acl" and gerund and f"{governor.lemma_.lower()} {marker}" in lexicon().modal_governors
    if not (outer.dep_ in COMPLEMENTS or adverbial or held or governor.i != outer.head.i) or asks_which(outer):
        return
    for rule in governor_rules(governor, outer):
        if rule.modality == "desired" and marker != "to" and not gerund:
            continue  # "told investors that it had paid"
        if rule.modality == "desired" and marker == "to" and gerund:
            continue  # "pleaded guilty to hiding it"
        if rule.with_not and any(own_negations(governor)):
            origin = "possible" if rule.with_not == "possible" else "content"
            yield ModalCue(origin, rule.with_not, word(governor), rule.id)
        elif rule.modality:
            modality = rule.of_thing if rule.of_thing and is_of_thing(governor) else rule.modality
            yield ModalCue("content", modality, word(governor), rule.id, rule.certainty)
    for verb in lexicon().reporting.get(verb_lemma(governor), ()):
        settled = verb.content == "planned" and not verb.raises and states_fact(outer)
        if verb.content and not verb.markers and (marker in ("to", "that", "") or gerund) and not settled:
            certainty: Certainty | None = "underspecified" if verb.content == "planned" else None
            yield ModalCue("content", verb.content, word(governor), verb.id, certainty)
        elif verb.claim and not (verb.attributes or verb.content) and is_sought(outer, governor):
            yield ModalCue("content", "desired", word(governor), verb.id)
    if is_subjunctive(outer):
        yield ModalCue("content", "desired", word(outer), "modality.desired.subjunctive")


def is_of_thing(verb: Token) -> bool:
    """Whether the subject of a verb is a thing, which wants nothing: "the move may encourage others to follow"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "NOUN":
        return False
    return agreement_of(subject, noun_phrase(subject), subject.ent_type_).kind == "unknown"


def states_fact(clause: Token) -> bool:
    """Whether what somebody decided or agreed is how things are or were: "decided that it was not fit to sail"."""
    finite = finite_of(clause)
    judged = finite.tag_ == "MD" and finite.lower_ not in ("will", "would", "wo", "'ll", "’ll", "'d", "’d")  # "must"
    return (judged or finite.tag_ in ("VBZ", "VBD")) and clause.dep_ == "ccomp" and not is_subjunctive(clause)


def is_sought(outer: Token, governor: Token) -> bool:
    """Whether a clause is what somebody is to bring about: "hard for them to make sure that it is kept"."""
    bare = governor.tag_ == "VB" and (marker_of(governor) in ("to", "for") or governor.dep_ == "conj")
    return bare and governor.dep_ != "xcomp" and outer.dep_ == "ccomp" and marker_of(outer) in ("that", "")


def governor_rules(governor: Token, outer: Token) -> tuple[ModalityRule, ...]:
    """Returns the rules of a verb above a clause: with its particle, its preposition, or as an opening participle."""
    governors, lemma, marker = lexicon().modal_governors, verb_lemma(governor), marker_of(outer)
    if (governor.dep_ == "advcl" or governor.i == governor.sent.start) and governor.lower_ in governors:
        return governors[governor.lower_]
    negated = [f"{lemma} not"] if marker == "to" and any(own_negations(outer)) else []
    forms = (f"{lemma} {marker}", f"{governor.lower_} {marker}", verb_with_particle(governor), lemma)
    named = (*negated, *forms)
    return next((governors[name] for name in named if name in governors), ())


def asks_which(outer: Token) -> bool:
    """Whether a clause opens with a question word, so that it is presupposed: "asked who had paid"."""
    first = outer.left_edge
    asked = first if first.dep_ != "case" else first.head
    if asked.lower_ == "what" and any(c.dep_ == "acl:relcl" for c in asked.rights):
        return False  # "hopes what it called a threat will end"
    relative = outer.dep_ == "xcomp" and outer.head.dep_ == "acl:relcl"  # "people whom they want to deport"
    return (
        outer.dep_ in COMPLEMENTS
        and not relative
        and asked.tag_ in ("WP", "WRB", "WDT", "WP$")
        and first.lower_ != "that"
    )


def is_subjunctive(outer: Token) -> bool:
    """Whether a clause is demanded by its bare verb: "insisted that the bank pay", "that the fee be halved"."""
    if outer.dep_ not in ("ccomp", "acl", "csubj") or marker_of(outer) not in ("that", ""):
        return False
    auxiliaries = [c for c in outer.lefts if c.dep_ in AUXILIARIES]
    finite = auxiliaries[0] if auxiliaries else outer
    subject = next((c for c in outer.lefts if c.dep_ in SUBJECTS), None)
    told = outer.dep_ == "ccomp" and outer.head.lemma_.lower() not in lexicon().demanding_verbs
    if told and outer.head.lemma_.lower() in lexicon().cue_verbs and finite.tag_ == "VB" and not auxiliaries:
        return False  # "said new figures show"
    past = outer.head.tag_ == "VBD" and not told
    bare = finite.tag_ == "VB" or (finite.tag_ == "VBP" and past and finite.lower_ == finite.lemma_.lower())
    return bare and finite.lower_ not in ("do", "have") and subject is not None  # "insisted that banks pay"


def adjective_cues(outer: Token) -> Iterator[ModalCue]:
    """Reads the adjective whose content the clause is: "it is possible that", "afraid that", "vital to"."""
    governor, marker = adjective_over(outer), marker_of(outer)
    if governor is None or asks_which(outer):
        return
    adjectives, infinitive = lexicon().modal_adjectives, marker in ("to", "for")
    named = adjectives.get(f"{governor.lower_} to", ()) if infinitive else ()
    for rule in named or adjectives.get(governor.lower_, ()):
        fits = marker in ("that", "") or (infinitive and (bool(named) or rule.modality == "desired"))
        if rule.with_not and fits and any(own_negations(governor)):  # "is not sure that it will work"
            yield ModalCue("possible", rule.with_not, word(governor), rule.id)
        elif rule.modality and fits:
            yield ModalCue("possible", rule.modality, word(governor), rule.id, rule.certainty)


def adjective_over(outer: Token) -> Token | None:
    """Returns the adjective that a clause completes: "it is legal to sell", "makes it possible for banks to sell"."""
    governor = outer.head
    if outer.dep_ == "acl" and governor.pos_ in ("NOUN", "PROPN", "PRON") and marker_of(governor) == "for":
        governor = governor.head  # "possible for councils to seize"
    if governor.pos_ == "ADJ" and (outer.dep_ in ("ccomp", "csubj", "advcl", "xcomp") or governor.i != outer.head.i):
        return governor
    judged = (c for c in governor.children if c.dep_ == "xcomp" and c.pos_ == "ADJ" and c.i < outer.i)
    if governor.lemma_ in ("make", "find", "consider", "deem", "render"):
        return next((c for c in judged if c.i > governor.i), None)
    return None


def noun_cues(outer: Token) -> Iterator[ModalCue]:
    """Reads the noun whose content the clause is ("fears that it closed") or the preposition before a gerund."""
    lex, noun = lexicon(), content_noun(outer)
    for rule in noun_rules(noun, outer) if noun is not None else ():
        assert noun is not None
        none = next((c for c in noun.lefts if c.lower_ in ("no", "little")), None)
        none = none or next((n.root for n, _ in own_negations(noun.head) if noun.head.lemma_ == "have"), None)
        if none is not None and rule.with_not:
            yield ModalCue("possible", rule.with_not, word(none), rule.id)
        elif rule.modality:
            yield ModalCue("purpose" if marker_of(outer) != "that" else "possible", rule.modality, word(noun), rule.id,
                           rule.certainty)  # fmt: skip
            break
    mark = mark_of(outer)
    for rule in lex.modal_gerunds.get(mark.lower_, ()) if mark is not None and is_gerund(outer) else ():
        if rule.modality:
            yield ModalCue("control", rule.modality, word(mark or outer), rule.id)


def aim_cues(outer: Token) -> Iterator[ModalCue]:
    """Reads infinitives of aim, under a verb or a noun: "sold it to pay", "a campaign to save", "is to visit"."""
    mark, marker, governor = mark_of(outer), marker_of(outer), outer.head
    if mark is None or mark.lower_ not in AIM_WORDS:
        return
    passive = any(c.dep_ in ("aux:pass", "cop") and c.tag_ == "VB" for c in outer.children)  # "to be held in May"
    perfect = outer.tag_ == "VBN" and any(c.lower_ == "have" and c.dep_ == "aux" for c in outer.lefts)
    if not (outer.tag_ == "VB" or passive or perfect):
        return
    copula = next((c for c in outer.lefts if c.dep_ in AUXILIARIES and c.lemma_ == "be" and c.i < mark.i), None)
    if copula is not None and mark.nbor(-1).lower_ not in lexicon().negative_before_to:
        certainty: Certainty | None = "underspecified" if perfect else None  # "was to have met on Friday"
        yield ModalCue("control", "planned", word(copula), "modality.planned.is_to", certainty)
        return
    if perfect:
        return
    if is_headline(outer):
        yield ModalCue("purpose", "planned", word(mark), "modality.planned.headline")
        return
    if marker not in AIMS:
        return
    refused = outer.dep_ == "advcl" and governor.lemma_.lower() in lexicon().negative_governors
    if refused or content_noun(outer) is not None or is_result(outer) or governor_of(outer).i != governor.i:
        return
    if not is_aim(outer):
        return
    yield ModalCue("purpose", "desired", word(mark), lexicon().modal_markers["to"][0].id)


def is_headline(infinitive: Token) -> bool:
    """Whether an infinitive is the predicate of a headline: "Bank to cut jobs"."""
    noun, ends = infinitive.head, infinitive.sent.text.rstrip(" \n\"'”’")[-1:]
    if infinitive.dep_ in ("ROOT", "ccomp", "parataxis"):
        finite = any(c.dep_ in AUXILIARIES and c.tag_ not in ("VB", "VBN") for c in infinitive.lefts)
        return (
            not finite
            and any(c.dep_ in SUBJECTS and c.lower_ != "it" for c in infinitive.lefts)
            and not marked_by_for(infinitive)
        )
    bare = noun.dep_ == "ROOT" and not any(c.dep_ in SUBJECT_OR_AUXILIARY for c in noun.children)
    return infinitive.dep_ == "acl" and bare and ends not in (".", "!", "?")


def marked_by_for(infinitive: Token) -> bool:
    return any(c.lower_ == "for" and c.dep_ in ("mark", "case") for c in infinitive.lefts)


def is_aim(outer: Token) -> bool:
    """Whether an infinitive says what something is done for, by where it hangs."""
    governor, lemma = outer.head, outer.head.lemma_.lower()
    if outer.dep_ == "conj":
        return True
    if outer.dep_ == "acl" and lemma in lexicon().habits:
        return False  # "a trend among banks to close branches": they do
    judged = any(c.dep_ == "cop" for c in governor.children)  # "it was a mistake to sell"
    if judged and any(c.dep_ in ("expl", "nsubj") and c.lower_ == "it" for c in governor.children):
        return False
    objects = [c for c in governor.children if c.dep_ in ("obj", "iobj") and c.i < outer.i]
    if (
        outer.dep_ == "advcl"
        and lemma in lexicon().causing
        and any(c.right_edge.i + 1 == outer.left_edge.i for c in objects)
    ):
        return False  # "prompted the agency to widen its search"
    if outer.dep_ == "xcomp":
        return bool(objects or is_passive(governor)) and lemma not in lexicon().reporting
    return outer.dep_ in ("advcl", "acl")
