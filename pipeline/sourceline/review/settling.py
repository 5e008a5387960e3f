"""What reviewers who differ hold of a claim, for the one who settles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourceline.review.changes import Change, changes
from sourceline.review.corrections import corrected
from sourceline.review.desk import Desk, RefusedError
from sourceline.review.index import Index
from sourceline.review.query import Query
from sourceline.review.store import Store
from sourceline.review.views import REASONS, view
from sourceline.schema.claim import Claim
from sourceline.schema.decision import VERDICTS, Decision, Operation, opinion_of
from sourceline.schema.run import ArticleLine


@dataclass(frozen=True)
class Opinion:
    """One reviewer's verdict in words: the reasons of a rejection, what a correction changes."""

    decision: str
    reviewer: str
    kind: str
    reasons: tuple[str, ...]
    changes: list[Change]
    patch: tuple[Operation, ...]
    note: str | None


def is_disputed(index: Index, number: int) -> bool:
    """Whether reviewers differ about a claim, and nothing settles it."""
    return bool(index.one("SELECT disputed FROM claims WHERE number = ?", number))


def is_in_sight(index: Index, number: int, reviewer: str, query: Query) -> bool:
    """Whether a reviewer who takes a claim from this list has seen what others decided of it."""
    if query.settling:
        return is_disputed(index, number)
    others = (v for v in index.verdicts(number) if v.reviewer != reviewer and v.kind in VERDICTS and not v.stale)
    return query.looking_back and any(others)


def differ(opinions: Sequence[Opinion]) -> bool:
    """Whether reviewers hold different things of a claim."""
    held = {(opinion_of(opinion.kind), *(step.model_dump_json() for step in opinion.patch)) for opinion in opinions}
    return len(held) > 1


def opinions(index: Index, store: Store, number: int, claim: Claim, article: ArticleLine) -> list[Opinion]:
    """Returns what each reviewer holds of a claim, in the order in which they decided."""
    held = _held(index, store, number)
    before = view(claim, article)
    return [
        Opinion(
            decision.id,
            decision.reviewer,
            decision.decision,
            tuple(REASONS[reason] for reason in decision.reasons),
            changes(before, view(corrected(claim, decision.patch), article)) if decision.patch else [],
            decision.patch,
            decision.note,
        )
        for decision in held
    ]


def agree(desk: Desk, number: int, claim: Claim, reviewer: str, identifier: str, seconds: float | None) -> None:
    """Settles a claim as one of the reviewers decided it.

    Raises:
        RefusedError: this decision does not stand.
        StoreError: it could not be written.
    """
    chosen = next((held for held in _held(desk.index(), desk.store, number) if held.id == identifier), None)
    if chosen is None:
        raise RefusedError("that decision does not stand any more; look at the claim again")
    desk.decide(
        claim=claim.id,
        content_hash=claim.content_hash,
        reviewer=reviewer,
        decision=chosen.decision,
        reasons=chosen.reasons,
        patch=chosen.patch,
        seconds=seconds,
        settles=True,
        seen=claim,
    )


def _held(index: Index, store: Store, number: int) -> list[Decision]:
    """Returns the verdicts that stand on a claim as it is now."""
    held = [verdict for verdict in index.verdicts(number) if verdict.kind in VERDICTS and not verdict.stale]
    return [store.get(verdict.seq) for verdict in held]
