"""The blocks of a document, as records."""

from __future__ import annotations

from spacy.tokens import Doc

from sourceline.schema.run import SegmentSpan


def segments_of(doc: Doc) -> tuple[SegmentSpan, ...]:
    """Returns the segment of every block of a document, in text order."""
    return tuple(SegmentSpan(segment=b.label_, start=b.start_char, end=b.end_char) for b in doc.spans.get("blocks", ()))
