"""Flags for reviewers, and an uncalibrated confidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sourceline.claims.attribution.find import SpeechAct
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.schema.claim import Argument, Confidence, Flag
from sourceline.schema.values import Time

LONG_ARGUMENT = 30  # tokens
LONG_SENTENCE = 45
# What each doubt costs, as a factor. Hand-set; `calibrated` says so in the record.
_COST: dict[Flag, float] = {
    "ambiguous_agent": 0.8, "ambiguous_argument": 0.9, "unresolved_agent": 0.8, "unresolved_argument": 0.9,
    "unresolved_time": 0.9, "no_agent": 0.85, "anonymous_source": 0.95, "unresolved_source": 0.95,
    "short_context": 0.85, "long_argument": 0.8,
}  # fmt: skip
BASE = 0.85
_COMPLEMENTS = frozenset({"obj", "iobj", "obl", "ccomp", "xcomp"})


def flags_of(
    proposition: Proposition, arguments: Sequence[Argument], chain: Sequence[SpeechAct], time: Time | None
) -> tuple[Flag, ...]:
    """Returns what a reviewer should look at first, in a fixed order."""
    flags: set[Flag] = set()
    for argument in arguments:
        if argument.resolution is None:
            continue
        status = argument.resolution.status
        if status == "ambiguous":
            flags.add("ambiguous_agent" if argument.role == "agent" else "ambiguous_argument")
        elif status == "unresolved":
            flags.add("unresolved_agent" if argument.role == "agent" else "unresolved_argument")
    if any(len(a.span) > LONG_ARGUMENT for a in proposition.arguments):
        flags.add("long_argument")
    active = proposition.clause.kind == "verb" and not proposition.clause.passive
    if active and not any(a.role == "agent" for a in arguments):
        flags.add("no_agent")
    if time is not None and "X" in (time.edtf or ""):
        flags.add("unresolved_time")
    for act in chain:
        if act.source is None:
            flags.add("unresolved_source")
        elif act.source.root.lemma_.lower() in lexicon().anonymous_sources:
            flags.add("anonymous_source")
    if not arguments or (len(arguments) == 1 and _left_out(proposition)):
        flags.add("short_context")
    return tuple(sorted(flags))


def _left_out(proposition: Proposition) -> bool:
    """Whether neither argument nor time holds a complement of the predicate, or the noun its clause is of."""
    spans = [argument.span for argument in proposition.arguments]
    spans += [proposition.time] if proposition.time is not None else []
    held = {token.i for span in spans for token in span}
    head = proposition.clause.head
    wanted = [token for token in head.children if token.dep_.partition(":")[0] in _COMPLEMENTS]
    if head.dep_.startswith("acl") and not any(token.lower_ == "whose" for span in spans for token in span):
        wanted.append(head.head)
    return any(token.i not in held for token in wanted)


def confidence(proposition: Proposition, flags: Sequence[Flag]) -> Confidence:
    """Returns a score: a base, lowered by each flag and by a long sentence. Not calibrated."""
    score = BASE
    for flag in flags:
        score *= _COST[flag]
    if len(proposition.sentence) > LONG_SENTENCE:
        score *= 0.9
    return _of_score(round(score, 3))


@cache
def _of_score(score: float) -> Confidence:
    return Confidence(score=score)
