"""Trigger words: what in a proposition can say which type of fact it states."""

from __future__ import annotations

from collections.abc import Container, Iterator

from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.syntax.content import first_conjunct
from sourceline.claims.syntax.phrases import preposition_of
from sourceline.nlp.parsed import Token

Trigger = tuple[str, str]


def trigger_words(proposition: Proposition, phrasal: Container[str]) -> Iterator[Trigger]:
    """Yields the words of a proposition that can trigger a rule, each with the field of the rule that may list it.

    Args:
        proposition: whose words.
        phrasal: the words of which a rule lists a phrase.
    """
    kind, head = proposition.clause.kind, proposition.head
    yield "predicates", kind
    yield from (("nouns", noun) for noun in trigger_nouns(proposition))
    if kind == "verb":
        yield from (("verbs", phrase) for phrase in verb_phrases(proposition, phrasal))
        yield from (("governors", governor.lemma_.lower()) for governor, _ in proposition.clause.governors)
        outermost = first_conjunct(proposition.clause.outermost)
        if outermost.dep_ == "xcomp":
            yield "governors", outermost.head.lemma_.lower()
        yield from (("governors", c.lower_) for c in outermost.lefts if c.tag_ == "MD")  # "must build at least 40"
    elif kind == "copula":
        yield "states", head.lemma_.lower()
        yield "states", head.lower_
        yield from (("subjects", a.head.lemma_.lower()) for a in proposition.of_role("theme"))


def verb_phrases(proposition: Proposition, phrasal: Container[str]) -> Iterator[str]:
    """Yields a verb alone and, if a rule lists a phrase of it, with each word that can make one meaning with it.

    These are a particle or adverb after it ("call off", "bring home"), the head of its object or complement ("pull
    plug", "go missing"), that with its preposition ("come to terms"), and a modal with "not" ("may not exceed"). What
    was taken for a particle and opens an argument ("is put at 40%") leaves the verb alone.
    """
    head, lemma, whole = proposition.head, proposition.head.lemma_.lower(), proposition.lemma
    yield whole
    yield proposition.predicate.text.lower()
    if whole != lemma and any(whole == f"{lemma} {argument.preposition}" for argument in proposition.arguments):
        yield lemma
    if lemma not in phrasal:
        return
    yield from (f"{lemma} {c.lower_}" for c in head.rights if is_adverb(c))
    if any(c.lower_ in ("not", "n't", "n’t") for c in head.children):
        yield from (f"{c.lower_} not {lemma}" for c in head.children if c.tag_ == "MD")
    for argument in proposition.arguments:
        if argument.clause is None and argument.role != "agent":
            preposition = preposition_of(argument.head)
            start = f"{lemma} {preposition}" if preposition else lemma
            yield f"{start} {argument.head.lemma_.lower()}"
            yield f"{start} {argument.head.lower_}"
            if preposition in ("out", "out of", "off"):
                yield f"{lemma} {preposition.split()[0]}"


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
