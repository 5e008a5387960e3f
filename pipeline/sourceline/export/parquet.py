"""Parquet: one row a claim, nested and typed as the claim record is. Needs pyarrow.

Days are dates, spans are lists of two integers, codes and slots are maps. Decimal strings stay strings, because no
Parquet decimal holds all of them; `CAST(… AS DECIMAL)` reads them. `anchor`, which the record has as a word or a span,
is a struct of `published` and `span`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, BinaryIO, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from sourceline.schema.base import Record
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine

ROWS = 2_000  #: Claims in a row group, which are held in memory.
_DAYS = ("earliest", "latest")
_PLAIN: dict[object, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_SPAN = pa.list_(pa.int64())
_ANCHOR = pa.struct([pa.field("published", pa.bool_()), pa.field("span", _SPAN)])


def schema_of(record: type[Record]) -> pa.Schema:
    """Returns the Arrow schema of a record."""
    metadata = {"sourceline.schema": str(record.model_fields["schema_"].default)}
    return pa.schema(list(_struct(record)), metadata=metadata)


def write(articles: Iterable[tuple[ArticleLine, list[Claim]]], stream: BinaryIO) -> None:
    """Writes claims as Parquet.

    Args:
        articles: articles with their claims.
        stream: gets the file, which is whole when this returns.
    """
    schema = schema_of(Claim)
    whole = pa.struct(list(schema))
    rows: list[dict[str, Any]] = []
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for _, claims in articles:
            rows += [_value(claim.model_dump(mode="json", by_alias=True), whole) for claim in claims]
            if len(rows) >= ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema))
                rows.clear()
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _struct(record: type[Record]) -> Iterator[pa.Field]:
    for name, field in record.model_fields.items():
        kind = _ANCHOR if name == "anchor" else pa.date32() if name in _DAYS else _type(field.annotation)
        yield pa.field(field.alias or name, kind)


def _type(annotation: Any) -> pa.DataType:
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):  # of something and null
        return _type(arguments[0])
    if origin is dict:
        return pa.map_(_type(arguments[0]), _type(arguments[1]))
    if origin is tuple:
        return pa.list_(_type(arguments[0]))
    return pa.struct(list(_struct(annotation)))


def _value(value: Any, kind: pa.DataType) -> Any:
    """Returns a JSON value as pyarrow takes it for a type."""
    if value is None:
        return None
    if kind == _ANCHOR:
        return {"published": value == "published", "span": None if value == "published" else value}
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_map(kind):
        return list(value.items())
    if pa.types.is_list(kind):
        return [_value(item, kind.value_type) for item in value]
    if pa.types.is_struct(kind):
        return {field.name: _value(value[field.name], field.type) for field in kind}
    return value
