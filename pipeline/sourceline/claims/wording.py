"""A claim in words: the article's own, in their order, with what they were resolved to in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from sourceline.claims.clauses import AUXILIARIES
from sourceline.claims.frames import PARTICIPANTS
from sourceline.claims.frames import Argument as Phrase
from sourceline.claims.propositions import Proposition
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.pictographs import visible_end
from sourceline.schema.claim import Argument

# Rules whose argument is a subject.
SUBJECT_RULES = (
    "clause.subject",
    "clause.relative",
    "clause.coordination",
    "clause.control",
    "clause.participle",
    "clause.adverbial",
    "event.owner",
)


def claim_text(
    proposition: Proposition, arguments: Sequence[Argument], time_span: Span | None, cues: Sequence[Span]
) -> str:
    """Returns a readable line: subject first, then the verb group, then the rest as the sentence has it.

    Prepositions are kept; a resolved pronoun or description carries its name in brackets, an ambiguous one its first
    candidate with a question mark.
    """
    pieces: list[tuple[int, str]] = []
    group = verb_words(proposition, cues)
    anchor = min(t.i for t in group)
    for argument, record in zip(proposition.arguments, arguments, strict=True):
        text = argument.span.text[: visible_end(argument.span.text)] + bracket(record)
        case = "" if argument.role == "attribute" else leading_words(argument.head, argument.span)
        order = -1 if is_subject(argument) else max(argument.span.start, anchor + 1)
        pieces.append((order, f"{case} {text}".strip()))
    verbs = sorted(group, key=lambda t: t.i)
    free = [t for t in verbs if not any(a.span.start <= t.i < a.span.end for a in proposition.arguments)]
    pieces.append((anchor, " ".join(t.text for t in free or verbs)))
    said = any(time_span is not None and a.span.start <= time_span.start < a.span.end for a in proposition.arguments)
    if time_span is not None and not said:
        case = leading_words(time_span.root, time_span)
        pieces.append((max(time_span.start, anchor + 1), f"{case} {time_span.text}".strip()))
    joined = ""
    for order, text in sorted(pieces, key=lambda p: p[0]):
        comma = joined and order == -1
        joined += (", " if comma else " " if joined else "") + " ".join(text.split())
    return joined


def is_subject(argument: Phrase) -> bool:
    """Whether an argument stands before the verb in plain English, wherever its sentence has it."""
    if argument.role not in PARTICIPANTS or argument.clause is not None:
        return False
    return argument.rule.startswith(SUBJECT_RULES) and argument.rule != "clause.relative.open_object"


def verb_words(proposition: Proposition, cues: Sequence[Span]) -> set[Token]:
    """The predicate with its auxiliaries, negation and control words."""
    tokens = set(proposition.predicate)
    members = [proposition.head, *(g for g, _ in proposition.clause.governors)]
    if proposition.clause.kind != "copula":
        tokens.update(members)
    else:
        tokens.update(members[1:])
    for member in members:
        tokens.update(
            c
            for c in member.children
            if c.dep_ in AUXILIARIES
            or (c.dep_ == "mark" and c.lower_ == "to" and member is not proposition.clause.outermost)
        )
    sentence = proposition.sentence
    for cue in cues:
        if cue.root.head in members and cue.root.dep_ in ("advmod", "aux") and cue.start >= sentence.start:
            tokens.update(cue)
    return tokens


def leading_words(head: Token, span: Span) -> str:
    """The preposition before a phrase, as written."""
    top = head
    while top.head.i != top.i and span.start <= top.head.i < span.end:
        top = top.head
    cases = [c for c in top.lefts if c.dep_ == "case" and c.i < span.start]
    words = [w for c in cases for w in (c, *(f for f in c.children if f.dep_ == "fixed"))]
    return " ".join(w.text for w in sorted(words, key=lambda w: w.i)).lower()


def bracket(record: Argument) -> str:
    """What an argument was resolved to, in brackets."""
    resolution = record.resolution
    if resolution is not None and resolution.candidates:
        best = resolution.candidates[0].name
        return f" [{best}]" if resolution.status == "resolved" else f" [{best}?]"
    if record.entity is not None and record.basis == "resolved":
        return f" [{record.entity.name}]"
    return ""
