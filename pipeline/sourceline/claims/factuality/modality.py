"""Modality: in which world a proposition holds, by the words beside it, the form of its clause and what governs it.

The values are those of the record; the cues follow the classes of FactBank (Saurí and Pustejovsky 2009) and of
Szarvas et al. 2012, "Cross-genre and cross-domain detection of semantic uncertainty".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from sourceline.claims.arguments.subjects import speaks
from sourceline.claims.cue_rules import ModalityRule
from sourceline.claims.factuality.governed import ModalCue, governing_cues
from sourceline.claims.factuality.negators import own_negations
from sourceline.claims.factuality.polarity import before_it_could
from sourceline.claims.factuality.questions import asks, asks_what_comes, is_asked, joins_question
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import (
    AUXILIARIES,
    SUBJECT_OR_AUXILIARY,
    SUBJECTS,
    has_subject,
    is_predicate,
    is_verbal,
    marker_of,
    phrase_of,
)
from sourceline.claims.syntax.content import first_conjunct
from sourceline.claims.syntax.places import span_at
from sourceline.claims.syntax.spans import word
from sourceline.nlp.parsed import Token, once
from sourceline.nlp.repairs.tree import finite_of
from sourceline.schema.claim import Modality

# Where cues of several origins speak, the first of these wins: what a governing verb asks of its content comes after
# "may" and before "will".
ADVERBIAL = frozenset({"advmod", "obl", "nmod"})
ORIGINS = ("question", "condition", "aim", "possible", "content", "aux", "purpose", "control", "hedge")


def modal_cues(proposition: Proposition) -> list[ModalCue]:
    """Collects the cues of modality over a proposition, the deciding one first; of each origin, the first counts."""
    cues: dict[str, ModalCue] = {}
    for cue in (*auxiliary_cues(proposition), *subordinate_cues(proposition), *governing_cues(proposition.clause)):
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
    for child in adverbs(proposition):
        for rule in adverb_rules(child):
            if rule.modality:
                usual = {"conditional": "condition", "possible": "possible"}.get(rule.modality, "aux")
                origin = "hedge" if rule.hedge else usual
                yield ModalCue(origin, rule.modality, word(child), rule.id, rule.certainty)


def adverbs(proposition: Proposition) -> Iterator[Token]:
    """Yields what may be an adverb of a proposition: beside its verbs, or before its subject ("apparently no one")."""
    for token in proposition.verb_group:
        yield from (c for c in token.children if c.dep_ in ADVERBIAL or c.tag_ == "RB")
        for subject in token.lefts if token.dep_ != "acl:relcl" else ():
            if subject.dep_ in SUBJECTS and subject.left_edge.tag_ in ("RB", "RBR"):
                yield from (c for c in subject.children if c.i == subject.left_edge.i)


@once
def adverb_rules(child: Token) -> tuple[ModalityRule, ...]:
    """Returns the rules of an adverb, or of a phrase that serves as one: "in all likelihood", "almost certainly"."""
    if child.lower_ not in lexicon().last_of_modal_adverbs or (child.dep_ not in ADVERBIAL and child.tag_ != "RB"):
        return ()
    words = child.doc[child.left_edge.i : child.i + 1].text.lower()
    before = child.doc[max(0, child.i - 1) : child.i + 1].text.lower()
    listed = lexicon().modal_adverbs
    return listed.get(words) or listed.get(before) or listed.get(child.lower_, ())


def auxiliary_cue(proposition: Proposition, verb: Token, aux: Token, rule: ModalityRule) -> Iterator[ModalCue]:
    """Reads one auxiliary, by its company: a negation, "have" and a participle, a condition, the past it is told in."""
    if aux.lower_ in ("'d", "’d") and verb.tag_ == "VBN":
        return
    siblings = {c.lower_ for c in verb.children}
    helped = verb.head if verb == aux else verb
    perfect = any(c.lower_ in ("have", "'ve", "’ve") for c in helped.lefts) and helped.tag_ == "VBN"
    conditional = has_condition(proposition)
    modality, certainty = rule.modality, rule.certainty
    negated = any(own_negations(verb)) or before_it_could(verb)
    if rule.habit and siblings & set(rule.habit) and not conditional:
        return  # "would often travel": it did
    if negated and verb.lemma_.lower() in rule.unsaid and not perfect:
        return  # "would not comment": it did not
    if rule.expects and verb.lemma_.lower() in lexicon().happening_verbs and not perfect:
        modality, certainty = rule.expects, None
    elif rule.first_person and siblings & {"i", "we"}:
        modality, certainty = rule.first_person, "certain"
    elif rule.with_not and negated:
        modality, certainty = rule.with_not, "probable" if perfect else "certain"
    elif rule.with_perfect and perfect:
        modality, certainty = rule.with_perfect, rule.perfect_certainty
    elif rule.with_condition and conditional:
        modality, certainty = rule.with_condition, None
    elif rule.in_past and told_in_past(proposition.clause.outermost) and not judges_deed(verb):
        modality = rule.in_past
    if modality:
        origin = "possible" if modality == "possible" else "aux"
        yield ModalCue(origin, modality, word(aux), rule.id, None if modality == "conditional" else certainty)


def judges_deed(predicate: Token) -> bool:
    """Whether a predicate says what a deed would be: "it would be a mistake to sell"."""
    impersonal = any(c.dep_ in ("nsubj", "expl") and c.lower_ == "it" for c in predicate.lefts)
    return impersonal and any(
        c.dep_ in ("csubj", "xcomp", "advcl", "acl") and marker_of(c) == "to" for c in predicate.rights
    )


def has_condition(proposition: Proposition) -> bool:
    """Whether a condition is stated, under the predicate or under the cue that reports it."""
    outer = proposition.clause.outermost
    if any(a.role == "condition" for a in proposition.arguments):
        return True
    first = outer.head
    joined = outer.dep_ == "conj" and is_predicate(first) and not has_subject(outer)
    if joined and any(c.dep_ == "advcl" and c.i < first.i and is_condition(c) for c in first.children):
        return True  # "if it rains, they will stay and wait"
    cues = [c for c in outer.children if c.dep_ == "parataxis" or (c.dep_ == "conj" and speaks(c))]
    hosts = [outer.head] if outer.dep_ in ("ccomp", "parataxis") else cues
    clauses = [c for host in (outer, *hosts) for c in host.children if c.dep_ in ("advcl", "ccomp") and c.i != outer.i]
    markers = [m for c in clauses for m in c.lefts if m.dep_ in ("mark", "advmod", "case")]
    phrases = [marker_phrase(m) for m in markers if m.head.dep_ == "advcl" or m.lower_ == "that"]  # "on condition that"
    rules = [r for phrase in phrases for r in lexicon().modal_markers.get(phrase, ())]
    return any(r.modality == "conditional" for r in rules)


def is_condition(clause: Token) -> bool:
    """Whether a clause opens with "if", "unless" and the like."""
    marks = (m for m in clause.lefts if m.dep_ == "mark")
    return any(r.modality == "conditional" for m in marks for r in lexicon().modal_markers.get(marker_phrase(m), ()))


def depends_on_condition(proposition: Proposition) -> bool:
    """Whether what is stated holds on a condition that stands under it: not on one that changes nothing ("even if")."""
    if proposition.head.lemma_.lower() in lexicon().cue_verbs:
        return False  # "expects losses if it rains": it expects them now
    clauses = [c for verb in proposition.verb_group for c in verb.children if c.dep_ == "advcl"]
    opened = [(c, m, marker_phrase(m)) for c in clauses for m in c.lefts if m.dep_ in ("mark", "case")]
    for clause, mark, phrase in opened:
        rules = lexicon().modal_markers.get(phrase, ())
        before = mark.nbor(-1).lower_ if mark.i > clause.sent.start else ""
        void = before == "even" or phrase.startswith(("even", "whether", "regardless", "in case"))
        if any(r.modality == "conditional" for r in rules) and not void and is_predicate(clause):
            return True
    return False


def is_present(proposition: Proposition) -> bool:
    """Whether a predicate stands in the present tense: "the king appoints"."""
    return is_in_present(proposition.clause.outermost)


def is_in_present(verb: Token) -> bool:
    return finite_of(verb).tag_ in ("VBZ", "VBP")


def is_futurate(proposition: Proposition) -> bool:
    """Whether a present tense is told of a time to come: "the talks resume next week", "is flying home tomorrow"."""
    outer = proposition.clause.outermost
    progressive = any(c.dep_ in AUXILIARIES and c.tag_ in ("VBZ", "VBP") for c in outer.lefts) and outer.tag_ == "VBG"
    plain = outer.tag_ in ("VBZ", "VBP") and not any(c.dep_ in AUXILIARIES for c in outer.children)
    if not (progressive or plain) or proposition.clause.kind != "verb" or outer.lemma_.lower() in lexicon().cue_verbs:
        return False
    times = [c for c in outer.subtree if c.lower_ in lexicon().coming_times and c.i > outer.i]
    near = [t for t in times if all(not is_predicate(a) for a in takewhile(lambda a: a.i != outer.i, t.ancestors))]
    return bool(near) and is_predicate(outer)


def told_in_past(outer: Token) -> bool:
    """Whether a clause is the content of a past verb: in "said it would close", "would" is the past of "will"."""
    if outer.dep_ == "conj" and marker_of(outer) == "that" and speaks(outer.head):
        return outer.head.tag_ == "VBD"  # "said it was shut and that it would open"
    while outer.dep_ == "conj" and is_predicate(outer.head):
        outer = outer.head
    verb = outer.head.head if outer.dep_ == "acl" and marker_of(outer) == "that" else outer.head
    past = verb.tag_ in ("VBD", "VBG", "VBN") or any(c.dep_ == "aux" and c.tag_ == "VBD" for c in verb.lefts)
    return (outer.dep_ == "ccomp" or verb.i != outer.head.i) and past and verb.i < outer.i


def shared_auxiliaries(proposition: Proposition) -> list[Token]:
    """Auxiliaries that a coordinated verb shares with the first: "will raise and spend"."""
    outer = proposition.clause.outermost
    own = any(c.dep_ in SUBJECT_OR_AUXILIARY for c in outer.children)
    if outer.dep_ != "conj" or own or not is_verbal(outer.head):
        return []
    return [c for c in outer.head.children if c.dep_ == "aux"] if outer.tag_ == outer.head.tag_ else []


def subordinate_cues(proposition: Proposition) -> Iterator[ModalCue]:
    """Reads conditions, aims and questions off the form of the clause: "if", "so that", "had it", a question mark."""
    lex, outer = lexicon(), marked_conjunct(first_conjunct(proposition.clause.outermost))
    opening = [c for c in outer.lefts if c.dep_ in ("mark", "case", "advmod", "cc:preconj")]
    for mark in opening:
        phrase = marker_phrase(mark)
        if phrase in ("as if", "as though") and outer.head.lemma_.lower() not in lex.modal_governors:
            yield ModalCue("condition", "conditional", word(mark), "modality.conditional.as_if")  # "felt as if"
            break
        rule = next(iter(lex.modal_markers.get(phrase, ())), None)
        if rule is None or rule.modality is None or mark.lower_ == "to":
            continue
        bare = outer.tag_ == "VB" or any(c.dep_ == "aux:pass" and c.tag_ == "VB" for c in outer.lefts)
        if rule.modality == "planned" and not bare:
            continue  # "closed due to rain"
        able = any(c.lower_ == "can" for c in outer.lefts if c.dep_ == "aux")
        apart = outer.left_edge.is_punct or (outer.left_edge.i and outer.left_edge.nbor(-1).text == ",")
        if rule.modality == "desired" and able and apart:
            continue  # "groups choose the courts, so that one judge can halt it": it comes of that
        after_preposition = mark != opening[0] and opening[0].dep_ in ("case", "mark")  # "on whether or not"
        complement = is_asked(outer) or outer.dep_ == "acl" or after_preposition or joins_question(outer)
        asked = phrase.startswith(("if", "whether")) and complement
        modality: Modality = "questioned" if asked else rule.modality
        origin = {"questioned": "question", "desired": "aim", "planned": "aux"}.get(modality, "condition")
        yield ModalCue(origin, modality, word(mark), rule.id)
        break
    fronted = fronted_auxiliary(outer)
    if fronted is not None:
        yield ModalCue("condition", "conditional", word(fronted), "modality.conditional.inversion")
    elif is_imperative(outer):
        yield ModalCue("content", "desired", word(outer), "modality.desired.imperative")
    if is_futurate(proposition):
        yield ModalCue("control", "planned", word(outer), "modality.planned.futurate", "certain")
    if asks(proposition):
        yield ModalCue("question", "questioned", word(outer), "modality.questioned.sentence")
    open_question = asks_what_comes(outer)
    if open_question is not None:
        yield ModalCue("question", "questioned", word(open_question), "modality.questioned.open")


def fronted_auxiliary(outer: Token) -> Token | None:
    """Returns the auxiliary that opens a condition without subordinator: "had it closed", "were it to close"."""
    starts = [outer.left_edge]
    marked = any(c.dep_ == "mark" for c in outer.lefts)  # not "should she fail, ..., though she declined"
    if outer.dep_ in ("ccomp", "xcomp", "acl", "advcl") and outer.head.i < outer.i and not marked:
        starts.append(outer.head.left_edge)
    for first in (t for t in starts if t.lower_ in ("had", "should", "were")):
        fronted = first.dep_ in AUXILIARIES or first.i == outer.sent.start or first.i == outer.head.i
        were = marker_of(outer) == "to" or outer.tag_ not in ("VBG", "VBN")
        inverted = {"had": outer.tag_ in ("VBN", "VBD"), "should": True, "were": were}[first.lower_]
        if fronted and inverted and first.tag_ != "VBN" and first.i + 1 < outer.i and is_nominal(first.nbor(1)):
            return None if outer.sent.text.rstrip("\"'”’ \n").endswith("?") else first
    return None


def is_nominal(token: Token) -> bool:
    """Whether a token begins or belongs to a noun phrase."""
    return token.pos_ in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ") or token.tag_ in ("PRP$", "CD")


def is_imperative(outer: Token) -> bool:
    """Whether a clause is an order: a bare verb without subject that opens its sentence or quotation."""
    if outer.tag_ != "VB" or any(
        c.dep_ in SUBJECTS or (c.dep_ in AUXILIARIES and c.lower_ != "do") for c in outer.lefts
    ):
        return False
    before = [t for t in outer.doc[outer.sent.start : outer.i] if not t.is_punct and not t.is_space]
    quote = span_at(outer, "quotes")
    if quote is not None:
        before = [t for t in before if t.i >= quote.start]
    return all(t.lower_ in ("do", "not", "n't", "n’t", "please", "never", "always", "just") for t in before)


@once
def marker_phrase(mark: Token) -> str:
    """Returns the words of a subordinator that is written in several, however the parser hung them: "as long as"."""
    doc, phrase = mark.doc, phrase_of(mark)
    for length in (4, 3, 2) if mark.lower_ in lexicon().in_modal_markers else ():
        around = (doc[mark.i : mark.i + length], doc[max(0, mark.i - length + 1) : mark.i + 1])
        for words in around:
            if len(words) == length and words.text.lower() in lexicon().modal_markers:
                return str(words.text.lower())
    return phrase


def marked_conjunct(token: Token) -> Token:
    """Returns the first of coordinated clauses, whose "if" or "whether" the others share: "if prices fall or rise"."""
    while token.dep_ == "conj" and is_predicate(token.head):
        joined = next((c for c in token.lefts if c.dep_ == "cc"), None)
        own_subject = has_subject(token)
        apart = joined is None or joined.lower_ not in ("and", "or") or (joined.nbor(-1).is_punct and own_subject)
        if apart or any(c.dep_ == "mark" or c.tag_ == "WRB" for c in token.lefts):
            break
        token = token.head
    return token
