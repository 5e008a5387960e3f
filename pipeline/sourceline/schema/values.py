"""Values read off the words: quantities, times and entities."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sourceline.schema.base import Record

QuantityKind = Literal["money", "percent", "cardinal", "ordinal", "measure"]
Modifier = Literal["exact", "approx", "more_than", "at_least", "less_than", "at_most"]
Trend = Literal["up", "down"]
CurrencyBasis = Literal["code", "symbol", "name", "context"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
ValueBasis = Literal["literal", "resolved", "inferred"]
EntityLabel = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW"]


class Quantity(Record):
    """An amount. Numbers are decimal strings without exponent or thousands separators.

    A range has `value` null. "more than 100" has `low` 100, `high` null, `value` 100.
    """

    kind: QuantityKind
    value: str | None
    low: str | None
    high: str | None
    modifier: Modifier = "exact"
    trend: Trend | None = None
    unit: str | None = Field(None, description="a unit name as pint spells it")
    per: str | None = Field(None, description='what each amount is for, as written: "group", "year"')
    currency: str | None = Field(None, description="ISO 4217 code")
    currency_basis: CurrencyBasis | None = None
    of: str | None = Field(None, description='what is counted, as written: "migrants"')


class Time(Record):
    """A time value after TIMEX3 (ISO-TimeML) and EDTF (ISO 8601-2); unknown parts are `X`."""

    type: TimeType
    value: str = Field(description="TIMEX3 value")
    edtf: str | None = Field(None, description="EDTF level 1-2; null for durations and sets")
    earliest: str | None = Field(None, description="first day it can mean, ISO 8601")
    latest: str | None = Field(None, description="last day it can mean, ISO 8601")
    basis: ValueBasis = "literal"
    anchor: Literal["published"] | tuple[int, int] | None = Field(
        None, description="what a relative expression was counted from: the publication date or a span"
    )


class Entity(Record):
    """Who or what a mention names."""

    name: str = Field(description="the longest form in the article, or the standard name that goes with a code")
    label: EntityLabel | None
    ids: dict[str, str] = Field(default_factory=dict, description='such as {"iso3166": "RW"}')
