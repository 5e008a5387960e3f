"""The referents of a text as it is read: noun phrases, grouped by what they stand for, with what pronouns agree with.

A name joins the referent of its long form, an apposition that of its noun, and "the ship" that of "a ship" before it.
Pronouns join the referent they most probably continue (Lappin and Leass 1994: equivalence classes with salience).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sourceline.nlp.parsed import Doc, Span, Token
from sourceline.nlp.people import Agreement, agreement_of

Role = Literal["subject", "object", "oblique", "possessor", "modifier", "other"]
Form = Literal["name", "definite", "indefinite", "bare", "stand_in", "pronoun"]
Status = Literal["resolved", "ambiguous", "unresolved"]

ROLES: dict[str, Role] = {
    "nsubj": "subject", "nsubj:pass": "subject", "nsubj:outer": "subject", "obj": "object", "iobj": "object",
    "obl": "oblique", "obl:agent": "oblique", "nmod:poss": "possessor", "nmod": "modifier", "compound": "modifier",
}  # fmt: skip
SUBJECTS = frozenset(dep for dep, role in ROLES.items() if role == "subject")
NO_PHRASES = frozenset({"compound", "flat", "nmod:desc", "amod", "nmod:unmarked", "obl:unmarked", "fixed", "goeswith"})
PHRASE_PARTS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc"})
STAND_INS = frozenset(
    {"Ind", "Tot", "Neg", "Dem"}
)  # types of pronouns that bring in somebody or something: "some", "those"
# parts of a time: "the first half of the 20th century" is none of the things that something later stands for
STRETCHES = frozenset(
    {"half", "part", "quarter", "end", "beginning", "start", "middle", "course", "rest", "turn", "eve"}
)
VAGUE = frozenset({"lot", "lots", "bit", "plenty", "kind", "sort", "handful"})
OUTSIDE = ("CCONJ", "PUNCT")  # what a phrase does not begin with
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Mention(NamedTuple):
    """One noun phrase or pronoun: `span` up to its head, `sentence` by number; how certain it is that it stands for its
    referent.
    """

    head: Token
    span: Span
    sentence: int
    role: Role
    form: Form
    certainty: float = 1.0


@dataclass(eq=False)
class Referent:
    """What mentions stand for."""

    mentions: list[Mention]
    agreement: Agreement
    label: str = ""

    @property
    def latest(self) -> Mention:
        return self.mentions[-1]

    @property
    def antecedent(self) -> Span | None:
        """The mention to point to: the latest name, or else noun phrase; None where there are only pronouns."""
        nominal = [m for m in self.mentions if m.form not in ("pronoun", "stand_in")]
        names = [m for m in nominal if m.form == "name"]
        plain = [m for m in names if m.role != "modifier"]  # not that of "the Duarte report"
        return (plain or names or nominal)[-1].span if nominal else None


@dataclass
class Discourse:
    """All referents so far, in the order of their latest mention (the keys of `referents`)."""

    doc: Doc
    referents: dict[Referent, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names: dict[int, Span] = {i: name for name in self.doc.ents for i in range(name.start, name.end)}
        self.heads_of_names = {name.root.i for name in self.doc.ents}
        self.timed: set[int] = {t.i for span in self.doc.spans.get("times", ()) for t in span}
        self.quote_at: dict[int, int] = {
            t.i: number for number, quote in enumerate(self.doc.spans.get("quotes", ())) for t in quote
        }
        self.by_name: dict[str, Referent] = {}
        self.by_noun: dict[str, list[Referent]] = {}
        self.by_token: dict[int, Referent] = {}

    def phrase(self, head: Token) -> Span:
        """Returns the name that a token heads, or its noun phrase up to the head."""
        if head.i in self.names:
            return self.names[head.i]
        parts = [c for c in head.lefts if c.dep_ in PHRASE_PARTS]  # not "how quickly or fairly | migrants"
        edges = [c.i if c.left_edge.pos_ in OUTSIDE else c.left_edge.i for c in parts]
        return Span(self.doc, min(edges) if edges else head.i, head.i + 1)

    def whole_phrase(self, head: Token, span: Span) -> Span:
        """Returns a phrase, of which its span is given, with all that is coordinated with it: "Lindt and Holm"."""
        conjuncts = [c for c in head.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]
        conjuncts = [c for c in conjuncts if all(m.dep_ != "case" for m in c.lefts)]  # not "in Mali and in the south"
        return self.doc[span.start : self.phrase(conjuncts[-1]).end] if conjuncts else span

    def is_nominal(self, token: Token) -> bool:
        """Whether a token heads a noun phrase that something later can stand for."""
        if token.i in self.names:
            return token.i in self.heads_of_names and token.dep_ != "amod"
        if token.pos_ in ("PRON", "DET"):
            return token.morph.get("PronType", [""])[0] in STAND_INS and (token.dep_ in ROLES or token.dep_ == "conj")
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self.timed or token.dep_ in NO_PHRASES:
            return False
        if token.lower_ in VAGUE and any(c.dep_ == "nmod" for c in token.rights):
            return False  # "a lot of fear": nothing later is a lot
        if any(c.lower_ == "no" and c.dep_ == "det" for c in token.lefts):
            return False  # "there is no doubt": nothing later stands for that
        return not (token.lower_ in STRETCHES and any(c.i in self.timed for c in token.rights))

    def read(self, token: Token, sentence: int) -> None:
        """Takes in the noun phrase that a token heads, and the coordination that it opens."""
        if not self.is_nominal(token):
            return
        span = self.phrase(token)
        mention = Mention(token, span, sentence, role_of(token), self.form_of(token))
        self.join(self.known(mention) or self.new(mention), mention)
        whole = self.whole_phrase(token, span)
        if len(whole) > len(span):
            group = Mention(token, whole, sentence, mention.role, mention.form)
            referent = self.by_name.get(whole.text) or self.new(group)
            referent.label = ""  # several names are not one name
            self.by_name[whole.text] = referent
            self.add(referent, group)

    def new(self, mention: Mention) -> Referent:
        label = self.label_of(mention)
        return Referent([], agreement_of(mention.head, mention.span, label), label)

    def known(self, mention: Mention) -> Referent | None:
        """Finds the referent before that a noun phrase repeats."""
        head = mention.head
        apposed = self.by_token.get(head.head.i) if head.dep_ == "appos" and head.head.i < head.i else None
        if mention.form == "name":
            return self.by_name.get(key_of(mention.span)) or (apposed if apposed and not apposed.label else None)
        if apposed is not None:
            return apposed
        if mention.form == "definite":
            words = {t.lower_ for t in mention.span if t.dep_ in ("amod", "compound", "nummod")}
            for referent in reversed(self.by_noun.get(head.lower_, [])):
                if words <= {t.lower_ for m in referent.mentions for t in m.span}:
                    return referent
        return None

    def join(self, referent: Referent, mention: Mention) -> None:
        """Adds a mention to a referent."""
        if referent.mentions and mention.form != "pronoun":
            label = self.label_of(mention)
            referent.agreement.learn(agreement_of(mention.head, mention.span, label))
            referent.label = referent.label or label
        self.add(referent, mention)
        self.by_token[mention.head.i] = referent
        if mention.form == "name":
            self.by_name[key_of(mention.span)] = referent
        elif mention.head.pos_ == "NOUN":
            self.by_noun.setdefault(mention.head.lower_, []).append(referent)

    def add(self, referent: Referent, mention: Mention) -> None:
        """Makes a mention the latest of its referent, and the referent the latest of all."""
        referent.mentions.append(mention)
        self.referents.pop(referent, None)
        self.referents[referent] = None

    def label_of(self, mention: Mention) -> str:
        """Returns the entity label of a mention that is a name, or ""."""
        name = self.names.get(mention.head.i)
        return name.label_ if name is not None else ""

    def form_of(self, head: Token) -> Form:
        if head.i in self.names or head.pos_ == "PROPN":
            return "name"
        if head.pos_ != "NOUN":
            return "stand_in"
        first = next((c for c in head.lefts if c.dep_ in ("det", "nmod:poss")), None)
        if first is None:
            return "bare"
        return "definite" if first.dep_ == "nmod:poss" or first.lower_ in DEFINITE else "indefinite"

    def before(self, token: Token, sentence: int, reach: int) -> Iterator[Referent]:
        """Yields the referents whose latest mention ends before a token, at most `reach` sentences back."""
        for referent in reversed(self.referents):
            if referent.latest.sentence < sentence - reach:
                return
            if referent.latest.span.end <= token.i:
                yield referent

    def named_before(self, token: Token) -> Iterator[Referent]:
        """Yields the referents with a name whose latest mention ends before a token."""
        for referent in dict.fromkeys(self.by_name.values()):
            if referent.latest.span.end <= token.i:
                yield referent


def role_of(head: Token) -> Role:
    """Returns the grammatical role of a phrase; a conjunct has that of the first."""
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return ROLES.get(head.dep_, "other")


def key_of(name: Span) -> str:
    """Returns what a name is known by: its long form in any case, apart for a country and for its people."""
    entity = name._.entity
    return f"people of {entity.name if entity else name.text}" if name.label_ == "NORP" else name_of(name).casefold()


def name_of(span: Span) -> str:
    """Returns the long form of a name, or the words of another mention; a people is not its country."""
    entity = span._.entity
    return entity.name if entity and span.label_ != "NORP" else span.text


@dataclass(frozen=True)
class Link:
    """What a mention stands for.

    `antecedents` are spans of the document that the mention is of, ranked; the first is the answer where `status` is
    resolved.

    `scores` are the probabilities of the antecedents, where the method gives any; `rules` are the ids of the rules that
    made them agree.
    """

    status: Status
    method: str
    antecedents: tuple[Any, ...] = ()
    scores: tuple[float, ...] = ()
    rules: tuple[str, ...] = ()
