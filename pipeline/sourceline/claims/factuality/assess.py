"""Polarity, modality and certainty of a proposition, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sourceline.claims.arguments.controllers import is_wished
from sourceline.claims.arguments.subjects import has_finite_aux
from sourceline.claims.attribution.find import SpeechAct
from sourceline.claims.cue_rules import ModalityRule
from sourceline.claims.factuality.governed import asks_which
from sourceline.claims.factuality.kinds import (
    describes_any,
    describes_anyone,
    holds_of_any,
    is_belief_of_any,
    is_imagined,
)
from sourceline.claims.factuality.modality import (
    adverb_rules,
    adverbs,
    depends_on_condition,
    is_in_present,
    is_present,
    marker_phrase,
    modal_cues,
)
from sourceline.claims.factuality.polarity import negations
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import marker_of
from sourceline.claims.syntax.content import (
    content_noun,
    degree_of,
    is_denied,
    is_general,
    is_gerund,
    is_result,
    noun_rules,
    tells_when,
    waits,
)
from sourceline.claims.syntax.spans import set_off, word
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.repairs.tree import finite_of, first_word
from sourceline.schema.claim import Certainty, Modality, Polarity

_USUAL: dict[Modality, Certainty] = {
    "actual": "certain", "planned": "probable", "possible": "possible",
    "desired": "underspecified", "conditional": "underspecified", "questioned": "underspecified",
}  # fmt: skip
# What is left of a plan, wish or possibility that is given up, lost or fails.
ENDED: dict[str, dict[Modality, Modality]] = {
    "polarity.undone": {"planned": "planned", "desired": "planned", "possible": "actual"},
    "polarity.ruled_out": {"planned": "planned"},
    "polarity.lacking": {"planned": "actual", "desired": "actual", "possible": "actual"},
    "polarity.failed": {"planned": "actual", "desired": "actual", "possible": "actual"},
}


@dataclass
class Factuality:
    """What the words say of a proposition's truth; `cues` are (span, rule id, effect)."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    certainty: Certainty = "certain"
    cues: list[tuple[Span, str, str]] = field(default_factory=list)


def assess(proposition: Proposition) -> Factuality:
    """Reads polarity, modality and certainty of a proposition off its cues."""
    negative, modal = negations(proposition), modal_cues(proposition)
    result = Factuality("negative" if len(negative) % 2 else "positive")
    result.cues += [(span, rule, "negative") for span, rule in negative]
    result.cues += [(cue.words, cue.rule, cue.modality) for cue in modal]
    if modal:
        result.modality = modal[0].modality
        result.certainty = modal[0].certainty or _USUAL[result.modality]
    if result.modality == "actual" and any(cue.modality == "planned" for cue in modal[1:]):
        result.modality, result.certainty = "planned", "probable"  # "little chance that it will pass"
    if result.modality in ("actual", "planned") and is_alternative(proposition) and result.polarity == "positive":
        result.modality, result.certainty = "possible", "possible"
        result.cues.append((word(proposition.head), "modality.possible.alternative", "possible"))
    if result.modality == "actual" and is_wished(proposition.clause.outermost):
        result.modality, result.certainty = "desired", "underspecified"
    if result.modality == "actual" and is_present(proposition) and depends_on_condition(proposition):
        result.modality, result.certainty = "conditional", "underspecified"
    for _, rule in negative:
        left = ENDED.get(rule, {}).get(result.modality)
        if left is not None:  # "scrapped plans to move": it is sure that it will not
            result.modality, result.certainty = left, "certain"
    for span, rule, certainty in certainty_cues(proposition):
        if result.modality in ("actual", "planned"):
            result.certainty = certainty
        result.cues.append((span, rule, certainty))
    result.cues.sort(key=lambda cue: (cue[0].start, cue[1]))
    return result


def is_alternative(proposition: Proposition) -> bool:
    """Whether a verb is one of two of which one holds: "will either sell it or close it"."""
    outer = proposition.clause.outermost
    first = outer.head if outer.dep_ == "conj" else outer
    joined = [
        c for c in first.children if c.dep_ == "conj" and any(m.lower_ == "or" for m in c.lefts if m.dep_ == "cc")
    ]
    either = any(c.lower_ == "either" and c.dep_ in ("cc:preconj", "advmod", "cc") for c in first.lefts)
    return either and outer in (first, *joined) and bool(joined)


def certainty_cues(proposition: Proposition) -> list[tuple[Span, str, Certainty]]:
    """Reads adverbs and control words that make a claim less than certain: "probably", "appears to"."""
    cues: list[tuple[Span, str, Certainty]] = []
    for child in adverbs(proposition):
        for rule in adverb_rules(child):
            if rule.certainty and not rule.modality:
                cues.append((word(child), rule.id, rule.certainty))
    outer = proposition.clause.outermost
    lex, head, noun = lexicon(), outer.head, content_noun(outer)
    above = [(noun, rule) for rule in noun_rules(noun)] if noun is not None else []
    if noun is not None and noun.i != head.i:  # "rumours are circulating that", "legend has it that"
        above += [(noun, rule) for rule in lex.modal_holders.get(noun.lemma_.lower(), ())]
    clausal = outer.dep_ in ("ccomp", "csubj", "advcl") and marker_of(outer) in ("that", "")
    if clausal and first_word(outer).tag_ != "WRB":  # not "when it proposed ..."
        above += [(head, rule) for rule in lex.modal_adjectives.get(head.lower_, ())]
        above += [(head, rule) for rule in lex.modal_governors.get(head.lemma_.lower(), ())]
        if any(c.dep_ == "aux:pass" for c in head.lefts):  # "it is understood that"
            above += [(head, rule) for rule in lex.modal_governors.get(f"be {head.lemma_.lower()}", ())]
    if outer.dep_ == "advcl" and head.lemma_.lower() in lex.modal_governors:  # "looks as if"
        above += [(c, rule) for c in outer.lefts for rule in lex.modal_markers.get(marker_phrase(c), ())]
    for governor, rule in above:
        if rule.certainty and not rule.modality:
            cues.append((word(governor), rule.id, rule.certainty))
    for control_word, control in proposition.clause.governors:
        if control.certainty and not control.modality:
            cues.append((word(control_word), control.id, control.certainty))
    return cues


def inherit_modality(propositions: list[Proposition], assessed: list[Factuality]) -> None:
    """Gives what is part of something not actual the same modality: "could lead to selling", "may agree to pay"."""
    by_head = {t.i: n for n, p in enumerate(propositions) for t in p.verb_group}
    for proposition, factuality in zip(propositions, assessed, strict=True):
        outer = proposition.clause.outermost
        if factuality.modality == "actual" and (holds_of_nobody(outer) or is_condition(proposition)):
            factuality.modality, factuality.certainty = "conditional", "underspecified"
        governor = next((a for a in outer.ancestors if a.i in by_head), None)
        if governor is None:
            continue
        governing = assessed[by_head[governor.i]]
        barred = governing.polarity == "negative" and any(c.lower_ in ("can", "ca") for c in governor.lefts)
        if governing.modality == "actual" and not barred:  # "cannot tell until the inquiry is complete"
            continue
        awaited = is_awaited(proposition, governor) or describes_any(outer) or is_belief_of_any(outer)
        awaited = awaited or is_supposed(outer, governor)
        if factuality.modality == "actual" and awaited:
            planned = governing.modality == "planned" and outer.dep_ == "advcl"
            factuality.modality = "planned" if planned else "conditional"
            factuality.certainty = governing.certainty if planned else "underspecified"
            factuality.cues.append((word(governor), "modality.inherited", factuality.modality))
            continue
        content = outer.dep_ == "xcomp" or (outer.head.i == governor.i and bool(marker_of(outer)) and is_gerund(outer))
        promised = factuality.modality == "planned" and content and governing.modality != "planned"
        if not promised and (factuality.modality != "actual" or not is_part_of(outer, governor)):
            continue
        if governing.modality != "actual" and governing is not factuality:
            factuality.modality, factuality.certainty = governing.modality, governing.certainty
            factuality.cues.append((word(governor), "modality.inherited", factuality.modality))


def holds_of_nobody(clause: Token) -> bool:
    """Whether a clause tells of somebody imagined, or of any of a kind."""
    return is_imagined(clause) or describes_anyone(clause) or holds_of_any(clause)


def is_condition(proposition: Proposition) -> bool:
    """Whether a clause in the present is what another waits for: "once the tide turns, it is hard to land".

    So is one that is only asked about: "what happens when they arrive".
    """
    outer = proposition.clause.outermost
    while outer.dep_ == "conj" and not any(c.dep_ in ("mark", "nsubj") for c in outer.lefts):
        outer = outer.head  # "until it pays and leaves"
    if outer.dep_ != "advcl" or not is_present(proposition):
        return False
    if marker_of(outer) in ("until", "till") and outer.head.tag_ in ("VBD", "VBN"):
        return True  # "has cut off aid until the group disarms"
    rules = lexicon().subordinators.get(marker_of(outer), ())
    asked = asks_which(outer.head) or outer.head.head.lower_ == "what"
    free = outer.left_edge.lower_ in lexicon().free_openers  # "however the court rules, ..."
    each_time = tells_when(outer) and (is_in_present(outer.head) or outer.head.tag_ in ("VB", "VBG"))
    return free or each_time or any(r.role == "condition" for r in rules) or (asked and waits(outer))


def is_awaited(proposition: Proposition, governor: Token) -> bool:
    """Whether a clause in the present tells when something to come will be: "will hire once the line opens".

    What goes on beside a condition is as open as it: "if some stay while others are sent away".
    """
    outer = proposition.clause.outermost
    above = (governor, governor.head) if governor.dep_ == "xcomp" else (governor,)
    helpers = {c.lower_ for verb in above for c in verb.lefts}
    told = "would" in helpers and "have" not in helpers  # "would strike until he was reinstated"
    to_come = is_present(proposition) or is_pluperfect(outer) or told
    if outer.dep_ != "advcl" or outer.head.i != governor.i or not to_come:
        return False
    as_goes = marker_of(outer) == "as" and outer.i < governor.i and is_general(outer)  # "as the plan unfolds, it will"
    return waits(outer) or as_goes or (marker_of(outer) == "while" and governor.dep_ == "advcl")


def is_supposed(content: Token, condition: Token) -> bool:
    """Whether a clause is what a condition supposes to be found or believed: "if buyers learn that it is fake"."""
    supposed = content.dep_ == "ccomp" and content.head.i == condition.i and marker_of(content) in ("that", "")
    return supposed and condition.dep_ == "advcl" and marker_of(condition) in ("if", "unless")


def is_pluperfect(clause: Token) -> bool:
    """Whether a clause with "once" or "until" tells in the past perfect what is yet to come: "once they had paid"."""
    perfect = any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in clause.lefts)
    return perfect and marker_of(clause) in ("once", "until", "till")


def is_part_of(outer: Token, governor: Token) -> bool:
    """Whether a clause states no fact apart from the one it hangs under: it is not finite, and presupposed by nothing.

    A verb that makes, helps or lets something happen governs its content; other content has a modality of its own.
    """
    if asks_which(outer) or (is_result(outer) and degree_of(outer) is None):  # not "will be well enough to attend"
        return False
    if (outer.dep_ == "acl" and is_gerund(outer) and brings_about(outer, governor)) or degree_of(outer) is not None:
        return True
    if outer.dep_ in ("xcomp", "ccomp") and outer.head.i == governor.i:
        lex, lemma = lexicon(), governor.lemma_.lower()
        if lemma in lex.proving:
            return True  # "need not prove that it is safe"
        rules = lex.reporting.get(lemma, ())
        return lemma in lex.negative_governors or (bool(rules) and all(not r.attributes for r in rules))
    if outer.i < governor.i or not (outer.tag_ == "VB" or is_gerund(outer)) or has_finite_aux(outer):
        return False
    marker = marker_of(outer)
    if marker in lexicon().presupposing_markers:
        return False
    joined = outer.dep_ == "conj" and outer.head.i == governor.i and governor.tag_ == "VBG"
    return outer.tag_ == "VB" or bool(marker) or outer.dep_ == "advcl" or joined


def brings_about(gerund: Token, governor: Token) -> bool:
    """Whether a gerund with a subject is what something leads to: "could lead to more countries joining"."""
    noun, lemma = gerund.head, governor.lemma_.lower()
    named = f"{lemma} {marker_of(noun)}"
    return (
        noun.head.i == governor.i and not marker_of(gerund) and named in ("lead to", "result in", "end in", "end with")
    )


def as_held(factuality: Factuality, chain: list[SpeechAct], proposition: Proposition) -> Factuality:
    """Returns what the innermost source makes of the certainty: who believes is less sure, hearsay is nobody's word."""
    if not chain or factuality.certainty not in ("certain", "probable"):
        return factuality
    act = chain[-1]
    if is_denied(act.cue.root):
        return factuality  # "rejected claims that": whoever rejects them is sure
    rules = lexicon().modal_holders.get(act.cue.root.lemma_.lower(), ())
    rule = next((r for r in rules if not r.hearsay or (act.source is None and len(chain) == 1)), None)
    if rule is None and act.source is not None:
        rule = hearsay_source(act.source.root)
    if rule is None:
        return factuality
    feared = rule.modality and factuality.modality in ("actual", "planned") and not is_added(proposition, act)
    if rule.modality and not feared:
        return factuality
    modality = rule.modality if feared and rule.modality else factuality.modality
    effect = rule.modality or rule.certainty or modality
    cues = [*factuality.cues, (act.cue, rule.id, effect)]
    return replace(factuality, modality=modality, certainty=rule.certainty or factuality.certainty, cues=cues)


def is_added(proposition: Proposition, act: SpeechAct) -> bool:
    """Whether a clause only adds something about a thing in what is feared: "feared that the dam, which ..."."""
    outer = proposition.clause.outermost
    clauses = [t for t in (outer, *outer.ancestors) if t.dep_ in ("acl", "acl:relcl") and t.i in act.content]
    known = (t for t in clauses if any(c.lower_ == "the" for c in t.head.lefts) and t.dep_ == "acl:relcl")
    return any(set_off(t) for t in clauses) or any(finite_of(t).tag_ in ("VBD", "VBZ", "VBP") for t in known)


def hearsay_source(noun: Token) -> ModalityRule | None:
    """Returns the rule of a source that is nobody's word: "unconfirmed reports said"."""
    lemma, sources = noun.lemma_.lower(), lexicon().hearsay_sources
    named = (lemma, *(f"{c.lower_} {lemma}" for c in noun.children if c.dep_ == "amod"))
    return next((sources[name][0] for name in named if name in sources), None)
