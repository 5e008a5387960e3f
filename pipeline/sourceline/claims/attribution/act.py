"""The record of one attribution: source, cue and content, after PARC 3 (Pareti 2016)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sourceline.claims.cue_rules import ControlRule, ReportingRule
from sourceline.claims.syntax.places import span_at
from sourceline.claims.syntax.spans import noun_phrase
from sourceline.nlp.parsed import Doc, Span, Token

Kind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True)
class SpeechAct:
    """One attribution: indexes of content tokens, with source and cue.

    Attributes:
        source: the phrase of the source, None where the cue names none.
        cue: the words that attribute.
        content: token indexes in the document.
        kind: direct when all of the content is quoted, mixed when part of it is.
        rule: the reporting or control rule of the cue.
        states: whether the source states the content, so that a claim in it stands on the source's word; not so for
            what someone wants, and for a thing that someone praises or mentions.
    """

    source: Span | None
    cue: Span
    content: frozenset[int]
    kind: Kind
    rule: ReportingRule | ControlRule
    states: bool = True

    @property
    def stance(self) -> Literal["neutral", "denies", "doubts"]:
        return self.rule.stance if isinstance(self.rule, ReportingRule) else "neutral"

    @property
    def is_quoted(self) -> bool:
        """Whether cue and content stand in one quotation, so that it is the quoted speaker who attributes."""
        quote = quote_at(self.cue.root) if not self.cue.root.is_punct else None  # a label, "ABARA:", stands in none
        return quote is not None and all(quote.start <= i < quote.end for i in self.content)

    def content_spans(self) -> list[tuple[int, int]]:
        """Returns the runs of the content as offsets, without white space and quote marks at their ends."""
        doc, runs = self.cue.doc, []
        run: list[Token] = []
        for index in [*sorted(self.content), -1]:
            if run and index != run[-1].i + 1:
                while run and (run[0].is_space or run[0].is_punct):
                    run.pop(0)
                while run and (run[-1].is_space or run[-1].is_punct):
                    run.pop()
                if run:
                    runs.append((run[0].idx, run[-1].idx + len(run[-1].text)))
                run = []
            if index >= 0:
                run.append(doc[index])
        return runs


def make_act(
    source: Token | None, cue: Span, content: Iterable[int], rule: ReportingRule | ControlRule, states: bool = True
) -> SpeechAct:
    """Makes an attribution of the head of its source, its cue and the tokens of its content."""
    tokens = frozenset(content) - {t.i for t in cue}
    said = [c for c in source.children if c.i in tokens] if source is not None else []  # "a report | that ..."
    phrase = noun_phrase(source, without=[cue.root, *said]) if source is not None else None
    return SpeechAct(phrase, cue, tokens, kind_of(cue.doc, tokens), rule, states)


def kind_of(doc: Doc, content: Iterable[int]) -> Kind:
    """Returns how content is given: quoted, in the article's words, or partly quoted."""
    quotes = doc.layers["quotes"]
    words = [t for i in content if (t := doc.tokens[i]).is_alpha or t.like_num]
    quoted = sum(quotes.at(t.i) is not None for t in words)
    return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


def quote_at(token: Token) -> Span | None:
    """Returns the quotation that a token stands in."""
    return span_at(token, "quotes")


def subtree(token: Token) -> set[int]:
    """Returns the indexes of a token and all that hangs on it."""
    return {t.i for t in token.subtree}
