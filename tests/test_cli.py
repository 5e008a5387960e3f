"""The command line, as a user meets it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

import sourceline
from sourceline.cli.main import cli
from sourceline.cli.progress import progress
from sourceline.evaluate.score import Score
from sourceline.plain import plain
from sourceline.runs import batch
from sourceline.runs.tally import Tally

COMMANDS = [
    "extract", "show", "explain", "why-not", "coverage", "verify", "diff", "review", "reviewed", "decisions",
    "calibrate", "cases", "export", "facts", "annotate", "schema", "evaluate",
]  # fmt: skip
TEXT = """---
title: Ministry pays ferry operators
published: 2025-06-12
---
The ministry paid two ferry operators €40 million in March.

The council will buy three buses, the mayor said on Monday.
"""


def call(*args, **options):
    return CliRunner().invoke(cli, [str(arg) for arg in args], **options)


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("in") / "a.txt"
    path.write_text(TEXT, "utf8")
    return path


@pytest.fixture(scope="module")
def out(article):
    folder = article.parent / "out"
    assert call("extract", article, "-o", folder, "-q").exit_code == 0
    return folder


def claims(out):
    return [json.loads(line) for line in (out / "claims.jsonl").read_text("utf8").splitlines()]


def process(*args, **options):
    return subprocess.run([sys.executable, "-m", "sourceline", *map(str, args)], capture_output=True, **options)


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from sourceline.cli.main import cli; cli(['--help'], standalone_mode=False);"
        "sys.exit(bool({'spacy', 'pydantic', 'rich', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_documentation(command):
    text = call(command, "--help").output
    assert re.search(rf"Example:\n    .*sourceline {command}", text)
    options = re.split(r"\n  (?=-)", text.split("Options:")[1].split("\n\n")[0])[1:]
    assert options
    said = ("default", "required", "--help")
    assert [option for option in options if not any(word in option for word in said)] == []


def test_the_list_of_commands_is_complete_and_uncut():
    text = call("--help").output
    assert re.findall(r"^  ([a-z][a-z-]*)  +\S", text, re.MULTILINE) == COMMANDS
    assert "..." not in text.split("Commands:")[1]


def test_extract_sums_up(article, tmp_path):
    (tmp_path / "bad.jsonl").write_text("not json\n")
    result = call("extract", article, tmp_path / "bad.jsonl", "-o", tmp_path / "out")
    assert result.exit_code == 0
    words = " ".join(result.output.split())
    assert "articles 1 " in words
    assert "not_json 1 a line or sidecar file that is not a JSON object" in words
    assert "actual" in words
    assert "words/s" in words
    assert "claims.jsonl" in words


def test_extract_quiet_says_nothing(article, tmp_path):
    assert call("extract", article, "-o", tmp_path, "-q").output == ""


def test_extract_of_nothing_fails(tmp_path):
    result = call("extract", tmp_path / "nowhere", "-o", tmp_path / "out", "-q")
    assert result.exit_code == 1
    assert "no article was processed" in result.output
    assert json.loads((tmp_path / "out" / "rejected.jsonl").read_text())["code"] == "missing"


def test_extract_reads_standard_input(tmp_path):
    result = call("extract", "-", "-o", tmp_path, "-q", input='{"text": "The ferry sank.", "id": "f"}\n')
    assert result.exit_code == 0
    assert json.loads((tmp_path / "articles.jsonl").read_text())["id"] == "f"


def test_annotate_drops_no_line(tmp_path):
    lines = [
        {"id": "one", "text": "The bank cut its rate in March.", "title": None, "published": "2025-06-12"},
        {"id": "two", "text": ""},
        {"id": "three", "text": "部长周二表示，政府将向两家渡轮公司支付四千万欧元。" * 20},
        {"id": "four", "text": "Le conseil municipal a décidé mardi soir d'acheter deux autobus. " * 20},
    ]
    result = CliRunner().invoke(cli, ["annotate", "-"], input="\n".join(map(json.dumps, lines)) + "\nnot json\n")
    assert result.exit_code == 0
    written = [json.loads(line) for line in result.stdout.split("\n") if line]
    assert [(line["id"], line["text"]) for line in written] == [(line["id"], line["text"]) for line in lines]
    assert result.stderr.startswith("-#5: not_json")
    assert written[0]["published"] == "2025-06-12"


def test_annotate_to_a_file(article, tmp_path):
    result = call("annotate", article, "-o", tmp_path / "layers.jsonl")
    assert (result.exit_code, result.output) == (0, "")
    (line,) = (tmp_path / "layers.jsonl").read_text("utf8").splitlines()
    assert json.loads(line)["schema"] == "sourceline/annotation/1"
    assert [path.name for path in tmp_path.iterdir()] == ["layers.jsonl"]


def test_show_is_plain_and_fits_the_screen(out):
    text = call("show", out).output
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert "Ministry pays ferry operators" in text
    assert "The ministry paid two ferry operators €40 million in March." in text
    assert "EUR 40,000,000" in text
    assert "the mayor (“said”" in text
    assert "planned" in text


def test_show_chooses(out):
    assert call("show", out, "--limit", 1).output.count("meant as") == 1
    shown = call("show", out, "--json", "--segment", "body").output.splitlines()
    assert [json.loads(line) for line in shown] == [claim for claim in claims(out) if claim["segment"] == "body"]
    article = claims(out)[0]["article"]["id"]
    assert call("show", out, "--article", article[:8]).exit_code == 0
    missing = call("show", out, "--article", "art_none")
    assert missing.exit_code == 1
    assert "art_none" in missing.output
    unknown = call("show", out, "--segment", "bodyy")
    assert unknown.exit_code == 2
    assert "list_item" in unknown.output


def test_untrusted_text_cannot_steer_the_terminal(tmp_path):
    sentence = "The \x1b[31mministry\x07 paid\u202e two\u2066 [bold]ferry[/bold] operators :smile: on Monday."
    line = json.dumps({"text": sentence, "title": "\x1b]0;owned\x07"})
    result = call("extract", "-", "-o", tmp_path, "-q", input=line)
    assert result.exit_code == 0
    shown = [
        call("show", tmp_path).output,
        *(call("explain", c["id"], "-o", tmp_path).output for c in claims(tmp_path)),
    ]
    for text in shown:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert plain("a\tb\u2028c\u202ed\x00") == "a b cd"


def test_nothing_on_the_terminal_or_in_the_log_is_obeyed(tmp_path):
    folder = tmp_path / "\x1b[31min\u202e"
    folder.mkdir()
    (folder / "a\x9b31m.txt").touch()
    log, out = tmp_path / "run.log", tmp_path / "\x1bout"
    shown = [
        call("extract", folder, "-o", out, "--log", log).output,
        call("annotate", folder).output,
        call("verify", folder).output,
        call("show", folder).output,
        log.read_text("utf8"),
    ]
    for text in shown:
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\\x1b[31min\\u202e" in shown[2]
    assert (out / "rejected.jsonl").read_bytes().isascii()
    assert (out / "run.json").read_bytes().isascii()


def test_a_file_name_begins_no_line(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\n2025-06-12 INFO end 9 articles.txt").touch()
    (tmp_path / "in" / "b.txt").write_text("The ferry sank.")
    log = tmp_path / "run.log"
    assert call("extract", tmp_path / "in", "-o", tmp_path / "out", "-q", "--log", log).exit_code == 0
    assert not re.search("^2025-06-12", log.read_text("utf8"), re.MULTILINE)
    assert "a\\n2025-06-12" in log.read_text("utf8")
    assert not re.search("^2025-06-12", call("annotate", tmp_path / "in").output, re.MULTILINE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_log_that_cannot_be_written_ends_the_run(article, tmp_path):
    done = process("extract", article, "-o", tmp_path / "out", "--log", "/dev/full")
    assert (done.returncode, done.stderr) == (1, b"Error: cannot write /dev/full: No space left on device\n")


@pytest.mark.parametrize("command", ["show", "coverage", "extract"])
def test_a_terminal_without_letters_gets_escapes(command, article, out, tmp_path):
    args = {"show": [out], "coverage": [article], "extract": [article, "-o", tmp_path / "made"]}[command]
    done = process(command, *args, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


@pytest.mark.slow
def test_an_interrupt_at_any_moment_ends_with_130(article, tmp_path):
    ended = set()
    for moment in (0.3, 0.6, 1.0, 1.5):  # while it is imported, while the pipeline is loaded
        command = [sys.executable, "-m", "sourceline", "extract", str(article), "-o", str(tmp_path), "-q"]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
        time.sleep(moment)
        for _ in range(2):
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)
        _, messages = running.communicate()
        ended.add(running.returncode)
        assert b"Traceback" not in messages
        assert messages.count(b"\n") <= 1
    assert 130 in ended
    assert ended <= {0, 130}


def test_the_log_says_what_became_of_each_input(article, tmp_path):
    log = tmp_path / "run.log"
    log.write_text("kept\n")
    (tmp_path / "empty.txt").touch()
    result = call("extract", article, tmp_path / "empty.txt", "-o", tmp_path / "out", "--log", log)
    assert result.exit_code == 0
    first, *lines = log.read_text("utf8").splitlines()
    assert first == "kept"
    assert any(re.search(r"INFO begin .*a\.txt", line) for line in lines)
    assert any(re.search(r"INFO rejected .*empty\.txt: empty: no text in it", line) for line in lines)
    assert re.search(r"INFO end 1 articles, \d+ claims, 1 rejected, 0 done before", lines[-1])
    assert call("extract", article, "-o", tmp_path / "out", "--log", tmp_path / "no" / "run.log").exit_code == 1


def test_progress_counts_and_estimates(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sourceline.cli.progress.PATIENCE", 0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "a.txt").write_text("x" * 1000)
    tally = Tally(articles=20, claims=70, words=9000, inputs=25, read=250)
    for sources, hidden, shown in ([str(tmp_path)], False, True), (["-"], False, True), ([str(tmp_path)], True, False):
        with progress(tally, sources, hidden=hidden) as advance:
            advance()
        line = capsys.readouterr().err
        assert bool(re.search(r"20 articles, 70 claims, 0 rejected, [\d,]+ words/s", line)) == shown
        assert (" 20%" in line) == (shown and sources != ["-"])


def test_explain_puts_each_rule_on_its_words(out):
    claim = next(claim for claim in claims(out) if claim["predicate"]["text"] == "paid")
    text = call("explain", claim["id"][:12], "-o", out).output
    rows = text.splitlines()
    sentence = next(number for number, row in enumerate(rows) if row.startswith("The ministry paid"))
    assert "    " * 3 + " ^^^^ " in "\n".join(rows[sentence + 1 : sentence + 1 + len(claim["trace"])])
    for step in claim["trace"]:
        assert step["rule"] in text
    for argument in claim["arguments"]:
        assert argument["text"] in text
    assert " payer" in text
    assert " · payment · " in text
    assert call("explain", claim["id"][4:12], "-o", out).output == text


def test_explain_of_an_unknown_id_offers_near_ones(out):
    known = claims(out)[0]["id"]
    wrong = known[:-2] + ("00" if known[-2:] != "00" else "11")
    result = call("explain", wrong, "-o", out)
    assert result.exit_code == 1
    assert known in result.output
    several = call("explain", "clm_", "-o", out)
    assert several.exit_code == 1
    assert "give more digits" in several.output


def test_verify_says_ok_or_what_is_wrong(out, tmp_path):
    result = call("verify", out)
    assert (result.exit_code, result.output) == (0, f"ok: {len(claims(out))} claims, 1 articles\n")
    for path in out.glob("*.json*"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"ferry", b"fairy"))
    broken = call("verify", tmp_path)
    assert broken.exit_code == 1
    assert "sha256" in broken.output


def test_evaluate_prints_the_report(tmp_path, monkeypatch):
    gate = ModuleType("sourceline.evaluate.gate")
    report = SimpleNamespace(
        rows=[("claims", Score(gold=8, found=4, right=2))], errors=["missed: paid", "missed: sank"]
    )
    gate.evaluate_corpus = lambda folder, split: report
    monkeypatch.setitem(sys.modules, "sourceline.evaluate.gate", gate)
    text = call("evaluate", tmp_path, "--errors", 1).output
    assert re.search(r"claims +50\.0 +25\.0 +33\.3 +8 +4 +2", text)
    assert "missed: paid" in text
    assert "missed: sank" not in text
    figures = json.loads(call("evaluate", tmp_path, "--json").output)["claims"]
    assert (figures["gold"], figures["precision"]) == (8, 0.5)


def test_a_bug_ends_with_one_line(article, tmp_path, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError("no sense")

    monkeypatch.setattr(batch, "run_id", broken)
    result = call("extract", article, "-o", tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ZeroDivisionError: no sense. This is a bug")
    assert isinstance(call("--traceback", "extract", article, "-o", tmp_path).exception, ZeroDivisionError)


@pytest.mark.parametrize("command", [["show"], ["explain", "clm_1", "-o"], ["verify"]])
def test_a_folder_without_a_run(command, tmp_path):
    result = call(*command, tmp_path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: cannot read")


def test_a_closed_pipe_is_quiet(out, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    line = (out / "articles.jsonl").read_bytes()
    (many / "articles.jsonl").write_bytes(line * 400)
    (many / "claims.jsonl").write_bytes((out / "claims.jsonl").read_bytes() * 400)
    for options in ([], ["--json"]):
        showing = subprocess.Popen(
            [sys.executable, "-m", "sourceline", "show", str(many), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        showing.stdout.readline()
        showing.stdout.close()
        assert showing.stderr.read() == b""
        showing.stderr.close()
        showing.wait()


def test_the_package_is_lazy_and_complete():
    code = "import sys, sourceline; sys.exit(len([m for m in sys.modules if m in ('spacy', 'pydantic')]))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    for name in sourceline.__all__:
        assert getattr(sourceline, name) is not None
    with pytest.raises(AttributeError, match="nothing_such"):
        sourceline.nothing_such  # noqa: B018


def test_extract_and_annotate_from_python(out):
    article = next(sourceline.read_articles(out.parent / "a.txt", on_reject=print))
    made = [json.loads(claim.model_dump_json(by_alias=True)) for claim in sourceline.extract(article)]
    assert made == claims(out)
    (sale,) = [c for c in sourceline.extract("The bank sold the ferry.") if c.predicate.lemma == "sell"]
    assert sale.article.id.startswith("art_")
    assert sourceline.annotate("The bank sold the ferry.").sentences[0].end == 24
