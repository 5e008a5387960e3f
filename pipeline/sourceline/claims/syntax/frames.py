"""Frames: a clause with the arguments found for it so far, and the look-up of a phrase's role."""

from __future__ import annotations

from dataclasses import dataclass, field

from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import RELATIVES, SUBJECTS, Clause
from sourceline.claims.syntax.content import is_general
from sourceline.claims.syntax.phrases import conjuncts, is_calendar_time, quantity_of, time_of
from sourceline.claims.syntax.relatives import relative_noun
from sourceline.claims.syntax.spans import clause_phrase, noun_phrase
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import is_party
from sourceline.nlp.pictographs import visible_end
from sourceline.schema.claim import Role

CORE: tuple[Role, ...] = ("agent", "theme", "recipient", "attribute", "content")
PARTICIPANTS = CORE[:3]
UNDERGOER = ("theme", "content", "attribute")
PARTY: tuple[Role, str] = ("other", "role.party")
CHANGE = "role.other.change"  # by how much the amount before it has changed


@dataclass(slots=True)
class Argument:
    """One phrase in a role.

    Attributes:
        head: its head word.
        span: its text.
        rule: id of the rule that gave the role.
        preposition: what introduces it, where that is not said by the role.
        clause: head of the clause that it is, or None for a phrase.
    """

    role: Role
    head: Token
    span: Span
    rule: str
    preposition: str | None = None
    clause: Token | None = None


def role_of(head: Token, preposition: str, clause: Clause) -> tuple[Role, str]:
    """Returns the role of a prepositional phrase and the id of the rule that says so."""
    lemma = clause.head.lemma_.lower()
    for rule in lexicon().prepositions.get(preposition, ()):
        if rule.passive is not None and rule.passive != clause.passive:
            continue
        if rule.verbs and lemma not in rule.verbs:
            continue
        fits = head.ent_type_ in rule.labels or head.lemma_.lower() in rule.nouns or (rule.party and is_party(head))
        if (rule.labels or rule.nouns or rule.party) and not fits:
            continue
        if rule.role == "agent" and quantity_of(head) is not None:
            continue
        if rule.role in ("agent", "topic") and time_of(head) is not None:  # "negotiated over six months"
            continue
        return rule.role, rule.id
    return "other", "role.other"


def without_owning(span: Span, head: Token) -> Span:
    """Takes the 's off an owner, which "the firm's bid to buy the club" names as the buyer."""
    owns = head.dep_ == "nmod:poss" and span.end - 1 > head.i and span[-1].tag_ == "POS"
    return span.doc[span.start : span.end - 1] if owns else span


@dataclass
class Frame:
    """A clause and what has been found of it.

    Attributes:
        arguments: in the order found.
        time: the expression that dates the predicate.
        lifted: heads of phrases that belong to the predicate although the parser hung them inside one of its arguments.
        head: of the clause.
    """

    clause: Clause
    arguments: list[Argument] = field(default_factory=list)
    time: Span | None = None
    lifted: list[Token] = field(default_factory=list)
    head: Token = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.clause.head

    def has(self, *roles: str) -> bool:
        """Whether an argument in one of the roles was found."""
        return any(a.role in roles for a in self.arguments)

    def covers(self, index: int) -> bool:
        """Whether a token lies in an argument that was found."""
        return any(a.span.start <= index < a.span.end for a in self.arguments)

    def add(self, role: Role, head: Token, rule: str, preposition: str | None = None) -> None:
        """Adds a phrase and those coordinated with it; a relative pronoun is replaced by its noun."""
        antecedent = relative_noun(head)
        if antecedent is None and head.tag_ in RELATIVES and head.lower_ in ("who", "which", "whom"):
            return  # whom it stands for is not known
        heads = [antecedent] if antecedent is not None else conjuncts(head)
        for one in heads:
            if all(a.head.i != one.i for a in self.arguments) and one.i != self.head.i:
                span = without_owning(noun_phrase(one, without=self.lifted), one)
                self.put(role, one, span, rule, preposition)

    def add_prepositional(self, head: Token, preposition: str, role: Role, rule: str) -> None:
        """Adds a prepositional phrase; the preposition is kept where the role does not say it."""
        self.add(role, head, rule, preposition if role == "other" else None)

    def put(self, role: Role, head: Token, span: Span, rule: str, preposition: str | None = None) -> None:
        """Adds one phrase as it is; white space and pictographs, which the parser may give any relation, are none."""
        before = span.doc[span.start - 1] if span.start else None
        if head.is_space or not visible_end(head.text):
            return
        if before is not None and before.tag_ == "WDT" and self.head.i < before.i:
            return  # "a deal under which 100 migrants ...": that phrase belongs to the relative clause
        self.arguments.append(Argument(role, head, span, rule, preposition))

    def put_clause(self, role: Role, head: Token, rule: str, span: Span | None = None) -> None:
        """Adds a clause, by its head; its text is its own unless given."""
        self.arguments.append(Argument(role, head, span or clause_phrase(head), rule, clause=head))

    def date_by(self, phrase: Token) -> None:
        """Dates the predicate by the time expression of a phrase; the first one found stays."""
        span = time_of(phrase)
        if span is None or (span.start and span.doc[span.start - 1].text in ("(", "[")):
            return  # "the government of Ana Duarte (1998-2005)"
        if span.doc[max(0, span.start - 3) : span.start].text.lower() in ("until at least", "till at least"):
            return
        if self.time is None and is_calendar_time(span) and not (self.dates_the_saying(phrase) or self.is_past(span)):
            self.time = span

    def is_past(self, span: Span) -> bool:
        """Whether a present tense stands before a time that is over: "equals what it spent last year"."""
        over = span[0].lower_ in ("last", "yesterday") or span[-1].lower_ == "ago"
        return over and is_general(self.clause.outermost) and span.start > self.head.i

    def dates_the_saying(self, phrase: Token) -> bool:
        """Whether a time stands between a verb of saying and the subject of its content: "said on Monday it had"."""
        outer = self.clause.outermost
        subject = next((c for c in outer.children if c.dep_ in SUBJECTS), None)
        follows = outer.dep_ == "ccomp" and subject is not None and outer.head.i < phrase.i < subject.i
        return follows and not any(c.dep_ == "mark" and c.i < phrase.i for c in outer.lefts)

    def distinct_arguments(self) -> list[Argument]:
        """Returns the arguments, each place once a role, without participants that hold the predicate itself."""
        by_place: dict[tuple[str, int, int], Argument] = {}
        for argument in self.arguments:
            holds_predicate = argument.role in PARTICIPANTS and argument.span.start <= self.head.i < argument.span.end
            if not holds_predicate:
                by_place.setdefault((argument.role, argument.span.start, argument.span.end), argument)
        return list(by_place.values())
