"""What is done with decisions: claims that came through review, and logs that travel."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sourceline.claims.identity import content_hash
from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.review.exchange import damage
from sourceline.review.exchange import exported as exported_of
from sourceline.review.store import LOG, Store
from sourceline.runs.check import check_claim
from sourceline.runs.files import to_line
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision

VALUE = "/arguments/2/quantity/value"


def call(*args, code=0):
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == code, done.output
    return done


def patch(value="39000000"):
    return [{"op": "replace", "path": VALUE, "value": value}]


def reviewed(out):
    done = call("reviewed", out)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    fits = Draft202012Validator(json_schema("reviewed"))
    for line in lines:
        fits.validate(line)
        Draft202012Validator(json_schema("claim")).validate(line)
    return {line["predicate"]["text"]: line for line in lines}, done.stderr


def test_accepted_corrected_and_added_claims_come_with_their_decision(out, claims, decide):
    decide(claims["paid"], "corrected", patch=patch(), note="read the figure")
    decide(claims["buy"], "accepted", reviewer="Bo")
    decide(claims["knows"], "rejected", reasons=["not_a_claim"])
    decide(claims["denied"], "skipped")
    own = claims["welcomed"].model_copy(update={"id": "clm_" + "0" * 20, "run": "run_review"})
    decide(own, "added")
    found, told = reviewed(out)
    assert list(found) == ["paid", "buy", "welcomed"]
    paid = found["paid"]
    assert paid["arguments"][2]["quantity"]["value"] == "39000000"
    assert paid["review"]["note"] == "read the figure"
    assert paid["review"]["patch"][0]["path"] == VALUE
    assert paid["content_hash"] == content_hash(Claim.model_validate(paid)) != claims["paid"].content_hash
    assert paid["id"] == claims["paid"].id
    assert Claim.model_validate(found["buy"]) == claims["buy"]
    assert found["buy"]["review"] == {
        "id": found["buy"]["review"]["id"], "decision": "accepted", "reviewer": "Bo",
        "time": "2026-01-01T00:00:01.000Z", "patch": [], "note": None, "reviewers": ["Bo"], "settled": False,
        "stale": False,
    }  # fmt: skip
    assert found["welcomed"]["review"]["decision"] == "added"
    assert told == (
        "written: 1 accepted, 1 corrected, 1 added\n"
        "left out: 1 rejected, 0 that reviewers differ about, 3 not decided yet\n"
    )


def test_what_reviewers_differ_about_is_left_out_until_it_is_settled(out, claims, decide):
    decide(claims["paid"], "accepted")
    decide(claims["paid"], "corrected", reviewer="Bo", patch=patch())
    decide(claims["buy"], "accepted")
    decide(claims["buy"], "accepted", reviewer="Bo")
    found, told = reviewed(out)
    assert found.keys() == {"buy"}
    assert found["buy"]["review"]["reviewers"] == ["Ana", "Bo"]
    assert "1 that reviewers differ about" in told
    decide(claims["paid"], "corrected", reviewer="Cleo", patch=patch("1"), settles=True)
    found, told = reviewed(out)
    assert found["paid"]["arguments"][2]["quantity"]["value"] == "1"
    assert found["paid"]["review"]["settled"] is True
    assert found["paid"]["review"]["reviewers"] == ["Ana", "Bo", "Cleo"]
    assert "0 that reviewers differ about" in told


def test_who_accepts_an_added_claim_agrees_with_who_added_it(out, claims, decide):
    own = claims["welcomed"].model_copy(update={"id": "clm_" + "0" * 20})
    decide(own, "added")
    decide(own, "accepted", reviewer="Bo")
    found, told = reviewed(out)
    assert found["welcomed"]["review"]["decision"] == "added"
    assert found["welcomed"]["review"]["reviewers"] == ["Ana", "Bo"]
    assert "0 that reviewers differ about" in told
    decide(own, "rejected", reviewer="Cleo", reasons=["not_a_claim"])
    found, told = reviewed(out)
    assert found == {}
    assert "1 that reviewers differ about" in told


def test_what_the_page_corrects_and_adds_still_agrees_with_the_article(out, client, claims, sent):
    client.post("/decisions", json=sent(claims["buy"], "corrected", pick=[0, 1]))
    text = json.loads((out / "articles.jsonl").read_bytes().splitlines()[0])["text"]
    spans = {words: [text.index(words), text.index(words) + len(words)] for words in ("asked", "who")}
    draft = {"predicate": {"span": spans["asked"]}, "arguments": [{"span": spans["who"], "role": "agent"}]}
    client.post("/decisions", json={"decision": "added", "article": "art_ferries", "draft": draft})
    found, _ = reviewed(out)
    assert found["buy"]["arguments"][0]["entity"]["ids"] == {"iso3166": "NA"}
    assert found["asked"]["review"]["decision"] == "added"
    for line in found.values():
        claim = Claim.model_validate(line)
        assert list(check_claim(claim, text, [held.id for held in claims.values()])) == []
        assert claim.content_hash == content_hash(claim)


def test_a_decision_that_was_taken_back_does_not_count(out, claims, decide):
    first = decide(claims["paid"], "accepted")
    decide(claims["paid"], "withdrawn", withdraws=first.id, seen=None)
    found, told = reviewed(out)
    assert found == {}
    assert "6 not decided yet" in told


def test_where_the_run_says_something_else_now_the_claim_is_as_it_was_decided_on(out, claims, decide, rerun):
    decide(claims["paid"], "corrected", patch=patch())
    decide(claims["buy"], "accepted")
    decide(claims["knows"], "accepted")
    now = rerun(amount="41000000", without=("knows",))
    found, told = reviewed(out)
    assert {name: line["review"]["stale"] for name, line in found.items()} == {
        "paid": True, "buy": False, "knows": True,
    }  # fmt: skip
    assert found["paid"]["arguments"][2]["quantity"]["value"] == "39000000"
    assert "2 of these stale" in told
    decide(now["paid"], "accepted", reviewer="Bo")
    found, _ = reviewed(out)
    assert found["paid"]["arguments"][2]["quantity"]["value"] == "41000000"
    assert found["paid"]["review"]["stale"] is False
    assert found["paid"]["review"]["reviewers"] == ["Bo"]


def test_a_folder_without_decisions_says_what_to_do(out):
    assert "has no decisions yet: `sourceline review" in call("reviewed", out, code=1).output
    assert "there is no folder" in call("reviewed", out / "elsewhere", code=1).output
    assert not (out / LOG).exists()


def test_a_file_appears_only_when_it_is_complete(out, claims, decide):
    decide(claims["paid"], "corrected", patch=[{"op": "remove", "path": "/arguments/9"}])
    done = call("reviewed", out, "-o", out / "reviewed.jsonl", code=1)
    assert "of Ana: the patch does not fit the claim" in done.output
    assert sorted(out.glob("*reviewed*")) == []


# Logs that travel


def exported(folder):
    return call("decisions", "export", folder).stdout


@pytest.fixture
def elsewhere(out, tmp_path):
    """A copy of the run with an empty log of its own."""
    return shutil.copytree(out, tmp_path / "elsewhere", ignore=shutil.ignore_patterns(f"{LOG}*"))


def test_logs_that_were_imported_into_each_other_export_the_same(out, claims, decide, elsewhere, tmp_path):
    first = decide(claims["paid"], "corrected", patch=patch())
    decide(claims["buy"], "rejected", reasons=["wrong_argument", "duplicate"], note="“why?”\u2028")
    decide(claims["paid"], "withdrawn", withdraws=first.id, seen=None)
    lines = exported(out)
    for line in lines.splitlines():
        Draft202012Validator(json_schema("decision")).validate(json.loads(line))
    (tmp_path / "decisions.jsonl").write_text(lines, "utf8")
    assert call("decisions", "import", elsewhere, tmp_path / "decisions.jsonl").stderr == "3 new, 0 known\n"
    assert call("decisions", "import", elsewhere, tmp_path / "decisions.jsonl").stderr == "0 new, 3 known\n"
    other = Store(elsewhere / LOG)
    other.append([first.make(**{**dict(first), "reviewer": "Bo", "time": "2025-01-01T00:00:00.000Z"})])
    assert call("decisions", "import", out, elsewhere).stderr == "1 new, 3 known\n"
    assert exported(out) == exported(elsewhere)
    assert len(exported(out).splitlines()) == 4
    assert call("decisions", "export", out, "-o", tmp_path / "all.jsonl").stderr == "4 decisions\n"
    assert (tmp_path / "all.jsonl").read_text("utf8") == exported(out)
    assert json.loads(exported(out).splitlines()[0])["reviewer"] == "Bo"


def altered(line, **fields):
    return json.dumps({**json.loads(line), **fields})


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda line: line[:100], "not a Decision record"),
        (lambda line: "[]", "not a Decision record"),
        (lambda line: altered(line, decision="praised"), "not a Decision record: decision"),
        (lambda line: altered(line, decision="accepted"), "does not belong to the content"),
        (lambda line: altered(line, reviewer="Eve"), "does not belong to the content"),
        (lambda line: altered(line, seen=None), "a verdict needs the claim"),
        (lambda line: remade(line, time="2026-01-01T00:00:00+02:00"), "is not UTC with milliseconds"),
        (lambda line: remade(line, reviewer=" "), "needs a name"),
        (lambda line: remade(line, withdraws="dec_" + "0" * 20), "withdraws: it belongs to a decision"),
        (lambda line: remade(line, claim="clm_" + "0" * 20), "it is another claim than clm_0000"),
        (lambda line: remade(line, patch=[{"op": "remove", "path": "/arguments/9"}]), "patch does not fit"),
        (lambda line: remade(line, patch=[{"op": "remove", "path": "/predicate"}]), "makes no claim"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_imported(out, claims, decide, elsewhere, tmp_path, spoil, message):
    for name in ("paid", "buy", "knows"):
        decide(claims[name], "rejected", reasons=["duplicate"])
    first, second, third = exported(out).splitlines()
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join([first, spoil(second), third]), "utf8")
    done = call("decisions", "import", elsewhere, path, code=1)
    assert f"{path} line 2: " in done.output
    assert message in done.output
    assert "Nothing was imported" in done.output
    assert not (elsewhere / LOG).exists()


decided = st.builds(
    Decision.make,
    claim=st.sampled_from(["clm_" + digit * 20 for digit in "012"]), content_hash=st.just("0" * 20),
    reviewer=st.text(min_size=1).filter(str.strip), decision=st.sampled_from(["skipped", "noted"]),
    note=st.none() | st.text(), seconds=st.none() | st.floats(0, 1e6),
    time=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
        lambda time: time.isoformat(timespec="milliseconds") + "Z"
    ),
)  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(decided, max_size=8), st.data())
def test_logs_are_the_same_however_decisions_came_to_them_properties(tmp_path, made, data):
    """Merging is commutative, associative and idempotent: any order, any parts, any repetitions."""
    with TemporaryDirectory(dir=tmp_path) as folder:
        stores = [Store(Path(folder) / f"{number}.sqlite") for number in range(2)]
        stores[0].append(made)
        lines = [to_line(decision) for decision in exported_of(stores[0])]
        read = [Decision.model_validate_json(line) for line in data.draw(st.permutations(lines + lines))]
        assert [damage(decision) for decision in read] == [""] * len(read)
        cut = data.draw(st.integers(0, len(read)))
        stores[1].append(read[:cut])
        stores[1].append(read[cut:])
        assert [to_line(decision) for decision in exported_of(stores[1])] == lines
        assert {decision.id for decision in made} == {decision.id for decision in exported_of(stores[1])}
        for store in stores:
            store.close()


def remade(line, **fields):
    return Decision.make(**{**json.loads(line), **fields}).model_dump_json(by_alias=True)
