"""Quotations of the article with what stands around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sourceline.nlp.parsed import Span
from sourceline.nlp.pictographs import span_offsets
from sourceline.schema.claim import CONTEXT, Evidence, EvidenceRole, SentenceRef


def quote(role: EvidenceRole, span: Span, text: str, sentence_starts: Sequence[int]) -> Evidence:
    """Returns a span as evidence, with its sentence.

    Args:
        role: what it is evidence of.
        span: of a document whose sentences are known.
        text: that of the document.
        sentence_starts: the first token of each sentence of the document.
    """
    start, end = span_offsets(span)
    sentence = span[0].sent
    stripped = sentence.text.rstrip()
    begin = sentence.start_char + len(stripped) - len(stripped.lstrip())
    return Evidence(
        role=role,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        sentence=SentenceRef(
            index=bisect_right(sentence_starts, span.start) - 1,
            start=begin,
            end=sentence.start_char + len(stripped),
        ),
    )
