"""The annotation layers of a document."""

from __future__ import annotations

from spacy import tokens

from sourceline.claims.attribution.find import SpeechAct, chain_of, find_speech_acts, told_by_article
from sourceline.claims.factuality.assess import Factuality, as_held, assess, inherit_modality
from sourceline.claims.propositions import Proposition, find_propositions, segment_at
from sourceline.nlp.mentions.discourse import name_of
from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.pictographs import span_offsets, visible_end
from sourceline.schema.annotation import (
    Annotation,
    ArgumentLayer,
    AttributionLayer,
    EntityLayer,
    MentionLayer,
    PredicateLayer,
    PropositionLayer,
    QuantityLayer,
    QuoteLayer,
    SentenceLayer,
    TimeLayer,
)
from sourceline.schema.article import Article


def place(span: Span) -> dict[str, object]:
    """Returns text and offsets of a span, as the records have them."""
    start, end = span_offsets(span)
    return {"text": span.text[: visible_end(span.text)], "start": start, "end": end}


def annotate_doc(document: tokens.Doc, article: Article) -> Annotation:
    """Returns all layers of a document that the pipeline has run over."""
    doc = Doc.of(document)
    propositions = list(find_propositions(doc))
    assessed = [assess(p) for p in propositions]
    inherit_modality(propositions, assessed)
    acts = find_speech_acts(doc, propositions)
    held = [as_held(f, chain_of(p, acts), p) for p, f in zip(propositions, assessed, strict=True)]
    return Annotation(
        id=article.id,
        text=article.text,
        published=article.published,
        sentences=tuple(sentence_layer(doc, s) for s in doc.sents if s.text.strip()) if len(doc) else (),
        entities=tuple(EntityLayer(**place(e), **e._.entity.model_dump()) for e in doc.ents if e._.entity),
        times=tuple(TimeLayer(**place(s), **s._.time.model_dump()) for s in doc.spans.get("times", ())),
        quantities=tuple(
            QuantityLayer(**place(s), **s._.quantity.model_dump()) for s in doc.spans.get("quantities", ())
        ),
        quotes=tuple(QuoteLayer(start=q.start_char, end=q.end_char) for q in doc.spans.get("quotes", ())),
        mentions=tuple(mention_layer(m) for m in doc.spans.get("mentions", ())),
        attributions=tuple(attribution_layer(a) for a in told_by_article(acts)),
        propositions=tuple(proposition_layer(p, f) for p, f in zip(propositions, held, strict=True)),
    )


def sentence_layer(doc: Doc, sentence: Span) -> SentenceLayer:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    first = next(t for t in sentence if not t.is_space)
    return SentenceLayer(start=start, end=start + len(text.strip()), segment=segment_at(first))


def mention_layer(mention: Span) -> MentionLayer:
    link = mention._.link
    target = link.antecedents[0] if link.status == "resolved" else None
    antecedent = (target.start_char, target.end_char) if target is not None else None
    return MentionLayer(**place(mention), antecedent=antecedent, name=name_of(target) if target is not None else None)


def attribution_layer(act: SpeechAct) -> AttributionLayer:
    source = span_offsets(act.source) if act.source is not None else None
    return AttributionLayer(kind=act.kind, source=source, cue=span_offsets(act.cue), content=tuple(act.content_spans()))


def proposition_layer(proposition: Proposition, factuality: Factuality) -> PropositionLayer:
    return PropositionLayer(
        predicate=PredicateLayer(**place(proposition.predicate), lemma=proposition.lemma),
        arguments=tuple(ArgumentLayer(**place(a.span), role=a.role) for a in proposition.arguments),
        polarity=factuality.polarity,
        modality=factuality.modality,
        certainty=factuality.certainty,
    )
