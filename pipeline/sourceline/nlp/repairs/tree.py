"""Changes of a parse, one word at a time, that leave it a tree."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from sourceline.nlp.lemmas import known_lemmas
from sourceline.nlp.parsed import Span, Token
from sourceline.rules import Rule, WordListRule, load_rules

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl"})
OF_NOUNS = frozenset({"det", "amod", "nummod", "compound", "nmod:poss", "nmod:unmarked"})


@cache
def words_of(rule_id: str) -> frozenset[str]:
    """Returns the words of a rule of parsing."""
    return next(rule.words for rule in load_rules(WordListRule, "structure/parse") if rule.id == rule_id)


class PhraseRule(Rule):
    """Phrases that belong to a verb though they hang on its object.

    Attributes:
        prepositions: of such a phrase.
        words: lemmas of verbs that take it; any does where none are given.
        nouns: lemmas of which one must head it, if any are given.
        own: lemmas of nouns that take such a phrase themselves.
        amounts: whether it must be an amount.
        party: whether it must be a person or a group of people.
    """

    prepositions: frozenset[str]
    words: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    amounts: bool = False
    party: bool = False


@lru_cache(maxsize=1)
def phrase_rules() -> tuple[PhraseRule, ...]:
    """Returns the rules of phrases that belong to a verb."""
    return load_rules(PhraseRule, "structure/phrases")


@lru_cache(maxsize=1)
def phrase_rules_by_preposition() -> dict[str, list[PhraseRule]]:
    """Returns these rules by each of their prepositions."""
    found: dict[str, list[PhraseRule]] = defaultdict(list)
    for rule in phrase_rules():
        for preposition in rule.prepositions:
            found[preposition].append(rule)
    return dict(found)


def attach(token: Token, head: Token, relation: str) -> None:
    """Hangs a token on another of its sentence; nothing happens where that would close a circle."""
    if head == token or token.is_ancestor(head) or head.sent != token.sent:
        return
    token.hang_on(head)
    token.relabel(relation=relation)


def hang(token: Token, head: Token, relation: str) -> None:
    """Hangs a token on another, itself to make it a root; the caller sees to it that no circle closes."""
    token.hang_on(head)
    token.relabel(relation=relation)


def crown(token: Token, relation: str = "nsubj") -> None:
    """Makes a token the root of its sentence; the root before hangs on it, as its subject unless told otherwise."""
    root = token.sent.root
    token.hang_on(token)
    token.relabel(relation="ROOT")
    root.hang_on(token)
    root.relabel(relation=relation)


def rise_over(verb: Token, noun: Token, role: str) -> None:
    """Puts a verb in the place of a noun that it hung on; the noun hangs on it, and so do the marks after it.

    Args:
        verb: of the clause whose head the noun was until now.
        noun: from now on in the verb's clause.
        role: the noun's relation to the verb.
    """
    if noun.dep_ == "ROOT":
        crown(verb, role)
    else:
        attach(verb, noun.head, noun.dep_)
        attach(noun, verb, role)
        noun.relabel(relation=role)
    for mark in [c for c in noun.rights if c.dep_ == "punct" and c.i > verb.i]:
        attach(mark, verb, "punct")


def crown_over_subject(verb: Token, subject: Token, relation: str) -> None:
    """Makes a verb the root of its sentence in place of a word that describes its subject.

    Args:
        verb: the true main verb.
        subject: of the root until now, and from now on of the verb.
        relation: of the root until now to the subject.
    """
    root = verb.sent.root
    marks = [c for c in root.children if c.dep_ == "punct" and c.i > verb.i]
    crown(verb, relation)
    attach(subject, verb, "nsubj")
    attach(root, subject, relation)
    for mark in marks:
        attach(mark, verb, "punct")


def make_mark(that: Token, clause: Token) -> None:
    """Makes a "that" which was read as a pronoun the subordinator of a clause."""
    that.relabel(tag="IN", pos="SCONJ")
    attach(that, clause, "mark")


def make_verb(token: Token, tag: str) -> None:
    """Gives a token the tag and lemma of a verb."""
    bases = known_lemmas(token.lower_, "VERB")
    token.relabel(tag=tag, pos="VERB", lemma=bases[0] if bases else token.lemma_)


def is_full(sentence: Span, stops: tuple[str, ...] = (".", "!", "?")) -> bool:
    """Whether a sentence ends as one of a text does, and not as a headline."""
    return sentence.text.rstrip(" \n\"'”’)").endswith(stops)


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)


def has_finite(token: Token) -> bool:
    """Whether a finite auxiliary or copula hangs on a token, or it is itself finite."""
    helpers = (c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop"))
    return any(c.tag_ in ("MD", "VBZ", "VBD", "VBP") for c in helpers) or token.tag_ in ("VBZ", "VBP")


def take_modifiers(verb: Token) -> None:
    """Gives a verb's articles and adjectives to the last word among them, which is its subject."""
    group = [c for c in verb.lefts if c.dep_ in OF_NOUNS]
    if not group or has_subject(verb):
        return
    subject = group[-1]
    between = [t for t in verb.doc[subject.right_edge.i + 1 : verb.i] if t.head == verb]
    if any(t.dep_ not in ("aux", "aux:pass", "advmod", "punct") for t in between):
        return
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.lefts)
    for modifier in group[:-1]:
        attach(modifier, subject, modifier.dep_)
    subject.relabel(relation="nsubj:pass" if verb.tag_ == "VBN" and not perfect else "nsubj")


def first_word(head: Token) -> Token:
    """Returns the first word of what a token heads, past a comma."""
    return next((t for t in head.subtree if not t.is_punct), head)


def is_after_comma(token: Token) -> bool:
    return token.i > token.sent.start and token.nbor(-1).text == ","


def finite_of(verb: Token) -> Token:
    """Returns the word of a verb group that has its tense: the first auxiliary or copula, or the verb itself."""
    return next((c for c in verb.lefts if c.dep_ in ("aux", "aux:pass", "cop")), verb)


def is_plural(noun: Token) -> bool:
    """Whether a noun stands for several: by its ending, or with others that are joined to it."""
    return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)


def spans_of(sentence: Span, group: str) -> list[Span]:
    """Returns the spans of a group that lie in a sentence."""
    return sentence.doc.layers[group].within(sentence.start, sentence.end)


def make_subject(plural: Token, verb: Token) -> None:
    """Makes a plural that was read as a verb ("but | details | about it are scarce") the subject of the true one."""
    for joint in [c for c in plural.lefts if c.dep_ == "cc"]:
        attach(joint, verb, "cc")
    attach(plural, verb, "nsubj")
    plural.relabel(tag="NNS", pos="NOUN")
    for phrase in [c for c in plural.rights if c.dep_ == "obl"]:
        phrase.relabel(relation="nmod")
