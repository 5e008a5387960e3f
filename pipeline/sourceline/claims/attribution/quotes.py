"""Quotations: which of them a cue introduces, whole, and how they go on after the sentence with the cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sourceline.claims.attribution.act import SpeechAct, kind_of, quote_at, subtree
from sourceline.claims.cue_rules import ReportingRule
from sourceline.claims.syntax.clauses import is_predicate, is_verbal
from sourceline.nlp.parsed import Span, Token

NAMING = ("NOUN", "PROPN", "ADJ", "DET")
REACH = 8  # tokens between a quotation and the cue that introduces it; more is another clause
LEADING_ON = frozenset({",", "?", "!", "—", "–", "-", "...", "…"})
CUE_PARTS = frozenset({"aux", "aux:pass", "advmod", "compound:prt", "iobj", "obl", "obl:unmarked", "obl:agent", "expl"})


def whole_quotes(cue: Token, content: set[int]) -> set[int]:
    """Widens content to the whole of each quotation that it states something of."""
    quoted = cue.doc.layers["quotes"].first
    touched = {quoted[i].start: quoted[i] for i in content if i in quoted}
    wide = set(content)
    for quote in touched.values():
        inside = [t for t in quote if t.i in content]
        if not quote.start <= cue.i < quote.end and any(is_predicate(t) for t in inside):
            wide.update(range(quote.start, quote.end))
    return wide


def quotes_beside(cue: Token, source: Token, content: set[int]) -> set[int]:
    """Returns the quotations that stand right before or after a cue with its source.

    The sentence splitter may have parted them ("Why now?" he asked.), so only words between them count, and lines.
    """
    doc, own = cue.doc, {cue.i} | subtree(source)
    for child in cue.children:
        if child.dep_ in CUE_PARTS and child.i not in content:
            own |= subtree(child)
    own -= doc.layers["quotes"].first.keys()
    first, last = min(own), max(own)
    if any(is_verbal(t) for t in doc[first : last + 1] if t.i not in own):  # "..., he said, adding ...": not added
        first = last = cue.i
    beside: set[int] = set()
    for quote in doc.spans.get("quotes", ()):
        if 0 <= first - quote.end <= REACH:
            between, introduced = doc[quote.end : first], leads_on(quote)
        elif 0 <= quote.start - last - 1 <= REACH:
            between, introduced = doc[last + 1 : quote.start], is_opened(quote, cue)
        else:
            continue
        if introduced and all(is_bridge(t, content) for t in between):
            beside.update(range(quote.start, quote.end))
    return beside


def is_bridge(token: Token, content: set[int]) -> bool:
    """Whether a word between a quotation and its cue parts them in no way: it belongs to the name of the source."""
    return token.is_punct or token.is_quote or token.i in content or (token.pos_ in NAMING and not token.is_space)


def leads_on(quote: Span) -> bool:
    """Whether a quotation ends on a mark after which a cue follows: "..., he said", "...? he asked"."""
    return any(t.text in LEADING_ON for t in quote.doc[max(quote.start, quote.end - 2) : quote.end + 1])


def is_opened(quote: Span, cue: Token) -> bool:
    """Whether a quotation is introduced by the cue before it: by a comma or colon, or as a clause of its sentence."""
    before = quote.doc[quote.start - 1]
    if before.text in {",", ":"}:
        return True
    clause = any(is_predicate(t) for t in quote)
    return clause and not before.is_punct and not before.is_space and quote[0].sent == cue.sent


def continued(acts: list[SpeechAct]) -> Iterator[SpeechAct]:
    """Yields the attributions, with the sentences that go on a quotation without a cue of their own.

    Those of a wholly quoted content are added to it. After other content they make an attribution of the same source.
    """
    if not acts:
        return
    doc = acts[0].cue.doc
    quotes = list(doc.spans.get("quotes", ()))
    introduced = {i for a in acts if a.states and not a.is_quoted for i in a.content}
    taken = {n for n, quote in enumerate(quotes) if any(i in introduced for i in range(quote.start, quote.end))}
    for act in acts:
        floating = following(act, quotes, taken) if goes_on(act) else set()
        taken |= {n for n, quote in enumerate(quotes) if quote.start in floating}
        if act.kind == "direct":
            content = act.content | floating
            yield replace(act, content=content, kind=kind_of(doc, content))
            continue
        yield act
        if any(is_predicate(doc[i]) for i in floating):
            yield SpeechAct(act.source, act.cue, frozenset(floating), "direct", act.rule)


def goes_on(act: SpeechAct) -> bool:
    """Whether an attribution may go on in quotations after it: it states something, and in nobody's quotation."""
    stated = act.source is not None and act.states and isinstance(act.rule, ReportingRule)
    return stated and quote_at(act.cue.root) is None


def following(act: SpeechAct, quotes: list[Span], taken: set[int]) -> set[int]:
    """Returns the tokens of quotations that go on an attribution."""
    first, last = min(act.content), max(act.content)
    near = ((n, q) for n, q in enumerate(quotes) if q.start <= last and q.end > first)
    own = [n for n, q in near if any(i in act.content for i in range(q.start, q.end))]
    found: set[int] = set()
    if not own:
        return following_sentence(act, quotes, taken)
    number = max(own)
    while number + 1 < len(quotes) and number + 1 not in taken:
        if not runs_on(quotes[number], quotes[number + 1]) and not stands_alone(quotes[number], quotes[number + 1]):
            break
        number += 1
        found.update(range(quotes[number].start, quotes[number].end))
    return found


def following_sentence(act: SpeechAct, quotes: list[Span], taken: set[int]) -> set[int]:
    """Returns the quotation that makes the sentence after one whose main verb gives its speaker's words unquoted."""
    sentence, doc = act.cue.root.sent, act.cue.doc
    for number, quote in enumerate(quotes):
        if number not in taken and 0 <= quote.start - sentence.end <= 1 and stands_alone(sentence, quote):
            same_line = "\n" not in doc[sentence.end - 1 : quote.start].text
            return set(range(quote.start, quote.end)) if same_line and act.cue.root.dep_ == "ROOT" else set()
    return set()


def runs_on(first: Span, second: Span) -> bool:
    """Whether a quotation is left open at the end of a paragraph and taken up in the next."""
    between = first.doc.text[first.end_char : second.start_char]
    return "\n" in between and not between.strip() and first[-1].text not in '”"»'


def stands_alone(first: Span, second: Span) -> bool:
    """Whether a quotation makes whole sentences of its own after the sentence that names the speaker of the one before.

    It stands in the same paragraph, or opens the next one.
    """
    doc = first.doc
    before = doc[second.start - 1] if second.start else None
    after = doc[second.end] if second.end < len(doc) else None
    full_stop = before is not None and before.text in {".", "!", "?"}
    opening = any(t.is_sent_start for t in second[:2])  # the splitter may leave the mark to the sentence before
    begins = before is None or before.is_space or (full_stop and opening)
    ends = after is None or after.is_space or bool(after.is_sent_start)
    between = doc[min(first.end, second.start) : second.start]
    sentences = list(between.sents) if len(between) else []
    return begins and ends and len(sentences) <= 1 and any(is_predicate(t) for t in second)
