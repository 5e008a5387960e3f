"""What all records share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record. Unknown fields are ignored, as consumers of the files must do too.

    Offsets count Unicode code points into the article's text, end exclusive.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class TextSpan(Record):
    """A slice of the article: `text == article.text[start:end]`."""

    text: str
    start: int
    end: int
