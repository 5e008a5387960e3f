"""The annotation layers, `sourceline/annotation/1`: what the claims of one article are built from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import Segment
from sourceline.schema.base import DateOrTime, Place, Record, Span, TextSpan
from sourceline.schema.claim import Certainty, Modality, Polarity, Role
from sourceline.schema.values import Entity, Quantity, Time


class SentenceLayer(Place):
    """A sentence, without white space around it."""

    segment: Segment = Field(description="the part of the article that it stands in")


class EntityLayer(TextSpan, Entity):
    """A named entity; `name` is the long form it was joined to."""


class TimeLayer(TextSpan, Time):
    """A time expression."""


class QuantityLayer(TextSpan, Quantity):
    """An amount."""


class QuoteLayer(Place):
    """A quotation, with its marks."""


class MentionLayer(TextSpan):
    """A pronoun, description or short name and what it points to, where that is decided."""

    antecedent: Span | None = Field(description="offsets of the mention it points to")
    name: str | None = Field(description="the name of what it points to")


class AttributionLayer(Record):
    """Who says what."""

    kind: Literal["direct", "indirect", "mixed"] = Field(description="quoted, reported, or partly quoted")
    source: Span | None = Field(description="offsets of who says it; null where nobody is named")
    cue: Span | None = Field(description="offsets of the words that introduce it")
    content: tuple[Span, ...] = Field(description="offsets of what is said, in one or several pieces")


class PredicateLayer(TextSpan):
    """The words that state something."""

    lemma: str = Field(description="dictionary form")


class ArgumentLayer(TextSpan):
    """One participant or circumstance."""

    role: Role = Field(description="what it is to the predicate")


class PropositionLayer(Record):
    """A predicate with its arguments; not each becomes a claim."""

    predicate: PredicateLayer = Field(description="the words that state it")
    arguments: tuple[ArgumentLayer, ...] = Field(description="participants and circumstances")
    polarity: Polarity = Field(description="whether it is said to be so, or not to be so")
    modality: Modality = Field(description="actual for what is said to have happened or to be so")
    certainty: Certainty = Field(description="how sure the innermost source is")


class Annotation(Record):
    """All layers of one article."""

    schema_: Literal["sourceline/annotation/1"] = Field(
        "sourceline/annotation/1", alias="schema", description="name and major version of this record"
    )
    id: str = Field(description="id of the article")
    text: str = Field(description="its text, which all offsets refer to")
    published: DateOrTime | None = Field(description="date or date-time of publication, ISO 8601")
    sentences: tuple[SentenceLayer, ...] = Field(description="in the order of the text, as all layers are")
    entities: tuple[EntityLayer, ...] = Field(description="names")
    times: tuple[TimeLayer, ...] = Field(description="time expressions with their values")
    quantities: tuple[QuantityLayer, ...] = Field(description="amounts with their values")
    quotes: tuple[QuoteLayer, ...] = Field(description="quotations")
    mentions: tuple[MentionLayer, ...] = Field(description="pronouns, descriptions and short names")
    attributions: tuple[AttributionLayer, ...] = Field(description="who says what")
    propositions: tuple[PropositionLayer, ...] = Field(description="predicates with their arguments")
