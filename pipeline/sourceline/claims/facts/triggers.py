"""Trigger words: what in a proposition can say which type of fact it states."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.content import first_conjunct
from sourceline.claims.syntax.phrases import preposition_of
from sourceline.nlp.parsed import Token

Trigger = tuple[str, str]


def trigger_words(proposition: Proposition) -> set[Trigger]:
    """Returns the words of a proposition that can trigger a rule, each with the field of the rule that may list it."""
    kind = proposition.clause.kind
    found: set[Trigger] = {("predicates", kind), *(("nouns", noun) for noun in trigger_nouns(proposition))}
    if kind == "verb":
        found |= {("verbs", phrase) for phrase in verb_phrases(proposition)}
        found |= {("governors", governor.lemma_.lower()) for governor, _ in proposition.clause.governors}
        outermost = first_conjunct(proposition.clause.outermost)
        found |= {("governors", outermost.head.lemma_.lower())} if outermost.dep_ == "xcomp" else set()
        found |= {("governors", c.lower_) for c in outermost.lefts if c.tag_ == "MD"}  # "must build at least 40"
    if kind == "copula":
        found |= {("states", proposition.head.lemma_.lower()), ("states", proposition.head.lower_)}
        found |= {("subjects", a.head.lemma_.lower()) for a in proposition.of_role("theme")}
    return found


def verb_phrases(proposition: Proposition) -> set[str]:
    """Returns a verb alone and with each word that can make one meaning with it.

    These are a particle or adverb after it ("call off", "bring home"), the head of its object or complement ("pull
    plug", "go missing"), that with its preposition ("come to terms"), and a modal with "not" ("may not exceed"). What
    was taken for a particle and opens an argument ("is put at 40%") leaves the verb alone.
    """
    head, lemma = proposition.head, proposition.head.lemma_.lower()
    found = {proposition.lemma, proposition.predicate.text.lower()}
    if any(proposition.lemma == f"{lemma} {argument.preposition}" for argument in proposition.arguments):
        found.add(lemma)
    children = list(head.children)
    found |= {f"{lemma} {c.lower_}" for c in children if c.i > head.i and is_adverb(c)}
    if any(c.lower_ in ("not", "n't", "n’t") for c in children):
        found |= {f"{c.lower_} not {lemma}" for c in children if c.tag_ == "MD"}
    for argument in proposition.arguments:
        if argument.clause is None and argument.role != "agent":
            preposition = preposition_of(argument.head)
            start = f"{lemma} {preposition}" if preposition else lemma
            found |= {f"{start} {argument.head.lemma_.lower()}", f"{start} {argument.head.lower_}"}
            found |= {f"{lemma} {preposition.split()[0]}"} if preposition in ("out", "out of", "off") else set()
    return found


def is_adverb(token: Token) -> bool:
    """Whether a word after a verb is an adverb or particle, or a preposition without a noun."""
    return token.dep_ in ("advmod", "compound:prt") or (token.tag_ in ("IN", "RP") and not any(token.children))


def trigger_nouns(proposition: Proposition) -> set[str]:
    """Returns the nouns, with their lemmas, that say what a proposition is about, when its verb does not."""
    head = proposition.head
    nouns: list[Token] = []
    if proposition.clause.kind == "noun" or (proposition.clause.kind == "copula" and head.pos_ == "NOUN"):
        nouns = [head]
    else:
        nouns = [tokens[-1] for rule, tokens in proposition.clause.rules if rule.startswith("light.")]
        if not nouns and head.lemma_.lower() in lexicon().entering:  # "engage in talks"
            arguments = proposition.arguments
            nouns = [a.head for a in arguments if a.preposition in ("in", "into") or a.role == "destination"]
    return {word for noun in nouns for word in (noun.lemma_.lower(), noun.lower_)}
