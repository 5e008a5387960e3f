"""Negations over a proposition: of its verb group, of its arguments, of the word that governs it."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.factuality.negators import (
    NEGATING,
    NOT,
    ONLY,
    Negation,
    adverb_negations,
    is_before_to,
    marker_negations,
    negates_phrase,
    only_modifies,
    own_negations,
)
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.clauses import (
    NEGATIONS,
    SUBJECTS,
    copula_of,
    is_predicate,
    marker_of,
    verb_lemma,
    verb_with_particle,
)
from sourceline.claims.syntax.content import (
    content_noun,
    degree_of,
    first_conjunct,
    governor_of,
    is_base,
    is_gerund,
    little_done,
    noun_names,
    noun_rules,
)
from sourceline.claims.syntax.spans import word
from sourceline.nlp.parsed import Token

HAVING = ("have", "get", "possess", "hold", "give", "grant")


def negations(proposition: Proposition) -> list[Negation]:
    """Returns the words that negate a proposition, each with the id of its rule; two of them cancel out."""
    own = list(group_negations(proposition))
    if own and until_then(proposition):
        own = []
    found = [*own, *argument_negations(proposition), *governing_negations(proposition)]
    once = {span.start: (span, rule) for span, rule in found}  # "not fit enough to": read from two sides
    return list(once.values()) or list(shared_negations(proposition.head))


def until_then(proposition: Proposition) -> bool:
    """Whether a negation is over a time: what did "not begin until May" began in May."""
    group = proposition.verb_group
    modal = any(c.tag_ == "MD" and c.lower_ not in ("will", "wo") for t in group for c in t.children)
    if modal or not any(any(own_negations(t)) for t in group):
        return False
    phrases = [c for t in group for c in t.children if c.dep_ in ("advcl", "obl", "obl:unmarked")]
    open_ended = any(c.lower_ == "further" for p in phrases for c in p.children)
    return not open_ended and any(marker_of(c) == "until" and c.i > proposition.head.i for c in phrases)


def group_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds "not", "never", "without" and the like beside the predicate, its copula and its control words."""
    lex, outer = lexicon(), proposition.clause.outermost
    for token in proposition.verb_group:
        for child in token.children:
            if child.dep_ in ("mark", "case", "cc") and token == outer:
                yield from marker_negations(token, child)
            if child.lower_ in lex.negative_before_to and child.dep_ == "advmod" and is_before_to(child):
                yield word(child), lex.negative_before_to[child.lower_][0].id
            elif child.dep_ in SUBJECTS:  # "the prince rarely, if ever, speaks"
                yield from (n for c in child.rights if c.dep_ == "advmod" for n in adverb_negations(c, token))
            elif child.dep_ in NEGATING:
                yield from adverb_negations(child, token)
    first = outer.left_edge
    if is_gerund(outer) and first.lower_ == "without" and first.head.i != outer.i and outer.dep_ == "advcl":
        yield from marker_negations(outer, first)  # "without any of its clients receiving a refund"
    if outer.dep_ == "acl" and is_gerund(outer) and not marker_of(outer):  # "without any client receiving a refund"
        yield from (n for c in outer.head.lefts if c.dep_ == "case" for n in marker_negations(outer.head, c))
    yield from phrase_negations(proposition)
    if before_it_could(outer):
        yield word(outer.left_edge), "polarity.before_could"
    copula = copula_of(proposition.head)
    following = copula.nbor(1) if copula is not None and copula.i + 1 < len(copula.doc) else None
    # "are not as far along": the parser hangs "not" on the comparison
    if following is not None and following.head.i != proposition.head.i and not only_modifies(following, *ONLY):
        for rule in lex.negative_words.get(following.lower_, ())[:1]:
            if not rule.except_verbs:  # "is nearly 110%"
                yield word(following), rule.id


def before_it_could(verb: Token) -> bool:
    """Whether a clause tells what was not reached: "sank before it could be towed"."""
    return marker_of(verb) == "before" and any(c.dep_ == "aux" and c.lower_ == "could" for c in verb.lefts)


def phrase_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds "at no time" and "in no way" under the predicate, its auxiliary, or right before it."""
    head = proposition.head
    near = [*head.children, *(c for aux in head.children if aux.dep_ == "aux" for c in aux.children)]
    near += [head.nbor(-1)] if head.i > head.sent.start else []
    listed = lexicon().negative_phrases
    for noun in dict.fromkeys(t for t in near if t.pos_ == "NOUN" and t.lower_ in listed):
        if any(c.lower_ == "no" for c in noun.lefts) and any(c.dep_ == "case" for c in noun.lefts):
            yield word(noun), listed[noun.lower_][0].id


def argument_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds arguments that name nothing or nobody: "no bank", "nobody"."""
    lex = lexicon()
    for argument in proposition.arguments:
        head = argument.head
        if head.lower_ == "nothing" and head.i + 1 < len(head.doc) and head.nbor(1).lower_ == "but":
            continue  # "nothing but a fence": only a fence
        if argument.role not in ("agent", "theme", "recipient", "attribute") or argument.clause is not None:
            continue
        if head.head not in proposition.verb_group and head != proposition.head:
            continue  # borrowed from another clause, whose negation is its own
        determiner = next((t for t in head.lefts if negates_phrase(t)), None)
        if determiner is None:  # "not a single bank", "hardly any bank"
            before = (t for c in head.lefts if c.dep_ in ("det", "nummod") for t in c.lefts)
            determiner = next((t for t in before if negates_phrase(t)), None)
        if determiner is not None and (determiner.i >= argument.span.start or determiner.dep_ == "cc:preconj"):
            yield word(determiner), lex.negative_determiners[determiner.lower_][0].id
        elif negates_phrase(head, alone=True):
            yield word(head), lex.negative_determiners[head.lower_][0].id
        elif (
            head.lower_ in lex.negative_words
            and not lex.negative_words[head.lower_][0].except_verbs
            and head.pos_ in ("PRON", "NOUN", "DET")
        ):
            yield word(head), lex.negative_words[head.lower_][0].id


def governing_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds what denies its content: a negative control word ("fails to pass"), a verb or noun of refusal."""
    for governor, rule in proposition.clause.governors:
        if rule.polarity == "negative":
            yield word(governor), rule.id
    outer = first_conjunct(proposition.clause.outermost)
    yield from noun_negations(outer)
    for infinitive in dict.fromkeys((outer, proposition.head)):
        yield from degree_negations(infinitive)
    lex, governor = lexicon(), governor_of(outer)
    if governor.i > outer.i:
        return
    lemma, marker = verb_with_particle(governor), marker_of(outer)
    names = noun_names(governor) if governor.pos_ == "NOUN" else [lemma, verb_lemma(governor)]
    refusals = next((lex.negative_governors[name] for name in names if name in lex.negative_governors), ())
    aim = marker == "to" and bool(refusals) and refusals[0].id == "polarity.prevent"  # "blocked roads to protest"
    if refusals and not aim and is_refused(outer, governor):
        yield word(governor), refusals[0].id
        yield from own_negations(governor)
    gerund = f"{governor.lemma_.lower()} {marker}" if is_gerund(outer) else ""
    if gerund in lex.negative_gerunds:
        yield word(governor), lex.negative_gerunds[gerund][0].id
        yield from own_negations(governor)
    complement = outer.dep_ in ("xcomp", "ccomp", "advcl") or governor.i != outer.head.i
    if complement and marker in ("to", "that", "") and lemma in lex.negation_raising:
        denied = [*own_negations(governor), *without_negations(governor), *failed_above(governor)]
        yield from ((words, lex.negation_raising[lemma][0].id) for words, _ in denied)


def is_refused(outer: Token, governor: Token) -> bool:
    """Whether a clause is what a verb or noun of refusal is about, by where it hangs."""
    marker = marker_of(outer)
    phrasal = outer.tag_ == "VBG" and verb_with_particle(governor) != governor.lemma_
    match outer.dep_:
        case "xcomp" | "ccomp" | "csubj":
            return True
        case "advcl":
            return phrasal or (marker == "to" and governor.pos_ in ("VERB", "ADJ"))  # "refused in May to meet"
        case "acl":
            taken = governor.i != outer.head.i and marker != "from"  # "forbade them to speak"
            bare = not marker and outer.tag_ != "VBN"  # not "the ban imposed"
            of_noun = governor.pos_ == "NOUN" and (bare or marker in ("to", "of", "in", "from", "on"))
            return phrasal or taken or of_noun
    return False


def failed_above(infinitive: Token) -> Iterator[Negation]:
    """Finds what did not come to an infinitive that governs: "failed | to get them to leave"."""
    above = infinitive.head
    if infinitive.dep_ == "xcomp" and marker_of(infinitive) == "to":
        rules = lexicon().control.get(above.lemma_.lower(), ())
        yield from ((word(above), r.id) for r in rules[:1] if r.polarity == "negative")


def without_negations(gerund: Token) -> Iterator[Negation]:
    """Finds the "without" before a gerund that governs: "without being allowed to call"."""
    if marker_of(gerund) == "without":
        yield from ((word(c), NOT) for c in gerund.lefts if c.lower_ == "without")


def noun_negations(outer: Token) -> Iterator[Negation]:
    """Finds what denies the noun that a clause is the content of: "no plan to", "scrapped plans to", "failed bid"."""
    lex, noun = lexicon(), content_noun(outer)
    if noun is None and outer.dep_ == "acl" and marker_of(outer) == "to":  # "lacks the money to pay"
        noun = outer.head
    if outer.dep_.startswith("acl") and outer.lower_ in ("due", "set", "scheduled"):
        yield from ended_plan(outer.head, planned=True)  # "cancelled a match due to be played"
    rules = noun_rules(noun) if noun is not None else ()
    assured = any(r.with_not == "possible" for r in rules)  # "no guarantee that it will close"
    if noun is None or assured or (not rules and marker_of(outer) != "to") or noun.nbor(1).lower_ == "but":
        return  # "no choice but to close"
    for child in noun.lefts:
        if child.lower_ in ("no", "little") and not (child.lower_ == "little" and child.nbor(-1).lower_ == "a"):
            yield word(child), lex.negative_determiners[child.lower_][0].id
        for spoilt in lex.undone_adjectives.get(child.lower_, ()) if rules else ():
            yield word(child), spoilt.id
    if rules and marker_of(noun) == "in" and copula_of(noun) is not None:
        yield from own_negations(noun)  # "are not in a position to pay"
    if noun.dep_ == "obj" and noun.head.lemma_.lower() in HAVING and rules:
        yield from own_negations(noun.head)  # "do not have the authority to seize it"
    yield from ended_plan(noun)


def ended_plan(noun: Token, planned: bool = False) -> Iterator[Negation]:
    """Finds the verb that puts an end to a plan or chance: "scrapped plans", "lacks the right"."""
    lex, verb = lexicon(), noun.head
    planned = planned or noun.lemma_.lower() in lex.modal_nouns
    names = [verb_with_particle(verb), verb.lemma_.lower()] if verb.pos_ == "VERB" else []
    affected = noun.dep_ in ("obj", "nsubj:pass", "xcomp")
    if noun.dep_ == "obl":  # "reneged on a pledge"
        phrasal = [n for n in names if " " in n]  # "backed out of a plan"; not "were killed in a bid to oust him"
        names, affected = [f"{verb.lemma_.lower()} {marker_of(noun)}", *phrasal], True
    key = next((n for n in names if n in lex.undone), None) if affected else None
    if key is not None and (planned or lex.undone[key][0].id != "polarity.undone"):
        yield word(verb), lex.undone[key][0].id
        yield from own_negations(verb)


def degree_negations(outer: Token) -> Iterator[Negation]:
    """Finds the "too" that keeps an infinitive from coming true: "too narrow to carry buses"."""
    degree = degree_of(outer) if marker_of(outer) == "to" else None
    if degree is not None and degree.lower_ == "too":
        yield word(degree), "polarity.too"
    elif degree is not None:  # "not strong enough to", "were not enough to"
        judged = degree if any(c.dep_ == "cop" for c in degree.lefts) else degree.head
        yield from own_negations(judged)
    little = little_done(outer) if marker_of(outer) == "to" else None
    if little is not None:
        yield word(little), "polarity.few"


def shared_negations(head: Token) -> Iterator[Negation]:
    """Finds the negation that verbs share with the first: "did not call, write or phone", "did not call and thank her".

    Those before "and" share it with the auxiliary alone.
    """
    row = [head]
    while row[-1].dep_ == "conj" and is_predicate(row[-1].head):
        if any(c.dep_ in SUBJECTS or c.dep_ == "aux" or c.lower_ == "but" for c in row[-1].lefts):
            return
        row.append(row[-1].head)
    first = row[-1]
    if first == head:
        return
    later = (c for verb in row for c in verb.rights if c.dep_ == "conj" and c.i >= head.i)
    shares = any(m.dep_ == "cc" and m.lower_ in ("or", "nor") for verb in later for m in verb.lefts)
    helped = is_base(head) and any(c.dep_ == "aux" and c.lemma_ == "do" for c in first.lefts)
    for child in first.children:
        if child.dep_ == "advmod" and child.lower_ in NEGATIONS and (shares or helped):
            yield word(child), NOT
        elif child.dep_ in ("mark", "case") and shares:
            yield from marker_negations(first, child)
