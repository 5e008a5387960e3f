"""Emoji and arrows in running text: merged into the word before them, so that no model ever sees them.

"Libya 🇱🇾 and Rwanda 🇷🇼": each flag becomes part of the token before it, and that token keeps the lexical features of
the bare word, which are all that the models read. `visible_end` takes them off again wherever a span is written out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from sourceline.nlp.attributes import text_of

if TYPE_CHECKING:  # it asks `visible_end` what a word is
    from sourceline.nlp.parsed import Span

_SYMBOL = "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U000e0020-\U000e007f]"
PICTOGRAPHS = re.compile(rf"(?:[ \u00a0]?{_SYMBOL}+)+")
_ANY = re.compile(_SYMBOL)
_TRAILING = re.compile(rf"(?:[ \u00a0]?{_SYMBOL}+)+$")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def flag_country(text: str) -> str | None:
    """Returns the ISO 3166 code of the first flag emoji in a text ("🇷🇼" → "RW"), or None."""
    found = _FLAG.search(text)
    return "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in found.group()) if found else None


def visible_end(text: str) -> int:
    """Returns the length of a text without the pictographs that end it."""
    found = _TRAILING.search(text) if not text.isascii() and _ANY.match(text[-1]) else None
    return found.start() if found else len(text)


def span_offsets(span: Span) -> tuple[int, int]:
    """Returns the offsets of a span in the article, without pictographs at its end."""
    start = span.start_char
    return start, start + visible_end(span.text)


def merge_pictographs(doc: Doc) -> None:
    """Merges each run of pictographs into the word before it; runs that open a line stay as they are."""
    if _ANY.search(text_of(doc)) is None:
        return
    merges: list[tuple[int, int, str]] = []
    for found in PICTOGRAPHS.finditer(text_of(doc)):
        span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
        if span is None:
            continue
        start = span.start
        word = doc[start].text[: visible_end(doc[start].text)].rstrip()
        if not word and start > 0 and not doc[start - 1].is_space:
            start -= 1
            word = doc[start].text
        if word and (not merges or start >= merges[-1][1]):
            merges.append((start, span.end, word))
    if not merges:
        return
    with doc.retokenize() as retokenizer:
        for start, end, word in merges:
            if end - start > 1:
                retokenizer.merge(doc[start:end], attrs={"NORM": doc.vocab[word].norm_})
    shift = 0
    for start, end, word in merges:
        token, bare = doc[start - shift], doc.vocab[word]
        shift += end - start - 1
        lexeme = doc.vocab[token.text]
        lexeme.norm_, lexeme.lower_, lexeme.shape_ = bare.norm_, bare.lower_, bare.shape_
        lexeme.prefix_, lexeme.suffix_ = bare.prefix_, bare.suffix_
