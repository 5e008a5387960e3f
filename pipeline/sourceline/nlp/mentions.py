"""`sourceline_mentions`: pronouns and definite descriptions, and what they can stand for.

Precision first: a link is resolved only where one compatible antecedent stands in the grammatical position that
pronouns continue (the subject of the clause before: Hobbs 1978, and centering, Grosz et al. 1995) or where there is
only one candidate in reach. Otherwise the candidates are kept, ranked, and the link stays open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.rules import Rule, load_rules
from sourceline.schema.values import EntityLabel

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
PRONOUNS: dict[str, tuple[str, str]] = {  # lower form → (number, what it can stand for)
    "he": ("Sing", "person"), "him": ("Sing", "person"), "his": ("Sing", "person"),
    "she": ("Sing", "person"), "her": ("Sing", "person"), "hers": ("Sing", "person"),
    "it": ("Sing", "thing"), "its": ("Sing", "thing"),
    "they": ("Plur", "any"), "them": ("Plur", "any"), "their": ("Plur", "any"), "theirs": ("Plur", "any"),
}  # fmt: skip
PHRASE_PARTS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc"})
REACH = 2  # sentences that a pronoun looks back over; a description looks back over the whole article
MAX_CANDIDATES = 4


class DescriptionRule(Rule):
    """Head nouns of descriptions and the labels of names that they stand for."""

    heads: tuple[str, ...]
    labels: tuple[EntityLabel, ...]
    same_head: bool = False
    titled: bool = False
    country: bool = False


@dataclass(frozen=True)
class Link:
    """What a mention stands for. `antecedents` are ranked; the first is the answer where `status` is resolved."""

    status: Literal["resolved", "ambiguous", "unresolved"]
    method: str
    antecedents: tuple[Span, ...]


def whole_subject(head: Token) -> Span:
    """Returns the phrase of a subject with all that is coordinated with it: "Lindt and Holm"."""
    conjuncts = [c for c in head.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]
    if not conjuncts:
        return noun_span(head)
    return head.doc[noun_span(head).start : noun_span(conjuncts[-1]).end]


def noun_span(head: Token) -> Span:
    """Returns the name that a token heads, or its noun phrase up to the head."""
    for entity in head.doc.ents:
        if entity.start <= head.i < entity.end:
            return entity
    left = min([head.i, *(c.left_edge.i for c in head.lefts if c.dep_ in PHRASE_PARTS)])
    return head.doc[left : head.i + 1]


def name_of(span: Span) -> str:
    """Returns the long form of a name, or the words of another mention."""
    entity = span._.entity
    return entity.name if entity else span.text


class Mentions:
    """The component; see the module. Sets `doc.spans["mentions"]`, and `span._.link` on each."""

    def __init__(self) -> None:
        self.descriptions = load_rules(DescriptionRule, "entities/descriptions")
        self.institutions = {head for rule in self.descriptions if rule.same_head for head in rule.heads}

    def __call__(self, doc: Doc) -> Doc:
        found: list[Span] = []
        if doc.has_annotation("DEP") and doc.has_annotation("SENT_START"):
            sentences = list(doc.sents)
            for number, sentence in enumerate(sentences):
                for token in sentence:
                    span = self.pronoun(token, sentences, number) or self.description(token, doc)
                    if span is not None:
                        found.append(span)
        doc.spans["mentions"] = found
        return doc

    def pronoun(self, token: Token, sentences: list[Span], number: int) -> Span | None:
        kind = PRONOUNS.get(token.lower_)
        if kind is None or token.pos_ not in ("PRON", "DET") or is_expletive(token):
            return None
        span = token.doc[token.i : token.i + 1]
        parallel = self.parallel_subject(token, kind)
        if parallel is not None:
            span._.link = Link("resolved", "pronoun.parallel_subject", (whole_subject(parallel),))
            return span
        candidates: list[Span] = []
        names: set[str] = set()
        for sentence in reversed(sentences[max(0, number - REACH) : number + 1]):
            heads = [t for t in sentence if t.i < token.i and compatible(t, kind) and not same_clause(t, token)]
            for head in sorted(heads, key=lambda t: (t.dep_ not in SUBJECTS, t.i)):
                candidate = noun_span(head)
                if name_of(candidate) not in names:
                    names.add(name_of(candidate))
                    candidates.append(candidate)
        if not candidates:
            span._.link = Link("unresolved", "pronoun.none", ())
        elif len(candidates) == 1 and kind[1] == "person":
            span._.link = Link("resolved", "pronoun.only_candidate", (candidates[0],))
        else:
            span._.link = Link("ambiguous", "pronoun.several", tuple(candidates[:MAX_CANDIDATES]))
        return span

    @staticmethod
    def parallel_subject(token: Token, kind: tuple[str, str]) -> Token | None:
        """Finds the subject that a pronoun continues: of the clause before or around its own, or of its own."""
        clause = token.head if token.dep_ in SUBJECTS else None
        if token.dep_ == "nmod:poss":
            clause = next((a for a in token.ancestors if any(c.dep_ in SUBJECTS for c in a.children)), None)
            own = [c for c in clause.children if c.dep_ in SUBJECTS and c.i < token.i] if clause else []
            if own and token not in own[0].subtree:
                return own[0] if compatible(own[0], kind) else None
        while clause is not None and clause.dep_ in ("conj", "ccomp", "advcl", "parataxis"):
            nested = clause.dep_ != "conj"
            clause = clause.head
            subjects = [c for c in clause.children if c.dep_ in SUBJECTS and c.i < token.i]
            if subjects:
                unnamed = nested and kind[1] == "thing" and not subjects[0].ent_type_
                return subjects[0] if compatible(subjects[0], kind) and not unnamed else None
        return None

    def description(self, token: Token, doc: Doc) -> Span | None:
        """Links "the company" to the one name in the article before it that it can describe."""
        determiner = next((c for c in token.lefts if c.dep_ == "det"), None)
        if (
            token.pos_ != "NOUN"
            or token.ent_type_
            or determiner is None
            or determiner.lower_ not in ("the", "that", "this")
        ):
            return None
        rules = [r for r in self.descriptions if token.lower_ in r.heads]
        named = ("GPE", "ORG", "PERSON", "NORP") if token.lower_ in self.institutions else ("GPE", "ORG", "PERSON")
        if any(c.ent_type_ in named for c in token.lefts):
            return None  # it has a name of its own: "the Kenyan government"
        if not rules or any(c.dep_ in ("nmod:poss", "nmod", "appos", "flat", "acl:relcl") for c in token.children):
            return None
        span = noun_span(token)
        for rule in rules:
            before = [e for e in doc.ents if e.end <= span.start and e.label_ in rule.labels]
            if rule.same_head:
                before = [e for e in before if e[-1].lower_ == token.lower_]
            elif rule.titled:
                before = [e for e in before if has_title(e, token.lemma_.lower())]
            else:
                before = [e for e in before if e[-1].lower_ not in self.institutions]
            if "GPE" in rule.labels:
                before = [e for e in before if is_country(e) == rule.country]
            unique: dict[str, Span] = {}
            for entity in reversed(before):
                unique.setdefault(name_of(entity), entity)
            candidates = tuple(unique.values())[:MAX_CANDIDATES]
            if len(candidates) == 1:
                span._.link = Link("resolved", rule.id, candidates)
                return span
            if candidates:
                span._.link = Link("ambiguous", rule.id, candidates)
                return span
        span._.link = Link("unresolved", rules[-1].id, ())
        return span


def same_clause(head: Token, pronoun: Token) -> bool:
    """Whether both are arguments of one verb and so not the same: "Lindt praised him" (binding principle B)."""
    return pronoun.dep_ != "nmod:poss" and head.head.i == pronoun.head.i and head.dep_ in SUBJECTS


def has_title(name: Span, title: str) -> bool:
    """Whether a name is introduced with a title: "President Trump", "Ana Duarte, the mayor"."""
    around = [t for t in name.doc[max(0, name.start - 2) : name.start] if not t.is_punct]
    return any(t.lemma_.lower() == title or t.lower_ == title for t in around) or any(
        c.dep_ in ("appos", "nmod:desc", "compound") and c.lemma_.lower() == title for c in name.root.children
    )


def is_country(name: Span) -> bool:
    return name._.entity is not None and "iso3166" in name._.entity.ids


def compatible(head: Token, kind: tuple[str, str]) -> bool:
    """Whether a token heads a noun phrase that a pronoun of this kind can stand for."""
    number, nature = kind
    if head.pos_ not in ("NOUN", "PROPN") or head.dep_ in (
        "compound",
        "flat",
        "nmod:desc",
        "amod",
        "nmod:unmarked",
        "obl:unmarked",
    ):
        return False
    if any(head in span for span in head.doc.spans.get("times", ())):
        return False
    if nature == "person":
        return head.ent_type_ == "PERSON"
    plural = "Plur" in head.morph.get("Number", []) or any(c.dep_ == "conj" for c in head.children)
    if number == "Plur":
        return plural and head.ent_type_ not in ("GPE", "LOC")
    return not plural and head.ent_type_ not in ("PERSON", "NORP")


def is_expletive(token: Token) -> bool:
    """Whether "it" is a dummy subject ("it is important to", "it rained")."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    return token.dep_ in SUBJECTS and any(
        c.dep_ in ("csubj", "ccomp", "xcomp", "advcl") and token.head.pos_ == "ADJ" and c.i > token.head.i
        for c in token.head.children
    )


@Language.factory("sourceline_mentions", requires=["doc.ents", "token.dep"], assigns=["doc.spans", "span._.link"])
def make_mentions(nlp: Language, name: str) -> Mentions:
    """Creates the component. Put it after parser and entities."""
    return Mentions()
