"""Ingest: bytes in, articles and reasons out. The cases are files with their expectation in `expected.jsonl`."""

import io
import json
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourceline.ingest.dateline import DatelineRule
from sourceline.ingest.dates import published_date
from sourceline.ingest.language import LanguageRule, is_not_english
from sourceline.ingest.readers import read_articles
from sourceline.ingest.reasons import REASONS
from sourceline.ingest.text import split_front_matter
from sourceline.rules import load_rules

CASES = Path(__file__).parent / "cases" / "ingest"
EXPECTED = [json.loads(line) for line in (CASES / "expected.jsonl").read_text("utf8").splitlines()]


def read(*sources, **options):
    rejected, ignored = [], []
    note = lambda source, code: ignored.append(source)  # noqa: E731
    articles = list(read_articles(*sources, on_reject=rejected.append, on_ignore=note, **options))
    return articles, [(r.source, r.code) for r in rejected], ignored


def read_stdin(monkeypatch, data, **options):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    return read("-", **options)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["source"])
def test_case(case, monkeypatch):
    monkeypatch.chdir(CASES / "files")
    articles, rejected, ignored = read(case["source"])
    wanted = case.get("articles", [])
    found = [
        {key: list(value) if isinstance(value := getattr(article, key), tuple) else value for key in fields}
        for article, fields in zip(articles, wanted, strict=True)
    ]
    assert found == wanted
    assert [list(pair) for pair in rejected] == case.get("rejected", [])
    assert ignored == case.get("ignored", [])
    assert {code for _, code in rejected} <= REASONS.keys()


def test_a_page_without_the_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.chdir(CASES / "files")
    rejected = []
    assert not list(read_articles("page.html", on_reject=rejected.append))
    assert rejected[0].code == "not_installed"
    assert "pip install 'sourceline[html]'" in rejected[0].message


def test_lines_before_the_end_of_truncated_gzip_are_kept(monkeypatch):
    monkeypatch.chdir(CASES / "files")
    articles, rejected, _ = read("cut.jsonl.gz")
    assert [article.id for article in articles] == [f"t{n}" for n in range(len(articles))]
    assert len(articles) > 5
    assert rejected == [(f"cut.jsonl.gz#{len(articles) + 1}", "truncated_gzip")]


def test_one_bad_input_does_not_stop_the_rest(monkeypatch):
    monkeypatch.chdir(CASES / "files")
    articles, rejected, _ = read("nowhere.txt", "binary.txt", "plain.txt")
    assert [article.source for article in articles] == ["plain.txt"]
    assert [code for _, code in rejected] == ["missing", "not_text"]


def test_an_id_is_given_out_once(monkeypatch):
    monkeypatch.chdir(CASES / "files")
    ids = [article.id for article in read("same-id.jsonl")[0]]
    assert ids[0] == "x"
    assert len(set(ids)) == len(ids) == 2


def test_same_text_in_two_files_has_two_ids(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The ferry sank.")
    first, second = read(tmp_path)[0]
    assert first.id != second.id
    assert first.sha256 == second.sha256


def test_file_times_are_no_publication_date(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank.")
    (article,) = read(tmp_path)[0]
    assert article.published is None


def test_outputs_of_a_run_in_the_folder_are_not_read_again(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank.")
    out = tmp_path / "outputs"
    out.mkdir()
    for name in ("run.json", "claims.jsonl"):
        (out / name).touch()
    (out / "articles.jsonl").write_text('{"text": "The ferry sank."}\n')
    assert len(read(tmp_path)[0]) == 1


def test_limits(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry sank in the night.")
    (tmp_path / "b.jsonl").write_text('{"text": "%s"}\n{"text": "Short."}\n' % ("x" * 200_000))
    articles, rejected, _ = read(tmp_path, max_chars=20)
    assert [article.text for article in articles] == ["Short."]
    assert [code for _, code in rejected] == ["too_large", "too_large"]


def test_any_text_passes_what_a_run_would_reject(monkeypatch):
    monkeypatch.chdir(CASES / "files")
    articles, rejected, _ = read("french.txt", "empty.txt", any_text=True)
    assert len(articles) == 2
    assert not rejected


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        (b'\xef\xbb\xbf\n {"text": "One."}\n', ["One."]),
        (b"The ferry sank.\nNobody was hurt.\n", ["The ferry sank.\nNobody was hurt.\n"]),
        (b"---\ntitle: Ferry\n---\nThe ferry sank.", ["The ferry sank."]),
    ],
)
def test_standard_input(monkeypatch, data, texts):
    assert [article.text for article in read_stdin(monkeypatch, data)[0]] == texts


def test_unreadable_is_a_reason(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The ferry sank.")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert [code for _, code in read(tmp_path)[1]] == ["unreadable"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-06-12", "2025-06-12"),
        ("20250612", "2025-06-12"),
        ("2025-06-12T10:00:00Z", "2025-06-12T10:00:00+00:00"),
        ("2025-06-12 10:00", "2025-06-12T10:00:00"),
        ("Thu, 12 Jun 2025 10:00:00 GMT", "2025-06-12T10:00:00+00:00"),
        ("June 12, 2025", "2025-06-12"),
        ("Sept. 4th, 2025", "2025-09-04"),
        ("Thursday, 12 June 2025", "2025-06-12"),
        ("May 7, 2025 at 10:14 AM EDT", "2025-05-07T10:14:00-04:00"),
        ("Wednesday 7 May 2025, 10.14pm", "2025-05-07T22:14:00"),
        ("7 May 2025 10:14 BST", "2025-05-07T10:14:00"),
        ("May 7, 2025, 9:30 a.m. ET", "2025-05-07T09:30:00"),
        ("07/05/2025", None),
        ("07/05/2025 10:00", None),
        ("2025-06", None),
        ("31 June 2025", None),
        ("2025-13-40", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_publication_dates(written, date):
    assert published_date(written) == date


@pytest.mark.parametrize("rule", load_rules(DatelineRule, "structure/dateline"), ids=lambda rule: rule.id)
def test_dateline_rules(rule):
    assert [line for line in rule.match if not rule.date(line)] == []
    assert [line for line in rule.no_match if rule.date(line)] == []


def test_language_rule():
    (rule,) = load_rules(LanguageRule, "structure/language")
    assert [text for text in rule.match if not is_not_english(text)] == []
    assert [text for text in rule.no_match if is_not_english(text)] == []


@given(st.binary(max_size=200))
def test_any_bytes_become_an_article_or_a_reason(data):
    with pytest.MonkeyPatch.context() as patch:
        articles, rejected, _ = read_stdin(patch, data)
    assert {code for _, code in rejected} <= REASONS.keys()
    assert articles or rejected or data.lstrip().startswith(b"{")


@given(st.text())
def test_front_matter_never_changes_the_text(text):
    metadata, rest = split_front_matter(text)
    assert text.endswith(rest)
    assert metadata or rest == text


@given(st.text(max_size=60))
def test_any_date_string_is_read_or_not(text):
    published_date(text)


def test_a_pattern_is_read_as_a_folder_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "README.txt", "c.png", "deep/er/d.txt", ".hidden.txt", "deep/[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The ferry sank.")
    (tmp_path / "deep/run.json").touch()
    (tmp_path / "deep/claims.jsonl").touch()
    (tmp_path / "deep/articles.jsonl").write_text('{"text": "The ferry sank."}\n')

    def found(*patterns):
        articles, rejected, ignored = read(*patterns)
        return [article.source for article in articles], rejected, ignored

    assert found("*.txt") == (["a.txt", "b.txt"], [], ["README.txt"])
    assert found("**/*.txt") == (["a.txt", "b.txt"], [], ["README.txt", "deep"])
    assert found("**/*.jsonl") == ([], [], ["deep"])
    assert found("deep/*.jsonl") == ([], [], ["deep/articles.jsonl", "deep/claims.jsonl"])
    assert found("d*/e*") == (["deep/er/d.txt"], [], [])
    assert found("deep/[1].txt") == (["deep/[1].txt"], [], [])
    assert found("*.html") == ([], [("*.html", "missing")], [])


def names_of(*sources):
    return [article.source for article in read(*sources)[0]]


def test_a_deep_pattern_follows_no_link_and_goes_anywhere_below(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("2025-06/mon/a.txt", "2025-06/mon/am/b.txt", "2025-06/c.txt", "2025-07/d.txt", "2025-06/.git/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("The ferry sank.")
    for link in (
        "2025-06/round",
        "2025-06/mon/back",
    ):  # with two, each level doubles what a glob that follows would see
        (tmp_path / link).symlink_to("..")
    june = ["2025-06/c.txt", "2025-06/mon/a.txt", "2025-06/mon/am/b.txt"]
    assert names_of("**/*.txt") == [*june, "2025-07/d.txt"]
    assert names_of(f"{tmp_path}/2025-06/**") == [f"{tmp_path}/{name}" for name in june]
    assert names_of("2025-*/**/mon/**/*.txt") == june[1:]
    assert names_of("**/am/*") == june[2:]


def test_what_several_sources_name_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("The ferry sank.")
    for sources in (["in", "in/a.txt", "./in/"], ["in/a.txt", "in"], ["in/*.txt", "in/**", "in"]):
        assert names_of(*sources) == ["in/a.txt", "in/b.txt"]


def test_what_an_unfinished_run_left_is_no_input(tmp_path):
    (tmp_path / "out" / "claims").mkdir(parents=True)
    (tmp_path / "out" / ".work").mkdir()
    for name in (".work/ledger.sqlite", "claims/part-00000.jsonl.gz", "claims.jsonl"):
        (tmp_path / "out" / name).touch()
    (tmp_path / "a.txt").write_text("The ferry sank.")
    assert names_of(tmp_path) == [(tmp_path / "a.txt").as_posix()]
    assert read(f"{tmp_path}/**/*.gz") == ([], [], [(tmp_path / "out").as_posix()])
    assert read(f"{tmp_path}/out/claims/*")[2] == [(tmp_path / "out/claims/part-00000.jsonl.gz").as_posix()]


def test_suffixes_in_capitals_and_names_that_are_long(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    long = "n" * 251 + ".txt"  # its sidecar would have a name that no file can have
    for name in ("A.TXT", "B.Html", long):
        (tmp_path / name).write_text("<p>The ferry sank.</p>" if name == "B.Html" else "The ferry sank.")
    assert names_of("A.TXT") == ["A.TXT"]
    articles, rejected, ignored = read(".")
    assert [article.source for article in articles] == ["A.TXT", long]
    assert [source for source, _ in rejected] == ["B.Html"]
    assert ignored == []


def test_folders_deeper_than_a_path_can_be_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(24):
        Path("d" * 200).mkdir()
        monkeypatch.chdir("d" * 200)
        Path("a.txt").write_text(f"The ferry sank {number + 2} times.")
    articles, rejected, _ = read(tmp_path)
    assert 15 < len(articles) < 24
    assert [code for _, code in rejected] == ["unreadable"]


@pytest.mark.parametrize("written", ['[{"text": "The ferry sank."}]', '[\n  {"text": "The ferry sank."}\n]'])
def test_a_json_array_on_standard_input_is_told(written, monkeypatch):
    articles, rejected, _ = read_stdin(monkeypatch, written.encode())
    assert (articles, rejected) == ([], [("-", "not_json")])
    assert len(read_stdin(monkeypatch, b"[Update] The ferry sank.")[0]) == 1


def test_standard_input_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert read("-") == ([], [("-", "unreadable")], [])


def test_what_is_no_file_is_told_and_nothing_waits_for_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "a.txt").write_text("The ferry sank.")
    (tmp_path / "folder.txt" / "a.json").mkdir()
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "gone.jsonl").symlink_to("nowhere")
    (tmp_path / "up").symlink_to("..")
    os.mkfifo(tmp_path / "pipe.jsonl")
    articles, rejected, ignored = read(".")
    assert [article.source for article in articles] == ["folder.txt/a.txt"]
    assert sorted(rejected) == [
        ("folder.txt/a.json", "unreadable"),
        ("gone.jsonl", "unreadable"),
        ("pipe.jsonl", "unreadable"),
        ("round.txt", "unreadable"),
    ]
    assert ignored == ["up"]


def test_a_named_pipe_is_read_if_it_is_asked_for(tmp_path):
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    lines = b'{"text": "The ferry sank."}\n{"text": "Nobody was hurt."}\n'
    writer = threading.Thread(target=path.write_bytes, args=(lines,))
    writer.start()
    assert len(read(path)[0]) == 2
    writer.join()


def test_metadata_that_are_far_too_long_count_as_none(monkeypatch):
    """Each claim repeats them: a title of a megabyte would make a gigabyte of a thousand claims."""
    long = "x" * 2001
    line = {"text": "The ferry sank.", "id": long, "title": long, "url": long, "language": long, "authors": ["A"] * 999}
    (article,), rejected, _ = read_stdin(monkeypatch, json.dumps(line).encode())
    assert rejected == []
    assert article.id.startswith("art_")
    assert (article.title, article.url, article.language) == (None, None, None)
    assert len(article.authors) == 100
