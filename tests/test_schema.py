"""The published schemas: valid JSON Schema, the same as the records, and what is written fits them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from sourceline.cli.main import cli
from sourceline.cli.schema import RECORDS, json_schema
from sourceline.runs.batch import run_batch
from sourceline.runs.files import read_lines, to_line
from sourceline.runs.settings import RunSettings
from sourceline.schema import published
from sourceline.schema.article import Rejected
from sourceline.schema.claim import Claim

ROOT = Path(__file__).parents[1]
TEXT = """Ministry pays ferry operators

LISBON, June 12, 2025 — The ministry paid two ferry operators about €40 million in March, according to people familiar
with the matter, quoted by The Harbour Gazette. It may pay 5% more next year if Norway agrees, Mayor Ruth Hale said.

“We never asked for money,” said the union, which denied that it had threatened a strike. The government did not reply.
"""


def call(*args):
    done = CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def strict(schema):
    """The schema without room for keys that it does not name: we write none that are not documented."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {**{key: strict(value) for key, value in schema.items()}, **closed}
    return [strict(item) for item in schema] if isinstance(schema, list) else schema


def validator(record):
    return Draft202012Validator(strict(json_schema(record)), format_checker=FormatChecker(["date"]))


def check(record, lines):
    fits = validator(record)
    for line in lines:
        fits.validate(line)
    return len(lines)


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("record", RECORDS)
def test_each_record_has_a_valid_schema(record):
    made = json.loads(call("schema", record))
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"] == f"urn:sourceline:schema:{record}:1"
    Draft202012Validator.check_schema(made)
    name = "claim" if record == "reviewed" else record  # a reviewed claim is a claim, for those who know no more
    assert made["properties"]["schema"]["const"] == f"sourceline/{name}/1"


def test_the_files_are_those_that_the_records_make():
    assert sorted(RECORDS) == sorted(published.RECORDS)
    for record in RECORDS:
        assert published.file_of(record).read_text("utf8") == published.as_text(record), "run `make schemas`"
    assert len(list(Path(published.__file__).parent.glob("*.json"))) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_each_record_and_field_says_what_it_is(record):
    made = json_schema(record)
    for name, kind in {record: made, **made.get("$defs", {})}.items():
        assert kind["description"], name
        for key, field in kind["properties"].items():
            assert field.get("description"), f"{name}.{key}"


def test_claim_is_the_default():
    assert call("schema") == call("schema", "claim")


def test_unknown_record_lists_the_known():
    result = CliRunner().invoke(cli, ["schema", "sentence"])
    assert result.exit_code == 2
    assert "annotation" in result.output


def test_every_key_is_always_written():
    claim = json_schema("claim")
    assert set(claim["required"]) == set(claim["properties"]) == {f.alias or n for n, f in Claim.model_fields.items()}


@pytest.mark.parametrize("keep_text", [True, False])
def test_what_a_run_writes_fits(tmp_path, keep_text):
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    (tmp_path / "empty.txt").write_text("", "utf8")
    run_batch([tmp_path / "a.txt", tmp_path / "empty.txt"], tmp_path / "out", RunSettings(keep_text=keep_text))
    for record, file in (("claim", "claims"), ("article", "articles"), ("rejected", "rejected")):
        assert check(record, lines((tmp_path / "out" / f"{file}.jsonl").read_text("utf8")))
    assert check("run", [json.loads((tmp_path / "out" / "run.json").read_text("utf8"))])


def test_what_annotate_and_coverage_write_fits(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    assert check("annotation", lines(call("annotate", tmp_path / "a.txt")))
    assert check("coverage", lines(call("why-not", tmp_path / "a.txt", "union", "--json")))


@pytest.mark.slow
def test_what_is_written_of_the_corpus_fits(tmp_path):
    run_batch([ROOT / "corpus" / "articles"], tmp_path)
    assert check("claim", lines((tmp_path / "claims.jsonl").read_text("utf8"))) > 100
    assert check("article", lines((tmp_path / "articles.jsonl").read_text("utf8"))) > 10


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "clm_xyz"), ("content_hash", ""), ("fact_id", "clm_3f0c3f0c3f0c3f0c3f0c"), ("polarity", "maybe"),
        ("segment", "footer"), ("arguments", None), ("run", ""), ("flags", ["odd"]), ("confidence", {"score": 2}),
        ("time", {"type": "DATE", "value": "2025", "edtf": None, "earliest": "May", "latest": None, "basis": "literal",
                  "anchor": None}),
    ],
)  # fmt: skip
def test_a_wrong_value_does_not_fit(tmp_path, field, value):
    (tmp_path / "a.txt").write_text("The ministry paid two ferry operators €40 million.", "utf8")
    run_batch([tmp_path / "a.txt"], tmp_path / "out")
    claim = lines((tmp_path / "out" / "claims.jsonl").read_text("utf8"))[0]
    assert validator("claim").is_valid(claim)
    assert not validator("claim").is_valid({**claim, field: value})


def test_an_unknown_field_is_allowed_and_ignored():
    line = {"schema": "sourceline/rejected/1", "source": "a", "stage": "read", "code": "empty", "message": "", "new": 1}
    Draft202012Validator(json_schema("rejected")).validate(line)
    assert not hasattr(Rejected.model_validate(line), "new")


@given(st.text())
def test_a_record_is_one_line_whatever_its_text(text):
    record = Rejected(source=text, stage="read", code="empty", message=text)
    line = to_line(record)
    assert line.decode().splitlines() == [line.decode().rstrip("\n")]
    assert json.loads(line)["message"] == text
    check("rejected", [json.loads(line)])


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "rejected.jsonl"
    path.write_bytes(b'{"source": "a.txt"}\nnot json\n')
    (one, first), (two, second) = read_lines(path, Rejected)
    assert (one, two) == (1, 2)
    assert "stage" in first
    assert "not a Rejected record" in second
