"""Questions about a phrase, asked of its head: its preposition, amount and time, and what is coordinated with it."""

from __future__ import annotations

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import copula_of, is_passive, is_predicate, is_verbal, phrase_of
from sourceline.claims.syntax.places import span_at
from sourceline.nlp.parsed import Span, Token, once
from sourceline.nlp.repairs.tree import words_of

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "DET", "X"})
NO_EVENT_TIME = frozenset({
    "since", "until", "till", "from", "to", "through", "between", "before", "after", "for", "than", "of",
})  # fmt: skip

ASIDES = {"-": "-", "–": "–", "—": "—", "--": "--", "(": ")"}  # what opens an aside, and what closes it


def time_of(head: Token) -> Span | None:
    """Returns the time expression that a token heads or belongs to."""
    return span_at(head, "times")


def quantity_of(head: Token) -> Span | None:
    """Returns the amount that a token heads or belongs to."""
    return span_at(head, "quantities")


def opens_score(amount: Span) -> bool:
    """Whether an amount is the first of a score, which is no amount of anything: "won 3 – 1"."""
    doc, dash = amount.doc, amount.end
    follows = dash + 1 < len(doc) and doc[dash].text in ("-", "–", "—")
    return follows and doc[dash + 1].tag_ == "CD" and amount[-1].tag_ == "CD"


def is_calendar_time(span: Span | None) -> bool:
    """Whether a time expression says when something happened, on a calendar."""
    if span is None or span._.time is None or span._.time.edtf is None:
        return False
    if span._.time.type == "TIME":  # a bare hour ("at noon") is as often a habit as an event
        return any(t.is_title or t.lower_ in lexicon().day_words for t in span)
    return bool(span._.time.type == "DATE")


def tells_of_time(time: Span, verb: Token) -> bool:
    """Whether a verb can say something of a time: "May saw two strikes", "the year was dry"; a year signs nothing."""
    telling = verb.lemma_.lower() in lexicon().time_telling or is_passive(verb) or copula_of(verb) is not None
    return telling or time._.time is None or time._.time.type != "DATE"


def dates_first_amount(time: Token) -> bool:
    """Whether a time says when something stood at a level that it left: "fell from 39% in May to 38% in June"."""
    first = time.left_edge.nbor(-1) if time.left_edge.i > time.sent.start else time
    return quantity_of(first) is not None and preposition_before(first) == "from"


def tells_distance(length: Token) -> bool:
    """Whether a length of time says how far a clause is from another: "came a day after a bomb killed two"."""
    end = length.right_edge.i + 1
    mark = length.doc[end] if end < len(length.doc) else length
    return mark.lower_ in ("after", "before") and mark.dep_ in ("mark", "case") and is_verbal(mark.head)


def is_means(phrase: Token) -> bool:
    """Whether a phrase with "by" says how somebody travelled: "was flown by helicopter", "came by bus"."""
    bare = phrase.tag_ == "NN" and not any(c.dep_ in ("det", "nmod:poss", "nummod") for c in phrase.lefts)
    return bare and phrase.lemma_.lower() in lexicon().vehicles


def is_count_of_sides(phrase: Token) -> bool:
    """Whether two numbers say how many stood on either side: "won by 76 to 72", "voted seven to two"."""
    against = (c for c in phrase.rights if c.dep_ == "nmod" and c.tag_ == "CD")
    return (
        phrase.tag_ == "CD" and preposition_of(phrase) in ("", "by") and any(preposition_of(c) == "to" for c in against)
    )


def is_state(phrase: Token) -> bool:
    """Whether a prepositional phrase says in what state something is: "in hospital", "under arrest", "on strike"."""
    determined = any(c.dep_ in ("det", "nmod:poss", "nummod") for c in phrase.children)
    named = phrase.ent_type_ or phrase.pos_ == "PROPN" or time_of(phrase) is not None
    bare = not determined and not named
    return bare and phrase.dep_ == "obl" and preposition_of(phrase) in ("in", "under", "on", "at", "out of")


def conjuncts(head: Token) -> list[Token]:
    """Returns a nominal head and the phrases coordinated with it."""
    found = [head]
    for child in head.rights:
        if child.dep_ != "conj" or child.pos_ not in NOMINAL or is_predicate(child):
            continue
        apart = is_same_again(head, child) or is_inserted(head, child) or is_excepted(head, child)
        if not apart and not is_ruled_out(child):
            found += conjuncts(child)
    return found


def is_excepted(head: Token, conjunct: Token) -> bool:
    """Whether a conjunct is taken from its head, and no second thing: "all but one of the members"."""
    return head.lower_ in ("all", "none", "nothing", "nobody") and any(c.lower_ == "but" for c in conjunct.lefts)


def is_ruled_out(conjunct: Token) -> bool:
    """Whether a conjunct is what it was not: "sold hope rather than schooling"."""
    return any(c.dep_ == "cc" and c.lower_ in ("rather", "instead", "not") for c in conjunct.lefts)


def is_inserted(head: Token, conjunct: Token) -> bool:
    """Whether a conjunct stands in dashes or brackets that its head stands before: "the bank - and its fund - is"."""
    between, end = head.doc[head.i + 1 : conjunct.left_edge.i], conjunct.right_edge.i + 1
    closing = {ASIDES[t.text] for t in between if t.text in ASIDES}
    return bool(closing) and end < len(head.doc) and head.doc[end].text in closing


def is_same_again(head: Token, conjunct: Token) -> bool:
    """Whether a conjunct is no second thing: part of a name or sum, or the amount in other terms (", or 7% of all")."""
    name, amount = span_at(head, "entities"), quantity_of(head)
    if any(span is not None and span.start <= conjunct.i < span.end for span in (name, amount)):
        return True
    joint = next((c for c in conjunct.lefts if c.dep_ == "cc"), None)
    apart = joint is not None and joint.lower_ == "or" and joint.nbor(-1).text == ","
    return apart and any(quantity_of(t) is not None for t in (conjunct, *conjunct.children))


@once
def preposition_of(head: Token) -> str:
    """Returns the preposition of a phrase in lower case ("because of"), or ""; never the "at" of "at least 40".

    That of "with a year earlier" hangs on the length of time before its head.
    """
    lengths = [c for c in head.lefts if c.dep_ == "obl:unmarked"]
    cases = [c for phrase in (head, *lengths) for c in phrase.lefts if c.dep_ == "case"]
    case = next((c for c in cases if c.lower_ not in ("at", "up") or quantity_of(c) is None), None)
    return phrase_of(case) if case is not None else ""


def is_compound_preposition(phrase: str) -> bool:
    """Whether three words are one preposition: "in exchange for", "in line with"."""
    return phrase in lexicon().prepositions or phrase in words_of("parse.compound_preposition")


def preposition_before(head: Token) -> str:
    """Returns the preposition that stands right before an amount, wherever the parser hung it."""
    amount = quantity_of(head)
    before = head.doc[amount.start - 1] if amount is not None and amount.start > 0 else None
    return before.lower_ if before is not None and before.lower_ in ("to", "from", "by", "at", "for") else ""


def clause_between(token: Token, top: Token) -> bool:
    """Whether a clause lies between a token and a phrase that contains it."""
    for ancestor in token.ancestors:
        if ancestor.i == top.i:
            return False
        if is_verbal(ancestor) or is_predicate(ancestor):
            return True
    return True


def compares(adverb: Token) -> bool:
    """Whether an adverb is measured by what follows: "farther than the plan", which is an argument of its own."""
    return adverb.tag_ in ("RBR", "JJR") and any(preposition_of(c) == "than" for c in adverb.rights)
