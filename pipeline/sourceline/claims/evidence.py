"""Quotations of the article with what stands around them."""

from __future__ import annotations

from bisect import bisect_right

from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.pictographs import visible_end
from sourceline.schema.claim import CONTEXT, Evidence, EvidenceRole, SentenceRef


class Quotations:
    """Quotes a parsed document."""

    def __init__(self, doc: Doc) -> None:
        self._text = doc.text
        self._starts = [sentence.start for sentence in doc.sents]
        self._sentences = [sentence_ref(index, sentence) for index, sentence in enumerate(doc.sents)]

    def quote(self, role: EvidenceRole, span: Span) -> Evidence:
        """Returns a span as evidence of something, with the sentence that it begins in."""
        text, start, words = self._text, span.start_char, span.text
        end = start + visible_end(words)
        return Evidence(
            role=role,
            start=start,
            end=end,
            exact=words[: end - start],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            sentence=self._sentences[bisect_right(self._starts, span.start) - 1],
        )


def sentence_ref(index: int, sentence: Span) -> SentenceRef:
    """Returns where a sentence stands, without the white space around it."""
    stripped = sentence.text.rstrip()
    end = sentence.start_char + len(stripped)
    return SentenceRef(index=index, start=end - len(stripped.lstrip()), end=end)
