"""The claim record, `sourceline/claim/1`."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from sourceline.schema.article import PublishedBasis, Segment
from sourceline.schema.base import (
    ClaimId,
    Code,
    Count,
    DateOrTime,
    FactId,
    Fraction,
    Place,
    Quote,
    QuotedSpan,
    Record,
    RuleId,
    RunId,
    Sha256,
    ShortHash,
    Span,
    described,
)
from sourceline.schema.values import Entity, Quantity, Time

CONTEXT = 32  #: Characters of prefix and suffix that evidence keeps.

Role = Literal[
    "agent", "theme", "recipient", "attribute", "content", "origin", "destination", "place", "purpose", "beneficiary",
    "instrument", "topic", "cause", "manner", "condition", "comparison", "other",
]  # fmt: skip
Basis = Literal["literal", "normalised", "resolved", "inferred"]
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "planned", "possible", "desired", "conditional", "questioned"]
Tense = Literal["past", "present", "future"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Commitment = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
EvidenceRole = Literal["claim", "antecedent", "source", "cue"]
Flag = Literal[
    "ambiguous_agent", "ambiguous_argument", "unresolved_agent", "unresolved_argument", "unresolved_time",
    "no_agent", "anonymous_source", "unresolved_source", "short_context", "long_argument",
]  # fmt: skip


Effect = Annotated[str, described({"enum": ["negative", *dict.fromkeys((*get_args(Modality), *get_args(Certainty)))]})]


class ArticleRef(Record):
    """What a claim says about its article; each field is that of the article's own line."""

    id: str = Field(description="id of the article in articles.jsonl")
    source: str = Field(description="where it was read from")
    title: Quote = Field(description="null where the article has none, and with --no-text")
    url: str | None = Field(description="address, as the input gives it: not checked")
    published: DateOrTime | None = Field(description="date or date-time of publication, ISO 8601")
    published_basis: PublishedBasis | None = Field(description="where the date of publication was found")
    language: str | None = Field(description="language tag, as the input gives it")
    sha256: Sha256 = Field(description="hash of the article's text in UTF-8")


class Predicate(QuotedSpan):
    """The words that state something. For a copula the verb; its content is an `attribute`."""

    lemma: str = Field(description='dictionary form, with the particle of a phrasal verb: "pay", "call off"')
    tense: Tense | None = Field(None, description="of the finite verb; null without one")
    voice: Literal["active", "passive"] = Field("active", description="active for event nouns and copulas too")
    nominal: bool = Field(False, description="whether it is an event noun")


class Candidate(Record):
    """Somebody or something that words may stand for."""

    name: Quote = Field(description="longest form in the article, or the standard name; null with --no-text")
    ids: dict[str, str] = Field(default_factory=dict, description='codes by scheme, such as {"iso3166": "RW"}')
    score: Fraction = Field(description="share of the candidates' weight; not calibrated")


class Resolution(Record):
    """How words that are not a name were read; what the article wrote is never overwritten."""

    status: Literal["resolved", "ambiguous", "unresolved"] = Field(description="whether one candidate was decided on")
    method: RuleId | None = Field(None, description="the rule that found the candidates")
    candidates: tuple[Candidate, ...] = Field((), description="the best first")
    antecedent: Span | None = Field(None, description="offsets of the mention it points to")


class Argument(QuotedSpan):
    """One participant or circumstance."""

    role: Role = Field(description="what it is to the predicate")
    head: Span = Field(description="offsets of its head word; they lie within its own")
    basis: Basis = Field("literal", description="how its value was come by: as written, read off, resolved, inferred")
    preposition: str | None = Field(None, description="the preposition before it, where the role is `other`")
    entity: Entity | None = Field(None, description="who or what it names, directly or after resolution")
    resolution: Resolution | None = Field(None, description="present where the words are not a name")
    quantity: Quantity | None = Field(None, description="the amount that it is or counts")
    time: Time | None = Field(None, description="the time that it is")
    claim: ClaimId | None = Field(None, description="id of the claim that this clause makes, of the same article")


class Source(QuotedSpan):
    """Who says it, in the article's words."""

    entity: Entity | None = Field(None, description="who is named")


class Cue(QuotedSpan):
    """The words that introduce what is said."""

    lemma: str = Field(description='dictionary form: "say", "accord to"')


class Attribution(Record):
    """One link of the chain of sources."""

    kind: Literal["direct", "indirect", "mixed"] = Field(description="quoted, reported, or partly quoted")
    source: Source | None = Field(description="null where none is named (it was reported)")
    cue: Cue = Field(description="the words that introduce what is said")
    stance: Literal["neutral", "denies", "doubts"] = Field("neutral", description="what the source does with it")


class ModalityCue(QuotedSpan):
    """Words that decide polarity, modality or certainty."""

    rule: RuleId = Field(description="the rule that read them so")
    effect: Effect = Field(description="the value that they lead to, or that they cancel")


class HolderCommitment(Record):
    """FactBank value (Saurí and Pustejovsky 2009) that a holder gives to the claim."""

    holder: Quote = Field(
        description="the words of a source, `unnamed`, or `article`; the sources' words are null with --no-text. "
        "The sources stand in the order of `attribution`, the article last"
    )
    value: Commitment = Field(description="certain, probable, possible; + true, - false; Uu where it does not commit")


class Relation(Record):
    """A link to another claim of the same article."""

    type: Literal["restates", "denies", "purpose_of", "condition_of", "content_of", "part_of"] = Field(
        description="what this claim is to the target"
    )
    target: ClaimId | None = Field(description="id of the other claim; null while it is not decided")
    status: Literal["resolved", "unresolved"] = Field("resolved", description="whether the target was decided on")


class SentenceRef(Place):
    """A sentence of the article."""

    index: Count = Field(description="its number in the article, from 0")


class Evidence(Place):
    """A quotation of the article with its context (W3C Web Annotation: text quote and position selectors)."""

    role: EvidenceRole = Field(description="what it is evidence of")
    exact: Quote = Field(description="the quoted words, `text[start:end]`; null with --no-text")
    prefix: Quote = Field(description=f"the {CONTEXT} characters before them, or fewer; null with --no-text")
    suffix: Quote = Field(description=f"the {CONTEXT} characters after them, or fewer; null with --no-text")
    sentence: SentenceRef = Field(description="the sentence they stand in")


class Fact(Record):
    """The fact type and its slots."""

    type: Code = Field(description="`sourceline facts` lists those shipped; runs may have others")
    slots: dict[str, Count] = Field(
        description="slot -> index into `arguments`; the slot `time` stands for the claim's own time"
    )
    codes: dict[str, str] = Field(
        default_factory=dict, description="codes of event ontologies that say the same, by name: PLOVER, CAMEO"
    )


class Confidence(Record):
    """How sure the extraction is of itself."""

    score: Fraction = Field(description="higher is surer")
    calibrated: bool = Field(False, description="whether the score is a probability")
    raw: Fraction | None = Field(None, description="the score before it was calibrated; null where it was not")


class TraceStep(Record):
    """A rule that had a part in the claim."""

    rule: RuleId = Field(description="its id")
    spans: tuple[Span, ...] = Field(description="offsets of the words that it read")


class Claim(Record):
    """One predicate that states something about the world, with everything the article says of it."""

    schema_: Literal["sourceline/claim/1"] = Field(
        "sourceline/claim/1", alias="schema", description="name and major version of this record"
    )
    id: ClaimId = Field(description="from the article's sha256 and the spans of predicate and argument heads")
    content_hash: ShortHash = Field(
        description="over what the claim says: all but id, run, confidence and the article's metadata"
    )
    fact_id: FactId | None = Field(
        description="the same fact in another article has the same one; null while a core argument is unresolved"
    )
    article: ArticleRef = Field(description="the article that makes the claim")
    segment: Segment = Field(description="the part of the article that it stands in")
    text: Quote = Field(
        description="the claim in the article's words, with what they were resolved to in brackets; null with --no-text"
    )
    text_hash: ShortHash = Field(description="over `text` and the candidates' names: words that stand at no offsets")
    predicate: Predicate = Field(description="the words that state it")
    arguments: tuple[Argument, ...] = Field(description="participants and circumstances")
    fact: Fact | None = Field(description="the fact type, where one fits")
    time: Time | None = Field(description="when it happened; null where the article does not say")
    attribution: tuple[Attribution, ...] = Field(
        description="the chain of sources, outermost first; empty for the article's own voice"
    )
    polarity: Polarity = Field(description="whether it is said to be so, or not to be so")
    modality: Modality = Field(description="actual for what is said to have happened or to be so")
    certainty: Certainty = Field(description="how sure the innermost source is")
    cues: tuple[ModalityCue, ...] = Field(description="the words that decide polarity, modality and certainty")
    commitments: tuple[HolderCommitment, ...] = Field(description="how true each source takes it, the article last")
    relations: tuple[Relation, ...] = Field(description="to other claims of the article")
    evidence: tuple[Evidence, ...] = Field(description="quotations; the first is of the claim itself")
    flags: tuple[Flag, ...] = Field(description="what to look at first")
    confidence: Confidence = Field(description="how sure the extraction is of itself")
    trace: tuple[TraceStep, ...] = Field(description="every rule that had a part, in order")
    run: RunId = Field(description="id of the run, in run.json")
