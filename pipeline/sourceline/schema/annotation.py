"""The annotation layers, `sourceline/annotation/1`: what the claims of one article are built from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import Segment
from sourceline.schema.base import Record, TextSpan
from sourceline.schema.claim import Certainty, Modality, Polarity, Role
from sourceline.schema.values import Entity, Quantity, Time


class SentenceLayer(Record):
    start: int
    end: int
    segment: Segment


class EntityLayer(TextSpan, Entity):
    """A named entity; `name` is the long form it was joined to."""


class TimeLayer(TextSpan, Time):
    """A time expression."""


class QuantityLayer(TextSpan, Quantity):
    """An amount."""


class QuoteLayer(Record):
    start: int
    end: int


class MentionLayer(TextSpan):
    """A pronoun, description or short name and what it points to, where that is decided."""

    antecedent: tuple[int, int] | None
    name: str | None


class AttributionLayer(Record):
    """Who says what: spans of source (null if unnamed), cue, and the possibly discontinuous content."""

    kind: Literal["direct", "indirect", "mixed"]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]


class PredicateLayer(TextSpan):
    lemma: str


class ArgumentLayer(TextSpan):
    role: Role


class PropositionLayer(Record):
    predicate: PredicateLayer
    arguments: tuple[ArgumentLayer, ...]
    polarity: Polarity
    modality: Modality
    certainty: Certainty


class Annotation(Record):
    """All layers of one article."""

    schema_: Literal["sourceline/annotation/1"] = Field("sourceline/annotation/1", alias="schema")
    id: str
    text: str
    published: str | None
    sentences: tuple[SentenceLayer, ...]
    entities: tuple[EntityLayer, ...]
    times: tuple[TimeLayer, ...]
    quantities: tuple[QuantityLayer, ...]
    quotes: tuple[QuoteLayer, ...]
    mentions: tuple[MentionLayer, ...]
    attributions: tuple[AttributionLayer, ...]
    propositions: tuple[PropositionLayer, ...]
