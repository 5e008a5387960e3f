"""Polarity, modality and certainty of a proposition, each with the words that say so, and commitments after FactBank."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sourceline.claims.attribution import SpeechAct
from sourceline.claims.clauses import AUXILIARIES, CLAUSAL, SUBJECTS, copula_of, is_predicate, is_verbal, marker_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.schema.claim import Certainty, Commitment, Modality, Polarity

# Where several cues speak, the first of these wins; what a governing verb asks of its content comes between "may" and "will".
_BY_MODALITY: dict[Modality, Certainty] = {
    "actual": "certain", "planned": "probable", "possible": "possible",
    "desired": "underspecified", "conditional": "underspecified", "questioned": "underspecified",
}  # fmt: skip
_STRENGTH: dict[Modality, str] = {"actual": "CT", "planned": "PR", "possible": "PS"}


@dataclass
class Factuality:
    """What the words say of a proposition's truth; `cues` are (span, rule id, effect)."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"
    certainty: Certainty = "certain"
    cues: list[tuple[Span, str, str]] = field(default_factory=list)


def assess(proposition: Proposition) -> Factuality:
    """Reads polarity, modality and certainty of a proposition off its cues."""
    result = Factuality()
    negate(proposition, result)
    found: dict[str, Modality] = {}
    for origin, modality, span, rule in modal_cues(proposition):
        if origin not in found:
            found[origin] = modality
            result.cues.append((span, rule, modality))
    for origin in ("question", "condition", "possible", "content", "aux", "purpose", "control"):
        if origin in found:
            result.modality = found[origin]
            break
    result.certainty = _BY_MODALITY[result.modality]
    for span, rule, certainty in certainty_cues(proposition):
        result.certainty = certainty
        result.cues.append((span, rule, certainty))
    result.cues.sort(key=lambda cue: (cue[0].start, cue[1]))
    return result


def word(token: Token) -> Span:
    return token.doc[token.i : token.i + 1]


def verb_group(proposition: Proposition) -> list[Token]:
    """The words whose modifiers colour the proposition: its head and its control words."""
    return [proposition.head, *(governor for governor, _ in proposition.clause.governors)]


def negate(proposition: Proposition, result: Factuality) -> None:
    """Counts negations; an even number is positive."""
    found: list[tuple[Span, str]] = []
    lex = lexicon()
    for token in verb_group(proposition):
        for child in token.children:
            text = child.lower_
            if child.dep_ in ("advmod", "cc:preconj", "cc", "det", "discourse") and text in lex.negative_words:
                if not (child.dep_ == "advmod" and only_modifies(child, "only", "just")):
                    found.append((word(child), lex.negative_words[text][0].id))
            elif child.dep_ == "advmod" and text == "longer" and child.i > 0 and child.doc[child.i - 1].lower_ == "no":
                found.append((child.doc[child.i - 1 : child.i + 1], "polarity.not"))
            elif child.dep_ in ("mark", "case") and token is proposition.clause.outermost and marker_of(token) in lex.negative_markers:
                found.append((word(child), lex.negative_markers[marker_of(token)][0].id))
    copula = copula_of(proposition.head)
    following = copula.nbor(1) if copula is not None and copula.i + 1 < len(copula.doc) else None
    if following is not None and following.lower_ in lex.negative_words and following.head.i != proposition.head.i:
        if not only_modifies(following, "only", "just"):  # "are not as far along": the parser hangs "not" on the comparison
            found.append((word(following), lex.negative_words[following.lower_][0].id))
    for argument in proposition.arguments:
        if argument.role not in ("agent", "theme", "recipient", "attribute") or argument.clause is not None:
            continue
        if argument.head.head not in verb_group(proposition) and argument.head is not proposition.head:
            continue  # borrowed from another clause, whose negation is its own
        determiner = next((c for c in argument.head.children if c.dep_ in ("det", "advmod") and c.lower_ in lex.negative_determiners), None)
        if determiner is not None and determiner.i >= argument.span.start:
            found.append((word(determiner), lex.negative_determiners[determiner.lower_][0].id))
        elif argument.head.lower_ in lex.negative_words and argument.head.pos_ in ("PRON", "NOUN", "DET"):
            found.append((word(argument.head), lex.negative_words[argument.head.lower_][0].id))
    for governor, rule in proposition.clause.governors:
        if rule.polarity == "negative":
            found.append((word(governor), rule.id))
    outer = proposition.clause.outermost
    if outer.dep_ in ("xcomp", "ccomp", "advcl", "acl") and outer.head.lemma_.lower() in lex.negative_governors and outer.head.i < outer.i:
        governs = outer.dep_ != "advcl" or marker_of(outer) == "from"
        if governs and not (outer.dep_ == "acl" and outer.head.pos_ != "NOUN"):
            found.append((word(outer.head), lex.negative_governors[outer.head.lemma_.lower()][0].id))
    if not found and proposition.head.dep_ == "conj" and any(c.lower_ in ("or", "nor") for c in proposition.head.children if c.dep_ == "cc"):
        first = proposition.head.head
        if is_predicate(first):
            found += [(word(c), "polarity.not") for c in first.children if c.dep_ == "advmod" and c.lower_ in ("not", "n't", "never")]
    if len(found) % 2:
        result.polarity = "negative"
    result.cues += [(span, rule, "negative") for span, rule in found]


def only_modifies(negation: Token, *followers: str) -> bool:
    """Whether "not" belongs to "not only" and the like."""
    following = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in followers


def modal_cues(proposition: Proposition) -> list[tuple[str, Modality, Span, str]]:
    """Collects (origin, modality, words, rule id) from auxiliaries, subordinators, governing verbs, nouns and control words."""
    lex, outer, cues = lexicon(), first_conjunct(proposition.clause.outermost), []
    marker = marker_of(outer)
    conditional = any(a.role == "condition" for a in proposition.arguments)
    for token in [*verb_group(proposition), *shared_auxiliaries(proposition)]:
        for child in [*token.children, token]:
            if child is token and token.dep_ != "aux" or child.dep_ not in ("aux", "advmod", "mark"):
                continue
            for rule in lex.modal_aux.get(child.lower_, ()) if child.dep_ == "aux" else ():
                modality = rule.with_condition if rule.with_condition and conditional else rule.modality
                if modality and not (child.lower_ in ("'d", "’d") and token.tag_ == "VBN"):
                    cues.append(("possible" if modality == "possible" else "aux", modality, word(child), rule.id))
            for rule in lex.modal_adverbs.get(child.lower_, ()) if child.dep_ == "advmod" else ():
                if rule.modality:
                    cues.append(("possible", rule.modality, word(child), rule.id))
    mark = next((c for c in outer.lefts if c.dep_ == "mark"), None)
    if mark is not None and marker in lex.modal_markers and marker != "to":
        rule = lex.modal_markers[marker][0]
        asked = any(r.markers and marker in r.markers for r in lex.reporting.get(outer.head.lemma_.lower(), ()))
        origin, modality = ("question", "questioned") if asked and outer.dep_ == "ccomp" else ("condition", rule.modality or "conditional")
        cues.append(("question" if modality == "questioned" else origin, modality, word(mark), rule.id))  # type: ignore[arg-type]
    fronted = next((c for c in outer.lefts if c.dep_ in AUXILIARIES and c.i == outer.left_edge.i), None)
    if outer.dep_ == "advcl" and fronted is not None and fronted.lower_ in ("had", "were", "should"):
        cues.append(("condition", "conditional", word(fronted), "modality.conditional.inversion"))
    if asks(proposition):
        cues.append(("question", "questioned", word(outer), "modality.questioned.sentence"))
    if outer.dep_ in ("xcomp", "ccomp") or (outer.dep_ == "advcl" and marker in ("to", "that")):
        for rule in lex.reporting.get(outer.head.lemma_.lower(), ()):
            if rule.content and not rule.markers and (marker in ("to", "that", "") or outer.tag_ == "VBG"):
                cues.append(("content", rule.content, word(outer.head), rule.id))
                break
    if marker in ("to", "in order") and outer.tag_ == "VB" and outer.dep_ in ("advcl", "acl", "conj") and mark is not None:
        nouns = lex.modal_nouns.get(outer.head.lemma_.lower(), ()) if outer.dep_ == "acl" else ()
        rule = nouns[0] if nouns else lex.modal_markers["to"][0]
        headline = outer.dep_ == "acl" and outer.head.dep_ == "ROOT" and not nouns
        modality = "planned" if headline else rule.modality or "desired"
        cues.append(("purpose", modality, word(outer.head if nouns else mark), rule.id))
    for governor, control in proposition.clause.governors:
        if control.modality:
            cues.append(("control", control.modality, word(governor), control.id))
    return cues


def first_conjunct(token: Token) -> Token:
    """Returns the first of coordinated bare verbs, whose subordinator and governor the others share: "wants to buy and sell"."""
    while token.dep_ == "conj" and token.tag_ == "VB" == token.head.tag_ and is_verbal(token.head):
        if any(c.dep_ in SUBJECTS | AUXILIARIES | {"mark"} for c in token.children):
            break
        token = token.head
    return token


def inherit_modality(propositions: list[Proposition], assessed: list[Factuality]) -> None:
    """What someone helps, makes or lets happen is no surer than the helping: content takes over a modality that is not actual."""
    by_head = {p.head.i: n for n, p in enumerate(propositions)}
    for proposition, factuality in zip(propositions, assessed, strict=True):
        outer = proposition.clause.outermost
        governing = by_head.get(outer.head.i)
        if outer.dep_ not in ("xcomp", "ccomp") or governing is None or factuality.modality != "actual":
            continue
        rules = lexicon().reporting.get(outer.head.lemma_.lower(), ())
        if rules and all(not r.attributes for r in rules) and assessed[governing].modality != "actual":
            factuality.modality = assessed[governing].modality
            factuality.certainty = assessed[governing].certainty
            factuality.cues.append((word(outer.head), "modality.inherited", factuality.modality))


def shared_auxiliaries(proposition: Proposition) -> list[Token]:
    """Auxiliaries that a coordinated verb shares with the first: "will raise and spend"."""
    outer = proposition.clause.outermost
    if outer.dep_ != "conj" or any(c.dep_ in AUXILIARIES | SUBJECTS for c in outer.children) or not is_verbal(outer.head):
        return []
    return [c for c in outer.head.children if c.dep_ == "aux"] if outer.tag_ == outer.head.tag_ else []


def asks(proposition: Proposition) -> bool:
    """Whether the proposition is the main clause of a question."""
    outer = proposition.clause.outermost
    last = next((t for t in reversed(list(proposition.sentence)) if not t.is_space and not t.is_quote), None)
    return last is not None and last.text.endswith("?") and (outer.dep_ == "ROOT" or outer.dep_ not in CLAUSAL)


def certainty_cues(proposition: Proposition) -> list[tuple[Span, str, Certainty]]:
    lex, cues = lexicon(), []
    for token in verb_group(proposition):
        for child in token.children:
            for rule in lex.modal_adverbs.get(child.lower_, ()) if child.dep_ == "advmod" else ():
                if rule.certainty:
                    cues.append((word(child), rule.id, rule.certainty))
    cues += [(word(governor), rule.id, rule.certainty) for governor, rule in proposition.clause.governors if rule.certainty]
    return cues


def commitments(factuality: Factuality, chain: list[SpeechAct]) -> list[tuple[str, Commitment]]:
    """Returns who holds the proposition how true (FactBank, Saurí and Pustejovsky 2009): the sources, and the article last."""
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
