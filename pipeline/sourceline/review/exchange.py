"""Decisions that travel between people: what goes out is in one order, what comes in is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourceline.review.corrections import PatchError, corrected
from sourceline.review.store import Store
from sourceline.schema.decision import VERDICTS, Decision

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def exported(store: Store) -> Iterator[Decision]:
    """Yields all decisions by time and id: logs with the same decisions give the same lines."""
    order = sorted((decision.time, decision.id, number) for number, decision in store.read(seen=False))
    for _, _, number in order:
        yield store.get(number)


def damage(decision: Decision) -> str:
    """Returns what is wrong with a decision that comes from elsewhere; empty if nothing is."""
    if decision.id != decision.proper_id:
        return f"the id {decision.id} does not belong to the content: a decision is never changed"
    if not _TIME.fullmatch(decision.time):
        return f"time: {decision.time!r} is not UTC with milliseconds, such as 2026-01-31T12:00:00.000Z"
    if not decision.reviewer.strip():
        return "reviewer: a decision needs a name"
    if (decision.decision == "withdrawn") != (decision.withdraws is not None):
        return "withdraws: it belongs to a decision that is withdrawn, and to no other"
    seen = decision.seen
    if seen is None:
        return "seen: a verdict needs the claim that it is about" if decision.decision in VERDICTS else ""
    if (seen.id, seen.content_hash) != (decision.claim, decision.content_hash):
        return f"seen: it is another claim than {decision.claim}"
    try:
        corrected(seen, decision.patch)
    except PatchError as error:
        return f"patch: {error}"
    return ""
