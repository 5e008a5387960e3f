"""The folder of the outputs: nothing is lost in it that a run has not written, nor what another run has."""

import json

import pytest
from click.testing import CliRunner

from sourceline.cli.main import cli
from sourceline.runs.verify import verify

FILES = ["claims.jsonl", "articles.jsonl", "rejected.jsonl", "run.json"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to work in, with two folders of articles."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("articles/a.txt", "The bank closed two branches."), ("more/b.txt", "The ferry sank.")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    return tmp_path


def extract(*args, code=0):
    done = CliRunner().invoke(cli, ["extract", "-q", *map(str, args)])
    assert done.exit_code == code, done.output
    return done.output


def sources(out):
    return [json.loads(line)["source"] for line in (out / "articles.jsonl").read_text("utf8").splitlines()]


def content(folder):
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "ledger.sqlite")
    return {path.relative_to(folder): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("foreign", "args"),
    [
        ("articles/a.txt", ["articles", "-o", "."]),
        ("claims/c.txt", ["more", "-o", "."]),
        ("articles.jsonl", ["articles.jsonl", "-o", "."]),
        ("claims.jsonl", ["more", "-o", "."]),
        ("run.json", ["more", "-o", "."]),
        ("more/b.txt", ["more", "-o", "more"]),
        ("more/b.txt", ["more", "-o", "articles/../more"]),
    ],
)
def test_what_no_run_has_written_stays(place, foreign, args):
    (place / foreign).parent.mkdir(exist_ok=True)
    (place / foreign).write_text('{"text": "The ferry sank."}\n')
    before = content(place)
    message = extract(*args, code=1)
    assert "folder" in message
    assert content(place) == before


def test_what_comes_into_the_folder_of_a_run_stays(place):
    extract("more", "-o", "out")
    (place / "out" / "claims").mkdir()
    (place / "out" / "claims" / "notes.txt").write_text("mine")
    before = content(place / "out")
    assert "claims is there and no run has written it" in extract("more", "-o", "out", code=1)
    assert content(place / "out") == before


def test_a_run_does_not_read_the_file_that_it_writes(place):
    extract("more", "-o", "out")
    assert "out/articles.jsonl would be written over" in extract("out/articles.jsonl", "-o", "out", code=1)
    extract("out/articles.jsonl", "-o", "again")
    assert sources(place / "again") == ["out/articles.jsonl#1"]


def test_parts_give_way_to_one_file_and_back(place):
    extract("more", "articles", "-o", "out")
    whole = {name: (place / "out" / name).read_bytes() for name in FILES[:3]}
    (place / "out" / "articles").mkdir()
    (place / "out" / "articles" / "part-00000.jsonl.gz").touch()  # of a run before
    extract("more", "articles", "-o", "out")
    assert {name: (place / "out" / name).read_bytes() for name in FILES[:3]} == whole
    assert sorted(path.name for path in (place / "out").iterdir()) == sorted([*FILES, ".work"])


def test_claims_of_other_inputs_stay_unless_told(place):
    extract("articles", "-o", "out")
    before = content(place / "out")
    message = extract("more", "-o", "out", code=1)
    assert "over other inputs (articles)" in message
    assert "--replace" in message
    assert content(place / "out") == before
    extract("./articles/", "more", "-o", "out")
    assert sources(place / "out") == ["articles/a.txt", "more/b.txt"]
    extract(place, "-o", "out")
    assert len(sources(place / "out")) == 2
    extract("more", "-o", "out", "--replace")
    assert sources(place / "out") == ["more/b.txt"]


def test_a_run_that_finds_no_article_leaves_the_one_before(place):
    extract("articles", "-o", "out")
    before = content(place / "out")
    (place / "articles").rename(place / "elsewhere")  # as a disk that is not there tonight
    message = extract("articles", "-o", "out", code=1)
    assert "articles: no such file or folder" in message
    assert content(place / "out") == before
    (place / "elsewhere").rename(place / "articles")
    (place / "articles" / "a.txt").rename(place / "a.txt")
    assert "nothing to read" in extract("articles", "-o", "out", code=1)
    assert content(place / "out") == before
    extract("articles", "-o", "out", "--replace", code=1)
    assert sources(place / "out") == []


def test_what_is_not_there_for_once_is_not_forgotten(place):
    extract("articles", "more", "-o", "out")
    (place / "more").rename(place / "elsewhere")
    extract("articles", "more", "-o", "out")
    assert sources(place / "out") == ["articles/a.txt"]
    (place / "elsewhere").rename(place / "more")
    extract("articles", "more", "-o", "out")
    assert json.loads((place / "out" / "run.json").read_text("utf8"))["reused"] == 2
    assert verify(place / "out") == []
