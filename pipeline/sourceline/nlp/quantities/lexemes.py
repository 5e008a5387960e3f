"""Cuts a text into lexemes: numerals, words and marks.

They do not depend on a tokenizer, because "£1.2bn-1.5bn" has different tokens in every pipeline.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LEXEME = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:['’][0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![0-9])"
    r"|(?<![0-9],)[0-9]+,[0-9]{1,2}(?![0-9]|,[0-9])"
    r"|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[¼-¾⅐-⅞])"
    r"|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+)|(?P<mark>\S)"
)
BREAK = "\n"
HYPHENS = frozenset("-‐‑–—−")
_ONE_WRITING = str.maketrans("’‐‑", "'--")  # typographic variants of one mark


class Lexeme(NamedTuple):
    """A numeral, word or mark, `glued` when no space lies before it. An empty line is a mark of its own."""

    text: str
    lower: str
    kind: str
    start: int
    end: int
    glued: bool


@lru_cache(maxsize=1)  # times and quantities of a document are read one after the other
def lex(text: str) -> tuple[Lexeme, ...]:
    """Cuts a text into lexemes; any Unicode text will do."""
    lexemes: list[Lexeme] = []
    before = 0
    for found in _LEXEME.finditer(text):
        word, kind, (start, end) = found.group(), found.lastgroup or "mark", found.span()
        glued = start == before and bool(lexemes)
        if start - before > 1 and lexemes and text.count("\n", before, start) > 1:
            lexemes.append(Lexeme(BREAK, BREAK, "mark", before, start, glued=False))
        lower = word.lower() if kind == "word" else word.lower().translate(_ONE_WRITING)
        lexemes.append(Lexeme(word, lower, kind, start, end, glued))
        before = end
    return tuple(lexemes)
