"""`diff`: claims new, lost, changed, moved and recast, by rule and by field."""

import json
import shutil

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.runs.batch import RunSettings, run_batch

TEXTS = {
    "a.txt": "The ministry paid two ferry operators €40 million. The union did not reply on Monday.\n",
    "b.txt": "The council will buy three buses. The bank closed two branches.\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("diff")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf8")
    sources = [folder / name for name in TEXTS]
    run_batch(sources, folder / "a")
    run_batch(sources, folder / "bare", RunSettings(keep_text=False))
    return folder


@pytest.fixture
def other(folder, tmp_path):
    return shutil.copytree(folder / "a", tmp_path / "b")


def lines(out):
    return [json.loads(line) for line in (out / "claims.jsonl").read_text("utf8").splitlines()]


def rewrite(out, claims):
    (out / "claims.jsonl").write_text("".join(json.dumps(claim) + "\n" for claim in claims), "utf8")


def call(*args, code):
    done = CliRunner().invoke(cli, ["diff", *map(str, args)])
    assert done.exit_code == code, done.output
    return done.output


def compare(first, second, code=1):
    found = json.loads(call(first, second, "--json", code=code))
    Draft202012Validator(json_schema("diff")).validate(found)
    return found


def test_a_run_is_equal_to_itself(folder):
    found = compare(folder / "a", folder / "a", code=0)
    assert found["equal"]
    assert found["same"] == len(lines(folder / "a"))
    assert not (found["new"] or found["lost"] or found["changed"])


def test_a_run_without_words_has_the_same_claims(folder):
    assert compare(folder / "a", folder / "bare", code=0)["equal"]


def test_new_and_lost_claims_with_their_rules(folder, other):
    claims = lines(other)
    rewrite(other, claims[1:])
    lost, new = compare(folder / "a", other), compare(other, folder / "a")
    assert [claim["id"] for claim in lost["lost"]] == [claim["id"] for claim in new["new"]] == [claims[0]["id"]]
    assert lost["lost"][0]["text"] == claims[0]["text"]
    rules = {step["rule"] for step in claims[0]["trace"]}
    assert {rule["rule"] for rule in lost["rules"]} == rules
    assert {(rule["new"], rule["lost"]) for rule in lost["rules"]} == {(0, 1)}
    (article,) = lost["articles"]
    assert (article["article"], article["lost"], article["new"]) == (claims[0]["article"]["id"], 1, 0)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (lambda c: c.update(modality="desired"), ["modality"]),
        (lambda c: c["arguments"][0].update(role="place"), ["arguments[].role"]),
        (lambda c: c["predicate"].update(tense="future"), ["predicate.tense"]),
        (lambda c: c.update(arguments=[]), ["arguments"]),
        (lambda c: c.update(added_later={"value": 1}), ["added_later"]),
        (lambda c: c["trace"].append({"rule": "time.new", "spans": []}), ["trace"]),
    ],
)
def test_changes_are_named_by_field(folder, other, change, fields):
    claims = lines(other)
    change(claims[0])
    claims[0]["content_hash"] = "0" * 20
    rewrite(other, claims)
    found = compare(folder / "a", other)
    (changed,) = found["changed"]
    assert (changed["id"], changed["fields"]) == (claims[0]["id"], fields)
    assert found["fields"] == dict.fromkeys(fields, 1)
    assert found["same"] == len(claims) - 1
    if "trace" in fields:
        assert changed["gained"] == ["time.new"]
        assert found["rules"] == [{"rule": "time.new", "new": 0, "lost": 0, "gained": 1, "dropped": 0}]


def test_a_version_that_hashes_otherwise_has_the_same_claims(folder, other):
    """Nor does a field count that only one version has and that is null."""
    claims = lines(other)
    for claim in claims:
        claim.update(content_hash="f" * 20, added_later=None, confidence={"score": 0.1, "calibrated": True})
        del claim["text_hash"]
    rewrite(other, claims)
    run = json.loads((other / "run.json").read_text("utf8"))
    (other / "run.json").write_text(json.dumps({**run, "version": "9.0.0", "added_later": 1}), "utf8")
    found = compare(folder / "a", other, code=0)
    assert (found["first"]["version"] != "9.0.0", found["second"]["version"]) == (True, "9.0.0")


def test_an_edited_article_moves_its_claims(folder, tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / name).write_text(text, "utf8")
    run_batch([tmp_path / "in"], tmp_path / "before")
    (tmp_path / "in" / "a.txt").write_text("It rained. " + TEXTS["a.txt"], "utf8")
    run_batch([tmp_path / "in"], tmp_path / "after")
    found = compare(tmp_path / "before", tmp_path / "after")
    assert {pair["lost"] for pair in found["moved"]} == {claim["id"] for claim in found["lost"]}
    assert {pair["new"] for pair in found["moved"]} <= {claim["id"] for claim in found["new"]}
    assert found["changed"] == []


def test_a_predicate_with_other_arguments_is_recast(folder, other):
    claims = lines(other)
    old, claims[0]["id"] = claims[0]["id"], "clm_" + "0" * 20
    rewrite(other, claims)
    assert compare(folder / "a", other)["recast"] == [{"lost": old, "new": "clm_" + "0" * 20}]


def test_for_reading(folder, other):
    claims = lines(other)
    claims[1].update(modality="desired", content_hash="0" * 20)
    rewrite(other, claims[1:])
    output = call(folder / "a", other, code=1)
    assert "changed 1 · new 0 · lost 1" in output
    assert "modality" in output
    assert claims[0]["id"] in output


def test_what_cannot_be_compared(folder, other, tmp_path):
    call(tmp_path, folder / "a", code=2)
    assert str(tmp_path) in call(folder / "a", tmp_path, code=2).replace("\n", "")
    with (other / "claims.jsonl").open("a") as stream:
        stream.write("{broken\n")
    assert f"line {len(lines(folder / 'a')) + 1}" in call(folder / "a", other, code=2)


@pytest.fixture
def copies(tmp_path):
    """A text that two papers printed, in different months: their claims have the same ids and other times."""
    lines = [
        {"text": "The bank closed two branches on Tuesday, the mayor said.", "published": f"2025-0{month}-12"}
        for month in (6, 7)
    ]
    for name, kept in (("both", lines), ("one", lines[:1])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in kept))
        run_batch([tmp_path / f"{name}.jsonl"], tmp_path / name)
    return tmp_path


def test_copies_of_a_text_are_told_apart(copies):
    assert len({claim["id"] for claim in lines(copies / "both")}) == 1
    assert compare(copies / "both", copies / "both", code=0)["same"] == 2
    found = compare(copies / "both", copies / "one")
    second = json.loads((copies / "both" / "articles.jsonl").read_text("utf8").splitlines()[1])["id"]
    assert [claim["article"] for claim in found["lost"]] == [second]
    assert (found["same"], found["changed"]) == (1, [])
    assert [claim["article"] for claim in compare(copies / "one", copies / "both")["new"]] == [second]


def test_an_article_under_another_id_has_the_same_claims(folder, tmp_path):
    given = [{"id": name, "text": text} for name, text in TEXTS.items()]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in given))
    run_batch([tmp_path / "in.jsonl"], tmp_path / "out")
    assert compare(folder / "a", tmp_path / "out", code=0)["same"] == len(lines(folder / "a"))
