"""`sourceline_times`: recognises time expressions and reads their values, after TIMEX3 and EDTF.

The patterns are rules (`models/rules/times`), matched by `timegrammar`; `time_values` gives them meaning and `time_story` says
where the text stands. Relative expressions are counted from `doc._.published`; without it they stay undecided (`XXXX`).
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from sourceline.errors import RuleError
from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.nlp.quantity_lexemes import lex
from sourceline.nlp.time_story import Story
from sourceline.nlp.time_values import MAKERS, make
from sourceline.nlp.timegrammar import TimeGrammar, patterns, word_classes


class Times:
    """The component; see the module. Sets `doc.spans["times"]`, and `span._.time` and `span._.rule` on each."""

    def __init__(self) -> None:
        word_classes()
        for pattern in patterns():
            if pattern.rule.make not in MAKERS:
                raise RuleError(
                    f"time rule {pattern.rule.id}: no maker is called {pattern.rule.make}; there are {', '.join(sorted(MAKERS))}"
                )

    def __call__(self, doc: Doc) -> Doc:
        lexemes = lex(doc.text)
        grammar, story = TimeGrammar(lexemes), Story(doc, lexemes)
        spans: list[Span] = []
        at = 0
        while at < len(lexemes):
            end = at + 1
            for found in grammar.find(at):
                reading = make(found, story)
                if reading is None:
                    continue
                first, last = lexemes[found.start], lexemes[found.end - 1]
                span = doc.char_span(first.start, last.end, label=found.rule.id, alignment_mode="expand")
                if span is not None and not (spans and span.start < spans[-1].end):
                    span._.time, span._.rule = reading.time, found.rule.id
                    spans.append(span)
                    if reading.period is not None:
                        story.note(reading.period, found.start, found.end)
                    end = found.end
                    break
            at = end
        doc.spans["times"] = spans
        return doc


@Language.factory("sourceline_times", assigns=["doc.spans", "span._.time", "span._.rule"])
def make_times(nlp: Language, name: str) -> Times:
    """Creates the component. It needs no other; a parse is used for the tense of bare months and weekdays."""
    return Times()
