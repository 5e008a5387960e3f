"""Text as the page shows it: cut into pieces with their marks, and nothing in it that could steer the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from sourceline.schema.claim import Claim
from sourceline.schema.run import SegmentSpan

_HARMLESS = frozenset("\n\t\u200c\u200d\u00ad")  # line ends; joiners, which emoji and scripts need; soft hyphens
#: Role of an argument -> the group whose colour it has.
COLOURS = {
    "agent": "agent",
    "theme": "theme",
    "recipient": "recipient",
    "beneficiary": "recipient",
    "attribute": "content",
    "content": "content",
    "topic": "content",
    "origin": "place",
    "destination": "place",
    "place": "place",
}
#: All groups, by what a field of the form is called.
PALETTE = COLOURS | {name: name for name in ("predicate", "when", "source", "cue", "antecedent")}


def visible(text: str) -> Markup:
    """Returns text as HTML in which every control and direction character is one visible sign.

    Each character stays one character, so that offsets into the page are offsets into the article.
    """
    if text.isprintable():
        return escape(text)
    return Markup("").join(map(_shown, text))


def _shown(character: str) -> Markup:
    if character in _HARMLESS or unicodedata.category(character) not in ("Cc", "Cf", "Cs"):
        return escape(character)
    name = unicodedata.name(character, "control character").lower()
    return Markup('<span class="control" title="U+{} {}">\u2421</span>').format(f"{ord(character):04X}", name)


@dataclass(frozen=True)
class Mark:
    """A span of the article with its role in the claim. `colour` is the group that gives its look."""

    start: int
    end: int
    role: str
    colour: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the same marks throughout.

    Attributes:
        start: its offset.
        mark: the innermost mark, or None.
        label: the role, where the mark begins here.
        segment: the kind of segment, or "" between segments.
        target: this sentence is the one to scroll to.
        other: id of another claim whose predicate this is, or "".
    """

    start: int
    text: str
    mark: Mark | None
    label: str
    segment: str
    target: bool
    other: str


def marks_of(claim: Claim) -> list[Mark]:
    """Returns the spans of a claim that the page colours, with their roles."""
    marks = [
        Mark(argument.start, argument.end, argument.role, COLOURS.get(argument.role, "other"))
        for argument in claim.arguments
    ]
    marks += [Mark(start, end, "when", "when") for start, end in time_spans(claim)]
    for link in claim.attribution:
        marks += [Mark(link.source.start, link.source.end, "said by", "source")] if link.source else []
        marks.append(Mark(link.cue.start, link.cue.end, "saying", "source"))
    marks += [Mark(cue.start, cue.end, "cue", "cue") for cue in claim.cues]
    marks += [Mark(e.start, e.end, "refers to", "antecedent") for e in claim.evidence if e.role == "antecedent"]
    marks.append(Mark(claim.predicate.start, claim.predicate.end, "predicate", "predicate"))
    return marks


def time_spans(claim: Claim) -> list[tuple[int, int]]:
    """Returns the words that the claim's time was read from; they are told by the rule that read them."""
    own = {(argument.start, argument.end) for argument in claim.arguments if argument.time is not None}
    if claim.time is None:
        return []
    return [span for step in claim.trace if step.rule.startswith("time.") for span in step.spans if span not in own]


def pieces(
    text: str,
    marks: Iterable[Mark],
    segments: Iterable[SegmentSpan] = (),
    sentence: tuple[int, int] | None = None,
    others: Iterable[tuple[int, int, str]] = (),
) -> list[Piece]:
    """Cuts a text wherever a mark, segment, sentence or other predicate begins or ends.

    Args:
        text: the article.
        marks: of the claim that is shown; the shortest that covers a piece is the one it gets.
        segments: of the article, in order.
        sentence: the one that the claim is of.
        others: start, end and id of the predicates of other claims.
    """
    marked = sorted(marks, key=lambda m: m.start - m.end)  # longest first, so that the innermost comes last
    layers: list[list[tuple[int, int, object]]] = [
        [(s.start, s.end, s.segment) for s in segments],
        [(*sentence, True)] if sentence else [],
        list(others),
    ]
    cuts = {0, len(text)}
    for span in [*((m.start, m.end) for m in marked), *((a, b) for layer in layers for a, b, _ in layer)]:
        cuts.update(offset for offset in span if 0 <= offset <= len(text))
    starts = sorted(cuts)
    covers: list[dict[int, object]] = [_cover(starts, layer) for layer in layers]
    inner = _cover(starts, [(m.start, m.end, m) for m in marked])
    made = []
    last: object = None
    for start, end in pairwise(starts):
        mark = inner.get(start)
        assert mark is None or isinstance(mark, Mark)
        label = mark.role if mark is not None and mark is not last and mark.start == start else ""
        last = mark
        segment, target, other = (cover.get(start) for cover in covers)
        made.append(Piece(start, text[start:end], mark, label, str(segment or ""), bool(target), str(other or "")))
    return made


def _cover(starts: list[int], spans: Iterable[tuple[int, int, object]]) -> dict[int, object]:
    """Returns what covers the piece that begins at each offset; later spans cover earlier ones."""
    where = {offset: number for number, offset in enumerate(starts)}
    covered: dict[int, object] = {}
    for start, end, value in spans:
        if start in where and end in where:
            covered |= dict.fromkeys(starts[where[start] : where[end]], value)
    return covered
