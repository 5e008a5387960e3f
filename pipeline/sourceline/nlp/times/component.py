"""`sourceline_times`: recognises time expressions and reads their values, after TIMEX3 and EDTF.

The patterns are rules (`models/rules/times`), matched by `grammar`; the makers give them meaning and
`story` says where the text stands. Relative expressions are counted from `doc._.published`; without it they stay
undecided (`XXXX`).
"""

from __future__ import annotations

from itertools import compress, count

from spacy.language import Language
from spacy.tokens import Doc, Span

from sourceline.errors import RuleError
from sourceline.nlp.attributes import text_of
from sourceline.nlp.quantities.lexemes import lex
from sourceline.nlp.times import (  # noqa: F401  (the imports register makers)
    clock,
    dates,
    holidays,
    lengths,
    relative,
    weekdays,
)
from sourceline.nlp.times.grammar import TimeGrammar
from sourceline.nlp.times.patterns import patterns
from sourceline.nlp.times.readings import MAKERS, make
from sourceline.nlp.times.story import Story
from sourceline.schema.values import Time


class Times:
    """The component; see the module. Sets `doc.spans["times"]`, each with `span._.time` and `span._.rule`."""

    def __init__(self) -> None:
        TimeGrammar([]).check()
        for pattern in patterns():
            if pattern.rule.make not in MAKERS:
                known = ", ".join(sorted(MAKERS))
                raise RuleError(
                    f"time rule {pattern.rule.id}: no maker is called {pattern.rule.make}; there are {known}"
                )

    def __call__(self, doc: Doc) -> Doc:
        lexemes = lex(text_of(doc))
        grammar, story = TimeGrammar(lexemes), Story(doc, lexemes)
        spans: list[Span] = []
        behind = 0
        for at in compress(count(), grammar.starts):
            matches = grammar.find(at) if at >= behind else []
            if not matches:
                continue
            read = ((found, reading) for found in matches if (reading := make(found, story)))
            found, reading = next(read, (None, None))
            if found is None or reading is None:
                continue
            first, last = lexemes[found.start], lexemes[found.end - 1]
            span = doc.char_span(first.start, last.end, label=found.rule.id, alignment_mode="expand")
            if span is None:
                continue
            if spans and span.start < spans[-1].end:
                spans[-1] = _join(doc, spans[-1], span, reading.time)
                behind = found.end
                continue
            span._.time, span._.rule = reading.time, found.rule.id
            spans.append(span)
            behind = found.end
            if reading.period is not None:
                story.note(reading.period, found.start, found.end)
        doc.spans["times"] = spans
        return doc


def _join(doc: Doc, begin: Span, end: Span, time: Time) -> Span:
    """Makes one span of a range whose ends share a token ("3–7"): its begin is the value, its days are all."""
    first, span = begin._.time, Span(doc, begin.start, end.end, label=begin.label)
    ordered = first.latest and time.earliest and first.latest <= time.earliest
    if ordered and first.edtf and time.edtf and first.type == time.type:
        first = first.model_copy(update={"edtf": f"{first.edtf}/{time.edtf}", "latest": time.latest})
    span._.time, span._.rule = first, begin._.rule
    return span


@Language.factory("sourceline_times", assigns=["doc.spans", "span._.time", "span._.rule"])
def make_times(nlp: Language, name: str) -> Times:
    """Creates the component. It needs no other; a parse is used for the tense of bare months and weekdays."""
    return Times()
