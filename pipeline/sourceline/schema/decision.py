"""What a reviewer decided about a claim, `sourceline/decision/1`, and a claim that was reviewed."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import Field, JsonValue

from sourceline.schema.base import Record
from sourceline.schema.claim import Claim

Kind = Literal["accepted", "rejected", "corrected", "added", "skipped", "noted", "withdrawn"]
#: Kinds that say what a claim is worth; the others leave that open.
VERDICTS: frozenset[str] = frozenset({"accepted", "rejected", "corrected", "added"})
Reason = Literal[
    "wrong_predicate", "wrong_argument", "wrong_value", "wrong_attribution", "wrong_factuality", "wrongly_unresolved",
    "not_a_claim", "duplicate", "wrong_segment",
]  # fmt: skip
Order = Literal["doubtful", "article", "random"]


class Operation(Record):
    """One operation of a JSON Patch (RFC 6902)."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str
    from_: str | None = Field(None, alias="from")
    value: JsonValue = None


class Decision(Record):
    """One line of the log of decisions. Lines are only ever added: an undo is a line too, `withdrawn`."""

    schema_: Literal["sourceline/decision/1"] = Field("sourceline/decision/1", alias="schema")
    id: str = Field(description="made of the content, so that the same decision imported twice is one")
    claim: str = Field(description="id of the claim")
    content_hash: str = Field(description="what the claim said when it was decided on")
    reviewer: str
    decision: Kind
    reasons: tuple[Reason, ...] = ()
    patch: tuple[Operation, ...] = Field((), description="RFC 6902, from the claim as it was seen to the corrected one")
    note: str | None = None
    time: str = Field(description="ISO 8601, UTC, with milliseconds")
    seconds: float | None = Field(None, description="how long the claim was looked at")
    order: Order | None = Field(None, description="how the claim was drawn; only random ones stand for the whole run")
    blind: bool = Field(False, description="a second opinion, given without sight of the first")
    settles: bool = Field(False, description="decides between reviewers who differ")
    withdraws: str | None = Field(None, description="id of the decision that is taken back")
    seen: Claim | None = Field(None, description="the claim as it was decided on; null for notes and withdrawals")

    @classmethod
    def make(cls, **fields: object) -> Decision:
        """Returns a decision with the id that belongs to its content."""
        draft = cls.model_validate({**fields, "id": ""})
        digest = hashlib.sha256(draft.model_dump_json(by_alias=True, exclude={"id", "seen"}).encode()).hexdigest()
        return draft.model_copy(update={"id": f"dec_{digest[:20]}"})


class Review(Record):
    """How a claim of `reviewed.jsonl` came through review."""

    id: str
    decision: Kind
    reviewer: str
    time: str
    reasons: tuple[Reason, ...]
    patch: tuple[Operation, ...]
    note: str | None
    reviewers: tuple[str, ...] = Field(description="all whose verdict stands")
    stale: bool = Field(description="the run now says something else; this is the claim as it was decided on")


class ReviewedClaim(Claim):
    """A claim that people accepted, corrected or added: the same schema, with the decision attached."""

    review: Review
