"""`--no-text`: no words of the articles in the outputs, and everything else as in a run with them."""

import itertools
import json
import re

import pytest
from click.testing import CliRunner

from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.runs.batch import run_batch
from sourceline.runs.process import failed
from sourceline.runs.redaction import redact, restore
from sourceline.runs.settings import RunSettings
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim

TITLE = "Wobbly ministry gladly pays plucky operators"
HEAD = f"""---
title: {TITLE}
published: 2025-06-12
url: https://example.org/a
author: Ana Duarte
---
"""
BODY = """The ministry gladly paid two plucky ferry operators €40 million in March to keep the wobbly routes open.
Norway said it would follow.

The council will buy three crimson buses from Acme Motors, Mayor Ruth Hale said on Monday. “They never tell us
anything,” sneered a grumpy driver. The government and the ministry denied it. It did not say when they arrive.
"""
# What stays of the words: names, and single words that a value needs.
KEPT = {"acme motors", "ruth hale"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("redaction")
    (folder / "a.txt").write_text(HEAD + BODY, "utf8")
    (folder / "empty.txt").write_text("", "utf8")
    run_batch([folder], folder / "full")
    run_batch([folder / "a.txt", folder / "empty.txt"], folder / "bare", RunSettings(keep_text=False))
    return folder


def lines(path):
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def strings(value, key=""):
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)


def test_no_two_words_in_a_row_are_left_but_names(runs):
    parts = (re.findall(r"[a-z]+", part.lower()) for part in (TITLE, BODY))
    pairs = {f"{one} {two}" for words in parts for one, two in itertools.pairwise(words)}
    for file in ("claims.jsonl", "articles.jsonl", "rejected.jsonl", "run.json"):
        text = " ".join(re.findall(r"[a-z]+", (runs / "bare" / file).read_text("utf8").lower()))
        assert {pair for pair in pairs if f" {pair} " in f" {text} "} <= KEPT


def test_single_words_are_left_only_where_a_value_needs_them(runs):
    allowed = {"lemma", "name", "of", "per", "unit", "preposition", "authors", "id", "source", "url", "run", "rule",
               "method", "type", "holder"}  # fmt: skip
    unusual = {"wobbly", "gladly", "plucky", "crimson", "sneered", "grumpy", "tell", "arrive", "keep"}
    for file in ("claims.jsonl", "articles.jsonl"):
        for line in lines(runs / "bare" / file):
            for key, text in strings(line):
                found = unusual & set(re.findall(r"\w+", text.lower()))
                assert not found or (key in allowed and " " not in text), (key, text)


def test_all_else_is_as_in_a_run_with_words(runs):
    full, bare = lines(runs / "full" / "claims.jsonl"), lines(runs / "bare" / "claims.jsonl")
    assert len(full) == len(bare) >= 5
    for whole, kept in zip(full, bare, strict=True):
        same = ("id", "content_hash", "fact_id", "text_hash", "fact", "time", "polarity", "modality", "trace")
        assert [whole[key] for key in same] == [kept[key] for key in same]
        spans = [[(a["start"], a["end"], a["role"], a["quantity"]) for a in c["arguments"]] for c in (whole, kept)]
        assert spans[0] == spans[1]


def test_words_are_put_back_from_the_article(runs):
    (article,) = lines(runs / "full" / "articles.jsonl")
    for line in lines(runs / "full" / "claims.jsonl"):
        claim = Claim.model_validate(line)
        bare = redact(claim)
        again = restore(bare, Article.model_validate(article))
        assert again.text is None
        dump = [c.model_dump(exclude={"text", "arguments"}) for c in (claim, again)]
        assert dump[0] == dump[1]
        assert [a.text for a in again.arguments] == [a.text for a in claim.arguments]
        assert restore(claim, Article.model_validate(article)) == claim


def test_each_field_is_words_or_says_what_it_is():
    """A field that takes any string must be one of those that are known to hold no quotation."""
    known = {
        "ArticleRef": {"id", "source", "url", "language"}, "Predicate": {"lemma"}, "Cue": {"lemma"},
        "Argument": {"preposition"}, "Entity": {"name"}, "Quantity": {"unit", "per", "of"},
        "Amount": {"unit", "per", "of"},
    }  # fmt: skip
    schema = json_schema("claim")
    for name, record in {**schema["$defs"], "Claim": schema}.items():
        free = set()
        for key, field in record["properties"].items():
            kinds = field.get("anyOf", [field])
            if any(k.get("type") == "string" and not {"pattern", "enum", "const", "format"} & set(k) for k in kinds):
                free.add(key)
        quoted = {key for key in free if "--no-text" in record["properties"][key]["description"]}
        assert free - quoted == known.get(name, set()), name


def test_an_error_that_quotes_the_article_does_not():
    article = Article(id="a", source="a.txt", text="secret words")
    record = failed(article, ValueError(f"cannot parse {article.text}"))
    assert "secret" in record.message
    assert redact(record).message == "ValueError"


@pytest.mark.parametrize("command", [["show"], ["explain", "clm_", "-o"]])
def test_show_and_explain_take_the_articles(runs, command):
    (first, *_) = lines(runs / "bare" / "claims.jsonl")
    call = [first["id"] if part == "clm_" else part for part in command] + [str(runs / "bare")]
    refused = CliRunner().invoke(cli, call)
    assert refused.exit_code == 1
    assert "--articles" in refused.output
    given = CliRunner().invoke(cli, [*call, "--articles", str(runs / "a.txt")])
    assert given.exit_code == 0
    assert "gladly paid two plucky ferry" in given.output
