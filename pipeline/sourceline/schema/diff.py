"""`sourceline/diff/1`: what differs between the claims of two runs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.base import ClaimId, Count, Quote, Record, RuleId, RunId


class RunSide(Record):
    """One of the two runs, from its run.json."""

    id: RunId = Field(description="id of the run")
    version: str = Field(description="of Sourceline")
    model: str = Field(description="name and version of the trained pipeline")
    rules_hash: str = Field(description="hash of the rules")
    articles: Count = Field(description="number of articles")
    claims: Count = Field(description="number of claims")


class OneSided(Record):
    """A claim that only one run has."""

    id: ClaimId = Field(description="its id")
    article: str = Field(description="id of its article")
    text: Quote = Field(description="the claim in words; null with --no-text")


class ChangedClaim(OneSided):
    """A claim that both runs have, with other content; its words are those of the second run."""

    fields: tuple[str, ...] = Field(description="paths of what differs; [] stands for every item of a list")
    gained: tuple[RuleId, ...] = Field(description="rules that only the second run's trace has")
    dropped: tuple[RuleId, ...] = Field(description="rules that only the first run's trace has")


class Successor(Record):
    """A lost claim and a new one that stands in its place."""

    lost: ClaimId = Field(description="id in the first run")
    new: ClaimId = Field(description="id in the second run")


class RuleDiff(Record):
    """How often a rule had a part in what differs."""

    rule: RuleId = Field(description="its id")
    new: Count = Field(description="new claims that it had a part in")
    lost: Count = Field(description="lost claims that it had a part in")
    gained: Count = Field(description="changed claims that it now has a part in")
    dropped: Count = Field(description="changed claims that it no longer has a part in")


class ArticleDiff(Record):
    """How many claims of an article differ."""

    article: str = Field(description="its id")
    source: str = Field(description="where it was read from")
    new: Count = Field(description="number of new claims")
    lost: Count = Field(description="number of lost claims")
    changed: Count = Field(description="number of changed claims")


class RunDiff(Record):
    """What differs between two runs. Claims are matched by id, so by text, predicate and argument heads."""

    schema_: Literal["sourceline/diff/1"] = Field(
        "sourceline/diff/1", alias="schema", description="name and major version of this record"
    )
    first: RunSide = Field(description="the run compared with")
    second: RunSide = Field(description="the run compared")
    equal: bool = Field(description="whether no claim is new, lost or changed")
    same: Count = Field(description="number of claims that are the same")
    new: tuple[OneSided, ...] = Field(description="claims that only the second run has")
    lost: tuple[OneSided, ...] = Field(description="claims that only the first run has")
    changed: tuple[ChangedClaim, ...] = Field(description="claims of the same id with other content")
    moved: tuple[Successor, ...] = Field(description="the same words in an edited text of the same source")
    recast: tuple[Successor, ...] = Field(description="the same predicate of the same text with other argument heads")
    fields: dict[str, Count] = Field(description="path -> number of changed claims that differ there")
    rules: tuple[RuleDiff, ...] = Field(description="rules of what differs, the most frequent first")
    articles: tuple[ArticleDiff, ...] = Field(description="articles with differences, in the order of the runs")
