"""Batch runs: what is written, that it is whole, and that it is the same twice."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sourceline.cli.schema import json_schema
from sourceline.errors import OutputError
from sourceline.ingest.readers import read_inputs
from sourceline.runs import process, settings, shard
from sourceline.runs.batch import run_batch
from sourceline.runs.copies import ALIKE, likeness
from sourceline.runs.flow import Flow
from sourceline.runs.outcome import Job
from sourceline.runs.settings import Limits, RunSettings, run_id
from sourceline.runs.signature import signature_of
from sourceline.runs.tally import Tally
from sourceline.runs.verify import verify

REPOSITORY = Path(__file__).parents[1]
FILES = ["claims.jsonl", "articles.jsonl", "rejected.jsonl"]
TEXTS = {
    "a.txt": "---\npublished: 2025-06-12\n---\nThe ministry paid two ferry operators €40 million in March.\n",
    "b.txt": "The council will buy three buses, the mayor said on Monday.\n",
    "c.txt": "The bank closed two branches.\u2028The mayor thanked the staff.\n",
    "d.txt": "",
}


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf8")
    return folder


def records(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def test_a_run_writes_four_files_that_agree(sources, tmp_path):
    tally = Tally()
    record = run_batch([sources], tmp_path / "out", tally=tally)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*FILES, "run.json", ".work"])
    assert [path.name for path in (tmp_path / "out" / ".work").iterdir()] == ["ledger.sqlite"]
    assert verify(tmp_path / "out") == []
    assert (record.articles, record.rejected) == (3, 1)
    assert record.claims == tally.claims == len(records(tmp_path / "out" / "claims.jsonl")) >= 3
    (rejected,) = records(tmp_path / "out" / "rejected.jsonl")
    assert (rejected["source"], rejected["code"]) == ((sources / "d.txt").as_posix(), "empty")
    assert "\u2028" in records(tmp_path / "out" / "articles.jsonl")[2]["text"]


def test_what_is_written_fits_the_published_schemas(sources, tmp_path):
    run_batch([sources], tmp_path / "out")
    for file, name in zip(FILES, ("claim", "article", "rejected"), strict=True):
        for record in records(tmp_path / "out" / file):
            Draft202012Validator(json_schema(name)).validate(record)
    Draft202012Validator(json_schema("run")).validate(json.loads((tmp_path / "out" / "run.json").read_text()))


def test_two_runs_give_the_same_bytes(sources, tmp_path):
    first = run_batch([sources], tmp_path / "one")
    second = run_batch([sources], tmp_path / "two")
    assert first.id == second.id
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_run_id_follows_the_settings():
    assert run_id(RunSettings()) == run_id(RunSettings())
    assert run_id(RunSettings()) != run_id(RunSettings(keep_text=False))


def outcomes(sources):
    return shard.process_shard(list(read_inputs(sources)), Job("run_test", RunSettings(), Limits()))


def test_an_article_that_fails_in_extraction_costs_only_itself(sources, monkeypatch):
    extract_doc = shard.extract_doc

    def fragile(doc, article, *settings):
        if article.source.endswith("b.txt"):
            raise ValueError("half of a pair: \ud800")
        return extract_doc(doc, article, *settings)

    monkeypatch.setattr(shard, "extract_doc", fragile)
    first, failed, third, empty = outcomes(sources)
    assert (first.tally.articles, third.tally.articles) == (1, 1)
    assert (failed.stage, failed.code, empty.code) == ("extract", "failed", "empty")
    assert failed.message.startswith("ValueError: half of a pair")


def test_an_article_that_fails_in_the_pipeline_costs_only_itself(sources, monkeypatch):
    pipe = process.build.pipe

    def fragile(nlp, articles):
        for pair in pipe(nlp, articles):
            if pair[1].source.endswith("b.txt"):
                raise RuntimeError("no parse")
            yield pair

    monkeypatch.setattr(process.build, "pipe", fragile)
    first, failed, third, _ = outcomes(sources)
    assert (first.tally.articles, failed.code, third.tally.articles) == (1, "failed", 1)


def test_a_run_that_breaks_leaves_the_files_before_it(sources, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run_batch([sources], out)
    before = {name: (out / name).read_bytes() for name in [*FILES, "run.json"]}

    def broken(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(Flow, "finish", broken)
    with pytest.raises(KeyboardInterrupt):
        run_batch([sources], out)
    assert {name: (out / name).read_bytes() for name in before} == before
    assert [path.name for path in (out / ".work").iterdir()] == ["ledger.sqlite"]


def test_a_run_does_only_what_is_new_or_changed(sources, tmp_path):
    out = tmp_path / "out"
    assert run_batch([sources], out).reused == 0
    whole = {name: (out / name).read_bytes() for name in FILES}
    assert run_batch([sources], out).reused == 3
    assert {name: (out / name).read_bytes() for name in FILES} == whole
    (sources / "a0.txt").write_text("The mayor opened the bridge on Friday.")
    (sources / "b.txt").write_text("The council bought three buses, the mayor said on Monday.")
    assert run_batch([sources], out).reused == 2
    run_batch([sources], tmp_path / "anew")
    assert [(out / name).read_bytes() for name in FILES] == [(tmp_path / "anew" / name).read_bytes() for name in FILES]
    assert run_batch([sources], out, RunSettings(keep_text=False)).reused == 0


def test_a_run_of_other_code_does_all_again(sources, tmp_path, monkeypatch):
    out = tmp_path / "out"
    first = run_batch([sources], out)
    monkeypatch.setattr(settings, "code_hash", lambda: "0" * 64)
    second = run_batch([sources], out)
    assert (second.reused, second.articles) == (0, first.articles)
    assert second.id != first.id


def test_an_article_under_another_name_is_not_done_again(sources, tmp_path):
    out = tmp_path / "out"
    run_batch([sources], out)
    (sources / "b.txt").rename(sources / "a1.txt")
    (sources / "z.txt").write_bytes((sources / "c.txt").read_bytes())
    assert run_batch([sources], out).reused == 4
    run_batch([sources], tmp_path / "anew", workers=1)
    assert [(out / name).read_bytes() for name in FILES] == [(tmp_path / "anew" / name).read_bytes() for name in FILES]
    assert verify(out) == []
    ids = [line["id"] for line in records(out / "articles.jsonl")]
    assert len(set(ids)) == 4


def test_a_damaged_ledger_is_begun_anew(sources, tmp_path):
    run_batch([sources], tmp_path / "out")
    ledger = tmp_path / "out" / ".work" / "ledger.sqlite"
    ledger.write_bytes(b"no database" * 1000)
    assert run_batch([sources], tmp_path / "out").reused == 0
    assert verify(tmp_path / "out") == []


def test_limit_and_no_text(sources, tmp_path):
    record = run_batch([sources], tmp_path / "out", RunSettings(keep_text=False, limit=1))
    (article,) = records(tmp_path / "out" / "articles.jsonl")
    assert record.articles == 1
    assert article["text"] is None
    assert article["sha256"]


def test_a_folder_that_cannot_be_written(sources, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot write"):
        run_batch([sources], tmp_path / "out")


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_leaves_the_files_before_it(sources, tmp_path, how):
    out = tmp_path / "out"
    run_batch([sources], out)
    before = {name: (out / name).read_bytes() for name in [*FILES, "run.json"]}
    # It waits for the rest of its standard input, with its files open.
    running = subprocess.Popen(
        [sys.executable, "-m", "sourceline", "extract", os.fspath(sources), "-", "-o", os.fspath(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    running.stdin.write(b'{"text": "The ferry sank."}\n')
    running.stdin.flush()
    deadline = time.monotonic() + 60
    while not (out / ".work" / "new").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.send_signal(how)
    _, errors = running.communicate()
    assert running.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert b"Traceback" not in errors
    assert (b"the same command goes on" in errors) == (how == signal.SIGINT)
    assert {name: (out / name).read_bytes() for name in before} == before
    run_batch([sources], out)
    assert verify(out) == []
    assert sorted(path.name for path in out.iterdir()) == sorted([".work", *before])


@pytest.mark.slow
def test_the_corpus_end_to_end(tmp_path):
    record = run_batch([REPOSITORY / "corpus" / "articles"], tmp_path / "out")
    assert record.articles == len(list((REPOSITORY / "corpus" / "articles").glob("*.txt")))
    assert record.rejected == 0
    assert record.claims > 10 * record.articles
    assert verify(tmp_path / "out") == []


def test_articles_that_share_a_phrase_are_no_near_copies():
    texts = [path.read_text("utf8") for path in sorted((REPOSITORY / "corpus" / "articles").glob("*.txt"))]
    signatures = [signature_of(text) for text in texts]
    assert max(likeness(a, b) for a, b in combinations(signatures, 2)) < 0.1
    words = texts[0].split()
    assert likeness(signatures[0], signature_of(" ".join(words[: len(words) * 4 // 5]))) > ALIKE


def test_a_model_that_loads_and_fails_is_named(sources, tmp_path):
    (tmp_path / "pipeline").symlink_to(REPOSITORY / "pipeline")
    model = tmp_path / "models" / "en_news"
    model.mkdir(parents=True)
    (tmp_path / "models" / "rules").symlink_to(REPOSITORY / "models" / "rules")
    for part in (REPOSITORY / "models" / "en_news").iterdir():
        if part.name != "vocab":  # without it the model loads, and knows no label
            (model / part.name).symlink_to(part)
    command = [sys.executable, "-m", "sourceline", "extract", str(sources), "-o", str(tmp_path / "out"), "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "pipeline")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    message = done.stderr.replace("\n", " ")
    assert message.startswith("Error: the trained pipeline in ")
    assert "E018" in message and "install sourceline again" in message
