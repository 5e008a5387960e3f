"""Polarity, modality and certainty of a proposition, with the words that say so, and commitments after FactBank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sourceline.claims.attribution import SpeechAct
from sourceline.claims.clauses import marker_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.modality import adverb_rules, modal_cues
from sourceline.claims.polarity import negations
from sourceline.claims.propositions import Proposition
from sourceline.claims.spans import word
from sourceline.claims.subjects import has_finite_aux
from sourceline.nlp.parsed import Span, Token
from sourceline.schema.claim import Attribution, Certainty, Commitment, HolderCommitment, Modality, Polarity

_USUAL: dict[Modality, Certainty] = {
    "actual": "certain", "planned": "probable", "possible": "possible",
    "desired": "underspecified", "conditional": "underspecified", "questioned": "underspecified",
}  # fmt: skip
ENDED = frozenset({"polarity.undone", "polarity.ruled_out"})
_STRENGTH: dict[Certainty, str] = {"certain": "CT", "probable": "PR", "possible": "PS"}


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
        if result.modality == "planned" and any(rule in ENDED for _, rule in negative):
            result.certainty = "certain"  # "scrapped plans to move": it is sure that it will not
    for span, rule, certainty in certainty_cues(proposition):
        if result.modality in ("actual", "planned"):
            result.certainty = certainty
        result.cues.append((span, rule, certainty))
    result.cues.sort(key=lambda cue: (cue[0].start, cue[1]))
    return result


def certainty_cues(proposition: Proposition) -> list[tuple[Span, str, Certainty]]:
    """Reads adverbs and control words that make a claim less than certain: "probably", "appears to"."""
    cues: list[tuple[Span, str, Certainty]] = []
    for token in proposition.verb_group:
        for child in token.children:
            for rule in adverb_rules(child):
                if rule.certainty and not rule.modality:
                    cues.append((word(child), rule.id, rule.certainty))
    outer = proposition.clause.outermost
    subordinate = outer.dep_ in ("ccomp", "csubj", "acl") and marker_of(outer) == "that"
    lex, head = lexicon(), outer.head
    above = (*lex.modal_adjectives.get(head.lower_, ()), *lex.modal_nouns.get(head.lemma_.lower(), ()))
    for rule in above if subordinate else ():
        if rule.certainty and not rule.modality:
            cues.append((word(outer.head), rule.id, rule.certainty))
    for governor, control in proposition.clause.governors:
        if control.certainty and not control.modality:
            cues.append((word(governor), control.id, control.certainty))
    return cues


def inherit_modality(propositions: list[Proposition], assessed: list[Factuality]) -> None:
    """Gives what is part of something not actual the same modality: "could lead to selling", "may agree to pay"."""
    by_head = {t.i: n for n, p in enumerate(propositions) for t in p.verb_group}
    for proposition, factuality in zip(propositions, assessed, strict=True):
        outer = proposition.clause.outermost
        governor = next((a for a in outer.ancestors if a.i in by_head), None)
        if governor is None:
            continue
        governing = assessed[by_head[governor.i]]
        promised = factuality.modality == "planned" and outer.dep_ == "xcomp" and governing.modality != "planned"
        if not promised and (factuality.modality != "actual" or not is_part_of(outer, governor)):
            continue
        if governing.modality != "actual" and governing is not factuality:
            factuality.modality, factuality.certainty = governing.modality, governing.certainty
            factuality.cues.append((word(governor), "modality.inherited", factuality.modality))


def is_part_of(outer: Token, governor: Token) -> bool:
    """Whether a clause states no fact apart from the one it hangs under: it is not finite, and presupposed by nothing.

    A verb that makes, helps or lets something happen governs its content; other content has a modality of its own.
    """
    if outer.dep_ in ("xcomp", "ccomp") and outer.head.i == governor.i:
        rules = lexicon().reporting.get(governor.lemma_.lower(), ())
        return bool(rules) and all(not r.attributes for r in rules)
    if outer.i < governor.i or outer.tag_ not in ("VB", "VBG") or has_finite_aux(outer):
        return False
    marker = marker_of(outer)
    if marker in lexicon().presupposing_markers:
        return False
    return outer.tag_ == "VB" or bool(marker) or outer.dep_ == "advcl"


def as_held(factuality: Factuality, chain: list[SpeechAct]) -> Factuality:
    """Returns what the innermost source makes of the certainty: who believes is less sure, hearsay is nobody's word."""
    if not chain or factuality.certainty not in ("certain", "probable"):
        return factuality
    act = chain[-1]
    rules = lexicon().modal_holders.get(act.cue.root.lemma_.lower(), ())
    rule = next((r for r in rules if not r.hearsay or (act.source is None and len(chain) == 1)), None)
    if rule is None:
        return factuality
    modality = rule.modality if rule.modality and factuality.modality == "actual" else factuality.modality
    effect = rule.modality or rule.certainty or modality
    cues = [*factuality.cues, (act.cue, rule.id, effect)]
    return replace(factuality, modality=modality, certainty=rule.certainty or factuality.certainty, cues=cues)


def commitments(polarity: Polarity, certainty: Certainty, chain: Sequence[Attribution]) -> tuple[HolderCommitment, ...]:
    """Returns how true each holder takes it (FactBank, Saurí and Pustejovsky 2009): the sources, the article last."""
    strength = _STRENGTH.get(certainty)
    sign = "+" if polarity == "positive" else "-"
    if not chain:
        return (HolderCommitment(holder="article", value=as_commitment(strength, sign)),)
    holders: list[HolderCommitment] = []
    for link in chain:
        name = link.source.text if link.source is not None else "unnamed"
        own = strength if link is chain[-1] else None
        opposite = "-" if sign == "+" else "+"
        if link.stance == "doubts" and own:
            value = as_commitment("PR", opposite)
        else:
            value = as_commitment(own, opposite if link.stance == "denies" else sign)
        holders.append(HolderCommitment(holder=name, value=value))
    return (*holders, HolderCommitment(holder="article", value="Uu"))


def as_commitment(strength: str | None, sign: str) -> Commitment:
    return f"{strength}{sign}" if strength else "Uu"  # type: ignore[return-value]
