"""The checks of one claim against the text of its article."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sourceline.schema.base import QuotedSpan
from sourceline.schema.claim import Argument, Claim, Evidence
from sourceline.schema.values import Time


def check_claim(claim: Claim, text: str, ids: Collection[str]) -> Iterator[str]:
    """Yields what of a claim does not agree with its article.

    Args:
        claim: the claim.
        text: the text of its article.
        ids: the ids of all claims of that article, which it may refer to.
    """
    for name, span in _quotations(claim):
        yield from _check_quotation(name, span.text, span.start, span.end, text)
    for number, evidence in enumerate(claim.evidence):
        yield from _check_evidence(f"evidence[{number}]", evidence, text)
    for name, spans in _bare_spans(claim):
        yield from (
            f"{name}: [{start}, {end}] is no part of the text"
            for start, end in spans
            if not 0 <= start < end <= len(text)
        )
    for number, argument in enumerate(claim.arguments):
        yield from _check_argument(f"arguments[{number}]", argument, ids)
    for number, relation in enumerate(claim.relations):
        if relation.target is not None and relation.target not in ids:
            yield f"relations[{number}]: the article has no claim {relation.target}"
    yield from _check_fact(claim)


def _quotations(claim: Claim) -> Iterator[tuple[str, QuotedSpan]]:
    yield "predicate", claim.predicate
    for number, argument in enumerate(claim.arguments):
        yield f"arguments[{number}]", argument
    for number, link in enumerate(claim.attribution):
        yield f"attribution[{number}].cue", link.cue
        if link.source:
            yield f"attribution[{number}].source", link.source
    for number, cue in enumerate(claim.cues):
        yield f"cues[{number}]", cue


def _check_quotation(name: str, quoted: str | None, start: int, end: int, text: str) -> Iterator[str]:
    if not 0 <= start <= end <= len(text):
        yield f"{name}: [{start}, {end}] lies outside the text"
    elif text[start:end] != quoted:
        yield f"{name}: it quotes {quoted!r}; the text has {text[start:end]!r} at [{start}, {end}]"


def _check_evidence(name: str, evidence: Evidence, text: str) -> Iterator[str]:
    start, end = evidence.start, evidence.end
    yield from _check_quotation(f"{name}.exact", evidence.exact, start, end, text)
    yield from _check_quotation(f"{name}.prefix", evidence.prefix, start - len(evidence.prefix or ""), start, text)
    yield from _check_quotation(f"{name}.suffix", evidence.suffix, end, end + len(evidence.suffix or ""), text)
    sentence = evidence.sentence
    if not (0 <= sentence.start <= start and end <= sentence.end <= len(text)):
        yield f"{name}: it lies outside its sentence [{sentence.start}, {sentence.end}]"


def _bare_spans(claim: Claim) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """Spans that are given by their offsets only."""
    for step in claim.trace:
        yield f"trace of {step.rule}", step.spans
    for number, argument in enumerate(claim.arguments):
        if argument.resolution and argument.resolution.antecedent:
            yield f"arguments[{number}].resolution.antecedent", (argument.resolution.antecedent,)
        yield f"arguments[{number}].time.anchor", _anchor(argument.time)
    yield "time.anchor", _anchor(claim.time)


def _anchor(time: Time | None) -> tuple[tuple[int, int], ...]:
    return (time.anchor,) if time and isinstance(time.anchor, tuple) else ()


def _check_argument(name: str, argument: Argument, ids: Collection[str]) -> Iterator[str]:
    start, end = argument.head
    if not argument.start <= start < end <= argument.end:
        yield f"{name}: its head [{start}, {end}] lies outside it"
    if argument.claim is not None and argument.claim not in ids:
        yield f"{name}: the article has no claim {argument.claim}"


def _check_fact(claim: Claim) -> Iterator[str]:
    for slot, index in claim.fact.slots.items() if claim.fact else ():
        if slot == "time":
            if claim.time is None:
                yield "fact: the slot time is filled; the claim has no time"
        elif not 0 <= index < len(claim.arguments):
            yield f"fact: the slot {slot} points to argument {index}; there are {len(claim.arguments)}"
