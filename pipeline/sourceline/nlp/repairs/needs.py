"""Which words a repair needs: most sentences have none of them, and it does not look at those."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.repairs.tree import spans_of

Repair = Callable[[Span], None]
#: Groups of spans that repairs need; one in a sentence counts as a word, "<times>".
GROUPS = ("times", "quantities")
_NEEDED: dict[Repair, frozenset[str]] = {}


def needs(*words: str) -> Callable[[Repair], Repair]:
    """Says of a repair that it changes nothing in a sentence without one of some words, in lower case.

    No repair changes words, so which ones a sentence has is known before all repairs.
    """

    def note(repair: Repair) -> Repair:
        _NEEDED[repair] = frozenset(words)
        return repair

    return note


def mend(doc: Doc, repairs: Sequence[Repair]) -> None:
    """Runs repairs over the sentences of a document, in their order."""
    steps = [(repair, _NEEDED.get(repair)) for repair in repairs]
    for sentence in doc.sents:
        words = words_in(sentence)
        for repair, needed in steps:
            if needed is None or not needed.isdisjoint(words):
                repair(sentence)


def words_in(sentence: Span) -> set[str]:
    """Returns what a repair can need of a sentence: its words in lower case, and the groups that have a span there."""
    words = {token.lower_ for token in sentence}
    return words.union(f"<{name}>" for name in GROUPS if spans_of(sentence, name))
