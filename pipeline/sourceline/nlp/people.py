"""What pronouns agree with: number, gender, and whether a noun phrase is a person, a group or a thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sourceline.nlp.parsed import Span, Token
from sourceline.rules import Rule, load_rules

Gender = Literal["Masc", "Fem"]
Kind = Literal["person", "group", "place", "thing", "unknown"]
PLACES = frozenset({"country", "nation", "school", "university", "community"})
KINDS: dict[str, Kind] = {"PERSON": "person", "ORG": "group", "GPE": "place", "LOC": "place", "NORP": "person"}


class PersonRule(Rule):
    """Words that say what somebody or something is, and of which gender: see `models/rules/entities/people.toml`."""

    kind: Literal["person", "thing"] = "person"
    gender: Gender | None = None
    titles: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    suffixes: tuple[str, ...] = ()
    things: frozenset[str] = frozenset()


class GroupRule(Rule):
    """Nouns of groups of people, which "it" and "they" both can stand for."""

    nouns: frozenset[str]


@dataclass
class Agreement:
    """What is known of a referent; `rules` are the ids of the rules that say so."""

    number: Literal["Sing", "Plur"]
    kind: Kind
    gender: Gender | None = None
    rules: tuple[str, ...] = ()
    guessed: bool = False  # the kind is read off the end of the word

    def learn(self, other: Agreement) -> None:
        """Takes over what a further mention says and the ones before did not."""
        firm = other.kind == "group" and self.kind == "person" and not self.rules  # "Norvent, the biggest lender"
        if self.kind == "unknown" or self.guessed or firm:
            self.kind, self.guessed = other.kind, other.guessed
        if self.gender is None and other.kind == "person":
            self.gender = other.gender
            self.rules = tuple(dict.fromkeys([*self.rules, *other.rules]))


@lru_cache(maxsize=1)
def person_words() -> dict[str, dict[str, PersonRule]]:
    """Returns the person rules by kind of word and word."""
    rules = load_rules(PersonRule, "entities/people")
    return {
        "title": {word: rule for rule in rules for word in rule.titles},
        "given": {word: rule for rule in rules for word in rule.given},
        "noun": {word: rule for rule in rules for word in rule.nouns},
        "suffix": {word: rule for rule in rules for word in rule.suffixes},
    }


@lru_cache(maxsize=1)
def group_words() -> dict[str, str]:
    """Returns the rule of each noun for a group."""
    return {noun: rule.id for rule in load_rules(GroupRule, "entities/groups") for noun in rule.nouns}


@lru_cache(maxsize=10_000)
def rule_by_ending(noun: str) -> PersonRule | None:
    """Returns the rule that the end of a noun says what it is by: "spokeswoman"."""
    return next((r for end, r in person_words()["suffix"].items() if noun.endswith(end) and noun not in r.things), None)


def is_somebody(noun: Token) -> bool:
    """Whether a noun names or describes people."""
    lemma = noun.lemma_.lower()
    ending = rule_by_ending(lemma)
    described = lemma in person_words()["noun"] or (ending is not None and ending.kind == "person")
    group = lemma in ("people", "one", "those", "police", "some", "official")
    return noun.ent_type_ in ("PERSON", "NORP") or described or group


def is_party(noun: Token) -> bool:
    """Whether a noun or pronoun stands for people or a group of them, who can be given or told something.

    Of groups those that are places, too, are left out: "countries" and "schools" things are sent to.
    """
    named = noun.ent_type_ == "ORG" or (noun.lemma_.lower() in group_words() and noun.lemma_.lower() not in PLACES)
    personal = noun.pos_ == "PRON" and noun.lower_ not in ("it", "this", "that", "which", "what", "these")
    return named or personal or is_somebody(noun)


def agreement_of(head: Token, span: Span, label: str) -> Agreement:
    """Reads number, kind and gender off a noun phrase.

    Args:
        head: its head word.
        span: its words up to the head, or a coordination from its first to its last part.
        label: the entity label of the name that it is, or "".
    """
    several = any(c.dep_ == "conj" and span.start <= c.i < span.end for c in head.children)
    plural = several or (label in ("", "NORP") and "Plur" in head.morph.get("Number", []))
    agreement = Agreement("Plur" if plural else "Sing", KINDS.get(label, "thing" if label else "unknown"))
    if label in ("", "PERSON"):
        read_person(agreement, head, span, bool(label))
    if not label and head.lower_ in group_words():
        agreement.kind, agreement.rules = "group", (group_words()[head.lower_],)
    return agreement


def read_person(agreement: Agreement, head: Token, span: Span, named: bool) -> None:
    """Adds what titles, given names and nouns say of a person."""
    words = person_words()
    nouns = [head.lower_, head.lemma_.lower()] if head.pos_ in ("NOUN", "PRON") else []
    found: list[PersonRule | None] = []
    if named or head.pos_ == "PROPN":
        found += [words["title"].get(t.lower_) for t in span.doc.tokens[max(0, span.start - 1) : span.end - 1]]
        double = len(span) > 2 and span[1].text == "-"  # "Jean-Bertrand" is no Jean
        found.append(words["given"].get(span[:3].text if double else span[0].text))
    found += [words["noun"].get(w) for w in nouns]
    known = [rule for rule in found if rule is not None]
    if known:
        agreement.kind = "person"
        agreement.gender = next((rule.gender for rule in known if rule.gender), None)
        agreement.rules = tuple(dict.fromkeys(rule.id for rule in known))
    elif nouns:
        ending = rule_by_ending(nouns[1])
        if ending is not None:
            agreement.kind, agreement.guessed, agreement.rules = ending.kind, True, (ending.id,)
