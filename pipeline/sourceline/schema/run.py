"""What a run leaves beside its claims: a line for each article, and a summary of itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.article import PublishedBasis, Segment
from sourceline.schema.base import Count, DateOrTime, Place, Quote, Record, RunId, Sha256


class SegmentSpan(Place):
    """A part of the article."""

    segment: Segment = Field(description="what kind of part it is")


class ArticleLine(Record):
    """A line of `articles.jsonl`. It holds nothing that differs from run to run on the same input."""

    schema_: Literal["sourceline/article/1"] = Field(
        "sourceline/article/1", alias="schema", description="name and major version of this record"
    )
    id: str = Field(description="unique in the run: as the input gives it, or made from the hash of the text")
    source: str = Field(
        description="a path, with #line for a line of a file, #number and address for a record of an archive; or -"
    )
    title: Quote = Field(description="null where the article has none, and with --no-text")
    published: DateOrTime | None = Field(description="date or date-time of publication, ISO 8601")
    published_basis: PublishedBasis | None = Field(description="where the date of publication was found")
    url: str | None = Field(description="address, as the input gives it: not checked")
    site: str | None = Field(description="the publisher, as the input names it")
    authors: tuple[str, ...] = Field(description="as the input names them")
    language: str | None = Field(description="language tag, as the input gives it")
    sha256: Sha256 = Field(description="hash of the text in UTF-8")
    near_copy_of: str | None = Field(
        None, description="id of the first article of the run that shares most of its words; null where it is that one"
    )
    text: Quote = Field(description="exactly as read; every offset refers to it; null with --no-text")
    segments: tuple[SegmentSpan, ...] = Field(description="the parts of the article, in its order")
    sentences: Count = Field(description="number of sentences")
    words: Count = Field(description="number of words")
    claims: Count = Field(description="number of its lines in claims.jsonl")


class RunRecord(Record):
    """`run.json`. Only `reused`, `started` and `seconds` differ between two runs on the same input."""

    schema_: Literal["sourceline/run/1"] = Field(
        "sourceline/run/1", alias="schema", description="name and major version of this record"
    )
    id: RunId = Field(description="the same for all runs of this code, model and rules with these settings")
    version: str = Field(description="of Sourceline")
    code_hash: Sha256 | None = Field(
        None, description="hash of the code that makes the records; null in runs that noted none"
    )
    spacy: str = Field(description="version of spaCy")
    model: str = Field(description="name and version of the trained pipeline")
    model_hash: Sha256 = Field(description="hash of the trained pipeline's files")
    rules_hash: Sha256 = Field(description="hash of the rules, a user's own included")
    settings: dict[str, str | bool | int | None] = Field(description="what was asked for, by name")
    inputs: tuple[str, ...] = Field(description="the sources, as they were named")
    articles: Count = Field(description="number of lines in articles.jsonl")
    rejected: Count = Field(description="number of lines in rejected.jsonl")
    claims: Count = Field(description="number of lines in claims.jsonl")
    words: Count = Field(description="number of words of the articles")
    passed_over: dict[str, Count] = Field(
        default_factory=dict, description="files of folders and records of web archives that are no articles, by reason"
    )
    reused: Count = Field(0, description="articles, of those counted, that an earlier run had done")
    started: DateOrTime = Field(description="when the run began, ISO 8601")
    seconds: float = Field(description="how long it took")
