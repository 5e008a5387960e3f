"""Words in a row of a parsed document; see `parsed`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

from spacy import tokens

if TYPE_CHECKING:
    from sourceline.nlp.parsed import Doc
    from sourceline.nlp.parsed.tokens import Token


@dataclass(slots=True)
class Notes:
    """What the components have noted on a span: its extension attributes, None where they have not."""

    rule: Any = None
    quantity: Any = None
    time: Any = None
    entity: Any = None
    link: Any = None


_NOTHING: Final = Notes()


class Span:
    """Some words in a row; see spaCy's `Span`."""

    __slots__ = ("_", "doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "", notes: Notes = _NOTHING) -> None:
        self.doc, self.start, self.end, self.label_, self._ = doc, start, end, label, notes

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.doc, self.start, self.end, self.label_) == (
            other.doc, other.start, other.end, other.label_,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.start, self.end, self.label_))

    def __repr__(self) -> str:
        return self.text

    def of(self, doc: tokens.Doc) -> tokens.Span:
        """Returns the same span of spaCy's document."""
        return tokens.Span(doc, self.start, self.end, label=self.label_)

    @property
    def start_char(self) -> int:
        words = self.doc.tokens
        return words[self.start].idx if self.start < len(words) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        if self.end == self.start:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

    @property
    def lemma_(self) -> str:
        return "".join(t.lemma_ + t.whitespace_ for t in self).strip()

    @property
    def sent(self) -> Span:
        return self.doc.sentence_of[self.start]

    @property
    def sents(self) -> Iterator[Span]:
        for sentence in self.doc.sents:
            if sentence.start < self.end and sentence.end > self.start:
                yield sentence

    @property
    def root(self) -> Token:
        found = self.doc.tokens[self.start : self.end]
        if len(found) == 1:
            return found[0]
        for token in found:
            if token.head is token:
                return token
        outward = [t for t in found if not self.start <= t.head.i < self.end]
        if len(outward) < 2:
            return outward[0] if outward else found[0]
        return min(outward, key=_depth)


def _depth(token: Token) -> int:
    """Returns how deep a token lies in its sentence; marks and white space that nothing hangs on lie deepest."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc.tokens)
    return sum(1 for _ in token.ancestors)
