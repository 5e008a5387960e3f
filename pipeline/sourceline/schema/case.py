"""What a reviewer's decision asks of later versions, `sourceline/case/1`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.base import Record
from sourceline.schema.claim import Claim
from sourceline.schema.decision import DecisionId, Reason
from sourceline.schema.run import ArticleLine

#: What a claim says in one respect.
Aspect = Literal["predicate", "arguments", "values", "references", "attribution", "factuality", "fact", "segment"]


class Case(Record):
    """A line that `cases` writes: a claim that was rejected, corrected or added, and what must become of it."""

    schema_: Literal["sourceline/case/1"] = Field(
        "sourceline/case/1", alias="schema", description="name and major version of this record"
    )
    id: DecisionId = Field(description="id of the decision")
    sentence: str = Field(description="the sentence of the claim, for reading")
    expect: Literal["absent", "different", "present"] = Field(
        description="absent: no claim has this predicate. different: none that has it is the same in any of the "
        "aspects. present: one that has it is the same in all of them"
    )
    aspects: tuple[Aspect, ...] = Field(description="what is compared besides the predicate; empty for absent")
    reasons: tuple[Reason, ...] = Field(description="why it was rejected; empty for other decisions")
    note: str | None = Field(description="what the reviewer wrote; null without a note")
    claim: Claim = Field(description="the claim: as it was rejected, or as it was corrected or added")
    article: ArticleLine = Field(description="its article, with the text")
