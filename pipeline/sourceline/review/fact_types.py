"""The fact types that a reviewer may give to a claim: those that rules state, and those that the run has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sourceline.claims.facts.rules import FactRule
from sourceline.review.facets import facets
from sourceline.review.index import Index

#: Claims of a type without rules that are asked for its slots.
_ASKED = 200


@dataclass
class FactType:
    """A fact type.

    Attributes:
        slots: by name, with the roles that fill them, the likeliest first.
        codes: in other ontologies.
    """

    slots: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)


def fact_types(rules: Iterable[FactRule], index: Index) -> dict[str, FactType]:
    """Returns the fact types by name.

    A type that no rule here states is one of whoever made the run; its slots are those that its claims have.
    """
    types: dict[str, FactType] = {}
    for rule in rules:
        known = types.setdefault(rule.type, FactType(codes=rule.codes))
        for name, slot in rule.slots.items():
            known.slots.setdefault(name, list(slot.roles))
    for name, _ in facets(index)["fact"]:
        if name not in types and name != "none":
            types[name] = _as_used(index, name)
    return dict(sorted(types.items()))


def _as_used(index: Index, name: str) -> FactType:
    found = FactType()
    for claim in index.of_type(name, _ASKED):
        assert claim.fact is not None
        found.codes = claim.fact.codes
        for slot, number in claim.fact.slots.items():
            roles = found.slots.setdefault(slot, [])
            role = claim.arguments[number].role
            if role not in roles:
                roles.append(role)
    return found
