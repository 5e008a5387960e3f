"""What follows from the parts of a corrected claim: its wording, evidence and flags, and what was wrong before."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.review.marks import time_spans
from sourceline.review.rewording import reworded
from sourceline.review.selection import Parsed
from sourceline.schema.claim import Argument, Attribution, Claim, Evidence, EvidenceRole, Flag, Predicate
from sourceline.schema.decision import Reason
from sourceline.schema.values import Time

# What can be told from the record alone; the other flags are left as the extraction set them.
_TOLD: frozenset[Flag] = frozenset({
    "ambiguous_agent", "ambiguous_argument", "unresolved_agent", "unresolved_argument", "unresolved_time", "no_agent",
    "unresolved_source", "short_context",
})  # fmt: skip
_DOUBTS: dict[tuple[str, bool], Flag] = {
    ("ambiguous", True): "ambiguous_agent",
    ("ambiguous", False): "ambiguous_argument",
    ("unresolved", True): "unresolved_agent",
    ("unresolved", False): "unresolved_argument",
}


def worded(
    base: Claim | None,
    parsed: Parsed,
    predicate: Predicate,
    arguments: tuple[Argument, ...],
    when: tuple[int, int] | None,
) -> str | None:
    """Returns the claim in one line: as it was, where nothing of that changes."""
    if base is not None and _same_places(base, predicate, arguments, when):
        old = [(a.role, a.entity, a.resolution) for a in base.arguments]
        if old == [(a.role, a.entity, a.resolution) for a in arguments]:
            return base.text
    return reworded(parsed, predicate, arguments, when)


def evidence_of(
    base: Claim | None,
    parsed: Parsed,
    predicate: Predicate,
    arguments: tuple[Argument, ...],
    attribution: tuple[Attribution, ...],
    when: tuple[int, int] | None,
) -> Iterator[Evidence]:
    """Yields the quotations that the claim rests on; those that it had before stay as they were."""
    known = {(e.role, e.start, e.end): e for e in base.evidence} if base is not None else {}

    def quoted(role: EvidenceRole, start: int, end: int) -> Evidence:
        return known.get((role, start, end)) or parsed.evidence(role, (start, end))

    if base is not None and _same_places(base, predicate, arguments, when):
        yield base.evidence[0]
    else:
        sentence = parsed.words((predicate.start, predicate.end))[0].sent
        spans = [(predicate.start, predicate.end), *((a.start, a.end) for a in arguments), *([when] if when else [])]
        near = [s for s in spans if s[0] >= sentence.start_char and s[1] <= sentence.end_char]
        yield quoted("claim", min(start for start, _ in near), max(end for _, end in near))
    for argument in arguments:
        if argument.resolution is not None and argument.resolution.antecedent is not None:
            yield quoted("antecedent", *argument.resolution.antecedent)
    for link in attribution:
        if link.source is not None:
            yield quoted("source", link.source.start, link.source.end)
        yield quoted("cue", link.cue.start, link.cue.end)


def flags_of(
    base: Claim | None, arguments: tuple[Argument, ...], attribution: tuple[Attribution, ...], time: Time | None
) -> tuple[Flag, ...]:
    """Returns what is still doubtful."""
    flags = {flag for flag in base.flags if flag not in _TOLD} if base is not None else set()
    for argument in arguments:
        if argument.resolution is not None and argument.resolution.status != "resolved":
            flags.add(_DOUBTS[argument.resolution.status, argument.role == "agent"])
    if base is not None and not any(a.role == "agent" for a in arguments):
        flags |= {"no_agent"} if "no_agent" in base.flags or any(a.role == "agent" for a in base.arguments) else set()
    if time is not None and "X" in (time.edtf or ""):
        flags.add("unresolved_time")
    if any(link.source is None for link in attribution):
        flags.add("unresolved_source")
    if base is not None and len(arguments) < 2 and ("short_context" in base.flags or len(base.arguments) > 1):
        flags.add("short_context")
    return tuple(sorted(flags))


def reasons_of(before: Claim, after: Claim) -> tuple[Reason, ...]:
    """Returns what was wrong with a claim, told from its correction."""

    def spans(claim: Claim) -> list[object]:
        return [(a.role, a.start, a.end) for a in claim.arguments]

    def values(claim: Claim) -> list[object]:
        return [*((a.quantity, a.time) for a in claim.arguments), claim.time]

    def names(claim: Claim) -> list[object]:
        return [a.entity for a in claim.arguments]

    same_arguments = spans(before) == spans(after)
    undecided = any(a.resolution is not None and a.resolution.status != "resolved" for a in before.arguments)
    told: dict[Reason, bool] = {
        "wrong_predicate": before.predicate != after.predicate or before.fact != after.fact,
        "wrong_argument": not same_arguments or (names(before) != names(after) and not undecided),
        "wrong_value": same_arguments and values(before) != values(after),
        "wrong_attribution": before.attribution != after.attribution,
        "wrong_factuality": (before.polarity, before.modality, before.certainty, before.cues)
        != (after.polarity, after.modality, after.certainty, after.cues),
        "wrongly_unresolved": same_arguments and undecided and names(before) != names(after),
    }
    return tuple(reason for reason, wrong in told.items() if wrong)


def _same_places(
    base: Claim, predicate: Predicate, arguments: tuple[Argument, ...], when: tuple[int, int] | None
) -> bool:
    """Whether a claim still consists of the same words."""
    spans = time_spans(base)
    old = [base.predicate.start, base.predicate.end, *((a.start, a.end) for a in base.arguments), *spans[:1]]
    new = [predicate.start, predicate.end, *((a.start, a.end) for a in arguments), *([when] if when else [])]
    return old == new
