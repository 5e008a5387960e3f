"""The words of a parsed document; see `parsed`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sourceline.nlp.parsed import Doc
    from sourceline.nlp.parsed.spans import Span

R = TypeVar("R")
Form = tuple[str, str, bool, bool, bool, bool, bool, bool, bool, bool]  # what tokens with the same letters share
Labels = tuple[str, str, str, str, int]  # tag, part of speech, lemma, relation, and how far away the head stands
_BEGINS = {1: True, -1: False, 0: None}  # of `SENT_START`


class Token:
    """A word with its place in the tree; see spaCy's `Token` for each attribute."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_left_punct", "is_punct", "is_quote",
        "is_sent_start", "is_space", "is_stop", "left_edge", "lefts", "lemma_", "like_num", "lower_", "morph",
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

    def __init__(self, doc: Doc, i: int, form: Form, labels: Iterable[str], places: Iterable[int]) -> None:
        self.doc, self.i = doc, i
        (
            self.text, self.lower_, self.is_punct, self.is_space, self.is_alpha, self.is_quote, self.is_left_punct,
            self.is_stop, self.like_num, has_role,
        ) = form  # fmt: skip
        self.tag_, self.pos_, self.lemma_, self.dep_, self.ent_type_, features = labels
        if not has_role:
            self.dep_ = "dep"
        self.morph = _features(features)
        self.idx, space, begins = places
        self.whitespace_ = " " if space else ""
        self.is_sent_start = _BEGINS[begins]

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

    @property
    def labels(self) -> Labels:
        """What the parse says of it."""
        return self.tag_, self.pos_, self.lemma_, self.dep_, self.head.i - self.i

    def relabel(
        self, *, relation: str | None = None, tag: str | None = None, pos: str | None = None, lemma: str | None = None
    ) -> None:
        """Gives it other labels; those that are not given stay. No other way is seen by what asks for labels."""
        self.dep_ = self.dep_ if relation is None else relation
        self.tag_ = self.tag_ if tag is None else tag
        self.pos_ = self.pos_ if pos is None else pos
        self.lemma_ = self.lemma_ if lemma is None else lemma
        self.doc.relabelled += 1

    def hang_on(self, head: Token) -> None:
        """Gives it another head, itself to make it a root."""
        self.head = head
        self.doc.answers.clear()
        grow(self.doc.tokens[self.sent.start : self.sent.end])


def once(asked: Callable[[Token], R]) -> Callable[[Token], R]:
    """Makes a function of a token that is worked out once; it may look at nothing but the parse and the rules."""
    name = asked.__qualname__

    @wraps(asked)
    def answer(token: Token) -> R:
        known = token.doc.answers[name]
        if token not in known:
            known[token] = asked(token)
        return known[token]  # type: ignore[no-any-return]

    return answer


@once
def _subtree(token: Token) -> tuple[Token, ...]:
    words: list[Token] = []
    for child in token.lefts:
        words += child.subtree
    words.append(token)
    for child in token.rights:
        words += child.subtree
    return tuple(words)


def grow(words: Sequence[Token]) -> None:
    """Finds children and edges of the words of whole sentences, whose heads are known."""
    lefts: defaultdict[Token, list[Token]] = defaultdict(list)
    rights: defaultdict[Token, list[Token]] = defaultdict(list)
    for word in words:
        word.left_edge = word.right_edge = word
        word.lefts = word.rights = word.children = ()
        if word.head is not word:
            (lefts if word.i < word.head.i else rights)[word.head].append(word)
    for head, found in lefts.items():
        head.lefts = head.children = tuple(found)
    for head, found in rights.items():
        head.rights = tuple(found)
        head.children = head.lefts + head.rights
    for word in words:  # from left to right: what has an edge as far left has given it to all above
        above = word.head
        while above.left_edge.i > word.i:
            above.left_edge = word
            above = above.head
    for word in reversed(words):
        above = word.head
        while above.right_edge.i < word.i:
            above.right_edge = word
            above = above.head


@cache
def _features(morph: str) -> dict[str, list[str]]:
    """Reads a row of morphological features, as in "Case=Nom|Number=Sing"."""
    pairs = (pair.split("=") for pair in morph.split("|") if "=" in pair)
    return {name: values.split(",") for name, values in pairs}
