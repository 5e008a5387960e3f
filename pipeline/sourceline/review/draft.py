"""What the form of the page holds: a claim as a reviewer edits it, before anything is worked out from it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from sourceline.errors import SourcelineError
from sourceline.plain import plain
from sourceline.review.marks import time_spans
from sourceline.review.typed import shown_quantity, shown_time
from sourceline.schema.claim import Argument, Certainty, Claim, Modality, Polarity, Role
from sourceline.schema.values import Entity

_LONGEST = 200
Offsets = Annotated[tuple[int, int], Field(description="into the text of the article, end exclusive")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=_LONGEST, pattern=r"^[^\x00-\x1f\x7f]*$")]
Effect = Literal[
    "negative", "actual", "planned", "possible", "desired", "conditional", "questioned",
    "certain", "probable", "underspecified",
]  # fmt: skip
AttributionKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["neutral", "denies", "doubts"]


class DraftError(SourcelineError):
    """The form holds what no claim can; the message says where and what."""


class Draft(BaseModel):
    """Part of a form. `of` is the number of the same part in the claim that is corrected; None for a new one."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PredicateDraft(Draft):
    span: Offsets
    lemma: Line = ""


class ArgumentDraft(Draft):
    """An argument.

    Attributes:
        value: an amount or a time, as it is typed; empty for none, or for what its words say where they are new.
        name: who or what it stands for; empty where that is not known.
        slot: of the fact type, that it fills.
    """

    of: int | None = None
    span: Offsets
    role: Role
    preposition: Line = ""
    value: Line = ""
    name: Line = ""
    slots: tuple[Line, ...] = ()


class TimeDraft(Draft):
    span: Offsets | None = None
    value: Line = ""


class LinkDraft(Draft):
    of: int | None = None
    source: Offsets | None = None
    cue: Offsets
    kind: AttributionKind = "indirect"
    stance: Stance = "neutral"


class CueDraft(Draft):
    of: int | None = None
    span: Offsets
    effect: Effect


class ClaimDraft(Draft):
    """A claim in the form."""

    predicate: PredicateDraft
    arguments: tuple[ArgumentDraft, ...] = Field((), max_length=30)
    time: TimeDraft = TimeDraft()
    attribution: tuple[LinkDraft, ...] = Field((), max_length=9)
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    certainty: Certainty = "certain"
    cues: tuple[CueDraft, ...] = Field((), max_length=30)
    fact: Line = ""

    @classmethod
    def read(cls, sent: object) -> ClaimDraft:
        """Reads what the form sent.

        Raises:
            DraftError: it holds something else.
        """
        try:
            return cls.model_validate(sent)
        except ValidationError as error:
            first = error.errors()[0]
            where = " ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"]) or "form"
            raise DraftError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}") from error


def draft_of(claim: Claim) -> ClaimDraft:
    """Returns a claim as the form shows it; unchanged, it is that claim."""
    slots: dict[int, list[str]] = {}
    for slot, index in claim.fact.slots.items() if claim.fact else ():
        if slot != "time":
            slots.setdefault(index, []).append(slot)
    when = time_spans(claim)
    return ClaimDraft(
        predicate=PredicateDraft(span=(claim.predicate.start, claim.predicate.end), lemma=claim.predicate.lemma),
        arguments=tuple(
            ArgumentDraft(
                of=number,
                span=(argument.start, argument.end),
                role=argument.role,
                preposition=argument.preposition or "",
                value=shown_value(argument),
                name=shown_name(argument.entity, argument),
                slots=tuple(slots.get(number, ())),
            )
            for number, argument in enumerate(claim.arguments)
        ),
        time=TimeDraft(span=when[0] if when else None, value=shown_time(claim.time)),
        attribution=tuple(
            LinkDraft(
                of=number,
                source=(link.source.start, link.source.end) if link.source else None,
                cue=(link.cue.start, link.cue.end),
                kind=link.kind,
                stance=link.stance,
            )
            for number, link in enumerate(claim.attribution)
        ),
        polarity=claim.polarity,
        modality=claim.modality,
        certainty=claim.certainty,
        cues=tuple(
            CueDraft.model_validate({"of": number, "span": (cue.start, cue.end), "effect": cue.effect})
            for number, cue in enumerate(claim.cues)
        ),
        fact=claim.fact.type if claim.fact else "",
    )


def shown_value(argument: Argument) -> str:
    """Returns the amount or time of an argument as it is typed."""
    return shown_quantity(argument.quantity) or shown_time(argument.time)


def shown_name(entity: Entity | None, argument: Argument | None = None) -> str:
    """Returns who or what an argument stands for as it is typed; empty where that is not known."""
    resolution = argument.resolution if argument is not None else None
    if entity is not None:
        return as_line(entity.name)
    if resolution is not None and resolution.status == "resolved" and resolution.candidates:
        return as_line(resolution.candidates[0].name or "")
    return ""


def as_line(name: str) -> str:
    """Returns a name of the article as it stands in a field of the form."""
    return " ".join(plain(name).split())[:_LONGEST]
