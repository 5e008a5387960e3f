"""Inputs that no newspaper sends: each ends as claims or as one line with a reason, and stops nothing else.

`cases/odd` holds what `make guided` found, one file a kind of failure.
"""

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourceline.claims.extract import extract_doc
from sourceline.errors import InputError
from sourceline.ingest.inputs import Input, article_of
from sourceline.nlp import build
from sourceline.runs.batch import run_batch
from sourceline.runs.check import check_claim
from sourceline.runs.files import to_line
from sourceline.runs.verify import verify

ODD = Path(__file__).parent / "cases" / "odd"
CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
SENTENCE = "The ministry paid two ferry operators in March, the mayor said on Monday. "
STEERING = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")


def examine(kind, data):
    """Takes an input to its lines; says whether it became an article."""
    try:
        article = article_of(Input("-", kind, data))
    except InputError:
        return False
    ((doc, _),) = build.pipe(build.load(), [article])
    claims = extract_doc(doc, article, "run_odd")
    ids = {claim.id for claim in claims}
    assert len(ids) == len(claims)
    for claim in claims:
        assert list(check_claim(claim, article.text, ids)) == []
        assert not STEERING.search(to_line(claim))
    return True


@pytest.mark.parametrize("path", sorted(ODD.iterdir()), ids=lambda path: path.name)
def test_what_fuzzing_found(path):
    assert examine({".txt": "text", ".html": "html", ".jsonl": "json"}[path.suffix], path.read_bytes())


WORDS = sorted({word for path in CORPUS.glob("*.txt") for word in path.read_text("utf8").split()})
PIECE = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["“", "”", '"', "(", ")", "—", ".", "?", ",", "\n", "\n\n- ", "\r\n", "\u200b", "\u202e", "\x1b[31m"]
    ),
    st.sampled_from(
        ["said", "denied", "not", "if", "according to", "$1.2bn", "29 February", "1/2/3", "📩", "  ", "\x85"]
    ),
    st.text(max_size=4),
)


@given(st.lists(PIECE, max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_words_become_claims_that_agree_with_them_properties(pieces):
    examine("text", " ".join(pieces).encode("utf8", "surrogatepass"))


@given(
    st.lists(
        st.one_of(PIECE, st.sampled_from(["<p>", "</p>", "<div>", "<table><tr><td>", "<!--", "&#0;"])), max_size=30
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_page_becomes_claims_that_agree_with_it_properties(pieces):
    examine("html", f"<html><body><p>{SENTENCE * 3}{' '.join(pieces)}".encode("utf8", "surrogatepass"))


# Name -> content, and the reason for which it is rejected; None where it becomes an article.
INPUTS = {
    "a-brackets.txt": (SENTENCE * 3 + "(" * 900_000, None),
    "a-quotes.txt": (SENTENCE * 3 + "“" * 100_000 + '"' * 100_000, None),
    "b-lines.txt": (SENTENCE * 3 + "\n- " * 2_000, None),
    "b-endless.txt": (SENTENCE * 3 + "He said that " * 600, None),
    "b-spaces.txt": (SENTENCE + " " * 900_000 + SENTENCE, None),
    "b-front.txt": ("---\na" + " " * 300_000 + "\n---\n" + SENTENCE * 3, None),
    "b-authors.txt": ("---\nauthor: " + " " * 300_000 + "b\n---\n" + SENTENCE * 3, None),
    "c-five-megabytes.txt": (SENTENCE * 70_000, "too_large"),
    "c-one-line.jsonl": ('{"text": "' + "a" * 13_000_000 + '"}', "too_large"),
    "d-invisible.txt": ("\u200b".join(SENTENCE) + "\u202e" + SENTENCE + "\u2066\u200d" * 500, None),
    "d-steering.txt": ("\x1b[2J\x1b]0;owned\x07\x9b31m" + SENTENCE * 3, None),
    "d-marks.txt": (SENTENCE + "a" + "\u0301" * 100_000, None),
    "e-zeros.txt": (SENTENCE + "\0" * 100, "not_text"),
    "e-half-a-pair.jsonl": ('{"text": "\\ud800' + SENTENCE + '"}', "not_text"),
    "e-line-ends.txt": ((SENTENCE + "\r") * 3 + (SENTENCE + "\r\n") * 3 + (SENTENCE + "\n\r") * 3, None),
    "f-empty.html": ("", "not_html"),
    "f-deep.html": ("<html><body>" + "<div>" * 30_000 + SENTENCE * 5, "no_text"),
    "f-lies.html": (
        "<html><head><meta charset=utf-16></head><body><article>"
        + "".join(f"<p>“{n}” {SENTENCE}</p>" for n in range(9)),
        None,
    ),
    "f-open.html": ("<html><p>" + SENTENCE * 5 + "<" * 100_000 + "<!--" * 20_000, "no_text"),
    "f-attributes.html": (
        "<html><p>" + SENTENCE * 5 + "<div " + " ".join(f"a{n}=x" for n in range(500_000)),
        "too_large",
    ),
    "f-values.html": (f"<html><body><article><p>{SENTENCE * 5}</p><img alt='{SENTENCE * 5_000}'>", None),
    "g-deep.jsonl": ('{"text": "' + SENTENCE * 3 + '", "a": ' + "[" * 200_000 + "]" * 200_000 + "}", "not_json"),
    "g-twice.jsonl": ('{"text": "x", "text": "' + SENTENCE * 3 + '", "id": NaN, "title": 1e999, "url": [1]}', None),
    "g-number.jsonl": ('{"text": "' + SENTENCE * 3 + '", "id": ' + "9" * 5000 + "}", "not_json"),
    "h-cut.jsonl.gz": (gzip.compress(json.dumps({"text": SENTENCE * 3}).encode())[:-9], "truncated_gzip"),
    "h-bomb.jsonl.gz": (gzip.compress(b'{"text": "' + b"a" * 50_000_000), "too_large"),
    "h-lies.warc": ("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n" + SENTENCE, "damaged"),
}


@pytest.mark.slow
def test_each_odd_input_is_an_article_or_one_line(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name, (content, _) in INPUTS.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    record = run_batch([folder], out, workers=2)
    lines = {name: (out / f"{name}.jsonl").read_bytes() for name in ("articles", "claims", "rejected")}
    found = {}
    for name, code in (("articles", None), ("rejected", "code")):
        for line in map(json.loads, lines[name].splitlines()):
            source = Path(line["source"].partition("#")[0]).name
            assert source not in found
            found[source] = line[code] if code else None
    assert found == {name: reason for name, (_, reason) in INPUTS.items()}
    assert not any(STEERING.search(content) for content in lines.values())
    assert record.claims > 0
    assert verify(out) == []
