"""Finds the same amount told twice: "400 reais ($73)", "10 miles (16 km)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span

from sourceline.nlp.quantities.measures import units
from sourceline.schema.values import Amount, Quantity

OPENINGS = frozenset({"(", "["})
#: What may follow the second amount: "($73)", "($73, £55)", "($73 at today's rate)".
ENDINGS = frozenset({")", "]", ",", ";", "at"})


def equivalents(doc: Doc, spans: Sequence[Span]) -> Iterator[tuple[Span, Amount]]:
    """Yields amounts that stand before brackets in which they are converted, and what they are converted to.

    Args:
        doc: with the spans.
        spans: in the order of the text, their values in `span._.quantity`.
    """
    for first, second in pairwise(spans):
        between, after = doc[first.end : second.start], doc[second.end : second.end + 1].text
        opened = 1 <= len(between) <= 2 and between[0].text in OPENINGS
        if opened and after in ENDINGS and same(first._.quantity, second._.quantity):
            yield first, Amount(**second._.quantity.model_dump(exclude={"equivalent"}))


def same(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts are of one sort in different currencies or units."""
    if first.kind != second.kind or (first.per != second.per and first.per and second.per):
        return False
    if first.kind == "money":
        return None not in (first.currency, second.currency) and first.currency != second.currency
    if first.kind != "measure" or first.unit is None or second.unit is None or first.unit == second.unit:
        return False
    return bool(units().Unit(first.unit).is_compatible_with(second.unit))
