"""The claim record, `sourceline/claim/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import PublishedBasis, Segment
from sourceline.schema.base import Record, TextSpan
from sourceline.schema.values import Entity, Quantity, Time

Role = Literal[
    "agent", "theme", "recipient", "attribute", "content", "origin", "destination", "place", "purpose", "beneficiary",
    "instrument", "topic", "cause", "manner", "condition", "comparison", "other",
]  # fmt: skip
Basis = Literal["literal", "normalised", "resolved", "inferred"]
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "possible", "desired", "conditional", "questioned"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Commitment = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
Flag = Literal[
    "ambiguous_agent", "ambiguous_argument", "unresolved_agent", "unresolved_argument", "unresolved_time",
    "no_agent", "anonymous_source", "unresolved_source", "short_context", "long_argument",
]  # fmt: skip


class ArticleRef(Record):
    """What a claim says about its article."""

    id: str
    source: str
    title: str | None
    url: str | None
    published: str | None
    published_basis: PublishedBasis | None
    language: str | None
    sha256: str


class Predicate(TextSpan):
    """The words that state something. For a copula the verb, its content is an `attribute`."""

    lemma: str
    tense: Literal["past", "present", "future"] | None = None
    voice: Literal["active", "passive"] = "active"
    nominal: bool = False


class Candidate(Record):
    name: str
    ids: dict[str, str] = Field(default_factory=dict)
    score: float


class Resolution(Record):
    """How words that are not a name were read; what the article wrote is never overwritten."""

    status: Literal["resolved", "ambiguous", "unresolved"]
    method: str | None = None
    candidates: tuple[Candidate, ...] = ()
    antecedent: tuple[int, int] | None = Field(None, description="span of the mention it points to")


class Argument(TextSpan):
    """One participant or circumstance. `head` is the span of the head word."""

    role: Role
    head: tuple[int, int]
    basis: Basis = "literal"
    preposition: str | None = None
    entity: Entity | None = None
    resolution: Resolution | None = None
    quantity: Quantity | None = None
    time: Time | None = None
    claim: str | None = Field(None, description="id of the claim that this clause makes")


class Source(TextSpan):
    entity: Entity | None = None


class Cue(TextSpan):
    lemma: str


class Attribution(Record):
    """One link of the chain of sources; the first is the outermost."""

    kind: Literal["direct", "indirect", "mixed"]
    source: Source | None
    cue: Cue
    stance: Literal["neutral", "denies", "doubts"] = "neutral"


class ModalityCue(TextSpan):
    rule: str
    effect: str


class HolderCommitment(Record):
    """FactBank value (Saurí and Pustejovsky 2009) that a holder gives to the claim."""

    holder: str
    value: Commitment


class Relation(Record):
    type: Literal["restates", "denies", "purpose_of", "condition_of", "content_of", "part_of"]
    target: str | None
    status: Literal["resolved", "unresolved"] = "resolved"


class SentenceRef(Record):
    index: int
    start: int
    end: int


class Evidence(Record):
    """A quotation of the article with its context (W3C Web Annotation: text quote and position selectors)."""

    role: Literal["claim", "antecedent", "source", "cue"]
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sentence: SentenceRef


class Fact(Record):
    """The fact type and its slots, as indexes into `arguments`; the slot `time` is the claim's own time.

    `codes` are those of event ontologies that say the same, such as PLOVER and CAMEO, by name.
    """

    type: str
    slots: dict[str, int]
    codes: dict[str, str] = Field(default_factory=dict)


class Confidence(Record):
    score: float
    calibrated: bool = False


class TraceStep(Record):
    rule: str
    spans: tuple[tuple[int, int], ...]


class Claim(Record):
    """One predicate that states something about the world, with everything the article says of it."""

    schema_: Literal["sourceline/claim/1"] = Field("sourceline/claim/1", alias="schema")
    id: str
    content_hash: str
    fact_id: str | None
    article: ArticleRef
    segment: Segment
    text: str
    predicate: Predicate
    arguments: tuple[Argument, ...]
    fact: Fact | None
    time: Time | None
    attribution: tuple[Attribution, ...]
    polarity: Polarity
    modality: Modality
    certainty: Certainty
    cues: tuple[ModalityCue, ...]
    commitments: tuple[HolderCommitment, ...]
    relations: tuple[Relation, ...]
    evidence: tuple[Evidence, ...]
    flags: tuple[Flag, ...]
    confidence: Confidence
    trace: tuple[TraceStep, ...]
    run: str
