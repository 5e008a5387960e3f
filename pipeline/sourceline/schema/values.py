"""Values read off the words: quantities, times and entities."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sourceline.schema.base import Day, Decimal, Record, Span, described

QuantityKind = Literal["money", "percent", "cardinal", "ordinal", "measure"]
Modifier = Literal["exact", "approx", "more_than", "at_least", "less_than", "at_most"]
Trend = Literal["up", "down"]
CurrencyBasis = Literal["code", "symbol", "name", "context"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
ValueBasis = Literal["literal", "resolved", "inferred"]
EntityLabel = Literal["PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW"]


Currency = Annotated[str, described({"pattern": "^[A-Z]{3}$"})]
Timex = Annotated[str, described({"pattern": "^[A-Z0-9.:_+-]+$"})]
Edtf = Annotated[str, described({"pattern": "^[0-9A-Z.:/~?%,{}\\[\\]+-]+$"})]


class Amount(Record):
    """An amount. Numbers are decimal strings without exponent or thousands separators.

    A range has `value` null. "more than 100" has `low` 100, `high` null, `value` 100.
    """

    kind: QuantityKind = Field(description="what sort of amount it is")
    value: Decimal | None = Field(description="the number; null for a range")
    low: Decimal | None = Field(description="the least it can be; null where open")
    high: Decimal | None = Field(description="the most it can be; null where open")
    modifier: Modifier = Field("exact", description='how the number is meant: "about", "more than" …')
    trend: Trend | None = Field(None, description="whether it is said to go up or down by this much")
    unit: str | None = Field(None, description="a unit name as pint spells it")
    per: str | None = Field(None, description='what each amount is for, one word: "group", "year"')
    currency: Currency | None = Field(None, description="ISO 4217 code")
    currency_basis: CurrencyBasis | None = Field(None, description="what the currency was read off")
    of: str | None = Field(None, description='what is counted, one word: "migrants"')


class Quantity(Amount):
    """An amount as the article gives it."""

    equivalent: Amount | None = Field(
        None, description="the same amount in another currency or unit, as the article gives it in brackets"
    )


class Time(Record):
    """A time value after TIMEX3 (ISO-TimeML) and EDTF (ISO 8601-2); unknown parts are `X`."""

    type: TimeType = Field(description="TIMEX3 type")
    value: Timex = Field(description="TIMEX3 value")
    edtf: Edtf | None = Field(None, description="EDTF level 1-2; null for durations and sets")
    earliest: Day | None = Field(None, description="first day it can mean, ISO 8601")
    latest: Day | None = Field(None, description="last day it can mean, ISO 8601")
    basis: ValueBasis = Field("literal", description="as written, counted from the anchor, or inferred")
    anchor: Literal["published"] | Span | None = Field(
        None, description="what a relative expression was counted from: the publication date or a span"
    )


class Entity(Record):
    """Who or what a mention names."""

    name: str = Field(description="the longest form in the article, or the standard name that goes with a code")
    label: EntityLabel | None = Field(description="OntoNotes label; null where it is not known")
    ids: dict[str, str] = Field(default_factory=dict, description='codes by scheme, such as {"iso3166": "RW"}')
