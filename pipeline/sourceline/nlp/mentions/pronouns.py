"""Whom a pronoun stands for: a log-linear ranker over the referents before it, and over "none of them".

The method is that of Denis and Baldridge (2008): all candidates compete in one softmax. Features are named, their
weights are data (`models/rules/entities/pronouns.toml`, fitted by `models/training/pronouns.py`). What grammar rules
out (number, gender, arguments of the same verb) never becomes a candidate.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from sourceline.nlp.mentions.binding import is_bound, is_cited, named_below
from sourceline.nlp.mentions.discourse import SUBJECTS, Discourse, Referent, key_of, role_of
from sourceline.nlp.parsed import Span, Token, once
from sourceline.nlp.people import Gender
from sourceline.rules import Rule, load_rules

REACH = 4  # sentences back to the latest mention of a candidate
MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
RELATIVES = frozenset({"who", "which", "that"})
ENOUGH_MENTIONS = 4


class PronounRule(Rule):
    """A class of pronouns: what they are, the weights of features, and how sure an answer must be.

    `dummy_verbs` are verbs whose subject "it" stands for nothing ("it rained").
    """

    words: frozenset[str]
    stands_for: str
    threshold: float
    weights: dict[str, float]
    dummy_verbs: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """A referent that a pronoun can stand for (None: none of those before it), its features, and how probable it is."""

    referent: Referent | None
    features: frozenset[str]
    probability: float = 0.0

    @property
    def certainty(self) -> float:
        """How certain the answer is: a chain of pronouns is as strong as its weakest link."""
        return self.probability if self.referent is None else min(self.probability, self.referent.latest.certainty)


class Ranker:
    """Ranks the referents that a pronoun can stand for."""

    def __init__(self) -> None:
        self.rules = {word: rule for rule in load_rules(PronounRule, "entities/pronouns") for word in rule.words}

    def rule_for(self, token: Token) -> PronounRule | None:
        """Returns the rule of a pronoun, or None for other words and for a dummy "it"."""
        rule = self.rules.get(token.lower_)
        return rule if rule and token.pos_ in ("PRON", "DET") and not is_expletive(token) else None

    def rank(self, token: Token, sentence: int, discourse: Discourse) -> list[Candidate]:
        """Returns all candidates, "none" among them, the most probable first."""
        rule = self.rules[token.lower_]
        candidates = find_candidates(token, sentence, discourse, rule)
        # fsum: the sum of a set's weights must not depend on the order in which a set is walked
        scores = [math.exp(math.fsum(rule.weights.get(f, 0.0) for f in c.features)) for c in candidates]
        total = sum(scores)
        ranked = [Candidate(c.referent, c.features, score / total) for c, score in zip(candidates, scores, strict=True)]
        return sorted(ranked, key=lambda c: -c.probability)


def gender_of(pronoun: Token) -> Gender | None:
    """Returns the gender of a pronoun that has one."""
    return "Masc" if pronoun.lower_ in MASCULINE else "Fem" if pronoun.lower_ in FEMININE else None


def find_candidates(token: Token, sentence: int, discourse: Discourse, rule: PronounRule) -> list[Candidate]:
    """Returns the referents that grammar lets a pronoun stand for, with their features; the last is "none"."""
    found = [r for r in discourse.before(token, sentence, REACH) if agrees(r, token, rule) and not is_bound(r, token)]
    below = named_below(token, discourse)
    found = [r for r in found if r not in below and not is_cited(r, token)]
    announced = following_person(token, discourse)
    if rule.stands_for == "person" and announced is not None:
        found = [r for r in found if discourse.by_name.get(key_of(announced)) is r]
    found.sort(key=lambda r: -r.latest.head.i)
    continued, own, role = continued_subject(token), own_subject(token), role_of(token)
    subjects = {
        "continued_subject": continued, f"continued_subject.{role}": continued,
        "own_subject": own, f"own_subject.{role}": own,
    }  # fmt: skip
    first_of = {r.latest.sentence: r.latest.head.i for r in found}  # the last to be seen stands first
    candidates = [
        Candidate(
            r,
            frozenset().union(
                describe(r, rank), compare(r, token, role, sentence, discourse), place(r, first_of, subjects)
            ),
        )
        for rank, r in enumerate(found)
    ]
    return [*candidates, Candidate(None, frozenset(describe_none(token, found)))]


def compare(referent: Referent, token: Token, role: str, sentence: int, discourse: Discourse) -> set[str]:
    """Returns the features of a pronoun, whose role is given, and a referent together."""
    latest, kind = referent.latest, referent.agreement.kind
    distance = sentence - latest.sentence
    near = "same" if distance == 0 else "before"
    features = {
        f"distance.{min(distance, 3)}",
        f"distance.{min(distance, 3)}.{role}",
        f"role.{latest.role}.{near}",
        f"roles.{latest.role}.{role}.{near}",
    }
    if role == "subject" and token.head.pos_ == "VERB":
        features.add(f"acts.{token.head.morph.get('Voice', ['Act'])[0]}.{kind}")
    if latest.head.head.lemma_ == token.head.lemma_ and latest.role == role:
        features.add("same_governor")
    if latest.form == "pronoun":
        features.add("same_word" if same_pronoun(latest.head, token) else "other_pronoun")
    if role == "possessor" and token.head.dep_ == "conj" and latest.head == token.head.head:
        features.add("conjoined")
    if referent.agreement.gender and gender_of(token):
        features.add("gender")
    quote = discourse.quote_at.get(token.i)
    if discourse.quote_at.get(latest.head.i) != quote:
        features.add("into_quote" if quote is not None else "out_of_quote")
        if quote is not None and latest.role == "subject" and latest.head.head.is_ancestor(token):
            features.add("speaker")
    return features


def describe(referent: Referent, rank: int) -> set[str]:
    """Returns the features of a referent by itself."""
    latest, agreement = referent.latest, referent.agreement
    first = referent.mentions[0]
    nominal = next(m for m in reversed(referent.mentions) if m.form != "pronoun")
    features = {
        f"recency.{min(rank, 3)}",
        f"mentions.{min(len(referent.mentions), ENOUGH_MENTIONS)}",
        f"form.{nominal.form}",
        f"kind.{agreement.kind}{'.guessed' if agreement.guessed else ''}",
        f"number.{agreement.number}",
        f"role.{latest.role}",
    }
    if referent.label:
        features.add(f"label.{referent.label}")
    if first.sentence <= 1:
        features.add("opening")
    if has_relative(first.head):
        features.add("who")
    return features


@once
def has_relative(head: Token) -> bool:
    """Whether a "who" or "whose" stands under a word and behind it."""
    return any(t.lower_ in ("who", "whose") for t in head.subtree if t.i > head.i)


def place(referent: Referent, first_of: dict[int, int], subjects: dict[str, Token | None]) -> set[str]:
    """Returns where the latest mention stands: first of the candidates in its sentence, or as a subject to continue."""
    head = referent.latest.head
    features = {name for name, subject in subjects.items() if subject is not None and subject == head}
    return features | {"first"} if first_of[referent.latest.sentence] == head.i else features


def describe_none(token: Token, found: list[Referent]) -> set[str]:
    """Returns the features of standing for none of the candidates."""
    features = {"none", f"none.{role_of(token)}", f"none.{min(len(found), 3)}"}
    if token.head.pos_ == "ADJ" or token.head.lemma_ in ("seem", "appear", "take", "happen"):
        features.add("none.dummy")
    if token.is_sent_start:
        features.add("none.opens")
    if any(t.lower_ in ("i", "you", "we", "me", "my", "your", "us", "our") for t in token.sent):
        features |= {"none.dialogue", f"none.dialogue.{role_of(token)}"}
    if token.head.pos_ in ("NOUN", "NUM", "PROPN") and token.dep_ in SUBJECTS:
        features.add("none.identity")
    features.add(f"none.{token.lower_}")
    if any(c.dep_ in ("acl:relcl", "acl") for c in token.children):
        features.add("none.relative")
    return features


def agrees(referent: Referent, token: Token, rule: PronounRule) -> bool:
    """Whether number, gender and kind let a pronoun stand for a referent."""
    agreement = referent.agreement
    if rule.stands_for == "people":
        return (
            agreement.number == "Plur"
            or agreement.kind == "group"
            or (agreement.kind == "person" and not referent.label and not agreement.gender and not agreement.guessed)
        )
    if agreement.number == "Plur":
        return False
    if rule.stands_for == "thing":
        return agreement.kind != "person" or agreement.guessed or may_be_firm(referent)
    return agreement.kind == "person" and agreement.gender in (None, gender_of(token))


def may_be_firm(referent: Referent) -> bool:
    """Whether what is taken for a person has one name and no title or given name, as a company has."""
    agreement = referent.agreement
    alone = all(len(m.span) == 1 for m in referent.mentions if m.form == "name")
    return referent.label == "PERSON" and not agreement.rules and agreement.gender is None and alone


def subject_of(clause: Token, token: Token) -> Token | None:
    """Returns what a clause is said of, if it stands before a token and does not hold it: its subject, or its noun."""
    found = next((c for c in clause.children if c.dep_ in SUBJECTS and c.i < token.i), None)
    if clause.dep_ in ("acl", "acl:relcl") and (found is None or found.lower_ in RELATIVES):
        return clause.head if clause.head.i < clause.i else None
    return None if found is None or found == token or found.is_ancestor(token) else found


def own_subject(token: Token) -> Token | None:
    """Returns the subject of the innermost clause around a pronoun: "Lindt sold her boat"."""
    return next((s for a in token.ancestors if (s := subject_of(a, token)) is not None), None)


def continued_subject(token: Token) -> Token | None:
    """Returns the subject that a subject pronoun continues: that of the clause before or around its own."""
    clause = token.head if token.dep_ in SUBJECTS else None
    while clause is not None and clause.dep_ in ("conj", "ccomp", "advcl", "parataxis"):
        clause = clause.head
        if (subject := subject_of(clause, token)) is not None:
            return subject
    return None


def following_person(token: Token, discourse: Discourse) -> Span | None:
    """Returns the person whom a pronoun announces: "In her first term, Lindt ..." (cataphora)."""
    for ancestor in token.ancestors:
        subject = next((c for c in ancestor.children if c.dep_ in SUBJECTS), None)
        if subject is not None and subject != token:  # "Asked whether he felt it, Lindt laughed"
            name = discourse.names.get(subject.i)
            follows = subject.i > token.i and token not in subject.subtree
            return name if follows and name is not None and name.label_ == "PERSON" else None
    return None


def same_pronoun(one: Token, other: Token) -> bool:
    """Whether two pronouns are forms of one: he, his, him."""
    return one.lemma_ == other.lemma_ or one.lower_[:2] == other.lower_[:2]


def is_expletive(token: Token) -> bool:
    """Whether "it" is a dummy subject ("it is important to", "it rained")."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl" or tells_time_or_weather(token):
        return True
    if any(c.lower_ == "sense" and c.dep_ == "obj" for c in token.head.rights):  # "it makes sense to wait"
        return True
    if token.head.lemma_ == "take" and any(
        c.dep_ in ("xcomp", "advcl", "acl", "csubj") and c.tag_ == "VB" for c in takes(token.head)
    ):
        return True  # "it takes years to build a port"
    clauses = [c for c in token.head.children if c.dep_ in ("csubj", "ccomp", "xcomp", "advcl") and c.i > token.head.i]
    if token.dep_ == "nsubj:pass":  # "it is not known when they will meet"
        return any(any(m.tag_ in ("WRB", "WP") or m.lower_ in ("that", "whether") for m in c.lefts) for c in clauses)
    if any(c.dep_ == "xcomp" and c.pos_ in ("ADJ", "ADV") for c in token.head.children):  # "it becomes hard to reach"
        fors = (m for c in (*clauses, *token.head.rights) for m in c.lefts if m.lower_ == "for")  # "hard for us to"
        return any(c.dep_ == "csubj" for c in clauses) or (bool(clauses) and any(fors))
    of_it = ("of", "about", "on", "in", "at")  # "it is wary of selling"
    clauses = [c for c in clauses if not any(m.lower_ in of_it and m.dep_ in ("mark", "case") for m in c.lefts)]
    return token.dep_ in SUBJECTS and token.head.pos_ == "ADJ" and bool(clauses)


def takes(verb: Token) -> list[Token]:
    """What stands under "take" and its time: "it took them | hours to reach it"."""
    times = [c for c in verb.rights if c.doc.layers["times"].at(c.i) is not None]
    return [c for t in (verb, *times) for c in t.rights if c.i > times[-1].i] if times else []


def tells_time_or_weather(token: Token) -> bool:
    """Whether "it" only fills the place of a subject: "it rained", "it is two o'clock"."""
    if token.dep_ not in SUBJECTS:
        return False
    verbs = frozenset().union(*(rule.dummy_verbs for rule in load_rules(PronounRule, "entities/pronouns")))
    return token.head.lemma_ in verbs or any(token.head in span for span in token.doc.spans.get("times", ()))
