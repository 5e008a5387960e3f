"""The published schemas: valid JSON Schema, and what is written fits them."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sourceline.cli.main import cli
from sourceline.cli.schema import RECORDS
from sourceline.runs.files import read_lines, to_line
from sourceline.schema.article import Rejected
from sourceline.schema.claim import Claim


def schema(record):
    return json.loads(CliRunner().invoke(cli, ["schema", record]).output)


@pytest.mark.parametrize("record", RECORDS)
def test_each_record_has_a_valid_schema(record):
    made = schema(record)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(made)
    assert made["properties"]["schema"]["const"] == f"sourceline/{record}/1"


def test_claim_is_the_default():
    assert json.loads(CliRunner().invoke(cli, ["schema"]).output) == schema("claim")


def test_unknown_record_lists_the_known():
    result = CliRunner().invoke(cli, ["schema", "sentence"])
    assert result.exit_code == 2
    assert "annotation" in result.output


def test_every_key_is_always_written():
    claim = schema("claim")
    assert set(claim["required"]) == set(claim["properties"]) == {f.alias or n for n, f in Claim.model_fields.items()}


@given(st.text())
def test_a_record_is_one_line_whatever_its_text(text):
    record = Rejected(source=text, stage="read", code="empty", message=text)
    line = to_line(record)
    assert line.decode().splitlines() == [line.decode().rstrip("\n")]
    assert json.loads(line)["message"] == text
    Draft202012Validator(Rejected.model_json_schema(by_alias=True)).validate(json.loads(line))


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "rejected.jsonl"
    path.write_bytes(b'{"source": "a.txt"}\nnot json\n')
    (one, first), (two, second) = read_lines(path, Rejected)
    assert (one, two) == (1, 2)
    assert "stage" in first
    assert "not a Rejected record" in second
