"""Why a predicate made no claim: said for each, by one of a closed list of reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sourceline.claims.extract import examine_doc
from sourceline.claims.reasons import REASONS, coverage
from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.nlp.build import make_doc
from sourceline.schema.article import Article

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.txt"))
TEXT = """Ferry company buys two ships

The company bought two ferries in Malta, including the Aurora, the mayor said on Monday. The arrested sailors are
expected to strike a deal with Kenya.

More from Malta

Photograph: Ana Duarte
"""


def call(*args):
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("why") / "ferry.txt"
    path.write_text(TEXT, "utf8")
    return path


@pytest.fixture(scope="module")
def became(nlp):
    """What became of each predicate of the text: a reason, or "claim"."""
    doc = make_doc(nlp, Article(id="a", source="a", text=TEXT))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc, examine_doc(doc, Article(id="a", source="a", text=TEXT), "run")


@pytest.mark.parametrize(
    ("word", "reason"),
    [("said", "cue"), ("including", "preposition"), ("arrested", "modifier"), ("expected", "coloured"),
     ("deal", "carried")],
)  # fmt: skip
def test_each_dropped_predicate_has_its_reason(became, word, reason):
    _, found = became
    assert [d.reason for d in found.dropped if d.head.text == word] == [reason]


def test_a_predicate_is_a_claim_or_has_a_reason(became):
    doc, found = became
    seen = {claim.predicate.start for claim in found.claims} | {dropped.head.idx for dropped in found.dropped}
    assert {token.idx for token in doc if token.pos_ == "VERB"} <= seen
    assert not {claim.predicate.start for claim in found.claims} & {dropped.head.idx for dropped in found.dropped}


@pytest.mark.slow
def test_every_silent_sentence_of_the_corpus_has_a_known_reason():
    result = call("coverage", *CORPUS, "--json")
    assert result.exit_code == 0
    validator = Draft202012Validator(json_schema("coverage"))
    for line in result.output.splitlines():
        sentence = json.loads(line)
        validator.validate(sentence)
        assert not sentence["claims"]
        assert sentence["holds"]
        assert {sentence["reason"], *(dropped["reason"] for dropped in sentence["dropped"])} <= set(REASONS)


def test_coverage_quotes_the_text_exactly(became):
    doc, found = became
    for sentence in coverage(doc, "a", found.claims, found.dropped):
        for place in (sentence, *sentence.claims, *sentence.dropped):
            assert TEXT[place.start : place.end] == place.text


def test_why_not_says_what_became_of_each_predicate(article):
    result = call("why-not", article, "the COMPANY bought\ntwo")
    assert result.exit_code == 0
    rows = [line.split() for line in result.output.splitlines()]
    assert ["bought", "a", "claim"] in [row[:3] for row in rows]
    assert ["said", "cue"] in [row[:2] for row in rows]
    assert " ".join(REASONS["cue"].split()[:4]) in result.output
    (line,) = call("why-not", article, "the company bought two", "--json").output.splitlines()
    assert json.loads(line)["claims"][0]["text"] == "bought"


def test_why_not_of_words_that_are_not_there_offers_the_nearest(article):
    result = call("why-not", article, "the company sold two ferries")
    assert result.exit_code == 1
    assert "the nearest is “The company bought two ferries" in result.output
    assert "Traceback" not in result.output


def test_why_not_of_a_file_that_is_not_there(tmp_path):
    assert call("why-not", tmp_path / "none.txt", "words").exit_code == 1


def test_coverage_counts_by_reason(article):
    text = call("coverage", article).output
    assert "sentences, " in text
    assert "no_predicate  1" in text or "segment" in text
    assert "Photograph: Ana Duarte" in text
    assert "The company bought" not in text
    assert call("coverage", article, "--reason", "command").output.count("\n") <= 2
    assert call("coverage", article, "--reason", "boredom").exit_code == 2
    assert call("coverage", article.parent / "none.txt").exit_code == 1


def test_the_folder_of_a_run_is_no_source(article):
    run = article.parent / "run"
    assert call("extract", article, "-o", run).exit_code == 0
    for command in (("coverage", run), ("why-not", run, "the")):
        result = call(*command)
        assert (result.exit_code, f"{run} is the folder of a run" in result.output) == (2, True)
