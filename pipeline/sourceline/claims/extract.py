"""The public entry of this layer: from a parsed document to its claims."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter
from spacy import tokens

from sourceline.claims.attribution.find import SpeechAct, chain_of, find_speech_acts
from sourceline.claims.evidence import Quotations
from sourceline.claims.facts.matching import find_fact
from sourceline.claims.facts.rules import FactRules, fact_rules
from sourceline.claims.factuality.assess import Factuality, as_held, assess, inherit_modality
from sourceline.claims.factuality.commitments import commitments
from sourceline.claims.identity import claim_id, content_hash, fact_id, text_hash
from sourceline.claims.propositions import Proposition, find_propositions
from sourceline.claims.reasons import Dropped, passed_over, sift
from sourceline.claims.relations import find_relations
from sourceline.claims.resolution import apart_from_subject, named_entity, read, share_currency
from sourceline.claims.scoring import confidence, flags_of
from sourceline.claims.syntax.clauses import AUXILIARIES
from sourceline.claims.wording.line import claim_text
from sourceline.nlp.parsed import Doc, Span, Token
from sourceline.nlp.pictographs import span_offsets, visible_end
from sourceline.schema.article import Article
from sourceline.schema.claim import (
    Argument,
    ArticleRef,
    Attribution,
    Claim,
    Cue,
    Evidence,
    ModalityCue,
    Predicate,
    Source,
    Tense,
    TraceStep,
)

_TRACE = TypeAdapter(tuple[TraceStep, ...])
_TENSES: dict[str, Tense] = {"Past": "past", "Pres": "present"}


@dataclass(frozen=True)
class Extraction:
    """The claims of a document in text order, with unique ids, and the predicates that make none."""

    claims: list[Claim]
    dropped: list[Dropped]


def extract_doc(doc: tokens.Doc, article: Article, run_id: str, fact_types: FactRules | None = None) -> list[Claim]:
    """Makes the claims of a document; see `examine_doc`."""
    parsed = Doc.of(doc)
    return _extract(parsed, list(find_propositions(parsed)), article, run_id, fact_types).claims


def examine_doc(doc: tokens.Doc, article: Article, run_id: str, fact_types: FactRules | None = None) -> Extraction:
    """Makes the claims of a document, and keeps why its other predicates make none.

    Args:
        doc: a document that the whole pipeline has run over.
        article: the record it was made from; `doc.text == article.text`.
        run_id: id of the run, kept on every claim.
        fact_types: the rules that type claims; those shipped unless given.
    """
    parsed = Doc.of(doc)
    propositions = list(find_propositions(parsed))
    found = _extract(parsed, propositions, article, run_id, fact_types)
    return Extraction(found.claims, [*found.dropped, *passed_over(parsed, propositions)])


def _extract(
    parsed: Doc, propositions: list[Proposition], article: Article, run_id: str, fact_types: FactRules | None
) -> Extraction:
    """Makes the claims of propositions, and keeps why the others make none."""
    acts = find_speech_acts(parsed, propositions)
    kept, dropped = sift(propositions, acts)
    digest = article.sha256
    by_id: dict[str, Proposition] = {}
    for proposition in kept:
        heads = [(a.head.idx, a.head.idx + len(a.head.text)) for a in proposition.arguments]
        identifier = claim_id(digest, span_offsets(proposition.predicate), heads)
        if by_id.setdefault(identifier, proposition) is not proposition:
            dropped.append(Dropped(proposition.head, "same_claim"))
    ids, unique = list(by_id), list(by_id.values())
    by_head = {p.head.i: i for p, i in zip(unique, ids, strict=True)}
    by_head |= {g.i: i for p, i in zip(unique, ids, strict=True) for g, _ in p.clause.governors}
    reference = ArticleRef(**article.model_dump(include=set(ArticleRef.model_fields) - {"sha256"}), sha256=digest)
    assessed = [assess(p) for p in unique]
    inherit_modality(unique, assessed)
    claims = []
    quotations = Quotations(parsed)
    types = fact_types if fact_types is not None else fact_rules()
    for number, proposition in enumerate(unique):
        chain = chain_of(proposition, acts)
        builder = ClaimBuilder(proposition, assessed[number], chain, by_head, quotations, types)
        claims.append(builder.build(ids[number], reference, run_id))
    relations = find_relations(list(zip(claims, unique, strict=True)))
    related = [
        claim.model_copy(update={"relations": tuple(found)}) if found else claim
        for claim, found in zip(claims, relations, strict=True)
    ]
    hashed = [claim.model_copy(update={"content_hash": content_hash(claim)}) for claim in related]
    return Extraction(hashed, dropped)


class ClaimBuilder:
    """Turns one proposition into a record."""

    def __init__(
        self,
        proposition: Proposition,
        factuality: Factuality,
        chain: list[SpeechAct],
        by_head: dict[int, str],
        quotations: Quotations,
        fact_types: FactRules,
    ) -> None:
        self.proposition = proposition
        self.quote = quotations.quote
        self.fact_types = fact_types
        self.doc = proposition.head.doc
        self.chain = chain
        self.by_head = by_head
        readings = apart_from_subject(proposition.arguments, [read(a) for a in proposition.arguments])
        self.readings = share_currency(proposition.arguments, readings)
        self.factuality = as_held(factuality, chain, proposition)

    def build(self, identifier: str, reference: ArticleRef, run_id: str) -> Claim:
        """Returns the claim as far as it can be told without the others: without relations and content hash."""
        proposition, factuality = self.proposition, self.factuality
        arguments = tuple(self.argument(n) for n in range(len(proposition.arguments)))
        found = find_fact(proposition, arguments, factuality.modality, self.fact_types)
        fact = found[0] if found else None
        time = proposition.time._.time if proposition.time is not None else None
        flags = flags_of(proposition, arguments, self.chain, time)
        chain = tuple(map(self.attribution, self.chain))
        text = claim_text(proposition, arguments, proposition.time, factuality)
        return Claim(
            id=identifier,
            content_hash="",
            fact_id=fact_id(proposition.lemma, fact, arguments, time, factuality.polarity),
            article=reference,
            segment=proposition.segment,
            text=text,
            text_hash=text_hash(text, arguments),
            predicate=self.predicate(),
            arguments=arguments,
            fact=fact,
            time=time,
            attribution=chain,
            polarity=factuality.polarity,
            modality=factuality.modality,
            certainty=factuality.certainty,
            cues=tuple(self.cues(factuality)),
            commitments=commitments(factuality.polarity, factuality.certainty, chain),
            relations=(),
            evidence=tuple(self.evidence()),
            flags=flags,
            confidence=confidence(proposition, flags),
            trace=self.trace(found[1] if found else None),
            run=run_id,
        )

    def text_span(self, span: Span) -> dict[str, object]:
        start, text = span.start_char, span.text
        end = visible_end(text)
        return {"text": text[:end], "start": start, "end": start + end}

    def predicate(self) -> Predicate:
        proposition = self.proposition
        return Predicate(
            **self.text_span(proposition.predicate),
            lemma=proposition.lemma,
            tense=tense_of(proposition.clause.outermost),
            voice="passive" if proposition.clause.passive else "active",
            nominal=proposition.clause.kind == "noun",
        )

    def argument(self, number: int) -> Argument:
        argument, reading = self.proposition.arguments[number], self.readings[number]
        head = argument.head
        return Argument(
            **self.text_span(argument.span),
            role=argument.role,
            head=(head.idx, head.idx + visible_end(head.text)),
            basis=reading.basis,
            preposition=argument.preposition,
            entity=reading.entity,
            resolution=reading.resolution,
            quantity=reading.quantity,
            time=reading.time,
            claim=self.by_head.get(argument.clause.i) if argument.clause is not None else None,
        )

    def attribution(self, act: SpeechAct) -> Attribution:
        source = None
        if act.source is not None:
            entity = named_entity(act.source.root)
            source = Source(**self.text_span(act.source), entity=entity._.entity if entity is not None else None)
        cue = Cue(**self.text_span(act.cue), lemma=act.cue.lemma_.lower())
        return Attribution(kind=act.kind, source=source, cue=cue, stance=act.stance)

    def cues(self, factuality: Factuality) -> list[ModalityCue]:
        return [ModalityCue(**self.text_span(span), rule=rule, effect=effect) for span, rule, effect in factuality.cues]

    def evidence(self) -> list[Evidence]:
        proposition = self.proposition
        spans = [a.span for a in proposition.arguments] + [proposition.predicate]
        if proposition.time is not None:
            spans.append(proposition.time)
        near = [s for s in spans if s.start >= proposition.sentence.start and s.end <= proposition.sentence.end]
        whole = self.doc[min(s.start for s in near) : max(s.end for s in near)]
        found = [self.quote("claim", whole)]
        found += [self.quote("antecedent", r.antecedent) for r in self.readings if r.antecedent is not None]
        for act in self.chain:
            found += [self.quote("source", act.source)] if act.source is not None else []
            found.append(self.quote("cue", act.cue))
        return found

    def trace(self, fact_rule: str | None) -> tuple[TraceStep, ...]:
        steps = list(self.proposition.rules)
        time = self.proposition.time
        if time is not None:
            steps.append((time._.rule, ((time.start_char, time.end_char),)))
        for reading in self.readings:
            steps += reading.rules
        for act in self.chain:
            steps.append((act.rule.id, (span_offsets(act.cue),)))
        steps += [(rule, (span_offsets(span),)) for span, rule, _ in self.factuality.cues]
        if fact_rule is not None:
            steps.append((fact_rule, (span_offsets(self.proposition.predicate),)))
        return _TRACE.validate_python([{"rule": rule, "spans": spans} for rule, spans in dict.fromkeys(steps)])


def tense_of(head: Token) -> Tense | None:
    """Returns the tense of the finite verb: of the head, its auxiliaries or its copula."""
    helpers = [c for c in head.children if c.dep_ in AUXILIARIES and c.pos_ in ("VERB", "AUX")]
    verbal = [head, *helpers] if head.pos_ in ("VERB", "AUX") else helpers
    if any(w.dep_ == "aux" and w.lower_ in ("will", "'ll", "’ll", "wo", "shall") for w in verbal):
        return "future"
    for token in verbal:
        tense = token.morph.get("Tense")
        if tense and "Fin" in token.morph.get("VerbForm", ()):
            return _TENSES.get(tense[0])
    return None
