"""Commitments after FactBank: how true each holder of a claim takes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sourceline.schema.claim import Attribution, Certainty, Commitment, HolderCommitment, Polarity

_STRENGTH: dict[Certainty, str] = {"certain": "CT", "probable": "PR", "possible": "PS"}


@cache
def of_article(value: Commitment) -> HolderCommitment:
    return HolderCommitment(holder="article", value=value)


def commitments(polarity: Polarity, certainty: Certainty, chain: Sequence[Attribution]) -> tuple[HolderCommitment, ...]:
    """Returns how true each holder takes it (FactBank, Saurí and Pustejovsky 2009): the sources, the article last."""
    strength = _STRENGTH.get(certainty)
    sign = "+" if polarity == "positive" else "-"
    if not chain:
        return (of_article(as_commitment(strength, sign)),)
    holders: list[HolderCommitment] = []
    for link in chain:
        name = link.source.text if link.source is not None else "unnamed"
        own = strength if link is chain[-1] else None
        opposite = "-" if sign == "+" else "+"
        if link.stance == "doubts" and own:
            value = as_commitment("PR", opposite)
        else:
            value = as_commitment(own, opposite if link.stance == "denies" else sign)
        holders.append(HolderCommitment(holder=name, value=value))
    return (*holders, of_article("Uu"))


def as_commitment(strength: str | None, sign: str) -> Commitment:
    return f"{strength}{sign}" if strength else "Uu"  # type: ignore[return-value]
