"""What a reviewer decided about a claim, `sourceline/decision/1`, and a claim that was reviewed."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import Field, JsonValue, WithJsonSchema

from sourceline.schema.base import ClaimId, DateOrTime, Record, ShortHash, described
from sourceline.schema.claim import Claim

Kind = Literal["accepted", "rejected", "corrected", "added", "skipped", "noted", "withdrawn"]
#: Kinds that say what a claim is worth; the others leave that open.
VERDICTS: frozenset[str] = frozenset({"accepted", "rejected", "corrected", "added"})
Reason = Literal[
    "wrong_predicate", "wrong_argument", "wrong_value", "wrong_attribution", "wrong_factuality", "wrongly_unresolved",
    "not_a_claim", "duplicate", "wrong_segment",
]  # fmt: skip
Order = Literal["doubtful", "article", "random"]
DecisionId = Annotated[str, described({"pattern": "^dec_[0-9a-f]{20}$"})]
Name = Annotated[str, described({"minLength": 1})]
AnyJson = Annotated[JsonValue, WithJsonSchema({})]
Pointer = Annotated[str, described({"pattern": "^(/.*)?$"})]

_REASONS = Field((), description="what is wrong with it: given with a rejection, told from the patch of a correction")
_PATCH = Field((), description="RFC 6902, from the claim as it was seen to the corrected one; empty unless corrected")
_NOTE = Field(None, description="what the reviewer wrote; null without a note")
_TIME = Field(description="when it was decided, ISO 8601, UTC, with milliseconds")


class Operation(Record):
    """One operation of a JSON Patch (RFC 6902). Keys that an operation has no use for are null."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"] = Field(description="what is done")
    path: Pointer = Field(description="JSON Pointer (RFC 6901) into the claim")
    from_: Pointer | None = Field(None, alias="from", description="the other place, of move and copy")
    value: AnyJson = Field(None, description="of add, replace and test")


class Decision(Record):
    """One line of the log of decisions. Lines are only ever added: an undo is a line too, `withdrawn`."""

    schema_: Literal["sourceline/decision/1"] = Field(
        "sourceline/decision/1", alias="schema", description="name and major version of this record"
    )
    id: DecisionId = Field(description="made of the content, so that the same decision imported twice is one")
    claim: ClaimId = Field(description="id of the claim")
    content_hash: ShortHash = Field(description="what the claim said when it was decided on")
    reviewer: Name = Field(description="who decided")
    decision: Kind = Field(description="accepted, rejected, corrected and added are verdicts; the others leave it open")
    reasons: tuple[Reason, ...] = _REASONS
    patch: tuple[Operation, ...] = _PATCH
    note: str | None = _NOTE
    time: DateOrTime = _TIME
    seconds: float | None = Field(None, description="how long the claim was looked at; null where that is not known")
    order: Order | None = Field(None, description="the order of the list that the claim was taken from")
    seed: str | None = Field(
        None, description="of a random order of all claims: only what it draws stands for the whole run; else null"
    )
    blind: bool = Field(False, description="whether it is a second opinion, given without sight of the first")
    settles: bool = Field(False, description="whether it decides between reviewers who differ")
    withdraws: DecisionId | None = Field(None, description="id of the decision that is taken back")
    seen: Claim | None = Field(None, description="the claim as it was decided on; null for notes and withdrawals")

    @classmethod
    def make(cls, **fields: object) -> Decision:
        """Returns a decision with the id that belongs to its content."""
        draft = cls.model_validate({**fields, "id": ""})
        return draft.model_copy(update={"id": draft.proper_id})

    @property
    def proper_id(self) -> str:
        """The id that belongs to the content: fields at their defaults do not count, so that new ones change none."""
        content = self.model_dump_json(by_alias=True, exclude={"id", "seen"}, exclude_defaults=True)
        return f"dec_{hashlib.sha256(content.encode()).hexdigest()[:20]}"


def opinion_of(kind: str) -> str:
    """Returns what a verdict says of the claim: who adds a claim accepts it."""
    return "accepted" if kind == "added" else kind


class Review(Record):
    """How a claim of `reviewed.jsonl` came through review."""

    id: DecisionId = Field(description="id of the decision that counts")
    decision: Literal["accepted", "corrected", "added"] = Field(description="what was decided")
    reviewer: Name = Field(description="who decided")
    time: DateOrTime = _TIME
    patch: tuple[Operation, ...] = _PATCH
    note: str | None = _NOTE
    reviewers: tuple[Name, ...] = Field(description="all whose verdict stands, in the order of their verdicts")
    settled: bool = Field(description="whether reviewers differed, and this decision settled it")
    stale: bool = Field(
        description="whether the run now says something else, or has no such claim; this is the claim as decided on"
    )


class ReviewedClaim(Claim):
    """A claim that people accepted, corrected or added: the same schema, with the decision attached."""

    review: Review = Field(description="the decision that counts")
