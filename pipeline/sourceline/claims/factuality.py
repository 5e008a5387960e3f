"""Polarity, modality and certainty of a proposition, with the words that say so, and commitments after FactBank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sourceline.claims.attribution import SpeechAct
from sourceline.claims.clauses import AUXILIARIES, CLAUSAL, SUBJECTS, is_predicate, is_verbal, marker_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.polarity import negations
from sourceline.claims.propositions import Proposition
from sourceline.claims.spans import word
from sourceline.claims.subjects import has_finite_aux
from sourceline.schema.claim import Certainty, Commitment, Modality, Polarity

_BY_MODALITY: dict[Modality, Certainty] = {
    "actual": "certain", "planned": "probable", "possible": "possible",
    "desired": "underspecified", "conditional": "underspecified", "questioned": "underspecified",
}  # fmt: skip
_STRENGTH: dict[Modality, str] = {"actual": "CT", "planned": "PR", "possible": "PS"}
# Where several cues speak, the first of these wins; what a governing verb asks of its content comes after "may" and
# before "will".
BY_RANK = ("question", "condition", "possible", "content", "aux", "purpose", "control")
ModalCue = tuple[str, Modality, Span, str]  # origin, modality, words, rule id


@dataclass
class Factuality:
    """What the words say of a proposition's truth; `cues` are (span, rule id, effect)."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    certainty: Certainty = "certain"
    cues: list[tuple[Span, str, str]] = field(default_factory=list)


def assess(proposition: Proposition) -> Factuality:
    """Reads polarity, modality and certainty of a proposition off its cues."""
    negative = negations(proposition)
    result = Factuality("negative" if len(negative) % 2 else "positive")
    result.cues += [(span, rule, "negative") for span, rule in negative]
    found: dict[str, Modality] = {}
    for origin, modality, span, rule in modal_cues(proposition):
        if origin not in found:
            found[origin] = modality
            result.cues.append((span, rule, modality))
    result.modality = next((found[origin] for origin in BY_RANK if origin in found), "actual")
    result.certainty = _BY_MODALITY[result.modality]
    for span, rule, certainty in certainty_cues(proposition):
        result.certainty = certainty
        result.cues.append((span, rule, certainty))
    result.cues.sort(key=lambda cue: (cue[0].start, cue[1]))
    return result


def modal_cues(proposition: Proposition) -> list[ModalCue]:
    """Collects the cues of modality over a proposition; of each origin, the first one counts."""
    return [
        *auxiliary_cues(proposition),
        *subordinate_cues(proposition),
        *governing_cues(proposition),
    ]


def auxiliary_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads auxiliaries and adverbs beside the predicate and its control words: "may", "would", "perhaps"."""
    lex = lexicon()
    conditional = any(a.role == "condition" for a in proposition.arguments)
    for token in [*proposition.verb_group, *shared_auxiliaries(proposition)]:
        own = [token] if token.dep_ == "aux" else []
        for child in [*token.children, *own]:
            for rule in lex.modal_aux.get(child.lower_, ()) if child.dep_ == "aux" else ():
                modality = rule.with_condition if rule.with_condition and conditional else rule.modality
                if modality and not (child.lower_ in ("'d", "’d") and token.tag_ == "VBN"):
                    yield ("possible" if modality == "possible" else "aux"), modality, word(child), rule.id
            for rule in lex.modal_adverbs.get(child.lower_, ()) if child.dep_ == "advmod" else ():
                if rule.modality:
                    yield "possible", rule.modality, word(child), rule.id


def subordinate_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads conditions and questions off the form of the clause: "if", "whether", "had it", a question mark."""
    lex, outer = lexicon(), marked_conjunct(first_conjunct(proposition.clause.outermost))
    opening = (c for c in outer.lefts if c.dep_ in ("mark", "case", "advmod", "cc:preconj"))
    mark = next((c for c in opening if c.lower_ in lex.modal_markers and c.lower_ != "to"), None)
    if mark is not None:
        marker = mark.lower_
        rule = lex.modal_markers[marker][0]
        governing = lex.reporting.get(outer.head.lemma_.lower(), ()) if outer.dep_ == "ccomp" else ()
        asked = any(marker in r.markers for r in governing)
        modality = "questioned" if asked else rule.modality or "conditional"
        yield ("question" if modality == "questioned" else "condition"), modality, word(mark), rule.id
    fronted = next((c for c in outer.lefts if c.dep_ in AUXILIARIES and c.i == outer.left_edge.i), None)
    if outer.dep_ == "advcl" and fronted is not None and fronted.lower_ in ("had", "were", "should"):
        yield "condition", "conditional", word(fronted), "modality.conditional.inversion"
    how = next((c for c in outer.lefts if c.tag_ == "WRB" and c.lower_ in ("how", "why")), None)
    if how is not None and outer.dep_ not in ("acl:relcl", "advcl"):
        yield "question", "questioned", word(how), "modality.questioned.open"
    if asks(proposition):
        yield "question", "questioned", word(outer), "modality.questioned.sentence"


def governing_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads what governs the clause: a verb that wants or plans it, its purpose, a noun of power, its control words."""
    lex, outer = lexicon(), first_conjunct(proposition.clause.outermost)
    marker, mark = marker_of(outer), mark_of(outer)
    if outer.dep_ in ("xcomp", "ccomp") or (outer.dep_ == "advcl" and marker in ("to", "that")):
        for verb in lex.reporting.get(outer.head.lemma_.lower(), ()):
            if verb.content and not verb.markers and (marker in ("to", "that", "") or outer.tag_ == "VBG"):
                yield "content", verb.content, word(outer.head), verb.id
                break
    if outer.tag_ == "VBG" and marker:
        yield from gerund_cues(outer, mark)
    infinitive = marker in ("to", "in order") and outer.tag_ == "VB"
    objects = any(c.dep_ in ("obj", "iobj") and c.i < outer.i for c in outer.head.children)
    ungoverned = outer.dep_ == "xcomp" and objects and outer.head.lemma_.lower() not in lex.reporting
    if mark is not None and infinitive and (outer.dep_ in ("advcl", "acl", "conj") or ungoverned):
        nouns = lex.modal_nouns.get(outer.head.lemma_.lower(), ()) if outer.dep_ == "acl" else ()
        rule = nouns[0] if nouns else lex.modal_markers["to"][0]
        headline = outer.dep_ == "acl" and outer.head.dep_ == "ROOT" and not nouns
        modality = "planned" if headline else rule.modality or "desired"
        yield "purpose", modality, word(outer.head if nouns else mark), rule.id
    for governor, control in proposition.clause.governors:
        if control.modality:
            yield "control", control.modality, word(governor), control.id


def gerund_cues(gerund: Token, mark: Token | None) -> Iterator[ModalCue]:
    """Reads what a gerund is only talked about or aimed at by: "talks about selling", "the goal of selling"."""
    lex = lexicon()
    for rule in lex.modal_nouns.get(gerund.head.lemma_.lower(), ()) if gerund.head.pos_ == "NOUN" else ():
        if rule.modality:
            yield "purpose", rule.modality, word(gerund.head), rule.id
    for rule in lex.modal_gerunds.get(mark.lower_, ()) if mark is not None else ():
        if rule.modality:
            yield "control", rule.modality, word(mark or gerund), rule.id


def mark_of(token: Token) -> Token | None:
    """Returns the subordinator of a clause."""
    return next((c for c in token.lefts if c.dep_ in ("mark", "case") and c.head.i == token.i), None)


def first_conjunct(token: Token) -> Token:
    """Returns the first of coordinated bare verbs, whose subordinator the others share: "wants to buy and sell"."""
    while token.dep_ == "conj" and is_base(token) and token.head.tag_ == "VB" and is_verbal(token.head):
        if any(c.dep_ in SUBJECTS | AUXILIARIES | {"mark"} for c in token.children):
            break
        token = token.head
    return token


def is_base(verb: Token) -> bool:
    """Whether a verb may be a base form, whatever its tag: "to speed up and cut"."""
    return verb.tag_ == "VB" or verb.lower_ == verb.lemma_.lower()


def marked_conjunct(token: Token) -> Token:
    """Returns the first of coordinated clauses, whose "if" or "whether" the others share: "if prices fall or rise"."""
    while token.dep_ == "conj" and is_predicate(token.head):
        joined = next((c for c in token.lefts if c.dep_ == "cc"), None)
        own_subject = any(c.dep_ in SUBJECTS for c in token.children)
        apart = joined is None or joined.lower_ not in ("and", "or") or (joined.nbor(-1).is_punct and own_subject)
        if apart or any(c.dep_ == "mark" for c in token.children):
            break
        token = token.head
    return token


def inherit_modality(propositions: list[Proposition], assessed: list[Factuality]) -> None:
    """Gives what is part of something not actual the same modality: "could lead to selling", "may help it win"."""
    by_head = {t.i: n for n, p in enumerate(propositions) for t in p.verb_group}
    for proposition, factuality in zip(propositions, assessed, strict=True):
        outer = proposition.clause.outermost
        governor = next((a for a in outer.ancestors if a.i in by_head), None)
        if factuality.modality != "actual" or governor is None or not is_part_of(outer, governor):
            continue
        governing = assessed[by_head[governor.i]]
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


def shared_auxiliaries(proposition: Proposition) -> list[Token]:
    """Auxiliaries that a coordinated verb shares with the first: "will raise and spend"."""
    outer = proposition.clause.outermost
    if (
        outer.dep_ != "conj"
        or any(c.dep_ in AUXILIARIES | SUBJECTS for c in outer.children)
        or not is_verbal(outer.head)
    ):
        return []
    return [c for c in outer.head.children if c.dep_ == "aux"] if outer.tag_ == outer.head.tag_ else []


def asks(proposition: Proposition) -> bool:
    """Whether the proposition is the main clause of a question."""
    outer = proposition.clause.outermost
    last = next((t for t in reversed(list(proposition.sentence)) if not t.is_space and not t.is_quote), None)
    return last is not None and last.text.endswith("?") and (outer.dep_ == "ROOT" or outer.dep_ not in CLAUSAL)


def certainty_cues(proposition: Proposition) -> list[tuple[Span, str, Certainty]]:
    lex, cues = lexicon(), []
    for token in proposition.verb_group:
        for child in token.children:
            for rule in lex.modal_adverbs.get(child.lower_, ()) if child.dep_ == "advmod" else ():
                if rule.certainty:
                    cues.append((word(child), rule.id, rule.certainty))
    cues += [
        (word(governor), rule.id, rule.certainty) for governor, rule in proposition.clause.governors if rule.certainty
    ]
    return cues


def commitments(factuality: Factuality, chain: list[SpeechAct]) -> list[tuple[str, Commitment]]:
    """Returns how true each holder takes it (FactBank, Saurí and Pustejovsky 2009): the sources, the article last."""
    strength = _STRENGTH.get(factuality.modality)
    sign = "+" if factuality.polarity == "positive" else "-"
    value: Commitment = f"{strength}{sign}" if strength else "Uu"  # type: ignore[assignment]
    if not chain:
        return [("article", value)]
    holders: list[tuple[str, Commitment]] = []
    for act in chain:
        name = act.source.text if act.source is not None else "unnamed"
        held: Commitment = value if act is chain[-1] else "Uu"
        if act.stance == "denies" and held != "Uu":
            held = "CT-" if sign == "+" else "CT+"
        elif act.stance == "doubts" and held != "Uu":
            held = "PR-" if sign == "+" else "PR+"
        holders.append((name, held))
    return [*holders, ("article", "Uu")]
