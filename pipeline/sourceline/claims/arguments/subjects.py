"""Subjects: who does or undergoes a predicate, borrowed where its clause names none; what relative pronouns stand for.

Follows PredPatt (White et al. 2016) in resolving relative pronouns, sharing subjects among conjuncts and borrowing the
subject of a controlled clause.
"""

from __future__ import annotations

from sourceline.claims.arguments.controllers import (
    appealed_to,
    blamed_clause,
    controlling_object,
    describes,
    follows_joint,
    follows_party,
    infinitive_subject,
    is_undergoer,
    serves,
)
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import (
    AUXILIARIES,
    RELATIVES,
    SUBJECTS,
    after_fronted_relative,
    copula_of,
    is_misread_verb,
    is_passive,
    is_predicate,
    marker_of,
    open_relative,
    true_first,
)
from sourceline.claims.syntax.phrases import quantity_of, tells_of_time, time_of
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.nlp.parsed import Token, once

BARE_FORMS = frozenset({"VB", "VBG", "VBN"})
OBJECT_CONTROL = frozenset({"to", "of", "for", "from"})

BY = ("by", "among")  # before whoever has a power or plan: "an attempt by the crew", "a trend among banks"


@once
def subject_of(token: Token) -> tuple[Token, str] | None:
    """Finds the subject of a predicate, borrowed where the clause has none of its own.

    Returns:
        The head of the subject phrase and the id of the rule that found it, or None.
    """
    return find_subject(token, 0)


def find_subject(token: Token, depth: int) -> tuple[Token, str] | None:
    """Finds it at the end of a chain of clauses that borrow it, each from the next; a long chain is a circle."""
    subjects = [c for c in token.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"]
    own = next((c for c in subjects if c.dep_ != "nsubj:outer"), next(iter(subjects), None))
    if own is not None and own.lemma_.lower() in lexicon().aims and is_to(token):
        return None  # "the condition is to lay down arms": it lays down none
    timed = time_of(own) if own is not None else None
    if own is not None and timed is not None and not tells_of_time(timed, token):
        shared = find_subject(true_first(token), depth + 1) if token.dep_ == "conj" and depth <= 6 else None
        return (shared[0], "clause.coordination") if shared else None  # "signed it in May and that year sold bonds"
    if own is not None:
        antecedent = relative_noun(own)
        return (antecedent, "clause.relative") if antecedent is not None else (own, "clause.subject")
    if any(c.dep_ in ("csubj", "expl") for c in token.children) or depth > 6:
        return None
    misread = misread_subject(token)
    if misread is not None:
        return misread, "clause.subject.misread"
    head = token.head
    if token.dep_ == "advcl" and (head.dep_ == "advmod" or head.lower_ == "short"):  # "stopped short of condemning"
        head = head.head
    phrase = infinitive_subject(token)
    if phrase is not None:
        return phrase, "clause.infinitive_subject"
    fronted = after_fronted_relative(token)
    if fronted is not None:
        return fronted, "clause.relative.fronted"
    if token.dep_ == "conj" and is_predicate(head):
        shared = find_subject(true_first(token), depth + 1)
        return (shared[0], "clause.coordination") if shared else None
    appealed = appealed_to(head, token) if token.dep_ in ("xcomp", "advcl") else None
    if appealed is not None:
        return appealed
    if token.dep_ == "xcomp":
        controller = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        lemma, lex = head.lemma_.lower(), lexicon()
        if token.tag_ == "VBG" and not marker_of(token) and lemma in lex.comprising_verbs:
            return None  # "the work includes asking": who asks is not said
        takes = lemma in lex.infinitive_verbs or any("infinitive" in r.takes for r in lex.cue_verbs.get(lemma, ()))
        forms = ("VBN", "VB", "VBP", "VBG") if lemma in lex.object_gerunds else ("VBN", "VB", "VBP")
        caused = token.tag_ in forms and not marker_of(token)  # "had his car stolen", "kept it running"
        governs = caused or (takes and lemma not in ("promise", "threaten"))
        if (
            controller is not None
            and controller.i < token.i
            and governs
            and (is_passive(token) or not serves(controller))
        ):
            return (relative_noun(controller) or controller), "clause.control.object"
        shared = find_subject(head, depth + 1)
        used = head.lemma_.lower() in lex.using  # "the law was used to deport them"
        aimed = is_passive(head) and marker_of(token) == "to" and not takes and shared and (used or serves(shared[0]))
        return (shared[0], "clause.control.subject") if shared and not aimed else None
    apart = token.dep_ == "acl" and token.tag_ in ("VBG", "VBN") and is_comma_before(token)
    if apart and copula_of(head) is not None and is_predicate(head):  # "She is the third winner, chosen by ..."
        shared = find_subject(head, depth + 1)
        return (shared[0], "clause.adverbial") if shared else None
    if token.dep_ == "acl" and token.tag_ == "VBG" and follows_joint(token):
        return None  # "responsible for abuses as well as undermining the law"
    if token.dep_ == "advcl" and marker_of(token) == "as" and token.tag_ in ("VBN", "VBG") and describes(head):
        return described_by(head)  # "reasons he described as known to all"
    told = finite_after_cue(token)
    if told is not None:
        return told, "clause.relative"
    if token.dep_ == "acl" and token.tag_ == "VBG" and token.nbor(-1).is_punct and head.dep_ not in SUBJECTS | {"ROOT"}:
        verb = next((a for a in head.ancestors if is_predicate(a)), None)
        shared = find_subject(verb, depth + 1) if verb is not None else None
        return (shared[0], "clause.adverbial") if shared else None
    if token.dep_ == "acl" and token.tag_ in ("VBG", "VBN") and not marker_of(token):
        return head, "clause.relative.open" if open_relative(token) else "clause.participle"
    if token.dep_ == "acl" and token.tag_ == "VBD":
        return head, "clause.finite_after_noun"  # a main verb that the parser took for a participle
    held = token.tag_ == "VBG" and marker_of(token) in OBJECT_CONTROL and head.lemma_.lower() in lexicon().modal_nouns
    stated = head.dep_ != "ROOT" or copula_of(head) is not None
    if token.dep_ == "acl" and (marker_of(token) == "to" or held) and stated:
        return holder_of(head, depth)
    kept = f"{head.head.lemma_.lower()} {marker_of(token)}" in lexicon().negative_gerunds  # "kept it from sailing"
    thing = next((c for c in head.rights if is_undergoer(c) and c.i < token.i and quantity_of(c) is None), None)
    if token.dep_ == "advcl" and token.tag_ == "VBG" and thing and head.lemma_ == "quote" and speaks(token):
        return (relative_noun(thing) or thing), "clause.control.object"  # "quoted officials saying"
    # "tricked them into paying", "quoted her as saying", "kept it from sailing", "jailed him for lying"
    named = f"{head.lemma_.lower()} {marker_of(token)}"
    rules = lexicon().trying.get(named, ())
    gerund = token.tag_ == "VBG" and (marker_of(token) in ("into", "as") or rules)
    if token.dep_ == "advcl" and thing and (gerund or named in lexicon().negative_gerunds):
        return (relative_noun(thing) or thing), rules[0].id if rules else "clause.control.object"
    if token.dep_ == "acl" and head.dep_ == "obj" and (kept or blamed_clause(head.head, head) == token):
        return head, "clause.control.object"
    if token.dep_ == "acl" and head.dep_ == "ROOT" and marker_of(token) == "to" and head.pos_ in ("NOUN", "PROPN"):
        return head, "clause.headline_infinitive"
    if token.dep_ == "advcl" and marker_of(token) in OBJECT_CONTROL and token.tag_ in BARE_FORMS:
        controller = controlling_object(head, token)
        if controller is not None:
            return (relative_noun(controller) or controller), "clause.control.object"
    if token.dep_ in ("advcl", "xcomp") and follows_party(token):
        return None
    given = next((c for c in head.children if c.dep_ == "iobj"), None)
    if token.dep_ == "advcl" and marker_of(token) == "to" and given is not None:
        return given, "clause.control.object"  # "gave the company 90 days to change"
    if token.tag_ == "VBG" and is_comma_before(token) and trails_two(token):
        return None
    inserted = head.dep_ == "parataxis" and head.head.i < head.i and is_predicate(head.head) and speaks(head)
    if token.tag_ == "VBG" and inserted and is_comma_before(token) and not speaks(token):
        head = head.head  # "Rebels took the town, residents said, dealing a blow to the truce"
    while token.tag_ == "VBG" and head.dep_ == "ccomp" and is_comma_before(token) and speaks(token):
        if speaks_itself(head):
            break
        head = head.head  # "denied that it was a reward, saying ..."
    bare = token.tag_ in BARE_FORMS and not has_finite_aux(token)
    if token.dep_ in ("advcl", "ccomp") and is_predicate(head) and bare:
        shared = find_subject(head, depth + 1)
        if shared and not (is_passive(head) and marker_of(token) == "to"):
            return shared[0], "clause.adverbial"
    return None


def trails_two(participle: Token) -> bool:
    """Whether what a participle at the end goes on with is not told: "broke rules when it sold it, causing doubt"."""
    clause = participle.head
    after = participle.dep_ == "advcl" and clause.dep_ == "advcl" and clause.head.i < clause.i
    return after and any(c.dep_ in SUBJECTS for c in clause.lefts) and not participle.lefts[1:]


def is_to(infinitive: Token) -> bool:
    """Whether an infinitive says what something is: "the goal is to win"."""
    copulas = [c for c in infinitive.lefts if c.dep_ in AUXILIARIES and c.lemma_ == "be"]
    gerund = infinitive.tag_ == "VBG" and bool(copulas)  # "the priority is ending the war"
    return gerund or any(c.tag_ == "TO" and copulas and copulas[0].i < c.i for c in infinitive.lefts)


def speaks_itself(verb: Token) -> bool:
    """Whether the one who goes on "saying" in a reported clause is its own subject: "said aides wrote, saying ..."."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    acts = copula_of(verb) is None and not is_passive(verb) and subject is not None and subject.pos_ != "PRON"
    return acts and not any(r.stance == "denies" for r in lexicon().reporting.get(verb.head.lemma_.lower(), ()))


def finite_after_cue(verb: Token) -> Token | None:
    """Finds the noun whose relative clause says what somebody says of it: "a plan that she said would create jobs"."""
    cue = verb.head
    if verb.dep_ != "ccomp" or cue.dep_ != "acl:relcl" or marker_of(verb) or not speaks(cue):
        return None
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or has_finite_aux(verb)
    own = any(c.dep_ in SUBJECTS and c.tag_ not in RELATIVES for c in cue.children)
    return cue.head if finite and own and not is_passive(cue) else None


def misread_subject(verb: Token) -> Token | None:
    """Returns the noun before a finite verb that the parser took for part of its name: "that the parasite spreads"."""
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or is_misread_verb(verb)
    before = verb.nbor(-1) if finite and verb.i > verb.sent.start else None
    if before is None or before.head.i != verb.i or before.pos_ not in ("NOUN", "PROPN"):
        return None
    return before if before.dep_ in ("compound", "amod") else None


def is_comma_before(token: Token) -> bool:
    return token.i > token.sent.start and token.nbor(-1).text == ","


def speaks(verb: Token) -> bool:
    """Whether a verb reports what somebody says or thinks."""
    return any(rule.attributes for rule in lexicon().reporting.get(verb.lemma_.lower(), ()))


def holder_of(noun: Token, depth: int) -> tuple[Token, str] | None:
    """Finds who has a power or plan: who is given it, who owns it, or who has, makes or reaches it."""
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    doer = next((c for c in noun.rights if c.dep_ == "nmod" and marker_of(c) in BY and not is_passive(noun.head)), None)
    holder = owner if owner is not None else doer
    if holder is not None:  # "the firm's bid to buy it", "an attempt by the crew to cross"
        return holder, "clause.control.owner"
    if marker_of(noun) and copula_of(noun) is not None:  # "is on the brink of leaving", "is under pressure to resign"
        return find_subject(noun, depth + 1)
    party = any(c.dep_ in ("nmod", "obl") and c.i > noun.i for c in (*noun.children, *noun.head.children))
    ordinal = any("Ord" in c.morph.get("NumType", []) or c.lower_ in ("only", "last") for c in noun.children)
    within = noun.dep_ == "obj" or (noun.dep_ == "obl" and noun.lemma_.lower() in lexicon().modal_nouns)
    if not within or ordinal or (party and noun.lemma_.lower() in lexicon().modal_nouns):
        return None  # "the first man to ...", "a deal with Kenya to ...": it may be either
    if noun.head.lemma_.lower() in lexicon().judging_verbs:
        return None  # "blocked a plan to close the port": whose plan it is, is not said
    given = next((c for c in noun.head.children if c.dep_ in ("iobj", "obj") and c.i < noun.i), None)
    used = marker_of(noun) == "as" and noun.head.lemma_.lower() in lexicon().using  # "use it as a chance to sell"
    if given is not None and marker_of(noun) != "in" and not used:  # not "dismissed the head in a push to reform it"
        return given, "clause.control.object"
    shared = find_subject(noun.head, depth + 1)
    return (shared[0], "clause.control.subject") if shared and not is_passive(noun.head) else None


def has_finite_aux(token: Token) -> bool:
    """Whether an auxiliary or copula makes a predicate finite."""
    return any(c.dep_ in AUXILIARIES and "Fin" in c.morph.get("VerbForm", []) for c in token.children)


def described_by(verb: Token) -> tuple[Token, str] | None:
    """Finds what a verb of describing says something of: its object, or the noun that its clause describes."""
    thing = next((c for c in verb.rights if c.dep_ == "obj"), None)
    if thing is None and verb.dep_ == "acl:relcl":
        thing = verb.head
    if thing is None and is_passive(verb):
        return subject_of(verb)
    return (thing, "clause.control.object") if thing is not None else None
