"""Whether two claims of an article say the same, by what they are made of: predicate, names, values and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourceline.claims.propositions import Proposition
from sourceline.schema.claim import Claim

MIN_SHARED = 0.4
MIN_WEIGHT = 3  # the same verb and one more word are too little
WEIGHTS = {"value": 3, "name": 2, "time": 2, "word": 1}  # what a shared item weighs
CONTENT_WORDS = frozenset({"NOUN", "VERB", "NUM", "ADJ"})
#: Endings by which a noun is made of a verb: "agree" and "agreement", "deport" and "deportation".
DERIVATIONS = ("ment", "ation", "ion", "tion", "al", "ing", "ure", "ance", "ence", "e", "es")
Item = tuple[str, ...]


@dataclass(frozen=True)
class Content:
    """What a claim is made of.

    Attributes:
        predicates: lemma of the predicate, and the fact type.
        lemma: the first of these.
        items: the words of names, values, times, and lemmas of the other words of the arguments.
        agents: those of them that only say who acts; to share these is not to say the same.
        amounts: the values by kind and unit, in which claims of the same thing must agree.
        polarity: of the claim.
    """

    predicates: frozenset[str]
    lemma: str
    items: frozenset[Item]
    agents: frozenset[Item]
    amounts: dict[Item, frozenset[Item]]
    polarity: str

    @property
    def words(self) -> set[str]:
        return {item[1] for item in self.items if item[0] == "word"}


def content_of(claim: Claim, proposition: Proposition) -> Content:
    """Returns what a claim is made of; names by the long form that the article has for them."""
    agents: set[Item] = set()
    others: set[Item] = set()
    amounts: dict[Item, set[Item]] = {}
    for argument, phrase in zip(claim.arguments, proposition.arguments, strict=True):
        items = agents if argument.role == "agent" else others
        if argument.entity is not None:
            items |= {("name", word) for word in argument.entity.name.lower().split()}
        if argument.quantity is not None:
            quantity = argument.quantity
            value = ("value", quantity.kind, str(quantity.low), str(quantity.high))
            items.add(value)
            unit = quantity.currency or quantity.unit or (quantity.of or "").rpartition(" ")[2].lower()
            amounts.setdefault((quantity.kind, unit), set()).add(value)
        for token in phrase.span:
            if token.pos_ == "PROPN":
                items.add(("name", token.lower_))
            elif token.pos_ in CONTENT_WORDS and not token.is_stop:
                counted = argument.quantity is not None and (token.pos_ == "NUM" or token.like_num)
                if not counted:
                    items.add(("word", token.lemma_.lower()))
    if claim.time is not None:
        others.add(("time", claim.time.value))
    lemma = claim.predicate.lemma
    if proposition.clause.kind == "copula":
        lemma = f"is {proposition.head.lemma_.lower()}"
    predicates = frozenset({lemma, f"fact {claim.fact.type}"} if claim.fact else {lemma})
    values = {unit: frozenset(found) for unit, found in amounts.items()}
    return Content(predicates, lemma, frozenset(agents | others), frozenset(agents - others), values, claim.polarity)


def derived(verb: str, noun: str) -> bool:
    """Whether a noun is made of a verb, by its ending."""
    stem = verb.removesuffix("e")
    return len(verb) > 2 and noun.startswith(stem) and noun[len(stem) :] in DERIVATIONS


def same_predicate(one: Content, other: Content) -> bool:
    """Whether two claims state the same kind of thing: one lemma or fact type, or the other names it by a noun."""
    if one.predicates & other.predicates:
        return True
    return any(
        derived(verb, noun)
        for first, second in ((one, other), (other, one))
        for verb in first.predicates
        for noun in second.words
    )


def weight(items: frozenset[Item]) -> int:
    return sum(WEIGHTS[item[0]] for item in items)


def similarity(one: Content, other: Content) -> float:
    """Returns how much of the shorter of two claims the other has, from 0 to 1; 0 if they contradict each other."""
    common = one.items & other.items
    shared = weight(common)
    if shared + (one.lemma == other.lemma) < MIN_WEIGHT or one.polarity != other.polarity:
        return 0.0
    contradicts = any(
        one.amounts[kind].isdisjoint(other.amounts[kind]) for kind in one.amounts.keys() & other.amounts.keys()
    )
    beside_agent = bool(common - one.agents) or one.items == one.agents
    if contradicts or not beside_agent or not same_predicate(one, other):
        return 0.0
    return shared / min(weight(one.items), weight(other.items))


def most_similar(content: Content, others: Sequence[tuple[int, Content]]) -> int | None:
    """Returns the number of the claim that says the same, the first of those that fit best, or None."""
    scored = [(similarity(content, other), -number) for number, other in others]
    best, number = max(scored, default=(0.0, 0))
    return -number if best >= MIN_SHARED else None
