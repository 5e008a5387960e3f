"""Why a predicate makes no claim: each candidate that the extraction drops leaves the reason here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy import tokens

from sourceline.claims.attribution.find import SpeechAct, is_mere_cue
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition, carried_by_light_verb, segment_at
from sourceline.claims.selection import why_not
from sourceline.claims.syntax.clauses import copula_of, is_prepositional
from sourceline.nlp.parsed import Doc, Span, Token
from sourceline.nlp.pictographs import span_offsets, visible_end
from sourceline.schema.article import CLAIM_SEGMENTS
from sourceline.schema.claim import Claim
from sourceline.schema.coverage import DroppedPredicate, MadeClaim, SentenceCoverage, Sign

REASONS = {
    "segment": "it stands in a part of the article that makes no claims, such as a heading or a link",
    "no_predicate": "no verb, copula or event noun was seen in it",
    "no_arguments": "nobody and nothing was found that takes part in it",
    "no_agent": "it is active, and who does it was not found",
    "no_core_argument": "it is the main verb, and neither who acts nor what is acted on was found",
    "copula_without_subject": "something is said to be so, and of what was not found",
    "open_question": "it asks for one of its own participants: who, what, which",
    "command": "it tells the reader to do something",
    "cue": "it only introduces what somebody says, and that makes the claims",
    "cue_without_content": "it is a verb of saying, and what is said was not found",
    "complement_of_adjective": "it only completes an adjective, as in “hard to reach”",
    "scene": "it only says that something comes at the time of what its clause tells, as in “the move comes after”",
    "unsaid": "its source did not say so, as in “did not say that it was lawful”",
    "elliptic": "what it governs is left unsaid, as in “more than she used to”",
    "coloured": "it is part of another predicate, and gives that its modality or aspect, as in “is expected to rise”",
    "carried": "it is the noun of a verb that makes the claim, as in “struck a deal”",
    "bare_event": "the noun names an event, and fewer than two of participants, time and amount stand with it",
    "preposition": "the verb form is used as a preposition or to name something, as in “including”",
    "modifier": "it only describes the noun beside it, as in “deported migrants” or “those involved”",
    "no_clause": "the parse does not make it the head of a clause",
    "same_claim": "the same words already make a claim",
}
GOVERNING = ("cue", "coloured")  # words over another predicate, whose own reason says more


@dataclass(frozen=True)
class Dropped:
    """The head word of a predicate that makes no claim, and a code of `REASONS`."""

    head: Token
    reason: str


def sift(propositions: Sequence[Proposition], acts: list[SpeechAct]) -> tuple[list[Proposition], list[Dropped]]:
    """Parts the propositions that are claims from those that are not, which leave their reason."""
    kept, dropped = [], []
    for proposition in propositions:
        reason = "cue" if is_mere_cue(proposition, acts) else why_not(proposition)
        if reason is None:
            kept.append(proposition)
        else:
            dropped.append(Dropped(proposition.head, reason))
    return kept, dropped


def passed_over(doc: Doc, propositions: Sequence[Proposition]) -> Iterator[Dropped]:
    """Yields the verbs and event nouns of which no proposition was made."""
    heads = {p.head.i for p in propositions}
    heads |= {t.i for p in propositions for t in p.head.children if t.dep_ in ("cop", "aux:pass")}
    governors = {g.i for p in propositions for g, _ in p.clause.governors}
    for sentence in doc.sents:
        segment = segment_at(next((t for t in sentence if not t.is_space), sentence[0]))
        for token in sentence:
            event = token.pos_ == "NOUN" and token.lemma_.lower() in lexicon().event_nouns
            predicate = event or token.pos_ == "VERB" or (copula_of(token) is not None)
            if token.i in heads or not predicate or not token.text[:1].isalpha():
                continue
            if segment not in CLAIM_SEGMENTS:
                reason = "segment"
            elif token.i in governors:
                reason = "coloured"
            elif event:
                reason = "carried" if carried_by_light_verb(token, list(propositions)) else "bare_event"
            elif is_prepositional(token) or token.dep_ in ("case", "mark"):
                reason = "preposition"
            else:
                reason = "modifier" if token.dep_ in ("amod", "compound") else "no_clause"
            yield Dropped(token, reason)


def coverage(
    doc: tokens.Doc, article_id: str, claims: Sequence[Claim], dropped: Collection[Dropped]
) -> list[SentenceCoverage]:
    """Returns what became of each sentence of a document.

    Args:
        doc: the document.
        article_id: id of its article.
        claims: its claims.
        dropped: its predicates that make none.
    """
    return [
        sentence_coverage(sentence, article_id, claims, dropped)
        for sentence in Doc.of(doc).sents
        if sentence.text.strip()
    ]


def sentence_coverage(
    sentence: Span, article_id: str, claims: Sequence[Claim], dropped: Collection[Dropped]
) -> SentenceCoverage:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    text = text.strip()[: visible_end(text.strip())]
    inside = range(sentence.start_char, sentence.end_char)
    made = [c.predicate for c in claims if c.predicate.start in inside]
    ids = [c.id for c in claims if c.predicate.start in inside]
    lost = sorted((d for d in dropped if d.head.idx in inside), key=lambda d: d.head.i)
    segment = segment_at(next(t for t in sentence if not t.is_space))
    reason = None
    if not made:  # the reason of the predicate that stands highest in the sentence speaks for it
        depth = {d: (d.reason in GOVERNING, sum(1 for _ in d.head.ancestors), d.head.i) for d in lost}
        highest = min(lost, key=lambda d: depth[d], default=None)
        fallback = "no_predicate" if segment in CLAIM_SEGMENTS else "segment"
        reason = highest.reason if highest is not None else fallback
    return SentenceCoverage(
        text=text,
        start=start,
        end=start + len(text),
        article=article_id,
        segment=segment,
        holds=tuple(signs(sentence)),
        claims=tuple(MadeClaim(text=p.text, start=p.start, end=p.end, id=i) for p, i in zip(made, ids, strict=True)),
        dropped=tuple(dropped_predicate(d) for d in lost),
        reason=reason,
    )


def dropped_predicate(dropped: Dropped) -> DroppedPredicate:
    head = dropped.head
    start, end = span_offsets(head.doc[head.i : head.i + 1])
    return DroppedPredicate(text=head.text[: end - start], start=start, end=end, reason=dropped.reason)


def signs(sentence: Span) -> Iterator[Sign]:
    """Yields what a sentence holds that a claim would be made of: a name, a number or a quotation."""
    doc = sentence.doc
    groups: tuple[tuple[Sign, Sequence[Span]], ...] = (
        ("name", doc.ents),
        ("number", doc.spans.get("quantities", ())),
        ("quote", doc.spans.get("quotes", ())),
    )
    for name, spans in groups:
        if any(s.start < sentence.end and s.end > sentence.start for s in spans):
            yield name
