"""Fact types: a claim's predicate and roles mapped to a typed event with named slots, by rules as data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from sourceline.claims.propositions import Proposition
from sourceline.rules import Rule, load_rules
from sourceline.schema.claim import Argument, Fact, Role


class Slot(BaseModel):
    """What can fill a slot: an argument in one of the roles.

    Where given, it must be of one of the value kinds, have one of the head words or entity labels, and if its role is
    `other`, stand after one of the prepositions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: tuple[Role, ...]
    kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    required: bool = False


class FactRule(Rule):
    """A fact type with one way of stating it.

    Attributes:
        type: name of the fact type.
        plover: code in the PLOVER event ontology, where one exists.
        verbs: lemmas of predicates that state it.
        subjects: lemmas of subjects of a copula that state it ("the target is ...").
        nouns: lemmas of event nouns, of nouns under a light verb, or of a copula's content that state it.
        voice: restricts to active or passive predicates.
        slots: by name.
        any_of: slots of which at least one must be filled.
    """

    type: str
    plover: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    slots: dict[str, Slot]
    any_of: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def fact_rules() -> tuple[FactRule, ...]:
    return load_rules(FactRule, "facts")


def find_fact(proposition: Proposition, arguments: Sequence[Argument], heads: Sequence[str]) -> tuple[Fact, str] | None:
    """Finds the fact type of a proposition.

    Args:
        proposition: its predicate triggers the type.
        arguments: its arguments as records.
        heads: lemma of the head word of each argument.

    Returns:
        The fact and the id of its rule, from the first rule of which all required slots are filled, or None.
    """
    verb = proposition.lemma if proposition.clause.kind == "verb" else None
    nouns = trigger_nouns(proposition)
    copula = proposition.clause.kind == "copula"
    subjects = {head for head, a in zip(heads, arguments, strict=True) if copula and a.role == "theme"}
    for rule in fact_rules():
        if not (verb in rule.verbs or nouns & set(rule.nouns) or subjects & set(rule.subjects)):
            continue
        slots: dict[str, int] = {}
        for name, slot in rule.slots.items():
            free = [i for i in range(len(arguments)) if i not in slots.values() and fills(slot, arguments[i], heads[i])]
            if free:
                slots[name] = min(free, key=lambda i: (slot.roles.index(arguments[i].role), i))
        if rule.any_of and not any(name in slots for name in rule.any_of):
            continue
        if all(name in slots for name, slot in rule.slots.items() if slot.required):
            return Fact(type=rule.type, slots=slots), rule.id
    return None


def trigger_nouns(proposition: Proposition) -> set[str]:
    """Returns the lemmas of the nouns that say what a proposition is about, when its verb does not."""
    head = proposition.head
    if proposition.clause.kind == "noun" or (proposition.clause.kind == "copula" and head.pos_ == "NOUN"):
        return {head.lemma_.lower()}
    light = {tokens[-1].lemma_.lower() for rule, tokens in proposition.clause.rules if rule.startswith("light.")}
    if not light and head.lemma_ in ("engage", "enter", "participate"):
        light = {a.head.lemma_.lower() for a in proposition.arguments if a.preposition in ("in", "into")}
    return light


def fills(slot: Slot, argument: Argument, head: str) -> bool:
    """Whether an argument with this head lemma can fill a slot."""
    if argument.role not in slot.roles:
        return False
    if slot.kinds and (argument.quantity is None or argument.quantity.kind not in slot.kinds):
        return False
    labelled = argument.entity is not None and argument.entity.label in slot.labels
    if (slot.heads or slot.labels) and head not in slot.heads and not labelled:
        return False
    asks_preposition = bool(slot.prepositions) and argument.role == "other"
    return not asks_preposition or argument.preposition in slot.prepositions
