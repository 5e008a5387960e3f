"""Propositions: one for each predicate of a sentence that states something, with its arguments and time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from sourceline.claims.arguments.events import event_frame
from sourceline.claims.arguments.find import find_arguments
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import Clause, copula_of
from sourceline.claims.syntax.control import find_clauses
from sourceline.claims.syntax.frames import Argument, Frame
from sourceline.claims.syntax.places import span_at
from sourceline.nlp.parsed import Doc, Span, Token, once
from sourceline.schema.article import CLAIM_SEGMENTS, Segment

MIN_EVENT_PARTS = 2
AppliedRule = tuple[str, tuple[tuple[int, int], ...]]


@dataclass
class Proposition:
    """A predicate with its arguments, before anything is said of who holds it and how sure.

    Attributes:
        clause: the predicate in its sentence.
        predicate: its words.
        lemma: their lemma, with a particle.
        arguments: in text order.
        time: the expression that dates it.
        segment: of the block it stands in.
        sentence: it stands in.
        rules: ids with spans, in the order in which they applied.
        head: of the clause.
    """

    clause: Clause
    predicate: Span
    lemma: str
    arguments: list[Argument]
    time: Span | None
    segment: Segment
    sentence: Span
    rules: list[AppliedRule]
    head: Token = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.clause.head

    @cached_property
    def verb_group(self) -> list[Token]:
        """The words whose modifiers colour the proposition: its head and its control words."""
        return [self.head, *(governor for governor, _ in self.clause.governors)]

    def of_role(self, role: str) -> list[Argument]:
        return [a for a in self.arguments if a.role == role]


def segment_at(token: Token) -> Segment:
    """Returns the segment of the block that a token stands in."""
    block = span_at(token, "blocks")
    return block.label_ if block is not None else "body"  # type: ignore[return-value]


def predicate_span(clause: Clause) -> tuple[Span, str]:
    """Returns the words of a predicate and its lemma: the copula, the verb with an adjacent particle, or the noun."""
    head, doc = clause.head, clause.head.doc
    if clause.kind == "copula":
        copula = copula_of(head)
        assert copula is not None
        return doc[copula.i : copula.i + 1], copula.lemma_.lower()
    start = start_of_verb(head)
    lemma = doc[start : head.i].text.lower() + head.lemma_.lower()
    beside = head.rights[0] if head.rights and head.rights[0].i == head.i + 1 else None
    if beside is not None and (beside.dep_ == "compound:prt" or beside.tag_ == "RP"):
        fixed = any(c.dep_ == "fixed" for c in beside.children)
        if not fixed and span_at(beside, "quantities") is None:  # not "up to 9"
            return doc[start : beside.i + 1], f"{lemma} {beside.lower_}"
    apart = particle_apart(head)
    return doc[start : head.i + 1], f"{lemma} {apart.lower_}" if apart is not None else lemma


def start_of_verb(verb: Token) -> int:
    """Returns where a verb begins that hyphens join to what stands before it: "cherry-pick", "second-guess"."""
    start = verb.i
    while start - 2 >= verb.sent.start and verb.doc[start - 1].tag_ == "HYPH" and not verb.doc[start - 2].whitespace_:
        if verb.doc[start - 1].whitespace_:
            break
        start -= 2
    return start


@once
def particle_apart(verb: Token) -> Token | None:
    """Returns the particle of a verb that stands after its object: "blow it up"; not the "up" of "up to nine"."""
    particles = (c for c in verb.rights if c.dep_ == "compound:prt" and c.i > verb.i + 1)
    return next((c for c in particles if not any(f.dep_ == "fixed" for f in c.children)), None)


def token_spans(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((t.idx, t.idx + len(t.text)) for t in tokens)


def find_propositions(doc: Doc) -> Iterator[Proposition]:
    """Yields the propositions of a parsed document in text order; segments that make no claims are passed over."""
    for sentence in doc.sents:
        segment = segment_at(next((t for t in sentence if not t.is_space), sentence[0]))
        if segment not in CLAIM_SEGMENTS:
            continue
        tokens = [t for t in sentence if not t.is_space]
        found = [verbal_proposition(clause, sentence, segment) for clause in find_clauses(tokens)]
        for token in [t for t in tokens if t.pos_ == "NOUN" and t.dep_ != "compound"]:
            event = event_proposition(token, sentence, segment)
            if event is not None and not carried_by_light_verb(token, found):
                found.append(event)
        yield from sorted(found, key=lambda p: (p.predicate.start, p.head.i))


def verbal_proposition(clause: Clause, sentence: Span, segment: Segment) -> Proposition:
    """Makes a proposition of a clause."""
    frame = find_arguments(clause)
    predicate, lemma = predicate_span(clause)
    voice = "passive" if clause.passive else "active"
    rules = [(f"clause.{clause.kind}" if clause.kind == "copula" else f"clause.{voice}", token_spans((clause.head,)))]
    rules += [(rule.id, token_spans((governor,))) for governor, rule in clause.governors]
    rules += [(rule, token_spans(tokens)) for rule, tokens in clause.rules]
    rules += argument_rules(frame)
    arguments = sorted(frame.arguments, key=lambda a: (a.span.start, a.span.end))
    return Proposition(clause, predicate, lemma, arguments, frame.time, segment, sentence, rules)


def event_proposition(token: Token, sentence: Span, segment: Segment) -> Proposition | None:
    """Makes a proposition of a noun that names an event and states at least two parts of it."""
    rule = next(iter(lexicon().event_nouns.get(token.lemma_.lower(), ())), None)
    if rule is None or copula_of(token) is not None:
        return None
    frame, stated = event_frame(token)
    if stated < MIN_EVENT_PARTS:
        return None
    rules = [(rule.id, token_spans((token,))), *argument_rules(frame)]
    span, lemma = token.doc[token.i : token.i + 1], token.lemma_.lower()
    return Proposition(frame.clause, span, lemma, frame.arguments, frame.time, segment, sentence, rules)


def argument_rules(frame: Frame) -> list[AppliedRule]:
    """Returns the rule of each argument with the offsets of its text."""
    return [(a.rule, ((a.span.start_char, a.span.end_char),)) for a in frame.arguments]


def carried_by_light_verb(noun: Token, found: list[Proposition]) -> bool:
    """Whether a verb already carries the event that a noun names."""
    return any(rule.startswith("light.") and tokens[-1].i == noun.i for p in found for rule, tokens in p.clause.rules)
