"""Phrases: the slice of text that an argument is, cut from the subtree of its head."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.phrases import is_calendar_time, is_excepted, quantity_of, time_of
from sourceline.claims.syntax.places import span_at, spans_in
from sourceline.nlp.parsed import Span, Token

# Right children that say more about a phrase without belonging to its name when a comma, dash or bracket sets them off.
LOOSE = frozenset({
    "acl", "acl:relcl", "appos", "nmod", "advcl", "obl", "parataxis", "nmod:unmarked", "dep", "amod", "advmod",
})  # fmt: skip
NEVER = frozenset({
    "conj", "cc", "cc:preconj", "parataxis", "list", "discourse", "vocative", "dislocated", "advcl:relcl",
})  # fmt: skip
MODIFIERS = frozenset({"amod", "compound", "nummod", "nmod:poss"})
DASHES = frozenset({"-", "–", "—", "--"})
FOCUS = frozenset({"even", "especially", "particularly", "notably"})  # they set a phrase beside others, outside it
CLAUSE_LEVEL = frozenset({
    "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "cop", "aux", "aux:pass", "mark", "advcl", "expl", "obl",
    "obl:unmarked", "ccomp",
})  # fmt: skip


def word(token: Token) -> Span:
    """Returns a token as a span."""
    return Span(token.doc, token.i, token.i + 1)


def set_off(child: Token) -> bool:
    """Whether a right child begins after a comma, dash, colon or opening bracket."""
    first = child.left_edge
    if first.i == 0:
        return False
    before = first.nbor(-1)
    if first.text in DASHES and before.tag_ == "CD" and first.nbor(1).tag_ == "CD" and not first.whitespace_:
        return False  # "Feb. 12-13"
    opens = (first.is_punct or before.is_punct or first.is_left_punct) and not first.is_quote and before.text != "%"
    return opens and not before.is_quote


def noun_phrase(head: Token, keep_case: bool = False, attribute: bool = False, without: Sequence[Token] = ()) -> Span:
    """Returns the phrase of a noun: without preposition, coordinated phrases, and what commas set off.

    Args:
        head: its head word.
        keep_case: keep a leading preposition (for "in talks with ...").
        attribute: the head is the content of a copula, so its clause-level children are not part of the phrase.
        without: words in the phrase that are not part of it: its predicate, a time that dates the verb.
    """
    if not head.children and not _shares_unit(head):
        return word(head)
    relations = {c.dep_ for c in head.children}
    attribute = attribute or ("cop" in relations and "mark" not in relations)
    lifted = [
        w for w in without if w.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "SYM") and head.is_ancestor(w)
    ]  # "a loan of €4bn [to Kenya]"

    def colours_statement(child: Token) -> bool:
        return child.dep_ == "advmod" and child.i < head.i and child.lower_ in lexicon().sentence_adverbs

    def opens_sentence(child: Token) -> bool:
        return child.i == child.sent.start and child.lower_ not in ("not", "never") and colours_statement(child)

    def excluded(child: Token) -> bool:
        if child.dep_ == "cc" and child.i < head.i and any(c.dep_ in MODIFIERS for c in head.lefts if c.i < child.i):
            return False  # "any local or foreign firm"
        if (child.dep_ == "conj" and is_excepted(head, child)) or (child.dep_ == "cc" and child.lower_ == "but"):
            return not is_excepted(head, child if child.dep_ == "conj" else child.head)
        if child.i > head.i and quantity_of(head) is not None and is_calendar_time(time_of(child)):
            return True  # "up from 46% | a year earlier"
        if child.dep_ in NEVER or (child.is_punct and child.dep_ == "punct"):
            return child.dep_ != "punct" or child.i < head.left_edge.i
        if child.dep_ in ("case", "mark") and child.i < head.i and not keep_case and not opens_limit(child):
            return True
        if child.dep_ == "advmod" and child.lower_ in FOCUS and opens_phrase(child):
            return True
        if child.dep_ in ("ccomp", "acl:relcl") and child.left_edge.i == head.i + 1 and head.nbor(1).lower_ == "what":
            return False  # "double what was planned"
        if opens_sentence(child):
            return True
        if attribute and ((child.dep_ in CLAUSE_LEVEL and not measures(child)) or colours_statement(child)):
            return True
        if child.dep_ == "acl:relcl" and head.lower_ == "what":
            return False  # "what he called a threat"
        if child.dep_ == "acl:relcl" or any(child == w or (child.is_ancestor(w) and w not in lifted) for w in without):
            return True
        if child.dep_ == "appos" and child.ent_type_ and not head.ent_type_:
            return False  # "its director, Ana Duarte"
        return child.dep_ in LOOSE and child.i > head.i and set_off(child)

    span = without_loose_end(_contiguous(head, excluded, {t.i for w in lifted for t in w.subtree}), head)
    while not keep_case and span.start < head.i and opens_nothing(span[0]) and span[0].nbor(1).tag_ != "HYPH":
        span = span.doc[span.start + 1 : span.end]
    return span


def opens_phrase(child: Token) -> bool:
    """Whether a word before its head opens the phrase: nothing but "and" or a comma stands before it."""
    return child.i < child.head.i and all(c.dep_ in ("cc", "punct") for c in child.head.lefts if c.i < child.i)


def measures(child: Token) -> bool:
    """Whether a child says by how much a thing is so: "up 12%", "three times as high"."""
    if child.dep_ != "obl:unmarked":
        return False
    beside = child.i == child.head.i - 1 and child.head.tag_ in ("RB", "JJ", "JJR", "RBR")  # "four minutes apart"
    return quantity_of(child) is not None or child.lower_ == "times" or (beside and time_of(child) is not None)


def without_loose_end(span: Span, head: Token) -> Span:
    """Cuts off a relative clause or an aside between dashes that ends a phrase: "the rest of the fleet, which sank"."""
    for token in span.doc.tokens[head.i + 1 : span.end]:
        first = token.left_edge
        if first.i <= head.i or token.right_edge.i < span.end - 1:
            continue
        if token.dep_ == "advcl" and first.lower_ in lexicon().concessive_markers:
            return trim(span.doc[span.start : first.i], head)  # "pilings sunk in sand | while the rest floats"
        if not set_off(token):
            continue
        before = first if first.is_punct else first.nbor(-1)
        dashed = before.text in DASHES and bool(before.nbor(-1).whitespace_)
        described = token.dep_ == "appos" and first.nbor(first.is_punct).lower_ in (
            "a",
            "an",
        )  # "his debt, a sum that ..."
        if token.dep_ in ("acl", "acl:relcl") or described or (dashed and token.dep_ in LOOSE):
            return trim(span.doc[span.start : min(first.i, before.i)], head)
    return span


def opens_nothing(token: Token) -> bool:
    """Whether a word before a phrase is none of it: a preposition or relative pronoun that the parser left there."""
    bare = token.pos_ in ("ADP", "CCONJ") and quantity_of(token) is None and not opens_limit(token)
    return token.tag_ == "WDT" or bare


def opens_limit(token: Token) -> bool:
    """Whether a word opens "up to 22 hours", "at least three days"."""
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return f"{token.lower_} {following}" in ("up to", "at least", "at most")


def with_not_only(span: Span) -> Span:
    """Keeps the "not" of what is "not only about money", which denies nothing."""
    before = span[0].nbor(-1) if span.start > span[0].sent.start else span[0]
    only = span[0].lower_ in ("only", "just", "merely", "simply") and before.lower_ == "not"
    return span.doc[before.i : span.end] if only else span


def without_only(span: Span) -> Span:
    """Leaves out what limits the clause around a relative: "protects | only | the people who brought the case"."""
    focus = len(span) > 1 and span[0].lower_ in ("only", "just", "even") and span[0].dep_ == "advmod"
    return span[1:] if focus else span


def clause_phrase(head: Token) -> Span:
    """Returns the text of a clause that is an argument, without its subordinator unless that is "to" or "whether"."""

    def excluded(child: Token) -> bool:
        if child.dep_ == "mark":
            return child.lower_ not in ("to", "whether")
        return child.dep_ in ("parataxis", "discourse") or (child.dep_ == "cc" and child.i < head.i)

    return _contiguous(head, excluded)


def _contiguous(head: Token, excluded: Callable[[Token], bool], cut: Collection[int] = ()) -> Span:
    """Takes the run around a head of its subtree without excluded children and without loose punctuation."""
    kept = {head.i}
    for child in head.children:
        if not excluded(child):
            kept.update(map(_INDEX, child.subtree))
    kept.difference_update(cut)
    start = end = head.i
    while start - 1 in kept:
        start -= 1
    while end + 1 in kept:
        end += 1
    return trim(whole_units(Span(head.doc, start, end + 1), head.head), head)


def whole_units(span: Span, governor: Token) -> Span:
    """Widens a span to the amounts and names that it cuts, but not over its governor: "exceeded €4 million"."""
    doc, start, end = span.doc, span.start, span.end
    for unit in (*spans_in(doc, start, end, "quantities"), *spans_in(doc, start, end, "entities")):
        if unit.start < span.end and unit.end > span.start:
            over = governor.pos_ == "VERB" and unit.start <= governor.i < span.start
            first = governor.i + 1 if over else unit.start
            start, end = min(start, first), max(end, unit.end)
    return span if (start, end) == (span.start, span.end) else Span(doc, start, end)


def trim(span: Span, head: Token) -> Span:
    """Takes white space and unpaired punctuation off the ends of a span."""
    words, start, end = span.doc.tokens, span.start, span.end
    while end - 1 > head.i and _is_loose(words, end - 1, start, end):
        end -= 1
    while start < head.i and _is_loose(words, start, start, end):
        start += 1
    return span if (start, end) == (span.start, span.end) else Span(span.doc, start, end)


def _shares_unit(head: Token) -> bool:
    """Whether a word is one of several that make an amount or a name."""
    units = (quantity_of(head), span_at(head, "entities"))
    return any(unit is not None and len(unit) > 1 for unit in units)


_INDEX = attrgetter("i")
_PARTNERS = {")": "(", "]": "[", "”": "“", '"': '"', "(": ")", "[": "]", "“": "”", "%": "%", "’": "‘", "‘": "’"}


def _is_loose(words: Sequence[Token], at: int, start: int, end: int) -> bool:
    """Whether what stands at an end of some words is white space, or a mark without its partner among them."""
    mark = words[at]
    if not mark.is_punct:
        return mark.is_space
    partner = _PARTNERS.get(mark.text)
    return partner is None or (partner != "%" and not any(t.text == partner and t.i != at for t in words[start:end]))
