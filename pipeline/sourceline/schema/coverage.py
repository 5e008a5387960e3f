"""What became of a sentence: the claims it makes, and why its other predicates make none."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import Segment
from sourceline.schema.base import TextSpan

Sign = Literal["name", "number", "quote"]


class MadeClaim(TextSpan):
    """The predicate of a claim, with its id."""

    id: str


class DroppedPredicate(TextSpan):
    """A predicate that makes no claim. `reason` is a code of `sourceline.claims.reasons.REASONS`."""

    reason: str


class SentenceCoverage(TextSpan):
    """A sentence with all predicates that were seen in it."""

    schema_: Literal["sourceline/coverage/1"] = Field("sourceline/coverage/1", alias="schema")
    article: str
    segment: Segment
    holds: tuple[Sign, ...] = Field(description="what makes a sentence worth a claim")
    claims: tuple[MadeClaim, ...]
    dropped: tuple[DroppedPredicate, ...]
    reason: str | None = Field(description="why it makes no claim at all; null where it makes one")
