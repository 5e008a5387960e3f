"""What a clause is the content of: the verb or noun above it, however the parser hung it, and infinitives of result."""

from __future__ import annotations

from sourceline.claims.cue_rules import ModalityRule
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    AUXILIARIES,
    NEGATIONS,
    SUBJECT_OR_AUXILIARY,
    SUBJECTS,
    copula_of,
    is_verbal,
    mark_of,
    marker_of,
    verb_with_particle,
)
from sourceline.nlp.parsed import Token, once
from sourceline.nlp.repairs.tree import finite_of

OBJECTS = ("obj", "iobj")


@once
def is_gerund(token: Token) -> bool:
    """Whether a verb is an -ing form that no auxiliary makes finite: "selling", "being sold"."""
    auxiliaries = [c for c in token.children if c.dep_ in AUXILIARIES]
    first = auxiliaries[0] if auxiliaries else token
    return first.tag_ == "VBG" and all(c.tag_ in ("VBG", "VBN") for c in auxiliaries)


@once
def governor_of(clause: Token) -> Token:
    """Returns the word that a clause hangs on, or the verb that takes it beside its object.

    The parser often hangs the second complement of a verb on the first: "forbade the novices to speak".
    """
    noun, verb = clause.head, clause.head.head
    if clause.dep_ != "acl" or noun.dep_ not in OBJECTS or noun.i > clause.i or is_modal_noun(noun):
        return noun
    marker, lemma = marker_of(clause), verb.lemma_.lower()
    lex = lexicon()
    if not marker:
        return (
            verb if clause.tag_ == "VB" and (lemma in lex.bare_infinitives or lemma in lex.infinitive_verbs) else noun
        )
    named = f"{lemma} {marker}"
    if named in lex.modal_governors or named in lex.negative_gerunds:
        return verb
    takes = lemma in lex.infinitive_verbs or lemma in lex.modal_governors or lemma in lex.negative_governors
    return verb if marker == "to" and takes and lemma not in lex.bare_infinitives else noun


@once
def content_noun(clause: Token) -> Token | None:
    """Returns the noun that a clause is the content of: "fears that it shut", "the risk of closing", "plans to close".

    The clause may stand away from it ("rumours spread that", "the hope is that", "legend has it that").
    """
    head, mark, marker = clause.head, mark_of(clause), marker_of(clause)
    if marker == "that":
        outer = next((c for c in clause.children if c.dep_ == "nsubj:outer"), None)  # "the hope is that it closed"
        if outer is not None:
            return outer if is_modal_noun(outer) else None
        if head.pos_ in ("NOUN", "PROPN"):
            return head if clause.dep_ in ("acl", "ccomp", "acl:relcl") and not is_denied(head) else None
        subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
        told = head.lemma_.lower() in lexicon().cue_verbs
        extraposed = clause.dep_ in ("ccomp", "advcl", "xcomp") and subject is not None and not told
        return subject if extraposed and subject is not None and is_modal_noun(subject) else None
    if is_gerund(clause):
        return gerund_noun(clause)
    marked_for = marker == "for" and any(c.tag_ == "TO" for c in clause.lefts)  # "time for banks to pay"
    if (
        mark is None
        or not (marker == "to" or marked_for)
        or (clause.tag_ != "VB" and not any(c.tag_ == "VB" for c in clause.lefts))
    ):
        return None
    stated = clause.dep_ == "advcl" and copula_of(head) is not None and head.i < clause.i  # "is on track to sell"
    if clause.dep_ == "acl" or stated:
        return head if is_modal_noun(head) else None
    before = mark.nbor(-1) if mark.i > clause.sent.start else mark  # "have the power to seize"
    beside = clause.dep_ in ("xcomp", "advcl") and before.dep_ == "obj" and before.head.i == head.i
    return before if beside and is_modal_noun(before) else None


def gerund_noun(gerund: Token) -> Token | None:
    """Returns the noun that a gerund fills: "the goal of selling", "the risk of the levee collapsing"."""
    head = gerund.head
    if marker_of(gerund):
        return head if head.pos_ == "NOUN" and head.i < gerund.i else None
    if head.dep_ == "nmod" and marker_of(head) == "of":
        head = head.head
    owner = any(c.dep_ == "nmod" and marker_of(c) == "of" and c.i < gerund.i for c in head.children)
    return head if owner and head.i < gerund.i and is_modal_noun(head) else None


def is_modal_noun(noun: Token) -> bool:
    """Whether a noun colours a clause that is its content: "plan", "refusal", "on track"."""
    lex = lexicon()
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in lex.plurals_of_people:
        return False
    return any(n in lex.modal_nouns or n in lex.modal_holders or n in lex.negative_governors for n in noun_names(noun))


def noun_names(noun: Token, clause: Token | None = None) -> list[str]:
    """Returns what a noun above a clause may be listed by, with what is beside it: "on track", "option but"."""
    lemma = noun.lemma_.lower()
    names = [f"{marker_of(noun)} {lemma}"] if marker_of(noun) else []
    names += [f"no {lemma}"] if any(c.lower_ in ("no", "little") for c in noun.lefts) else []
    names += [f"be {lemma}"] if any(c.dep_ == "cop" for c in noun.lefts) else []
    names += [f"{lemma} {noun.nbor(1).lower_}"] if noun.i + 1 < len(noun.doc) else []
    negated = clause is not None and any(c.lower_ in ("not", "never") and c.dep_ == "advmod" for c in clause.lefts)
    return [*([f"{lemma} not"] if negated else []), *names, lemma]


def noun_rules(noun: Token, clause: Token | None = None) -> tuple[ModalityRule, ...]:
    """Returns the rules of a noun above a clause."""
    nouns = lexicon().modal_nouns
    if noun.lower_ in lexicon().plurals_of_people:
        return ()
    return next((nouns[name] for name in noun_names(noun, clause) if name in nouns), ())


def is_result(infinitive: Token) -> bool:
    """Whether an infinitive says how it came out, not what was aimed at.

    "Only to learn", "too late to save", "lucky enough to escape", "the first to win".
    """
    mark = mark_of(infinitive)
    if mark is None or mark.i == infinitive.sent.start:
        return False
    if mark.nbor(-1).lower_ in ("only", "never") and infinitive.dep_ != "acl":
        return True
    lex, lemma = lexicon(), infinitive.lemma_.lower()
    verb = infinitive.head.lemma_.lower()
    found = lemma in lex.finding_verbs and verb in lex.arriving_verbs
    if took_time(infinitive):
        return True
    closed = lemma in lex.closing_verbs and verb in lex.moving_verbs  # "fell 2% to close at 86"
    if found or closed or degree_of(infinitive) is not None or little_done(infinitive) is not None:
        return True
    head = infinitive.head
    member = head.dep_ == "nmod" and is_singled_out(head.head)  # "the first of the troupe to defect"
    return infinitive.dep_ in ("acl", "advcl") and (is_singled_out(head) or member)


def took_time(infinitive: Token) -> bool:
    """Whether an infinitive tells what was done in the end: "it took them hours to reach the village"."""
    verb = infinitive.head.head if infinitive.dep_ == "acl" else infinitive.head
    impersonal = any(c.lower_ == "it" for c in verb.lefts) and not any(c.tag_ == "MD" for c in verb.lefts)
    return verb.lemma_ == "take" and verb.tag_ == "VBD" and impersonal


def little_done(infinitive: Token) -> Token | None:
    """Returns the word that says that nothing came of an aim: "did little to slow it", "has done nothing to help"."""
    verb = next((a for a in infinitive.ancestors if a.lemma_ == "do"), None)
    found = (c for c in verb.children if c.dep_ == "obj" and c.lower_ in ("little", "nothing")) if verb else ()
    return next((c for c in found if c.i + 1 == infinitive.left_edge.i), None)


def degree_of(infinitive: Token) -> Token | None:
    """Returns the "too" or "enough" that an infinitive measures: "too narrow to carry", "arrived too late to save"."""
    head = infinitive.head
    near = [c for t in (head, *head.children) if t.i < infinitive.i for c in (t, *t.children)]
    return next((t for t in near if t.lower_ in ("too", "enough") and t.i < infinitive.i and measures(t)), None)


def measures(degree: Token) -> bool:
    """Whether "too" or "enough" stands beside an adjective or adverb: not in "the mayor, too"."""
    if degree.lower_ == "enough" and any(c.dep_ == "cop" for c in degree.lefts):
        return True  # "was not enough to save it"
    beside = degree.nbor(1) if degree.lower_ == "too" and degree.i + 1 < len(degree.doc) else degree.nbor(-1)
    return beside.pos_ in ("ADJ", "ADV") or beside.tag_ in ("VBN", "VBG")


def is_singled_out(noun: Token) -> bool:
    """Whether a noun is the first, last or only one to do something."""
    ranked = ("first", "second", "third", "last", "only", "latest", "youngest", "oldest", "one")
    return (
        any(c.lower_ in ranked and c.dep_ in ("amod", "advmod", "nummod") for c in noun.lefts) or noun.lower_ in ranked
    )


def is_denied(noun: Token) -> bool:
    """Whether a noun is what somebody denies: "rejected claims that", "dismissed suggestions that"."""
    lex, verb = lexicon(), noun.head
    rules = lex.cue_verbs.get(verb.lemma_.lower(), ())
    denied = verb_with_particle(verb) in lex.denying_phrases or any(r.stance == "denies" for r in rules)
    return noun.dep_ == "obj" and denied


def first_conjunct(token: Token) -> Token:
    """Returns the first of coordinated bare verbs, whose subordinator the others share: "wants to buy and sell".

    Participles share the auxiliary too: "is to be sold and renamed".
    """
    while token.dep_ == "conj" and is_verbal(token.head):
        bare = is_base(token) and token.head.tag_ == "VB"
        if not bare and not (token.tag_ == token.head.tag_ in ("VBN", "VBG")):
            break
        both = marker_of(token) == marker_of(token.head) == "to"  # "to sell and to close"
        if any(c.dep_ in SUBJECT_OR_AUXILIARY or (c.dep_ == "mark" and not both) for c in token.children):
            break
        token = token.head
    return token


def is_base(verb: Token) -> bool:
    """Whether a verb may be a base form, whatever its tag: "to speed up and cut"."""
    return verb.tag_ == "VB" or verb.lower_ == verb.lemma_.lower()


def is_general(verb: Token) -> bool:
    """Whether a verb stands in the bare present, as for what is so each time: "when goods enter, it pays"."""
    helped = any(c.dep_ == "aux" and c.lemma_ != "do" for c in verb.lefts)
    return finite_of(verb).tag_ in ("VBZ", "VBP") and not helped


def tells_when(clause: Token) -> bool:
    """Whether a clause says at which times something is so, and not when it was: "when goods enter"."""
    return any(c.lower_ in ("when", "whenever") and c.tag_ == "WRB" for c in clause.lefts) and is_general(clause)


def waits(clause: Token) -> bool:
    """Whether a clause opens with a word for what has to come first: "when", "until"."""
    return bool({marker_of(clause), *(c.lower_ for c in clause.lefts if c.tag_ == "WRB")} & lexicon().awaited_markers)


def is_needed(gerund: Token) -> bool:
    """Whether a gerund after "without" says what has to be: "cannot sell it without asking the council"."""
    if marker_of(gerund) != "without" or gerund.dep_ != "advcl":
        return False
    verb = gerund.head
    subjects = (c for c in verb.lefts if c.dep_ in SUBJECTS)
    nobody = any(t.lower_ in ("no", "nobody", "none") for c in subjects for t in (c, *c.lefts))
    return nobody or any(c.lower_ in NEGATIONS for c in verb.lefts)
