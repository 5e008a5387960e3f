"""`verify`: each kind of damage to a run's files is found and named; whole files pass."""

import json
import shutil

import pytest

from sourceline.claims.identity import content_hash
from sourceline.errors import OutputError
from sourceline.runs.batch import run_batch
from sourceline.runs.settings import RunSettings
from sourceline.runs.verify import verify
from sourceline.schema.claim import Claim

TEXT = """---
title: Ministry pays ferry operators
published: 2025-06-12
---
The ministry paid two ferry operators €40 million in March to keep the routes open. The union had asked for more money.

The council will buy three buses, the mayor said on Monday. It did not say when they arrive.
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify")
    (folder / "a.txt").write_text(TEXT, "utf8")
    run_batch([folder / "a.txt"], folder / "out")
    run_batch([folder / "a.txt"], folder / "bare", RunSettings(keep_text=False))
    return folder


@pytest.fixture
def out(whole, tmp_path):
    return shutil.copytree(whole / "out", tmp_path / "out")


def lines(path):
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def rewrite(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf8")


def damage_claim(out, change, which=lambda claim: True):
    """Changes the first claim that fits, with a content hash that fits the change."""
    claims = lines(out / "claims.jsonl")
    claim = next(claim for claim in claims if which(claim))
    change(claim)
    claim["content_hash"] = content_hash(Claim.model_validate(claim))
    rewrite(out / "claims.jsonl", claims)


def messages(out, **options):
    return [str(problem) for problem in verify(out, **options)]


def test_whole_files_pass(out):
    assert len(lines(out / "claims.jsonl")) >= 3
    assert messages(out) == []


def shift(span, key="start"):
    span[key] += 1


def first(name, **wanted):
    return lambda claim: any(all(item[k] == v for k, v in wanted.items()) for item in claim[name])


@pytest.mark.parametrize(
    ("change", "which", "message"),
    [
        (lambda c: shift(c["predicate"]), None, "predicate: it quotes"),
        (lambda c: c["predicate"].update(end=10**6), None, "1000000] lies outside the text"),
        (lambda c: c["arguments"][0].update(text="Nobody"), None, "arguments[0]: it quotes 'Nobody'"),
        (lambda c: c["arguments"][0].update(head=[0, 1]), lambda c: c["arguments"][0]["start"] > 0, "its head [0, 1]"),
        (lambda c: c["arguments"][0].update(claim="clm_none"), None, "arguments[0]: the article has no claim clm_none"),
        (lambda c: c["attribution"][0]["cue"].update(text="sang"), first("attribution"), "attribution[0].cue"),
        (lambda c: c["attribution"][0]["source"].update(text="who"), first("attribution"), "attribution[0].source"),
        (lambda c: c["cues"][0].update(text="perhaps"), first("cues"), "cues[0]"),
        (lambda c: c["evidence"][0].update(exact="x"), None, "evidence[0].exact"),
        (lambda c: c["evidence"][0].update(prefix="zzz"), None, "evidence[0].prefix"),
        (lambda c: c["evidence"][0].update(suffix="zzz"), None, "evidence[0].suffix"),
        (lambda c: c["evidence"][0]["sentence"].update(end=1), None, "outside its sentence"),
        (lambda c: c["trace"][0].update(spans=[[3, 10**6]]), None, "no part of the text"),
        (
            lambda c: c.update(relations=[{"type": "restates", "target": "clm_none", "status": "resolved"}]),
            None,
            "relations[0]: the article has no claim clm_none",
        ),
        (
            lambda c: c.update(fact={"type": "payment", "slots": {"payer": 99}}),
            None,
            "the slot payer points to argument 99",
        ),
        (
            lambda c: c.update(time=None, fact={"type": "payment", "slots": {"time": 0}}),
            None,
            "the claim has no time",
        ),
        (lambda c: c.update(run="run_other"), None, "it is of run run_other"),
        (lambda c: c["article"].update(id="art_none"), None, "art_none is not in articles.jsonl"),
        (lambda c: c["article"].update(sha256="0"), None, "another sha256"),
        (lambda c: c["article"].update(title="Other"), None, "another title"),
        (lambda c: c["article"].update(published=None), None, "another published"),
        (lambda c: c.update(text="Nobody paid."), None, "text_hash"),
    ],
)
def test_a_damaged_claim_is_named(out, change, which, message):
    damage_claim(out, change, which or (lambda claim: True))
    found = [line for line in messages(out) if message in line]
    assert found
    assert found[0].startswith("claims.jsonl line ")


def test_a_changed_content_without_its_hash(out):
    claims = lines(out / "claims.jsonl")
    claims[0]["polarity"] = "negative" if claims[0]["polarity"] == "positive" else "positive"
    rewrite(out / "claims.jsonl", claims)
    (message,) = messages(out)
    assert claims[0]["id"] in message
    assert "content_hash" in message


def test_the_order_of_keys_does_not_count(out):
    claims = lines(out / "claims.jsonl")
    assert any(claim["fact"] and len(claim["fact"]["slots"]) > 1 for claim in claims)
    for claim in claims:
        if claim["fact"]:
            claim["fact"] = {**claim["fact"], "slots": dict(reversed(claim["fact"]["slots"].items()))}
    rewrite(out / "claims.jsonl", [dict(reversed(claim.items())) for claim in claims])
    assert messages(out) == []


def test_a_changed_text(out):
    articles = lines(out / "articles.jsonl")
    articles[0]["text"] = articles[0]["text"].replace("ministry", "military")
    rewrite(out / "articles.jsonl", articles)
    found = messages(out)
    assert "the text does not have this sha256" in found[0]
    assert any("military" in message for message in found[1:])


def test_segments_that_overlap(out):
    articles = lines(out / "articles.jsonl")
    articles[0]["segments"][-1]["end"] = 10**6
    rewrite(out / "articles.jsonl", articles)
    assert any("segments" in message for message in messages(out))


def test_a_lost_and_a_doubled_claim(out):
    claims = lines(out / "claims.jsonl")
    rewrite(out / "claims.jsonl", [*claims[1:], claims[1]])
    found = messages(out)
    assert any("has the same id" in message for message in found)
    assert any(message.startswith("run.json") and "claims: it says" in message for message in found)


def test_a_line_that_is_no_record(out):
    with (out / "claims.jsonl").open("a") as stream:
        stream.write('{"id": "clm_cut\n')
    assert any("not a Claim record" in message for message in messages(out))


def test_wrong_counts(out):
    run = json.loads((out / "run.json").read_text())
    run["rejected"] += 1
    (out / "run.json").write_text(json.dumps(run))
    assert [message.split("): ")[1] for message in messages(out)] == ["rejected: it says 1; there are 0"]


def test_without_texts_the_inputs_are_read_again(whole, tmp_path):
    bare = shutil.copytree(whole / "bare", tmp_path / "bare")
    (message,) = messages(bare)
    assert "--articles" in message
    moved = shutil.copy(whole / "a.txt", tmp_path / "moved.txt")
    assert messages(bare, articles=[moved]) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda claim: shift(claim["predicate"]),
        lambda claim: shift(claim["arguments"][0], "end"),
        lambda claim: shift(claim["evidence"][0]["sentence"]),
        lambda claim: claim.update(text_hash="0" * 20),
        lambda claim: claim.update(modality="desired"),
    ],
)
def test_without_texts_each_change_breaks_the_content_hash(whole, tmp_path, change):
    bare = shutil.copytree(whole / "bare", tmp_path / "bare")
    claims = lines(bare / "claims.jsonl")
    change(claims[0])
    rewrite(bare / "claims.jsonl", claims)
    assert any("content_hash" in message for message in messages(bare, articles=[whole / "a.txt"]))


def test_without_texts_an_edited_article_is_not_the_article(whole, tmp_path):
    edited = tmp_path / "edited.txt"
    edited.write_text(TEXT.replace("two ferry", "ten ferry"), "utf8")
    (message,) = messages(whole / "bare", articles=[edited])
    assert "--articles" in message


def test_not_the_folder_of_a_run(tmp_path):
    with pytest.raises(OutputError, match=r"is .* the folder of a run"):
        verify(tmp_path)
