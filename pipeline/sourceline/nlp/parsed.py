"""A parsed document in plain Python, under spaCy's names, with each value of a token looked up once.

The rules walk the tree of a sentence many times, and spaCy makes new objects at each step: for a token, its children,
each of its strings. Here a token is made once, with its strings and its place in the tree. Only what the rules ask for
is there; all of it means what it means in spaCy, but that white space and pictographs have no role. A document does not
follow later changes of the one it was read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, wraps
from itertools import pairwise
from sys import intern
from typing import Any, Final, TypeVar, overload

from spacy import tokens

from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.nlp.pictographs import visible_end

R = TypeVar("R")


class Token:
    """A word with its place in the tree; see spaCy's `Token` for each attribute."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_left_punct", "is_punct", "is_quote",
        "is_sent_start", "is_space", "is_stop", "known", "left_edge", "lefts", "lemma_", "like_num", "lower_", "morph",
        "pos_", "right_edge", "rights", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Doc
    i: int
    idx: int
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    morph: dict[str, list[str]]
    is_punct: bool
    is_space: bool
    is_quote: bool
    is_left_punct: bool
    is_alpha: bool
    is_stop: bool
    like_num: bool
    is_sent_start: bool | None
    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    left_edge: Token
    right_edge: Token
    known: dict[str, Any] | None  # what `once` has found out

    def __init__(self, doc: Doc, token: tokens.Token) -> None:
        self.doc, self.i, self.idx = doc, token.i, token.idx
        self.whitespace_, self.is_sent_start, self.ent_type_ = token.whitespace_, token.is_sent_start, token.ent_type_
        self.tag_, self.pos_, self.dep_, self.lemma_ = token.tag_, token.pos_, token.dep_, intern(token.lemma_)
        self.known = None
        self.morph = _features(str(token.morph))
        form = doc.forms.get(token.orth)
        if form is None:
            form = doc.forms[token.orth] = _read_form(token)
        self.text, self.lower_, self.is_punct, self.is_space, self.is_alpha, *rest = form
        self.is_quote, self.is_left_punct, self.is_stop, self.like_num = rest
        if self.is_space or not visible_end(self.text):  # white space and pictographs have no role
            self.dep_ = "dep"

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def sent(self) -> Span:
        return self.doc.sentence_of[self.i]

    @property
    def subtree(self) -> tuple[Token, ...]:
        return _subtree(self) if self.children else (self,)

    @property
    def ancestors(self) -> Iterator[Token]:
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: Token) -> bool:
        return any(ancestor is self for ancestor in descendant.ancestors)

    def nbor(self, i: int = 1) -> Token:
        if not 0 <= self.i + i < len(self.doc.tokens):
            raise IndexError(self.i + i)
        return self.doc.tokens[self.i + i]


def once(asked: Callable[[Token], R]) -> Callable[[Token], R]:
    """Makes a function of a token that is worked out once; it may look at nothing but the parse and the rules."""
    name = asked.__qualname__

    @wraps(asked)
    def answer(token: Token) -> R:
        known = token.known
        if known is None:
            known = token.known = {}
        if name not in known:
            known[name] = asked(token)
        return known[name]  # type: ignore[no-any-return]

    return answer


@once
def _subtree(token: Token) -> tuple[Token, ...]:
    left = (below for child in token.lefts for below in child.subtree)
    right = (below for child in token.rights for below in child.subtree)
    return (*left, token, *right)


@dataclass(slots=True)
class Notes:
    """What the components have noted on a span: its extension attributes, None where they have not."""

    rule: Any = None
    quantity: Any = None
    time: Any = None
    entity: Any = None
    link: Any = None


_NOTHING: Final = Notes()
# What the components note on the spans of a group; on others it is only the rule.
_NOTED = {"times": ("rule", "time"), "quantities": ("rule", "quantity"), "mentions": ("rule", "link")}


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
            start, end = _bounds(at, len(self))
            return Span(self.doc, self.start + start, self.start + end)
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
        return self.doc.text[self.start_char : self.end_char]

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
        found = list(self)
        for token in found:
            if token.head is token:
                return token
        outward = [t for t in found if not self.start <= t.head.i < self.end]
        return min(outward, key=_depth, default=found[0])


class Doc:
    """A document; see spaCy's `Doc`.

    Attributes:
        tokens: its words.
        text: all of it.
        ents: the names, with their entities.
        spans: the groups of spans that the components have made.
        sents: the sentences.
        sentence_of: of each token, its sentence.
    """

    def __init__(self, doc: tokens.Doc) -> None:
        self.text = doc.text
        self.forms: dict[int, tuple[Any, ...]] = {}
        self.tokens = _read_tokens(self, doc)
        self.read_spans(doc)
        starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
        self.sents = [Span(self, start, end) for start, end in pairwise([*starts, len(self.tokens)])]
        self.sentence_of = [sentence for sentence in self.sents for _ in range(len(sentence))]

    @classmethod
    def of(cls, doc: tokens.Doc) -> Doc:
        """Returns what `sourceline_mentions` has read of a document, with the spans that it has now."""
        found: Doc | None = doc._.parsed
        if found is None:
            return cls(doc)
        found.read_spans(doc)
        return found

    def read_spans(self, doc: tokens.Doc) -> None:
        """Reads names and groups of spans, again if need be."""
        self.ents = [_read_span(self, span, ("rule", "entity")) for span in doc.ents]
        self.spans = {
            name: [_read_span(self, span, _NOTED.get(name, ("rule",))) for span in group]
            for name, group in doc.spans.items()
        }

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        return Span(self, *_bounds(at, len(self.tokens))) if isinstance(at, slice) else self.tokens[at]


def _bounds(at: slice, length: int) -> tuple[int, int]:
    start, end, _ = at.indices(length)
    return start, max(start, end)


def _depth(token: Token) -> int:
    """Returns how deep a token lies in its sentence; marks and white space that nothing hangs on lie deepest."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc.tokens)
    return sum(1 for _ in token.ancestors)


@cache
def _features(morph: str) -> dict[str, list[str]]:
    """Reads a row of morphological features, as in "Case=Nom|Number=Sing"."""
    pairs = (pair.split("=") for pair in morph.split("|") if pair)
    return {name: values.split(",") for name, values in pairs}


def _read_form(token: tokens.Token) -> tuple[Any, ...]:
    """Reads what all tokens with the same letters have in common."""
    flags = (token.is_punct, token.is_space, token.is_alpha, token.is_quote, token.is_left_punct)
    return token.text, token.lower_, *flags, token.is_stop, token.like_num


def _read_tokens(own: Doc, doc: tokens.Doc) -> list[Token]:
    """Makes the tokens of a document, and their tree."""
    made = [Token(own, token) for token in doc]
    lefts: list[list[Token]] = [[] for _ in made]
    rights: list[list[Token]] = [[] for _ in made]
    for token, given in zip(made, doc, strict=True):
        token.head = made[given.head.i]
        token.left_edge, token.right_edge = made[given.left_edge.i], made[given.right_edge.i]
        if token.head is not token:
            (lefts if token.i < token.head.i else rights)[token.head.i].append(token)
    for token in made:
        token.lefts, token.rights = tuple(lefts[token.i]), tuple(rights[token.i])
        token.children = token.lefts + token.rights
    return made


def _read_span(own: Doc, span: tokens.Span, noted: tuple[str, ...]) -> Span:
    """Makes a span with what is noted on it; the mentions that a link points to are spans of the same document."""
    given = span._
    notes = Notes(**{name: getattr(given, name) for name in noted})
    if notes.link is not None:
        antecedents = tuple(_read_span(own, each, ("rule", "entity")) for each in notes.link.antecedents)
        notes.link = replace(notes.link, antecedents=antecedents)
    return Span(own, span.start, span.end, span.label_, notes)
