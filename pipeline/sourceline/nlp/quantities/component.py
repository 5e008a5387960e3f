"""`sourceline_quantities`: recognises amounts and reads their values.

Runs after `sourceline_times` and leaves its spans alone. A span covers qualifiers, number, currency, unit or percent
sign ("more than $3 million"), not the noun that is counted, which is in the value as `of`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import compress, count
from operator import attrgetter

import numpy
from spacy.language import Language
from spacy.tokens import Doc, Span

from sourceline.nlp.attributes import text_of
from sourceline.nlp.layers import Layer
from sourceline.nlp.quantities.context import Surroundings, counted, with_age
from sourceline.nlp.quantities.equivalents import equivalents
from sourceline.nlp.quantities.grammar import Amount, AmountReader
from sourceline.nlp.quantities.lexemes import Lexeme, lex
from sourceline.nlp.quantities.lexicon import lexicon
from sourceline.nlp.quantities.numbers import plain
from sourceline.schema.values import Quantity, Trend

NAMES = frozenset({"PERSON", "ORG", "FAC", "EVENT", "LAW", "GPE", "LOC"})
MAX_BETWEEN = 15  # tokens between a level and the one it came from
SENTENCE_ENDS = frozenset(".!?;")
COUNTED = frozenset({"cardinal"})
_START, _END = attrgetter("start"), attrgetter("end")
PARTITIVE = frozenset({"percent", "measure"})  # these count only by "of": "3% of voters", "20 tonnes of rice"


def _masked(doc: Doc, text: str, unmasked: Sequence[Lexeme]) -> list[Lexeme]:
    """Returns the lexemes of a text with those of times, web addresses and codes blanked out."""
    taken = [(span.start_char, span.end_char) for span in doc.spans.get("times", ())]
    taken += [found.span() for pattern in lexicon().codes_written for found in pattern.finditer(text)]
    addresses = numpy.flatnonzero(doc.to_array(["LIKE_URL", "LIKE_EMAIL"]).any(axis=1)).tolist()
    taken += [(doc[i].idx, doc[i].idx + len(doc[i])) for i in addresses]
    lexemes = list(unmasked)
    for start, end in taken:
        for at in range(bisect_right(unmasked, start, key=_END), bisect_left(unmasked, end, key=_START)):
            lexemes[at] = unmasked[at]._replace(text="\0", lower="\0", kind="mark")
    return lexemes


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


class Taken:
    """Where no amount stands: in times, and where a bare number belongs to a longer name ("Group of Seven")."""

    def __init__(self, doc: Doc) -> None:
        self.times = Layer(list(doc.spans.get("times", ())))
        self.names = Layer([name for name in doc.ents if name.label_ in NAMES])

    def holds(self, span: Span, amount: Amount) -> bool:
        """Whether an amount lies there."""
        if self.times.across(span.start, span.end):
            return True
        names = self.names.across(span.start, span.end) if amount.side.kind in ("cardinal", "ordinal") else []
        return any(name.start < span.start or span.end < name.end for name in names)


class Quantities:
    """The component; see the module. Sets `doc.spans["quantities"]`, each with `span._.quantity` and `span._.rule`."""

    def __init__(self) -> None:
        lexicon()  # so that a broken rule file shows when the pipeline is made

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        unmasked = lex(text)
        lexemes = _masked(doc, text, unmasked)
        reader, around = AmountReader(lexemes), Surroundings(lexemes, unmasked)
        taken = Taken(doc)
        spans: list[Span] = []
        behind = 0
        for at in compress(count(), reader.starts):
            if at < behind:
                continue
            amount = reader.amount(at)
            span = self._span(doc, lexemes, amount, around, taken, spans) if amount else None
            if span is not None:
                trend = around.left_behind(amount) if amount is not None else None
                if trend and spans:
                    self._mark_level(doc, spans[-1], span, trend)
                spans.append(span)
            behind = amount.end if amount else behind
        for span, converted in equivalents(doc, spans):
            span._.quantity = span._.quantity.model_copy(update={"equivalent": converted})
        doc.spans["quantities"] = spans
        return doc

    @staticmethod
    def _mark_level(doc: Doc, level: Span, origin: Span, trend: Trend) -> None:
        """Gives the trend of ", up from 149" to the amount of the same kind before it in the sentence."""
        known, between = level._.quantity, doc[level.end : origin.start]
        near = len(between) <= MAX_BETWEEN and not any(t.text in SENTENCE_ENDS or "\n" in t.text for t in between)
        if near and known.trend is None and known.kind == origin._.quantity.kind:
            level._.quantity = known.model_copy(update={"trend": trend})

    def _span(
        self,
        doc: Doc,
        lexemes: list[Lexeme],
        amount: Amount,
        around: Surroundings,
        taken: Taken,
        earlier: list[Span],
    ) -> Span | None:
        if not around.is_amount(amount):
            return None
        first, last = lexemes[amount.start], lexemes[amount.end - 1]
        span = doc.char_span(first.start, last.end, label=amount.rule, alignment_mode="expand")
        if span is None or (earlier and span.start < earlier[-1].end) or taken.holds(span, amount):
            return None
        amount = with_age(doc, span, amount)
        span._.quantity = self._quantity(doc, lexemes, span, amount, around)
        span._.rule, span.label_ = amount.rule, amount.rule
        return span

    @staticmethod
    def _quantity(doc: Doc, lexemes: list[Lexeme], span: Span, amount: Amount, around: Surroundings) -> Quantity:
        side = amount.side
        of, linked = None, around.low(amount.end) == "of"
        if side.kind in COUNTED or (linked and side.kind in PARTITIVE):
            noun_at = around.counted_at(amount.end + linked)
            of = counted(doc, span, lexemes[noun_at].text if noun_at is not None else None)
        per = around.per(amount.end)
        if per is None and of is not None:
            noun = next(
                (n for n in range(amount.end, min(amount.end + 6, len(lexemes))) if lexemes[n].text == of), None
            )
            per = around.per(noun + 1) if noun is not None else None
        return Quantity(
            kind=side.kind,
            value=_text(amount.value),
            low=_text(amount.low),
            high=_text(amount.high),
            modifier=amount.modifier,
            trend=around.trend(amount),
            unit=side.unit,
            per=per,
            currency=side.currency,
            currency_basis=side.basis,
            of=of,
        )


@Language.factory("sourceline_quantities", assigns=["doc.spans", "span._.quantity", "span._.rule"])
def make_quantities(nlp: Language, name: str) -> Quantities:
    """Creates the component. It needs no other; a parse, entities and times are used where they are."""
    return Quantities()
