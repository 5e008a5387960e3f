"""What a repair needs: most sentences lack it, and it does not look at those."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.repairs.tree import spans_of

Repair = Callable[[Span], None]
#: Groups of spans that repairs need; one in a sentence counts as a word, "<times>".
GROUPS = ("times", "quantities")


@dataclass(frozen=True, slots=True)
class Needs:
    """What a sentence must have: one of some words, and a token with one of some relations and one of some tags.

    Where none are given, any will do.
    """

    words: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def fit(self, relation: str, tag: str) -> bool:
        """Whether a token has the labels that are needed."""
        return (not self.relations or relation in self.relations) and (not self.tags or tag in self.tags)


_NEEDED: dict[Repair, Needs] = {}


def needs(*words: str, relations: Collection[str] = (), tags: Collection[str] = ()) -> Callable[[Repair], Repair]:
    """Says of a repair that it changes nothing in a sentence that lacks something.

    Args:
        words: in lower case, of which it needs one.
        relations: of which a token must have one.
        tags: of which the same token must have one.
    """

    def note(repair: Repair) -> Repair:
        _NEEDED[repair] = Needs(frozenset(words), frozenset(relations), frozenset(tags))
        return repair

    return note


class Plan:
    """Tells which of some repairs a sentence may need. A set of repairs is a number, with a bit for each by its place.

    No repair changes words, so what they call for is known before all repairs; what labels call for is asked anew
    after each change.
    """

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self.repairs = repairs
        self.needed = [_NEEDED.get(repair, Needs()) for repair in repairs]
        self.wordless = sum(1 << n for n, needed in enumerate(self.needed) if not needed.words)
        self.by_word: dict[str, int] = {}
        for n, needed in enumerate(self.needed):
            for word in needed.words:
                self.by_word[word] = self.by_word.get(word, 0) | 1 << n
        self.by_labels: dict[tuple[str, str], int] = {}

    def for_words(self, sentence: Span) -> int:
        """Returns the repairs whose words a sentence has."""
        found = self.wordless
        for token in sentence:
            found |= self.by_word.get(token.lower_, 0)
        for group in GROUPS:
            if spans_of(sentence, group):
                found |= self.by_word.get(f"<{group}>", 0)
        return found

    def for_labels(self, sentence: Span) -> int:
        """Returns the repairs whose relations and tags a sentence has."""
        found = 0
        for token in sentence:
            labels = token.dep_, token.tag_
            if labels not in self.by_labels:
                self.by_labels[labels] = sum(1 << n for n, needed in enumerate(self.needed) if needed.fit(*labels))
            found |= self.by_labels[labels]
        return found

    def of(self, sentence: Span) -> Iterator[Repair]:
        """Yields the repairs that a sentence may need, in their order, while they change it."""
        doc = sentence.doc
        by_words, by_labels, known = self.for_words(sentence), self.for_labels(sentence), doc.relabelled
        left = by_words & by_labels
        while left:
            first = left & -left
            yield self.repairs[first.bit_length() - 1]
            if doc.relabelled != known:
                by_labels, known = self.for_labels(sentence), doc.relabelled
            left = by_words & by_labels & -(first << 1)  # those after it


@lru_cache(maxsize=1)
def _plan(repairs: tuple[Repair, ...]) -> Plan:
    return Plan(repairs)


def mend(doc: Doc, repairs: tuple[Repair, ...]) -> None:
    """Runs repairs over the sentences of a document, in their order."""
    plan = _plan(repairs)
    for sentence in doc.sents:
        for repair in plan.of(sentence):
            repair(sentence)
