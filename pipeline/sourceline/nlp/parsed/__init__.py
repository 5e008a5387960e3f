"""A parsed document in plain Python, under spaCy's names, with each value of a token looked up once.

The rules walk the tree of a sentence many times, and spaCy makes new objects at each step: for a token, its children,
each of its strings. Here a token is made once, with its strings and its place in the tree. Only what the rules ask for
is there; all of it means what it means in spaCy, but that white space and pictographs have no role. A document does not
follow later changes of the one it was read from; `write` puts changes of its own parse into that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count, pairwise, repeat
from sys import intern
from typing import TYPE_CHECKING, Any, cast, overload

import numpy
from spacy import tokens
from spacy.strings import StringStore
from spacy.vocab import Vocab

from sourceline.nlp.attributes import text_of
from sourceline.nlp.layers import Layer
from sourceline.nlp.parsed.spans import Notes, Span
from sourceline.nlp.parsed.tokens import Form, Labels, Token, grow, once
from sourceline.nlp.pictographs import visible_end

if TYPE_CHECKING:
    from thinc.types import Ints2d

__all__ = ["Doc", "Span", "Token", "once"]

# So many strings are kept at a time.
_MOST_STRINGS = 100_000
_LABELS: list[int | str] = ["TAG", "POS", "LEMMA", "DEP", "HEAD"]
# What the components note on the spans of a group; on others it is only the rule.
_NOTED = {"times": ("rule", "time"), "quantities": ("rule", "quantity"), "mentions": ("rule", "link")}


class Doc:
    """A document; see spaCy's `Doc`.

    Attributes:
        tokens: its words.
        text: all of it.
        ents: the names, with their entities.
        spans: the groups of spans that the components have made.
        layers: these, and the names under "entities", to be asked for by place.
        sents: the sentences.
        sentence_of: of each token, its sentence.
        answers: what `once` has found out, by the name of the function.
        relabelled: how often a token was given other labels.
    """

    def __init__(self, doc: tokens.Doc) -> None:
        self.text = text_of(doc)
        self.answers: defaultdict[str, dict[Token, Any]] = defaultdict(dict)
        self.relabelled = 0
        self.tokens = _read_tokens(self, doc)
        self.spans: dict[str, list[Span]] = {}
        self.layers = _Layers(self)
        self._groups: dict[str, tokens.SpanGroup] = {}
        self.read_spans(doc)
        starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
        self.sents = [Span(self, start, end) for start, end in pairwise([*starts, len(self.tokens)])]
        self.sentence_of = [sentence for sentence in self.sents for _ in range(len(sentence))]

    @classmethod
    def of(cls, doc: tokens.Doc) -> Doc:
        """Returns what `sourceline_repair` has read of a document, with the spans that it has now."""
        found: Doc | None = doc._.parsed
        if found is None:
            return cls(doc)
        found.read_spans(doc)
        return found

    def read_spans(self, doc: tokens.Doc) -> None:
        """Reads the names, and those groups of spans that were made since it was last called."""
        self.ents = [_read_span(self, span, ("rule", "entity")) for span in doc.ents]
        self.layers.pop("entities", None)
        for name, group in doc.spans.items():
            if self._groups.get(name) is not group:
                self._groups[name] = group
                self.spans[name] = [_read_span(self, span, _NOTED.get(name, ("rule",))) for span in group]
                self.layers.pop(name, None)

    def write(self, doc: tokens.Doc, before: Sequence[Labels]) -> None:
        """Puts what has changed of the parse into the document that it was read from.

        Args:
            doc: that document.
            before: the labels of its tokens.
        """
        changed = [token for token, labels in zip(self.tokens, before, strict=True) if token.labels != labels]
        if changed:
            table = doc.to_array(_LABELS)
            for token in changed:
                *names, head = token.labels
                row = [*map(doc.vocab.strings.add, names), head % 2**64]
                table[token.i] = numpy.array(row, "uint64")
            doc.from_array(_LABELS, cast("Ints2d", table))

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, end if end > start else start)
        return self.tokens[at]


class _Layers(dict[str, Layer[Span]]):
    """The layers of a document, each made when it is asked for."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    def __missing__(self, name: str) -> Layer[Span]:
        made = self[name] = Layer(self._doc.ents if name == "entities" else self._doc.spans.get(name, ()))
        return made


class _Strings(dict[int, str]):
    """The strings of hashes, each as one object for all tokens that have it."""

    def __init__(self, store: StringStore) -> None:
        self._store = store

    def __missing__(self, key: int) -> str:
        if len(self) > _MOST_STRINGS:
            self.clear()
        found = self[key] = intern(self._store[key])
        return found


@lru_cache(maxsize=1)
def _strings(store: StringStore) -> _Strings:
    return _Strings(store)


@lru_cache(maxsize=50_000)
def _form(vocab: Vocab, orth: int) -> Form:
    """Returns what all tokens with the same letters have in common; white space and pictographs have no role."""
    lexeme = vocab[orth]
    text = intern(lexeme.orth_)
    has_role = not lexeme.is_space and visible_end(text) > 0
    flags = (lexeme.is_quote, lexeme.is_left_punct, lexeme.is_stop, lexeme.like_num)
    return (text, intern(lexeme.lower_), lexeme.is_punct, lexeme.is_space, lexeme.is_alpha, *flags, has_role)


def _read_tokens(own: Doc, doc: tokens.Doc) -> list[Token]:
    """Makes the tokens of a document, and their tree. They are read in columns, and each string once."""
    string = _strings(doc.vocab.strings).__getitem__
    hashes = doc.to_array([*_LABELS[:-1], "ENT_TYPE", "MORPH"]).T.tolist()
    labels = zip(*(map(string, column) for column in hashes), strict=True)
    forms = map(_form, repeat(doc.vocab), doc.to_array("ORTH").tolist())
    *places, heads = doc.to_array(["IDX", "SPACY", "SENT_START", "HEAD"]).astype("int64").T.tolist()
    made = list(map(Token, repeat(own), count(), forms, labels, zip(*places, strict=True)))
    for token, head in zip(made, heads, strict=True):
        token.head = made[token.i + head]
    grow(made)
    return made


def _read_span(own: Doc, span: tokens.Span, noted: tuple[str, ...]) -> Span:
    """Makes a span with what is noted on it; the mentions that a link points to are spans of the same document."""
    given = span._
    notes = Notes(**{name: getattr(given, name) for name in noted})
    if notes.link is not None:
        antecedents = tuple(_read_span(own, each, ("rule", "entity")) for each in notes.link.antecedents)
        notes.link = replace(notes.link, antecedents=antecedents)
    return Span(own, span.start, span.end, span.label_, notes)
