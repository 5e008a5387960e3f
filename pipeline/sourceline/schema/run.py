"""What a run leaves beside its claims: a line for each article, and a summary of itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import PublishedBasis, Segment
from sourceline.schema.base import Record


class SegmentSpan(Record):
    segment: Segment
    start: int
    end: int


class ArticleLine(Record):
    """A line of `articles.jsonl`. It holds nothing that differs from run to run on the same input."""

    schema_: Literal["sourceline/article/1"] = Field("sourceline/article/1", alias="schema")
    id: str
    source: str
    title: str | None
    published: str | None
    published_basis: PublishedBasis | None
    url: str | None
    site: str | None
    authors: tuple[str, ...]
    language: str | None
    sha256: str
    text: str | None = Field(description="null when the run was made with --no-text")
    segments: tuple[SegmentSpan, ...]
    sentences: int
    words: int
    claims: int


class RunRecord(Record):
    """`run.json`. Only `seconds` and `started` differ between two runs on the same input."""

    schema_: Literal["sourceline/run/1"] = Field("sourceline/run/1", alias="schema")
    id: str
    version: str
    spacy: str
    model: str
    model_hash: str
    rules_hash: str
    settings: dict[str, str | bool | int | None]
    inputs: tuple[str, ...]
    articles: int
    rejected: int
    claims: int
    words: int
    started: str
    seconds: float
