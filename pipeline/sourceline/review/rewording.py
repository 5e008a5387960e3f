"""The line of a claim whose parts a reviewer selected, written as the extraction writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sourceline.claims.factuality.assess import assess
from sourceline.claims.propositions import Proposition, find_propositions, segment_at
from sourceline.claims.syntax.clauses import Clause
from sourceline.claims.syntax.frames import Argument as Phrase
from sourceline.claims.wording.line import claim_text
from sourceline.review.selection import SELECTED, Parsed
from sourceline.schema.claim import Argument, Predicate

_SUBJECT = "clause.subject"


def reworded(parsed: Parsed, predicate: Predicate, arguments: Sequence[Argument], when: tuple[int, int] | None) -> str:
    """Returns a claim in one line: the subject, the verb with all that belongs to it, the rest as the sentence has it.

    Args:
        parsed: its article.
        predicate: its words; what the parser makes of them tells auxiliaries and control verbs.
        arguments: in any order.
        when: the words of its time, if any.
    """
    found = _proposition(parsed, predicate)
    records = sorted(arguments, key=lambda argument: (argument.start, argument.end))
    agents = any(argument.role == "agent" for argument in records)
    phrases = [_phrase(parsed, record, found, agents=agents) for record in records]
    shown = replace(found, arguments=phrases)
    time = parsed.words(when) if when is not None else None
    return claim_text(shown, records, time, assess(found))


def _proposition(parsed: Parsed, predicate: Predicate) -> Proposition:
    """Returns what the extraction makes of a predicate; where it makes nothing, the bare predicate."""
    words = parsed.words((predicate.start, predicate.end))
    for known in find_propositions(parsed.doc):
        if known.predicate.start <= words.root.i < known.predicate.end:
            return known
    clause = Clause(words.root, "noun" if predicate.nominal else "verb", passive=predicate.voice == "passive")
    segment = segment_at(words.root)
    return Proposition(clause, words, predicate.lemma, [], None, segment, words.root.sent, [])


def _phrase(parsed: Parsed, record: Argument, found: Proposition, *, agents: bool) -> Phrase:
    """Returns an argument as a phrase: that of the extraction, where it has the same words in the same role."""
    words = parsed.words((record.start, record.end))
    for known in found.arguments:
        if (known.role, known.span.start, known.span.end) == (record.role, words.start, words.end):
            return known
    before = words.end <= found.predicate.start
    patient = record.role in ("theme", "recipient") and before and (found.clause.passive or not agents)
    rule = _SUBJECT if (record.role == "agent" and not found.clause.passive) or patient else SELECTED
    return Phrase(record.role, words.root, words, rule)
