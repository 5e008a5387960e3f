"""Which propositions are claims: they state something about the world, and enough of it was found."""

from __future__ import annotations

from collections.abc import Callable

from sourceline.claims.arguments.complements import regards
from sourceline.claims.arguments.controllers import describes, infinitive_subject
from sourceline.claims.factuality.governed import adjective_over
from sourceline.claims.factuality.negators import own_negations
from sourceline.claims.factuality.polarity import negations
from sourceline.claims.lexicon import lexicon
from sourceline.claims.open_questions import asks_for_part, asks_how, leaves_open
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import (
    GRAMMATICAL_SUBJECTS,
    SUBJECTS,
    copula_of,
    is_predicate,
    marker_of,
    there_of,
)
from sourceline.claims.syntax.content import first_conjunct, is_needed
from sourceline.claims.syntax.control import inner_of
from sourceline.claims.syntax.ellipsis import does_as_said, is_as_said, is_elliptic, is_if_not, is_so_too
from sourceline.claims.syntax.frames import CORE
from sourceline.claims.syntax.phrases import quantity_of, time_of
from sourceline.claims.syntax.spans import set_off
from sourceline.nlp.parsed import Token
from sourceline.nlp.repairs.tree import words_of

QUOTES = ('"', "”", "’", "''", "'")


def only_sets_scene(proposition: Proposition) -> bool:
    """Whether a verb only says that something comes at the time of another: "The move comes after two men died"."""
    verb = proposition.head
    if any(a.role == "attribute" and a.head.lower_ == "here" for a in proposition.arguments):
        return True  # "Here is what we know"
    if verb.lemma_ != "come" or len(proposition.arguments) != 1 or proposition.time is not None:
        return False
    markers = lexicon().adjunct_markers | {"as", "when"}
    follows = any(c.dep_ == "advcl" and marker_of(c) in markers for c in verb.rights)
    return follows and not negations(proposition)


def is_event(proposition: Proposition) -> bool:
    """Whether a gerund only names an event, beside a verb or preposition: "break up rioting"."""
    head = proposition.head
    if head.tag_ != "VBG" or head.lower_ not in lexicon().event_gerunds or proposition.of_role("theme"):
        return False
    return bool(marker_of(head)) or head.dep_ in ("xcomp", "ccomp")


def only_is(proposition: Proposition) -> bool:
    """Whether of a thing is only said that it is: "the floor was where the wall had been"."""
    head = proposition.head
    bare = head.lemma_ == "be" and proposition.clause.kind == "verb" and there_of(head) is None
    return bare and all(a.role in ("theme", "agent", "place") for a in proposition.arguments)


def lacks_measure(clause: Token) -> bool:
    """Whether a clause is what more is compared with, and lacks what it tells the measure of: "more than she made"."""
    compared = clause.dep_ == "advcl" and marker_of(clause) == "than" and clause.head.tag_ in ("JJR", "RBR")
    whole = any(c.dep_ in ("obj", "ccomp", "aux:pass", "cop") for c in clause.children)
    return compared and not whole and clause.lemma_.lower() in words_of("parse.taking_object")


def remains(clause: Token) -> bool:
    """Whether a clause says what remains to be done: "it remains to be seen how ..."."""
    return clause.dep_ == "xcomp" and clause.head.lemma_ == "remain" and marker_of(clause) == "to"


def is_second_of_kinds(clause: Token) -> bool:
    """Whether a relative clause tells of others than the words before it: "those with debts or who cannot pay"."""
    joined = any(c.dep_ == "cc" and c.lower_ == "or" for c in clause.lefts)
    return joined and clause.dep_ == "acl:relcl" and any(c.tag_ == "WP" for c in clause.lefts)


def describes_unnamed(proposition: Proposition) -> bool:
    """Whether what somebody calls something was found, and not what they call so: "what he called a plot"."""
    called = proposition.of_role("attribute") and not (proposition.of_role("theme") or proposition.of_role("content"))
    return bool(called) and describes(proposition.head) and not proposition.clause.passive


def fills_time(infinitive: Token) -> bool:
    """Whether an infinitive says what a time is for, and no more: "has 60 days to decide", "more time to adjust"."""
    if marker_of(infinitive) != "to" or infinitive.dep_ not in ("acl", "advcl", "xcomp"):
        return False
    verb = infinitive.head.head if infinitive.dep_ == "acl" else infinitive.head
    told = verb.tag_ == "VBD" and any(c.lower_ == "it" for c in verb.lefts)
    if verb.lemma_.lower() not in lexicon().granting_time or told:
        return False  # not "it took them hours to reach the village"
    before = (c for c in verb.rights if c.i < infinitive.i and c.dep_ in ("obj", "obl", "obl:unmarked"))
    last = max(before, key=lambda c: c.i, default=None)
    return last is not None and (last.lemma_ == "time" or is_length_of_time(last) or marker_of(last) == "until")


def is_loose_content(clause: Token) -> bool:
    """Whether a clause with "that" hangs on a verb that takes none: "fell for claims, spread online, that it shut"."""
    loose = (
        clause.dep_ == "advcl" and marker_of(clause) == "that" and clause.head.lemma_.lower() not in lexicon().cue_verbs
    )
    return loose and clause.left_edge.is_punct and clause.i > clause.head.i


def is_aside(clause: Token) -> bool:
    """Whether a clause says nothing by itself: "as planned", "if not surprised", "as one put it"."""
    put_so = clause.lemma_ == "put" and marker_of(clause) == "as" and any(c.lower_ == "it" for c in clause.rights)
    return is_as_said(clause) or is_if_not(clause) or put_so or is_example(first_conjunct(clause))


def is_example(gerund: Token) -> bool:
    """Whether a gerund is an example of the noun before it: "projects such as mending roads"."""
    opening = gerund.left_edge
    if gerund.tag_ != "VBG" or opening.i < gerund.i - 2:
        return False
    return "such as" in gerund.doc[max(gerund.sent.start, opening.i - 2) : opening.i + 2].text.lower()


def is_of_none(participle: Token) -> bool:
    """Whether a participle tells of nobody: "no firm | seeking a loan", "no step | they can take"."""
    named = participle.dep_ == "acl" and participle.tag_ == "VBG" and not marker_of(participle)
    named = named or (participle.dep_ == "acl:relcl" and not set_off(participle))
    return named and any(c.lower_ == "no" for c in participle.head.lefts)


def is_unsaid(clause: Token) -> bool:
    """Whether nobody says what a clause tells: "did not say that it was unlawful", "nobody told us to leave"."""
    cue = clause.head
    lemma, lex = cue.lemma_.lower(), lexicon()
    content = clause.dep_ == "ccomp" and clause.i > cue.i and marker_of(clause) in ("that", "")
    asked = clause.dep_ == "xcomp" and marker_of(clause) == "to" and lemma in words_of("parse.asking_whom")
    said = (content and lemma in lex.asserting) or (asked and lemma not in lex.negation_raising)
    return said and any(own_negations(cue))


def is_regarded_so(participle: Token) -> bool:
    """Whether a participle after "as" says what something is taken for: "counts as approved"."""
    return participle.dep_ == "advcl" and regards(participle.head, participle)


def is_gloss(participle: Token) -> bool:
    """Whether "meaning" tells what quoted words stand for, which nothing brought about: "“cores”, meaning old sets"."""
    if participle.lower_ != "meaning" or participle.tag_ != "VBG" or participle.i < participle.sent.start + 2:
        return False
    return any(t.text.endswith(QUOTES) for t in participle.doc[participle.i - 2 : participle.i])


def is_bare(proposition: Proposition) -> bool:
    """Whether a participle says no more of its noun than that: "numbers | seen in recent years"."""
    if proposition.head.dep_ != "acl":
        return False
    if not proposition.head.children:
        return True
    counted = any(quantity_of(a.head) is not None or a.head.ent_type_ for a in proposition.arguments)
    told = counted or any(a.rule != "clause.participle" for a in proposition.arguments)
    told = told or any(c.dep_ == "obl" and time_of(c) is None for c in proposition.head.rights)
    return proposition.clause.passive and not told and proposition.time is None and not negations(proposition)


def lacks_agent(proposition: Proposition) -> bool:
    """Whether an active verb was left without the one who does it, who is often named where the parse hides it."""
    if proposition.clause.kind != "verb" or proposition.clause.passive:
        return False
    subjects = ("clause.subject", "clause.subject.clausal", "clause.existential", "clause.relative")
    linked = any(a.rule in subjects for a in proposition.of_role("theme"))
    acts = (a.rule == "clause.subject" or not is_length_of_time(a.head) for a in proposition.of_role("agent"))
    return not linked and not any(acts)


def lacks_subject(proposition: Proposition) -> bool:
    """Whether it was not found of what a copula says something."""
    said_of = any(a.role in ("theme", "content") for a in proposition.arguments)
    return proposition.clause.kind == "copula" and not said_of


def lacks_core(proposition: Proposition) -> bool:
    """Whether nobody and nothing was found that acts, or that a finite passive acts upon: "are run by firms"."""
    clause, head = proposition.clause, proposition.head
    finite = clause.passive and any(c.dep_ == "aux:pass" and c.tag_ != "VB" for c in head.lefts)
    if finite and not any(a.role in CORE[1:] for a in proposition.arguments):
        return True
    main = head.dep_ == "ROOT" and clause.kind == "verb"
    return main and not any(a.role in ("agent", "theme") for a in proposition.arguments)


def is_length_of_time(head: Token) -> bool:
    """Whether a noun is a length of time, which does nothing: "for years to come"."""
    time = time_of(head)
    return time is not None and time._.time.type == "DURATION"


def introduces_nothing(proposition: Proposition) -> bool:
    """Whether a verb of saying was left without what is said; not "the talks continue", which is no saying."""
    lemma = proposition.head.lemma_.lower()
    rules = lexicon().reporting.get(lemma, ())
    if not rules or any(r.claim for r in rules) or proposition.clause.kind != "verb":
        return False
    if any(r.id == "control.aspect" for r in lexicon().control.get(lemma, ())):
        return False
    told = any(a.role in ("theme", "content", "attribute", "topic") for a in proposition.arguments)
    return not told and not negations(proposition)  # "did not respond to questions"


def is_command(proposition: Proposition) -> bool:
    """Whether a proposition addresses the reader: a bare verb without subject at the top of its sentence."""
    outer = proposition.clause.outermost
    while outer.dep_ == "conj" and is_predicate(outer.head):
        outer = outer.head
    if outer.dep_ != "ROOT" or proposition.clause.kind == "copula":
        return False
    return outer.tag_ in ("VB", "VBP") and not any(
        c.dep_ in GRAMMATICAL_SUBJECTS or c.dep_ in ("aux", "aux:pass") for c in outer.children
    )


def complements_adjective(proposition: Proposition) -> bool:
    """Whether a proposition only completes an adjective ("hard to reach"): it says what is hard, not what happened."""
    outer = first_conjunct(proposition.clause.outermost)
    governor = outer.head
    if outer.dep_ not in ("xcomp", "advcl", "csubj", "ccomp") or marker_of(outer) not in ("to", "for"):
        return False
    extraposed = outer.dep_ == "csubj" and outer.i > governor.i  # "it becomes hard to reach"
    listed = governor.dep_ == "conj" and copula_of(governor.head) is not None  # "was willing and able to pay"
    absolute = any(c.dep_ in SUBJECTS for c in governor.lefts)  # "with towns slow to pay"
    adjective = governor.pos_ == "ADJ" and (copula_of(governor) is not None or listed or absolute)
    named = any(c.dep_ in SUBJECTS for c in outer.lefts) or infinitive_subject(outer) is not None
    linked = governor.lemma_.lower() in lexicon().linking and named
    extraposed = extraposed or (linked and any(c.dep_ == "xcomp" and c.i < outer.i for c in governor.rights))
    made = adjective_over(outer)  # "makes it easier for firms to hire"
    named = made is not None and f"{made.lower_} to" in lexicon().modal_adjectives
    neither = made is not None and (made.lemma_.lower() in lexicon().effort or not named)
    judged = neither and (governor != made or governor.dep_ == "xcomp")
    return (adjective or extraposed or judged) and inner_of(governor) is None


#: What keeps a proposition from being a claim, with the code of the reason; the first that holds counts.
OBSTACLES: tuple[tuple[str, Callable[[Proposition], bool]], ...] = (
    ("no_arguments", lambda p: not p.arguments),
    ("open_question", asks_for_part),
    ("open_question", lambda p: leaves_open(p.clause.outermost)),
    ("open_question", lambda p: asks_how(p.clause.outermost)),
    ("command", is_command),
    ("cue_without_content", introduces_nothing),
    ("no_agent", lacks_agent),
    ("complement_of_adjective", complements_adjective),
    ("modifier", is_event),
    ("scene", only_sets_scene),
    ("elliptic", lambda p: is_elliptic(p.head)),
    ("elliptic", lambda p: does_as_said(p.head)),
    ("elliptic", lambda p: is_so_too(p.head)),
    ("elliptic", only_is),
    ("elliptic", lambda p: lacks_measure(p.clause.outermost)),
    ("modifier", lambda p: is_second_of_kinds(p.clause.outermost)),
    ("no_core_argument", describes_unnamed),
    ("modifier", lambda p: fills_time(first_conjunct(p.clause.outermost))),
    ("modifier", lambda p: is_regarded_so(p.clause.outermost)),
    ("modifier", lambda p: is_aside(p.clause.outermost)),
    ("modifier", lambda p: is_of_none(p.head)),
    ("modifier", lambda p: is_needed(p.clause.outermost)),
    ("unsaid", lambda p: is_unsaid(p.clause.outermost)),
    ("modifier", lambda p: is_gloss(p.clause.outermost)),
    ("coloured", lambda p: remains(p.clause.outermost)),
    ("no_clause", lambda p: is_loose_content(p.clause.outermost)),
    ("modifier", is_bare),
    ("copula_without_subject", lacks_subject),
    ("no_core_argument", lacks_core),
)


def why_not(proposition: Proposition) -> str | None:
    """Returns the reason code why a proposition makes no claim, or None if it does; an event noun always does."""
    if proposition.clause.kind == "noun":
        return None
    return next((reason for reason, stands_against in OBSTACLES if stands_against(proposition)), None)
