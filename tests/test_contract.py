"""The page on what is written: its examples run, and its lists are those of the code."""

import gzip
import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import jq
import pytest

from sourceline.cli.schema import RECORDS
from sourceline.export.flat_csv import COLUMNS
from sourceline.ingest.reasons import PASSED_OVER, REASONS
from sourceline.runs.batch import run_batch
from sourceline.runs.settings import RunSettings
from sourceline.schema import published

PAGE = Path(published.__file__).with_name("README.md")
TEXT = """In March the ministry paid two ferry operators €40 million. The council paid a builder €2.5 million in May.

The mayor denied that the union had received $3 million. The bank will not close branches, its director said.
"""


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text("utf8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    for name, text in zip(("a.txt", "b.txt"), TEXT.split("\n\n"), strict=True):
        (folder / name).write_text(text, "utf8")
    run_batch([folder / "a.txt", folder / "b.txt"], folder / "outputs")
    return folder


@pytest.fixture(scope="module")
def claims(folder):
    return [json.loads(line) for line in (folder / "outputs/claims.jsonl").read_text("utf8").splitlines()]


def python(code, folder):
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_duckdb(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (query,) = blocks("sql")
    totals = {currency: (count, float(total)) for currency, count, total in duckdb.sql(query).fetchall()}
    assert totals["EUR"] == (2, 42_500_000)


def test_pandas(folder, claims):
    first, _ = blocks("python")
    printed = re.findall(r"(positive|negative) +(\d+)$", python(first, folder), re.MULTILINE)
    counted = Counter(polarity for polarity, count in printed for _ in range(int(count)))
    assert counted == Counter(claim["polarity"] for claim in claims)
    assert len(counted) == 2


def test_jq(folder, claims):
    (command,) = (line for block in blocks("sh") for line in block.splitlines() if line.startswith("jq "))
    _, _, program, path = shlex.split(command)
    found = jq.compile(program).input_text((folder / path).read_text("utf8")).all()
    denied = [c["id"] for c in claims for act in c["attribution"] if act["stance"] == "denies"]
    assert [one["id"] for one in found] == denied
    assert "mayor" in found[0]["by"].lower()


@pytest.mark.parametrize("form", ["one file", "parts"])
def test_ten_lines_of_python(folder, claims, form, tmp_path):
    if form == "parts":
        run_batch([folder / "a.txt", folder / "b.txt"], tmp_path / "outputs", RunSettings(part_size=1))
        assert (tmp_path / "outputs" / "claims").is_dir()
    _, consumer = blocks("python")
    assert len(consumer.split("\n\n")[1].strip().splitlines()) <= 10
    lines = python(consumer, tmp_path if form == "parts" else folder).splitlines()
    assert [line.split()[0] for line in lines] == [claim["id"] for claim in claims]


def test_the_columns_are_documented():
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE.read_text("utf8").partition("## Exports")[2], re.MULTILINE)
    assert rows == [(column, what) for column, (what, _) in COLUMNS.items()]


def test_the_reasons_are_documented():
    page = PAGE.read_text("utf8").partition("## What may change")[0]
    assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE)) == REASONS
    assert all(f"`{code}`" in page for code in PASSED_OVER)


def test_each_schema_is_linked():
    linked = re.findall(r"\[(\w+)\]\((\w+-\d+\.json)\)", PAGE.read_text("utf8"))
    assert sorted(linked) == sorted((name, published.file_of(name).name) for name in RECORDS)


def test_objects_of_a_store_are_streamed_as_the_readme_says(folder, tmp_path):
    """With a file in place of the object: smart_open reads both, and unpacks them by their name."""
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf8")
    (code,) = re.findall(r'^python -c "(import shutil.*?)" \|', readme, re.DOTALL | re.MULTILINE)
    assert "s3://bucket/dump.jsonl.gz" in code
    line = json.dumps({"text": TEXT}) + "\n"
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    assert python(code.replace("s3://bucket/", f"file://{tmp_path}/"), folder) == line
