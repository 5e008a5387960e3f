"""Modality: in which world a proposition holds, by the words beside it, the form of its clause and what governs it.

The values are those of the record; the cues follow the classes of FactBank (Saurí and Pustejovsky 2009) and of
Szarvas et al. 2012, "Cross-genre and cross-domain detection of semantic uncertainty".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sourceline.claims.clauses import (
    AUXILIARIES,
    CLAUSAL,
    SUBJECTS,
    is_predicate,
    is_verbal,
    marker_of,
    phrase_of,
    verb_with_particle,
)
from sourceline.claims.lexicon import ModalityRule, lexicon
from sourceline.claims.places import span_at
from sourceline.claims.polarity import own_negations
from sourceline.claims.propositions import Proposition
from sourceline.claims.spans import word
from sourceline.claims.subjects import speaks
from sourceline.nlp.parsed import Span, Token
from sourceline.schema.claim import Certainty, Modality

# Where cues of several origins speak, the first of these wins: what a governing verb asks of its content comes after
# "may" and before "will".
ORIGINS = ("question", "condition", "aim", "possible", "content", "aux", "purpose", "control", "hedge")


@dataclass(frozen=True)
class ModalCue:
    """A word that sets modality; certainty is None where it is the usual one of that modality."""

    origin: str
    modality: Modality
    words: Span
    rule: str
    certainty: Certainty | None = None


def modal_cues(proposition: Proposition) -> list[ModalCue]:
    """Collects the cues of modality over a proposition, the deciding one first; of each origin, the first counts."""
    cues: dict[str, ModalCue] = {}
    for cue in (*auxiliary_cues(proposition), *subordinate_cues(proposition), *governing_cues(proposition)):
        cues.setdefault(cue.origin, cue)
    return sorted(cues.values(), key=lambda cue: ORIGINS.index(cue.origin))


def auxiliary_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads auxiliaries and adverbs beside the predicate and its control words: "may", "would", "perhaps"."""
    lex = lexicon()
    for token in [*proposition.verb_group, *shared_auxiliaries(proposition)]:
        own = [token] if token.dep_ == "aux" else []
        for child in [*token.children, *own]:
            for rule in lex.modal_aux.get(child.lower_, ()) if child.dep_ == "aux" else ():
                yield from auxiliary_cue(proposition, token, child, rule)
            for rule in adverb_rules(child):
                if rule.modality:
                    origin = "condition" if rule.modality == "conditional" else "hedge" if rule.hedge else "possible"
                    yield ModalCue(origin, rule.modality, word(child), rule.id, rule.certainty)


def adverb_rules(child: Token) -> tuple[ModalityRule, ...]:
    """Returns the rules of an adverb, or of a phrase that serves as one: "in all likelihood", "almost certainly"."""
    if child.dep_ not in ("advmod", "obl"):
        return ()
    words = child.doc[child.left_edge.i : child.i + 1].text.lower()
    before = child.doc[max(0, child.i - 1) : child.i + 1].text.lower()
    adverbs = lexicon().modal_adverbs
    return adverbs.get(words) or adverbs.get(before) or adverbs.get(child.lower_, ())


def auxiliary_cue(proposition: Proposition, verb: Token, aux: Token, rule: ModalityRule) -> Iterator[ModalCue]:
    """Reads one auxiliary, by its company: a negation, "have" and a participle, a condition, the past it is told in."""
    if aux.lower_ in ("'d", "’d") and verb.tag_ == "VBN":
        return
    siblings = {c.lower_ for c in verb.children}
    perfect = bool(siblings & {"have", "'ve", "’ve"}) and verb.tag_ == "VBN"
    conditional = has_condition(proposition)
    modality, certainty = rule.modality, rule.certainty
    if rule.with_not and any(own_negations(verb)):
        modality, certainty = rule.with_not, "probable" if perfect else "certain"
    elif rule.with_perfect and perfect:
        modality, certainty = rule.with_perfect, rule.perfect_certainty
    elif rule.with_condition and conditional:
        modality, certainty = rule.with_condition, None
    elif rule.in_past and told_in_past(proposition.clause.outermost):
        modality = rule.in_past
    if modality:
        origin = "possible" if modality == "possible" else "aux"
        yield ModalCue(origin, modality, word(aux), rule.id, None if modality == "conditional" else certainty)


def has_condition(proposition: Proposition) -> bool:
    """Whether a condition is stated, under the predicate or under the cue that reports it."""
    outer = proposition.clause.outermost
    if any(a.role == "condition" for a in proposition.arguments):
        return True
    cues = [c for c in outer.children if c.dep_ == "parataxis" or (c.dep_ == "conj" and speaks(c))]
    hosts = [outer.head] if outer.dep_ in ("ccomp", "parataxis") else cues
    clauses = [c for host in (outer, *hosts) for c in host.children if c.dep_ == "advcl" and c.i != outer.i]
    markers = [m for c in clauses for m in c.lefts if m.dep_ in ("mark", "advmod", "case")]
    rules = [r for m in markers for r in lexicon().modal_markers.get(marker_phrase(m), ())]
    return any(r.modality == "conditional" for r in rules)


def told_in_past(outer: Token) -> bool:
    """Whether a clause is the content of a past verb: in "said it would close", "would" is the past of "will"."""
    while outer.dep_ == "conj" and is_predicate(outer.head):
        outer = outer.head
    return outer.dep_ == "ccomp" and outer.head.tag_ in ("VBD", "VBG", "VBN") and outer.head.i < outer.i


def shared_auxiliaries(proposition: Proposition) -> list[Token]:
    """Auxiliaries that a coordinated verb shares with the first: "will raise and spend"."""
    outer = proposition.clause.outermost
    own = any(c.dep_ in AUXILIARIES | SUBJECTS for c in outer.children)
    if outer.dep_ != "conj" or own or not is_verbal(outer.head):
        return []
    return [c for c in outer.head.children if c.dep_ == "aux"] if outer.tag_ == outer.head.tag_ else []


def subordinate_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads conditions, aims and questions off the form of the clause: "if", "so that", "had it", a question mark."""
    lex, outer = lexicon(), marked_conjunct(first_conjunct(proposition.clause.outermost))
    opening = [c for c in outer.lefts if c.dep_ in ("mark", "case", "advmod", "cc:preconj")]
    for mark in opening:
        rule = next(iter(lex.modal_markers.get(marker_phrase(mark), ())), None)
        if rule is None or rule.modality is None or mark.lower_ == "to":
            continue
        asked = mark.lower_ == "if" and outer.dep_ in ("ccomp", "csubj")
        modality: Modality = "questioned" if asked else rule.modality
        origin = {"questioned": "question", "desired": "aim"}.get(modality, "condition")
        yield ModalCue(origin, modality, word(mark), rule.id)
        break
    fronted = fronted_auxiliary(outer)
    if fronted is not None:
        yield ModalCue("condition", "conditional", word(fronted), "modality.conditional.inversion")
    if asks(proposition):
        yield ModalCue("question", "questioned", word(outer), "modality.questioned.sentence")


def fronted_auxiliary(outer: Token) -> Token | None:
    """Returns the auxiliary that opens a condition without subordinator: "had it closed", "should it close"."""
    first = outer.head if outer.dep_ == "ccomp" and outer.head.i < outer.i else outer.doc[outer.left_edge.i]
    auxiliary = first.dep_ in AUXILIARIES or (first.i == outer.sent.start and first.i == outer.head.i)
    if not auxiliary or first.lower_ not in ("had", "were", "should") or first.i + 1 >= outer.i:
        return None
    return None if outer.sent.text.rstrip("\"'”’ \n").endswith("?") else first


def marker_phrase(mark: Token) -> str:
    """Returns the words of a subordinator that is written in several, however the parser hung them: "as long as"."""
    doc, phrase = mark.doc, phrase_of(mark)
    for length in (3, 2):
        around = (doc[mark.i : mark.i + length], doc[max(0, mark.i - length + 1) : mark.i + 1])
        for words in around:
            if words.text.lower() in lexicon().modal_markers:
                return str(words.text.lower())
    return phrase


def asks(proposition: Proposition) -> bool:
    """Whether the proposition is the main clause of a question, of its sentence or of the quotation it stands in."""
    outer = proposition.clause.outermost
    quote = span_at(outer, "quotes")
    scope = [t for t in quote or proposition.sentence if not t.is_space and not t.is_quote]
    asked = bool(scope) and scope[-1].text.endswith("?")
    main = outer.dep_ == "ROOT" or outer.dep_ not in CLAUSAL or not quote_holds(quote, outer.head)
    of_adjective = outer.dep_ in ("ccomp", "csubj") and outer.head.pos_ == "ADJ"  # "is it true that ...?"
    presupposed = any(t.tag_ in ("WRB", "WP", "WDT") and t.i < outer.i for t in outer.children)  # "why did it close?"
    return asked and (main or of_adjective) and not presupposed


def quote_holds(quote: Span | None, token: Token) -> bool:
    """Whether a token lies in a quotation; where there is none, everything does."""
    return quote is None or quote.start <= token.i < quote.end


def governing_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads what governs the clause: a verb that wants or plans it, its purpose, a noun of power, its control words."""
    lex, outer = lexicon(), first_conjunct(proposition.clause.outermost)
    marker, mark = marker_of(outer), mark_of(outer)
    governor = outer.head
    if outer.dep_ in ("xcomp", "ccomp") or (
        outer.dep_ == "advcl" and (marker in ("to", "that") or outer.tag_ == "VBG")
    ):
        for rule in governor_rules(governor, marker):
            if rule.modality == "desired" and marker != "to" and outer.tag_ != "VBG":
                continue  # "told investors that it had paid"
            if rule.modality and rule.with_not and any(own_negations(governor)):
                yield ModalCue("possible", rule.with_not, word(governor), rule.id)
            elif rule.modality:
                yield ModalCue("content", rule.modality, word(governor), rule.id, rule.certainty)
        for verb in lex.reporting.get(governor.lemma_.lower(), ()):
            if verb.content and not verb.markers and (marker in ("to", "that", "") or outer.tag_ == "VBG"):
                certainty: Certainty | None = "underspecified" if verb.content == "planned" else None
                yield ModalCue("content", verb.content, word(governor), verb.id, certainty)
    if outer.dep_ in ("ccomp", "csubj", "advcl") and marker in ("that", "") and governor.pos_ == "ADJ":
        for rule in lex.modal_adjectives.get(governor.lower_, ()):
            if rule.modality:
                yield ModalCue("possible", rule.modality, word(governor), rule.id, rule.certainty)
    if outer.tag_ == "VBG":
        yield from gerund_cues(outer, mark)
    if outer.dep_ in ("acl", "ccomp") and marker == "that" and governor.pos_ == "NOUN":  # "fears that it closed"
        for rule in lex.modal_nouns.get(governor.lemma_.lower(), ()):
            if rule.modality:
                yield ModalCue("possible", rule.modality, word(governor), rule.id, rule.certainty)
    yield from infinitive_cues(outer, marker, mark)
    for control_word, control in proposition.clause.governors:
        if control.modality:
            yield ModalCue("control", control.modality, word(control_word), control.id, control.certainty)


def governor_rules(governor: Token, marker: str) -> tuple[ModalityRule, ...]:
    """Returns the rules of a verb above a clause: with its particle, its preposition, or as an opening participle."""
    governors, lemma = lexicon().modal_governors, governor.lemma_.lower()
    if (governor.dep_ == "advcl" or governor.i == governor.sent.start) and governor.lower_ in governors:
        return governors[governor.lower_]
    named = (f"{lemma} {marker}", verb_with_particle(governor), lemma)
    return next((governors[name] for name in named if name in governors), ())


def infinitive_cues(outer: Token, marker: str, mark: Token | None) -> Iterator[ModalCue]:
    """Reads infinitives of aim, under a verb or a noun: "sold it to pay", "the power to seize", "is to visit"."""
    lex = lexicon()
    passive = any(c.dep_ == "aux:pass" and c.tag_ == "VB" for c in outer.children)  # "to be held in May"
    if mark is None or not (outer.tag_ == "VB" or passive) or marker not in ("to", "in order", "so as"):
        return
    copula = next((c for c in outer.lefts if c.dep_ in ("cop", "aux") and c.lemma_ == "be" and c.i == mark.i - 1), None)
    if copula is not None and outer.dep_ not in ("acl", "advcl"):
        yield ModalCue("control", "planned", word(copula), "modality.planned.is_to")
        return
    if outer.dep_ == "advcl" and outer.head.lemma_.lower() in lex.negative_governors:
        return
    objects = any(c.dep_ in ("obj", "iobj") and c.i < outer.i for c in outer.head.children)
    ungoverned = outer.dep_ == "xcomp" and objects and outer.head.lemma_.lower() not in lex.reporting
    if outer.dep_ not in ("advcl", "acl", "conj") and not ungoverned:
        return
    nouns = lex.modal_nouns.get(outer.head.lemma_.lower(), ()) if outer.dep_ == "acl" else ()
    rule = nouns[0] if nouns else lex.modal_markers["to"][0]
    headline = outer.dep_ == "acl" and outer.head.dep_ == "ROOT" and not nouns
    modality = "planned" if headline else rule.modality or "desired"
    yield ModalCue("purpose", modality, word(outer.head if nouns else mark), rule.id, rule.certainty)


def gerund_cues(gerund: Token, mark: Token | None) -> Iterator[ModalCue]:
    """Reads what a gerund is only talked about or aimed at by: "talks about selling", "the goal of selling"."""
    lex, noun = lexicon(), gerund.head
    if mark is None and noun.dep_ == "nmod" and marker_of(noun) == "of":  # "the risk of the levee collapsing"
        noun = noun.head
    governed = noun.pos_ == "NOUN" and noun.i < gerund.i and (mark is not None or noun != gerund.head)
    for rule in lex.modal_nouns.get(noun.lemma_.lower(), ()) if governed else ():
        if rule.modality:
            yield ModalCue("purpose", rule.modality, word(noun), rule.id)
    for rule in lex.modal_gerunds.get(mark.lower_, ()) if mark is not None else ():
        if rule.modality:
            yield ModalCue("control", rule.modality, word(mark or gerund), rule.id)


def mark_of(token: Token) -> Token | None:
    """Returns the subordinator of a clause, or the preposition of a gerund."""
    return next((c for c in token.lefts if c.dep_ in ("mark", "case")), None)


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
