"""`sourceline_mentions`: pronouns and definite descriptions, and what they can stand for.

Precision first: a link is resolved only where one antecedent is probable enough (pronouns) or the only one in reach
that fits (descriptions). Otherwise the candidates are kept, ranked, and the link stays open.
"""

from __future__ import annotations

from dataclasses import replace

from spacy import tokens
from spacy.language import Language

from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)
from sourceline.nlp.mentions.descriptions import Descriptions
from sourceline.nlp.mentions.discourse import SUBJECTS, Discourse, Link, Mention, Status, name_of, role_of
from sourceline.nlp.mentions.pronouns import Candidate, PronounRule, Ranker, continued_subject, gender_of
from sourceline.nlp.parsed import Doc, Span, Token

MENTIONING = frozenset({"NOUN", "PROPN", "PRON", "DET"})
MAX_CANDIDATES = 4
LEAST_CERTAINTY = 0.05  # less is no candidate
LEAST_BESIDE_ANSWER = 0.1  # nor is this, where one is the answer
LEAST_RIVAL = 0.05  # several that are less probable do not put one body in doubt


class Mentions:
    """The component; see the module. Sets `doc.spans["mentions"]`, and `span._.link` on each."""

    def __init__(self) -> None:
        self.ranker = Ranker()
        self.descriptions = Descriptions()

    def __call__(self, doc: tokens.Doc) -> tokens.Doc:
        found: list[tokens.Span] = []
        if doc.has_annotation("DEP") and doc.has_annotation("SENT_START"):
            discourse = Discourse(Doc.of(doc))
            for number, sentence in enumerate(discourse.doc.sents):
                for token in sentence:
                    if token.pos_ not in MENTIONING and token.i not in discourse.names:
                        continue
                    link = self.pronoun(token, number, discourse) or self.description(token, number, discourse)
                    if link is None:
                        continue
                    span = discourse.phrase(token) if token.pos_ == "NOUN" else discourse.doc[token.i : token.i + 1]
                    found.append(span.of(doc))
                    found[-1]._.link = replace(link, antecedents=tuple(a.of(doc) for a in link.antecedents))
        doc.spans["mentions"] = found
        return doc

    def pronoun(self, token: Token, sentence: int, discourse: Discourse) -> Link | None:
        """Links a pronoun, and adds it to the referent that it most probably continues."""
        rule = self.ranker.rule_for(token)
        if rule is None:
            return None
        ranked = self.ranker.rank(token, sentence, discourse)
        best = self.choose(token, ranked)
        if best.referent is not None:
            span = token.doc[token.i : token.i + 1]
            discourse.join(best.referent, Mention(token, span, sentence, role_of(token), "pronoun", best.certainty))
            if best.certainty >= rule.threshold and best.referent.agreement.gender is None:
                best.referent.agreement.gender = gender_of(token)
        return to_link(rule, ranked, passes_over(token, ranked))

    def choose(self, token: Token, ranked: list[Candidate]) -> Candidate:
        """Returns the candidate that a pronoun continues; training puts the gold one here."""
        return ranked[0]

    def description(self, token: Token, sentence: int, discourse: Discourse) -> Link | None:
        """Links a description, and adds the noun phrase that a token heads to the discourse."""
        found = self.descriptions.read(token, sentence, discourse)
        described = found.referents if found is not None else ()
        spans = {name_of(span): span for r in reversed(described) if (span := r.antecedent) is not None}
        if len(described) == 1:
            mention = Mention(token, discourse.phrase(token), sentence, role_of(token), "definite")
            discourse.join(described[0], mention)
        else:
            discourse.read(token, sentence)
        if found is None:
            return None
        status: Status = "resolved" if len(spans) == 1 else "ambiguous" if spans else "unresolved"
        return Link(status, found.rules[0], tuple(reversed(spans.values()))[:MAX_CANDIDATES], rules=found.rules[1:])


def passes_over(token: Token, ranked: list[Candidate]) -> bool:
    """Whether the best candidate is not the subject that a pronoun continues, and that may be meant too.

    So "It had debts" after "The unit was formed when Lindt merged two firms", and "He told the judge that he had left".
    """
    best, subject = ranked[0].referent, continued_subject(token) or subject_before(token)
    if best is None or subject is None or any(m.head == subject for m in best.mentions):
        return False
    if subject.pos_ == "PRON":
        return subject.lower_ == token.lower_
    rivals = (c.referent for c in ranked[1:] if c.referent is not None and c.certainty >= LEAST_RIVAL)
    return any(m.head == subject for rival in rivals for m in rival.mentions)


def subject_before(token: Token) -> Token | None:
    """Returns the subject of the sentence before that of a pronoun which is the subject of its own."""
    if token.dep_ not in SUBJECTS or token.head.head != token.head or token.sent.start == 0:
        return None
    root = token.doc[token.sent.start - 1].sent.root
    joined = [c for c in root.rights if c.dep_ == "conj" and any(s.dep_ in SUBJECTS for s in c.lefts)]
    before = joined[-1] if joined else root  # "There was a girl, and Lindt had retired. She ..."
    return next((c for c in before.lefts if c.dep_ in SUBJECTS), None)


def to_link(rule: PronounRule, ranked: list[Candidate], doubtful: bool) -> Link:
    """Decides what is made of ranked candidates: pronouns that nothing is known of are no answer."""
    named: dict[str, tuple[Span, Candidate]] = {}
    for candidate in ranked:
        span = candidate.referent.antecedent if candidate.referent is not None else None
        if span is not None and candidate.certainty >= LEAST_CERTAINTY:
            named.setdefault(name_of(span), (span, candidate))
    probable = list(named.values())[:MAX_CANDIDATES]
    if not probable:
        return Link("unresolved", rule.id)
    first = probable[0][1]
    sure = (
        first is ranked[0]
        and first.certainty >= rule.threshold
        and not (doubtful or may_be_others(rule, first, ranked))
    )
    if sure:
        probable = [(span, c) for span, c in probable if c.certainty >= LEAST_BESIDE_ANSWER]
    return Link(
        "resolved" if sure else "ambiguous",
        rule.id,
        tuple(span for span, _ in probable),
        tuple(round(c.certainty, 2) for _, c in probable),
        first.referent.agreement.rules if first.referent is not None else (),
    )


def may_be_others(rule: PronounRule, first: Candidate, ranked: list[Candidate]) -> bool:
    """Whether a "they" that seems to be one body may be several people or things: "the ministry said they agreed"."""
    body = first.referent is not None and first.referent.agreement.number == "Sing"
    several = (c for c in ranked if c.referent is not None and c.referent.agreement.number == "Plur")
    return rule.stands_for == "people" and body and any(c.certainty >= LEAST_RIVAL for c in several)


@Language.factory("sourceline_mentions", requires=["doc.ents", "token.dep"], assigns=["doc.spans", "span._.link"])
def make_mentions(nlp: Language, name: str) -> Mentions:
    """Creates the component. Put it after parser and entities."""
    return Mentions()
