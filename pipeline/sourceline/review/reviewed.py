"""The claims that came through review, for those who use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sourceline.review.corrections import PatchError, corrected
from sourceline.review.index import Index
from sourceline.review.outcomes import Outcome
from sourceline.review.store import Store, StoreError
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision, Review, ReviewedClaim


def reviewed(index: Index, store: Store, counts: Counter[str]) -> Iterator[ReviewedClaim]:
    """Yields accepted, corrected and added claims with the decision attached, in the order of the articles.

    A claim that reviewers differ about is left out until one of them settles it.

    Args:
        index: the run.
        store: its log.
        counts: what became of each claim: the decision, "disputed", or "open"; and "stale" of those that are yielded.

    Raises:
        StoreError: a correction does not fit its claim.
    """
    for outcome in index.outcomes():
        kind = outcome.decisive["kind"] if outcome.decisive else "disputed"
        counts[kind] += 1
        if kind not in ("rejected", "disputed"):
            counts["stale"] += outcome.stale
            yield _reviewed(index, store, outcome)
    counts["open"] = index.one("SELECT count(*) FROM claims WHERE verdicts = 0 AND origin = 'run'")


def _reviewed(index: Index, store: Store, outcome: Outcome) -> ReviewedClaim:
    assert outcome.decisive is not None
    decision = store.get(outcome.decisive["seq"])
    claim = as_decided(index, decision, outcome)
    review = Review(
        **decision.model_dump(include={"id", "decision", "reviewer", "time", "patch", "note"}),
        reviewers=tuple(dict.fromkeys(verdict["reviewer"] for verdict in outcome.verdicts)),
        settled=decision.settles,
        stale=outcome.stale,
    )
    return ReviewedClaim(**dict(claim), review=review)


def as_decided(index: Index, decision: Decision, outcome: Outcome) -> Claim:
    """Returns the claim as the decision leaves it: of the run where it says the same now, else as it was seen."""
    found = index.claim(outcome.claim)
    claim = decision.seen if outcome.stale or found is None else found[1]
    if claim is None:
        raise StoreError(f"{decision.id} does not have the claim that it was decided on")
    try:
        return corrected(claim, decision.patch) if decision.patch else claim
    except PatchError as error:
        raise StoreError(f"{decision.id} of {decision.reviewer}: {error}") from error
