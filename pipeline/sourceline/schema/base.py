"""What all records share: the base class, and the kinds of values that many fields hold.

The patterns are part of the published JSON Schemas and are not tested again each time a record is made: the code that
makes a value is what keeps to them, and the tests hold it to the schemas.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]


def described(schema: Json) -> Any:
    """Returns field metadata that only adds to the published schema."""
    return Field(json_schema_extra=schema)


class Quoted:
    """Marks a field that holds words of an article, which a run with `--no-text` leaves out."""


Offset = Annotated[int, described({"minimum": 0})]
Count = Annotated[int, described({"minimum": 0})]
Span = tuple[Offset, Offset]
Sha256 = Annotated[str, described({"pattern": "^[0-9a-f]{64}$"})]
ShortHash = Annotated[str, described({"pattern": "^[0-9a-f]{20}$"})]
ClaimId = Annotated[str, described({"pattern": "^clm_[0-9a-f]{20}$"})]
FactId = Annotated[str, described({"pattern": "^fct_[0-9a-f]{20}$"})]
RunId = Annotated[str, described({"pattern": "^run_[0-9a-z]+$"})]
RuleId = Annotated[str, described({"pattern": r"^[^\s.]+(\.[^\s.]+)*$", "examples": ["clause.subject"]})]
Code = Annotated[str, described({"pattern": "^[a-z][a-z0-9_]*$"})]
Decimal = Annotated[str, described({"pattern": r"^-?[0-9]+(\.[0-9]+)?$"})]
Day = Annotated[str, described({"format": "date"})]
_CLOCK = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
DateOrTime = Annotated[str, described({"pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}({_CLOCK})?$"})]
Fraction = Annotated[float, described({"minimum": 0, "maximum": 1})]
Quote = Annotated[str | None, Quoted()]


class Record(BaseModel):
    """A frozen record. Unknown fields are ignored, as consumers of the files must do too.

    Offsets count Unicode code points into the article's text, end exclusive.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


_START = Field(description="offset of its first character")
_END = Field(description="offset after its last character")


class Place(Record):
    """A slice of the article, by its offsets."""

    start: Offset = _START
    end: Offset = _END


class TextSpan(Record):
    """A slice of the article: `text == article.text[start:end]`."""

    text: str = Field(description="the words as the article has them")
    start: Offset = _START
    end: Offset = _END


class QuotedSpan(Record):
    """A slice of the article: `text == article.text[start:end]`; its words are null where the run left them out."""

    text: Quote = Field(description="the words as the article has them; null with --no-text")
    start: Offset = _START
    end: Offset = _END
