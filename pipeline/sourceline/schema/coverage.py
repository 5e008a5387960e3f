"""What became of a sentence: the claims it makes, and why its other predicates make none."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import Segment
from sourceline.schema.base import ClaimId, Code, TextSpan

Sign = Literal["name", "number", "quote"]


class MadeClaim(TextSpan):
    """The predicate of a claim, with its id."""

    id: ClaimId = Field(description="id of the claim")


class DroppedPredicate(TextSpan):
    """A predicate that makes no claim. `reason` is a code of `sourceline.claims.reasons.REASONS`."""

    reason: Code = Field(description="why; the list may grow")


class SentenceCoverage(TextSpan):
    """A sentence with all predicates that were seen in it."""

    schema_: Literal["sourceline/coverage/1"] = Field(
        "sourceline/coverage/1", alias="schema", description="name and major version of this record"
    )
    article: str = Field(description="id of the article")
    segment: Segment = Field(description="the part of the article that it stands in")
    holds: tuple[Sign, ...] = Field(description="what makes a sentence worth a claim")
    claims: tuple[MadeClaim, ...] = Field(description="the predicates that make claims")
    dropped: tuple[DroppedPredicate, ...] = Field(description="the predicates that make none")
    reason: Code | None = Field(description="why it makes no claim at all; null where it makes one")
