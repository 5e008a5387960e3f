"""Arguments of a predicate: which phrases fill which roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from sourceline.claims.clauses import (
    RELATIVES,
    SUBJECTS,
    Clause,
    blamed_clause,
    controlling_object,
    is_predicate,
    is_prepositional,
    is_verbal,
    marker_of,
    open_relative,
    phrase_of,
    relative_noun,
    subject_of,
)
from sourceline.claims.lexicon import lexicon
from sourceline.claims.spans import clause_phrase, noun_phrase, set_off
from sourceline.nlp.mentions import is_expletive
from sourceline.schema.claim import Role

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "ADJ", "DET", "X"})
CORE: tuple[Role, ...] = ("agent", "theme", "recipient", "attribute", "content")
EVENT_TIME_PREPOSITIONS = frozenset({"in", "on", "at", "during", "by", "late", "early"})
NO_EVENT_TIME = frozenset({"since", "until", "till", "from", "before", "after", "for", "than", "of", "during the"})
DAY_WORDS = frozenset({"today", "tonight", "yesterday", "tomorrow", "last", "this", "next"})
AMOUNT_PREPOSITIONS = frozenset({"", "by", "between"})
CAUSE_MARKERS = frozenset({"because", "since", "as"})
CONDITION_MARKERS = frozenset({"if", "unless", "provided", "once"})


@dataclass(frozen=True)
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


def time_of(head: Token) -> Span | None:
    """Returns the time expression that a token heads or belongs to."""
    return next((s for s in head.doc.spans.get("times", ()) if s.start <= head.i < s.end), None)


def quantity_of(head: Token) -> Span | None:
    return next((s for s in head.doc.spans.get("quantities", ()) if s.start <= head.i < s.end), None)


def is_calendar_time(span: Span | None) -> bool:
    """Whether a time expression says when something happened, on a calendar."""
    if span is None or span._.time is None or span._.time.edtf is None:
        return False
    if span._.time.type == "TIME":  # a bare hour ("at noon") is as often a habit as an event
        return any(t.is_title or t.lower_ in DAY_WORDS for t in span)
    return bool(span._.time.type == "DATE")


def clause_between(token: Token, top: Token) -> bool:
    """Whether a clause lies between a token and a phrase that contains it."""
    for ancestor in token.ancestors:
        if ancestor.i == top.i:
            return False
        if is_verbal(ancestor) or is_predicate(ancestor):
            return True
    return True


def is_state(phrase: Token) -> bool:
    """Whether a prepositional phrase says in what state something is: "in hospital", "under arrest", "on strike"."""
    determined = any(c.dep_ in ("det", "nmod:poss") for c in phrase.children)
    named = phrase.ent_type_ or phrase.pos_ == "PROPN" or time_of(phrase) is not None
    return phrase.dep_ == "obl" and preposition_of(phrase) in ("in", "under", "on", "at", "out of") and not determined and not named


def conjuncts(head: Token) -> list[Token]:
    """Returns a nominal head and the phrases coordinated with it."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL and child.i > head.i and not is_predicate(child):
            found += conjuncts(child)
    return found


def preposition_of(head: Token) -> str:
    cases = [c for c in head.lefts if c.dep_ == "case"]
    return phrase_of(cases[0]) if cases else ""


def preposition_before(head: Token) -> str:
    """Returns the preposition that stands right before an amount, wherever the parser hung it."""
    amount = quantity_of(head)
    before = head.doc[amount.start - 1] if amount is not None and amount.start > 0 else None
    return before.lower_ if before is not None and before.lower_ in ("to", "from", "by", "at", "for") else ""


def role_of(head: Token, preposition: str, clause: Clause) -> tuple[Role, str]:
    """Returns the role of a prepositional phrase and the id of the rule that says so."""
    lemma = clause.head.lemma_.lower()
    for rule in lexicon().prepositions.get(preposition, ()):
        conditions = [test for test in (rule.labels and head.ent_type_ in rule.labels, rule.nouns and head.lemma_.lower() in rule.nouns)]
        asked = bool(rule.labels), bool(rule.nouns)
        if rule.passive is not None and rule.passive != clause.passive:
            continue
        if rule.verbs and lemma not in rule.verbs:
            continue
        if any(asked) and not any(conditions):
            continue
        if rule.role == "agent" and (time_of(head) or quantity_of(head)):
            continue
        return rule.role, rule.id
    return "other", "role.other"


class ArgumentFinder:
    """Collects the arguments of one clause."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.head = clause.head
        self.arguments: list[Argument] = []
        self.time: Span | None = None
        self.lifted: list[Token] = []

    def find(self) -> ArgumentFinder:
        self.subject()
        if self.clause.kind == "copula":
            self.attribute()
        self.lift()
        for child in self.head.children:
            self.child(child)
        for governor, _ in self.clause.governors:  # "In May, Kenya agreed to try to ...": the circumstances of control words are the claim's
            for child in governor.children:
                if child.dep_ in ("obl", "obl:unmarked", "advmod", "nmod:unmarked"):
                    self.oblique(child)
        self.compared_amount()
        self.shared_object()
        self.missing_object()
        self.host_clause()
        by_place: dict[tuple[str, int, int], Argument] = {}
        for argument in self.arguments:
            holds_predicate = argument.role in CORE[:3] and argument.span.start <= self.head.i < argument.span.end
            if not holds_predicate:
                by_place.setdefault((argument.role, argument.span.start, argument.span.end), argument)
        self.arguments = list(by_place.values())
        return self

    def add(self, role: Role, head: Token, rule: str, preposition: str | None = None) -> None:
        """Adds a phrase and those coordinated with it; a relative pronoun is replaced by its noun."""
        antecedent = relative_noun(head)
        if antecedent is None and head.tag_ in RELATIVES and head.lower_ in ("who", "which", "whom"):
            return  # whom it stands for is not known
        heads = [antecedent] if antecedent is not None else conjuncts(head)
        for one in heads:
            span = noun_phrase(one, without=self.lifted)
            if all(a.head.i != one.i for a in self.arguments) and one.i != self.head.i:
                self.arguments.append(Argument(role, one, span, rule, preposition))

    def subject(self) -> None:
        found = subject_of(self.clause.outermost)
        if found is None:
            return
        head, rule = found
        if is_expletive(head):
            return
        if self.clause.kind == "copula" or any(c.dep_ == "expl" and c.lower_ == "there" for c in self.head.children):
            role: Role = "theme"
        elif self.is_linking():
            role = "theme"
        elif self.clause.passive:
            role = "recipient" if any(c.dep_ == "obj" for c in self.head.children) else "theme"
        else:
            role = "agent"
        if is_predicate(head) and head.pos_ == "VERB":
            return
        if rule not in ("clause.relative", "clause.participle", "clause.relative.open"):
            self.add(role, head, rule)
        elif all(a.head.i != head.i for a in self.arguments):
            if head.dep_ == "appos" and head.head.ent_type_ and not head.ent_type_:
                head = head.head  # "Ana Duarte, the mayor, who ...": the name, not what it is called
            self.arguments.append(Argument(role, head, noun_phrase(head, without=[self.clause.outermost]), rule))

    def is_linking(self) -> bool:
        """Whether the verb links its subject to an attribute, as a copula does: "remain closed", "stay in hospital"."""
        if self.head.lemma_.lower() not in lexicon().linking or any(c.dep_ == "obj" for c in self.head.children):
            return False
        return any(c.dep_ == "xcomp" and c.pos_ in ("ADJ", "NOUN", "PROPN") or is_state(c) for c in self.head.children)

    def attribute(self) -> None:
        """The content of a copula; coordinated contents are one claim with several attributes."""
        heads = [self.head] + [
            c for c in self.head.children if c.dep_ == "conj" and not is_predicate(c) and c.pos_ in NOMINAL and c.i > self.head.i
        ]
        for head in heads:
            span = clause_phrase(head) if head.pos_ == "VERB" else noun_phrase(head, keep_case=True, attribute=head is self.head)
            self.arguments.append(Argument("attribute", head, span, "clause.copula"))

    def child(self, child: Token) -> None:
        dep = child.dep_
        if dep == "obj":
            blamed = blamed_clause(self.head, child)
            if blamed is not None:
                self.lifted.append(blamed)
                self.arguments.append(Argument("content", blamed, clause_phrase(blamed), "clause.complement", clause=blamed))
            self.add("theme", child, "clause.object")
            self.light_noun(child)
        elif dep == "iobj":
            self.add("recipient", child, "clause.indirect_object")
        elif dep == "obl:agent" and time_of(child) is not None:
            self.oblique(child)
        elif dep == "obl:agent":
            self.add("agent" if preposition_of(child) == "by" else "other", child, "role.agent.by")
        elif dep in ("obl", "obl:unmarked", "advmod", "nmod:unmarked"):
            self.oblique(child)
        elif dep in ("xcomp", "ccomp") and self.clause.kind == "verb":
            self.complement(child)
        elif dep == "advcl":
            self.adverbial(child)
        elif dep in ("nsubj", "nsubj:pass") and self.clause.kind == "verb" and any(c.dep_ == "expl" for c in self.head.children):
            self.add("theme", child, "clause.existential")
        elif dep == "nmod" and self.clause.kind == "copula" and self.head.pos_ == "NOUN" and is_calendar_time(time_of(child)):
            self.set_time(child)

    def oblique(self, child: Token) -> None:
        preposition = preposition_of(child)
        if child.dep_ == "advmod" and child.tag_ == "WRB":
            if child.lower_ == "where" and (place := relative_noun(child)) is not None:
                self.arguments.append(Argument("place", place, noun_phrase(place), "clause.relative.where"))
            return
        time = time_of(child)
        if is_calendar_time(time):
            if preposition not in NO_EVENT_TIME:
                self.set_time(child)
            return
        if child.dep_ == "advmod" or (time is not None and time._.time.value.endswith("_REF")):
            return
        if preposition in lexicon().reporting_prepositions:
            return
        if self.is_linking() and is_state(child):
            self.arguments.append(Argument("attribute", child, noun_phrase(child, keep_case=True), "clause.predicative"))
            return
        if quantity_of(child) is not None:
            preposition = preposition_before(child) or preposition
        if preposition in AMOUNT_PREPOSITIONS and self.clause.kind == "verb":
            if quantity_of(child) is not None or any(quantity_of(c) is not None for c in child.children):
                self.add("theme", child, "role.amount")
                return
            if time is not None:
                self.add("other", child, "role.duration")
        if not preposition:
            return
        if is_verbal(child):
            return
        light = "with" if preposition == "with" and self.has_light_noun() else None
        role, rule = ("other", "role.party") if light else role_of(relative_noun(child) or child, preposition, self.clause)
        self.add(role, child, rule, preposition if role == "other" else None)  # type: ignore[arg-type]

    def has_light_noun(self) -> bool:
        """Whether the verb only carries a noun of dealing ("struck a deal"), so that "with" names a party, not an instrument."""
        rules = lexicon().light_verbs.get(self.head.lemma_.lower(), ())
        nouns = [c for c in self.head.children if c.dep_ in ("obj", "nsubj:pass")]
        undone = open_relative(self.head)
        nouns += [undone[0]] if undone else []
        relative = self.head.head if self.head.dep_ == "acl:relcl" else None
        nouns += [relative] if relative is not None else []
        return any(n.lemma_.lower() in r.nouns for n in nouns for r in rules)

    def set_time(self, child: Token) -> None:
        span = time_of(child)
        if self.time is None and is_calendar_time(span) and not self.dates_the_saying(child):
            self.time = span

    def dates_the_saying(self, child: Token) -> bool:
        """Whether a time stands between a reporting verb and the subject of its content: "said on Monday it had agreed"."""
        outer = self.clause.outermost
        subject = next((c for c in outer.children if c.dep_ in SUBJECTS), None)
        follows = outer.dep_ == "ccomp" and subject is not None and outer.head.i < child.i < subject.i
        return follows and not any(c.dep_ == "mark" and c.i < child.i for c in outer.lefts)

    def lift(self) -> None:
        """Takes to the verb what the parser hung on the end of its object: when it happened, and for how much.

        A noun that names an event keeps its own time ("the 2022 deal"), any other noun has none.
        """
        transfers = self.head.lemma_.lower() in lexicon().transfer
        for phrase in self.head.children:
            if phrase.dep_ not in ("obj", "obl", "nsubj:pass", "obl:agent") or is_verbal(phrase) or self.clause.kind != "verb":
                continue
            for token in phrase.subtree:
                nominal = token.dep_ in ("nmod", "nmod:unmarked", "obl", "obl:unmarked") and token.i > token.head.i
                if not nominal or token.head.pos_ not in ("NOUN", "PROPN", "NUM", "SYM") or clause_between(token, phrase):
                    continue
                preposition = preposition_of(token)
                amount = quantity_of(token)
                if is_calendar_time(time_of(token)):
                    event = token.head.lemma_.lower() in lexicon().event_nouns or self.has_light_noun()
                    if not event and preposition in EVENT_TIME_PREPOSITIONS:
                        self.lifted.append(token)
                elif amount is not None and preposition == "for" and amount._.quantity.kind == "money":
                    self.lifted.append(token)
                elif amount is not None and preposition_before(token) in ("to", "from") and quantity_of(phrase) not in (None, amount):
                    self.lifted.append(token)
                elif transfers and phrase.dep_ != "obl" and token.head.i == phrase.i and preposition in ("to", "from", "into"):
                    self.lifted.append(token)
        for token in self.lifted:
            self.oblique(token)

    def light_noun(self, noun: Token) -> None:
        """Gives the claim the arguments of its light verb's noun; a day named after any object dates the verb."""
        rules = lexicon().light_verbs.get(self.head.lemma_.lower(), ())
        light = next((r for r in rules if noun.lemma_.lower() in r.nouns), None)
        for child in noun.children:
            if child.dep_ != "nmod" or child.i < noun.i:
                continue
            time = time_of(child)
            if is_calendar_time(time):
                assert time is not None
                if light is not None or (preposition_of(child) == "on" and len(time._.time.value) >= len("2025-03-13")):
                    self.set_time(child)
            elif light is not None and preposition_of(child) not in ("of", ""):
                preposition = preposition_of(child)
                role, rule = ("other", "role.party") if preposition == "with" else role_of(child, preposition, self.clause)
                self.add(role, child, rule, preposition if role == "other" else None)  # type: ignore[arg-type]
        if light is not None:
            self.clause.rules.append((light.id, (self.head, noun)))
            for index, argument in enumerate(self.arguments):
                if argument.head.i == noun.i:
                    self.arguments[index] = Argument("theme", noun, bare_noun(noun), light.id)

    def complement(self, child: Token) -> None:
        raised = self.raised_object(child)
        if raised is not None:
            self.arguments = [a for a in self.arguments if a.head.i != raised.i]
            span = child.doc[raised.left_edge.i : clause_phrase(child).end]
            self.arguments.append(Argument("content", child, span, "clause.complement.raised", clause=child))
        elif is_predicate(child) or is_verbal(child):
            self.arguments.append(Argument("content", child, clause_phrase(child), "clause.complement", clause=child))
        elif child.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") and child.dep_ == "xcomp":
            self.arguments.append(Argument("attribute", child, noun_phrase(child, keep_case=True), "clause.predicative"))

    def raised_object(self, clause: Token) -> Token | None:
        """The object of "want", "expect" or "help" that is only the subject of the clause after it."""
        if not any(r.raises for r in lexicon().reporting.get(self.head.lemma_.lower(), ())) or self.clause.passive:
            return None
        return next((c for c in self.head.children if c.dep_ == "obj" and c.i < clause.i), None)

    def adverbial(self, child: Token) -> None:
        marker = marker_of(child)
        if is_prepositional(child):
            self.prepositional(child)
            return
        if not (is_predicate(child) or is_verbal(child)):
            return
        if controlling_object(self.head, child) is not None and self.raised_object(child) is not None:
            self.complement(child)
            return
        if controlling_object(self.head, child) is not None:
            self.arguments.append(Argument("content", child, clause_phrase(child), "clause.complement", clause=child))
            return
        if marker in ("to", "in order") and child.tag_ == "VB":
            role: Role = "purpose"
        elif marker in CONDITION_MARKERS:
            role = "condition"
        elif marker in CAUSE_MARKERS and (marker == "because" or child.i > self.head.i and marker == "since"):
            role = "cause"
        else:
            return
        self.arguments.append(Argument(role, child, clause_phrase(child), f"clause.adverbial.{role}", clause=child))

    def prepositional(self, child: Token) -> None:
        """ "compared with May": the participle is the preposition of what follows it."""
        for phrase in child.children:
            if phrase.dep_ in ("obl", "obj") and not is_calendar_time(time_of(phrase)):
                preposition = f"{child.lower_} {preposition_of(phrase)}".strip()
                role, rule = role_of(phrase, preposition, self.clause)
                if role != "other":
                    self.add(role, phrase, rule)

    def host_clause(self) -> None:
        """An inserted cue takes the clause around it as its content: "Ports will close, the union warned"."""
        host = self.head.head
        cue = self.head.dep_ == "parataxis" and any(r.claim and r.attributes for r in lexicon().reporting.get(self.head.lemma_.lower(), ()))
        if cue and is_predicate(host) and not any(a.role in ("content", "theme") for a in self.arguments):
            self.arguments.append(Argument("content", host, noun_phrase(host), "clause.inserted_cue", clause=host))

    def compared_amount(self) -> None:
        """ "rose to 5%, up from 3%": the value before the change is the origin, wherever the parser hung it."""
        doc = self.head.doc
        for amount in doc.spans.get("quantities", ()):
            before = doc[max(0, amount.start - 2) : amount.start]
            if not self.head.is_ancestor(amount.root) or [t.lower_ for t in before] not in (["up", "from"], ["down", "from"]):
                continue
            nearest = next(a for a in amount.root.ancestors if is_predicate(a) or a.i == self.head.i)
            if nearest.i == self.head.i and all(not a.span.start <= amount.start < a.span.end for a in self.arguments):
                self.arguments.append(Argument("origin", amount.root, amount, "role.origin.compared"))

    def shared_object(self) -> None:
        """An object after the last of coordinated verbs belongs to all: "neither confirmed nor denied the report"."""
        following = self.head.nbor(1) if self.head.i + 1 < len(self.head.doc) else None
        if following is None or following.dep_ != "cc" or any(a.role in ("theme", "content", "attribute") for a in self.arguments):
            return
        second = following.head
        if second.dep_ == "conj" and second.head.i == self.head.i and is_verbal(second) and not self.clause.passive:
            for child in second.children:
                if child.dep_ == "obj":
                    self.add("theme", child, "clause.shared_object")

    def missing_object(self) -> None:
        """The noun before a relative clause without pronoun fills its open object: "the deal they struck"."""
        undone = open_relative(self.head)
        if undone is not None:
            self.light_noun(undone[0])
            self.arguments.append(Argument("theme", undone[0], bare_noun(undone[0]), "clause.relative.open_object"))
            return
        relative = next((t for t in (self.head, *self.head.ancestors) if t.dep_ == "acl:relcl"), None)
        if relative is None or self.clause.kind != "verb" or self.clause.passive:
            return
        chain = relative.i == self.head.i or any(g.i == relative.i for g, _ in self.clause.governors)
        if not chain or any(a.role in ("theme", "content", "attribute") for a in self.arguments):
            return
        if any(t.tag_ in RELATIVES or (t.lower_ == "that" and t.dep_ in SUBJECTS | {"obj"}) for t in self.head.subtree if t.i < self.head.i):
            return
        if any(c.dep_ in SUBJECTS for c in self.clause.outermost.children):
            noun = relative.head
            self.arguments.append(Argument("theme", noun, noun_phrase(noun), "clause.relative.open_object"))


def bare_noun(noun: Token) -> Span:
    """Returns a light verb's noun with its modifiers before it only: "a deal" of "a deal with Panama"."""
    left = min([noun.i, *(c.left_edge.i for c in noun.lefts if c.dep_ in ("det", "amod", "compound", "nummod", "nmod:poss"))])
    return noun.doc[left : noun.i + 1]


def event_noun_arguments(noun: Token) -> tuple[list[Argument], Span | None, int]:
    """Finds what a noun that names an event says of it.

    Returns:
        Its arguments, its time, and how many distinct participants, times and amounts are stated.
    """
    clause = Clause(noun, "noun")
    arguments: list[Argument] = []
    time: Span | None = None
    stated = 0
    for child in noun.children:
        preposition = preposition_of(child)
        span_time = time_of(child)
        amount = quantity_of(child)
        if is_calendar_time(span_time):
            if time is None and preposition not in NO_EVENT_TIME:
                time, stated = span_time, stated + 1
        elif child.dep_ == "nmod:poss" or (child.dep_ == "compound" and child.ent_type_ in ("ORG", "GPE")):
            if child.ent_type_:
                arguments.append(Argument("agent", child, _owner(child), "event.owner"))
                stated += 1
        elif child.dep_ == "nmod" and not set_off(child):
            if amount is not None and amount._.quantity is not None and amount._.quantity.kind == "money":
                arguments.append(Argument("theme", child, noun_phrase(child), "event.amount"))
                stated += 1
            elif any(t.ent_type_ for t in conjuncts(child)) and preposition:
                for one in conjuncts(child):
                    role, rule = ("agent", "event.parties") if preposition == "between" else role_of(one, preposition, clause)
                    if preposition == "of":
                        role, rule = "theme", "event.of"
                    arguments.append(Argument(role, one, noun_phrase(one), rule, preposition if role == "other" else None))
                stated += 1
        elif child.dep_ in ("compound", "nummod") and amount is not None and amount._.quantity.kind == "money":
            arguments.append(Argument("theme", child, amount, "event.amount"))
            stated += 1
    return arguments, time, stated


def _owner(child: Token) -> Span:
    words = [t for t in child.subtree if t.dep_ != "case" and not t.is_punct]
    return child.doc[words[0].i : words[-1].i + 1]


