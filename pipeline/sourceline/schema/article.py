"""What goes in: an article, and what is kept of one that could not be read."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import Field

from sourceline.schema.base import Code, DateOrTime, Record

Segment = Literal["headline", "summary", "body", "list_item", "caption", "heading", "byline", "boilerplate"]
CLAIM_SEGMENTS: frozenset[str] = frozenset({"headline", "summary", "body", "list_item", "caption"})
PublishedBasis = Literal["metadata", "dateline"]


class Article(Record):
    """One article. `text` is exactly what was read; every offset anywhere refers to it."""

    id: str
    source: str = Field(
        description="a path, with #line for a line of a file, #number and address for a record of an archive; or -"
    )
    text: str
    title: str | None = None
    published: DateOrTime | None = Field(None, description="date or date-time of publication, ISO 8601")
    published_basis: PublishedBasis | None = None
    url: str | None = None
    site: str | None = Field(None, description="the publisher, as the input names it")
    authors: tuple[str, ...] = ()
    language: str | None = None

    @property
    def sha256(self) -> str:
        """Hash of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class Rejected(Record):
    """A line of `rejected.jsonl`: input that could not be read or processed."""

    schema_: Literal["sourceline/rejected/1"] = Field(
        "sourceline/rejected/1", alias="schema", description="name and major version of this record"
    )
    source: str = Field(description="the file, with #number for a line or record of it, or - for standard input")
    stage: Literal["read", "extract"] = Field(description="whether reading it or extracting from it failed")
    code: Code = Field(description="the reason, for machines; the list may grow")
    message: str = Field(description="the reason in a sentence, for people; its wording may change")
