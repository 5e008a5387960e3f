"""The published JSON Schemas (2020-12), made from the records; `make schemas` writes them beside this file.

A file is named after its record and the major version of it: `claim-1.json`. Consumers must ignore fields they do not
know, so the schemas allow them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sourceline.schema.annotation import Annotation
from sourceline.schema.article import Rejected
from sourceline.schema.base import Record
from sourceline.schema.calibration import Calibration
from sourceline.schema.case import Case
from sourceline.schema.claim import Claim
from sourceline.schema.coverage import SentenceCoverage
from sourceline.schema.decision import Decision, ReviewedClaim
from sourceline.schema.diff import RunDiff
from sourceline.schema.run import ArticleLine, RunRecord

RECORDS: dict[str, type[Record]] = {
    "claim": Claim,
    "article": ArticleLine,
    "rejected": Rejected,
    "run": RunRecord,
    "annotation": Annotation,
    "coverage": SentenceCoverage,
    "diff": RunDiff,
    "decision": Decision,
    "reviewed": ReviewedClaim,
    "calibration": Calibration,
    "case": Case,
}


class _Published(GenerateJsonSchema):
    """Marks every key as required, those with a default too: all are always written."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return True

    def field_title_should_be_set(self, schema: Any) -> Literal[False]:
        return False  # they only repeat the key

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # no reader has to fill anything in


def json_schema(record: str) -> dict[str, Any]:
    """Returns the schema of one of `RECORDS`."""
    made = RECORDS[record].model_json_schema(by_alias=True, schema_generator=_Published, mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:sourceline:schema:{record}:{_version(record)}",
        **made,
    }


def _version(record: str) -> str:
    """Returns the major version, as the record itself says: "sourceline/claim/1"."""
    return str(RECORDS[record].model_fields["schema_"].default).rpartition("/")[2]


def file_of(record: str) -> Path:
    """Returns where the schema of a record is kept."""
    return Path(__file__).with_name(f"{record}-{_version(record)}.json")


def as_text(record: str) -> str:
    """Returns the schema as its file has it."""
    return json.dumps(json_schema(record), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name in RECORDS:
        file_of(name).write_text(as_text(name), "utf8")
