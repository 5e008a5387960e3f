"""Ids and hashes: what makes a claim the same claim, the same content, and the same fact."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sourceline.schema.claim import Argument, ArticleRef, Claim, Fact
from sourceline.schema.values import Time

# What the content hash leaves out. Words that stand at no offsets are in it through `text_hash`, so that it can be
# computed again from a claim without words and its article. The article's metadata can change without the claim. The
# fact is added apart, with the keys of its slots in an order of their own.
OUTSIDE_CONTENT: dict[str, Any] = {
    **dict.fromkeys(("id", "content_hash", "run", "confidence", "text", "fact"), True),
    "article": set(ArticleRef.model_fields) - {"sha256"},
    "arguments": {"__all__": {"resolution": {"candidates": {"__all__": {"name"}}}}},
}
_encode = json.JSONEncoder(check_circular=False, sort_keys=True, separators=(",", ":")).encode
CORE_ROLES = ("agent", "theme", "recipient", "origin", "destination")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def claim_id(sha256: str, predicate: tuple[int, int], heads: Iterable[tuple[int, int]]) -> str:
    """Returns the id of a claim.

    It is made of the article's hash and the spans of predicate and argument heads: nothing that normalisation changes.
    """
    return "clm_" + _digest(_encode((sha256, predicate, sorted(heads))))


def content_hash(claim: Claim) -> str:
    """Returns a hash over all that a claim says; it shows whether a claim has changed since a reviewer decided.

    Fields that are null do not count, so that a new field leaves the hashes of claims without it as they are.
    """
    content = claim.model_dump_json(by_alias=True, exclude=OUTSIDE_CONTENT, exclude_none=True)
    return _digest(content + (_encode(claim.fact.model_dump(exclude_none=True)) if claim.fact is not None else ""))


def text_hash(text: str | None, arguments: Iterable[Argument]) -> str:
    """Returns a hash over those words of a claim that are no slices of its article."""
    candidates = [[c.name for c in a.resolution.candidates] for a in arguments if a.resolution is not None]
    return _digest(_encode((text, candidates)))


def fact_id(
    lemma: str, fact: Fact | None, arguments: Iterable[Argument], time: Time | None, polarity: str
) -> str | None:
    """Returns an id that the same fact has in another article, or None if a core argument has no entity or value."""
    core = []
    for argument in arguments:
        if argument.role not in CORE_ROLES:
            continue
        if argument.entity is not None:
            value: object = argument.entity.ids.get("iso3166") or argument.entity.name
        elif argument.quantity is not None:
            quantity = argument.quantity
            value = [quantity.low, quantity.high, quantity.modifier, quantity.currency or quantity.unit or quantity.of]
        else:
            return None
        core.append([argument.role, value])
    if not core:
        return None
    parts = (fact.type if fact else lemma, sorted(core, key=json.dumps), time.value if time else None, polarity)
    return "fct_" + _digest(_encode(parts))
