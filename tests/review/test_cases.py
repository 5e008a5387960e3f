"""Decisions as regression cases: what they ask for, and the way of trying a version on them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.review.cases import failures
from sourceline.review.store import LOG, Store
from sourceline.schema.case import Case
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision


def call(*args, code=0):
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == code, done.output
    return done


def cases(out) -> tuple[dict[str, Case], str]:
    done = call("cases", out)
    lines = done.stdout.splitlines()
    for line in lines:
        Draft202012Validator(json_schema("case")).validate(json.loads(line))
    made = map(Case.model_validate_json, lines)
    return {case.claim.predicate.text: case for case in made}, done.stderr


def changed(claim: Claim, **fields) -> Claim:
    return Claim.model_validate({**claim.model_dump(by_alias=True), **fields})


def with_amount(claim: Claim, value: str) -> Claim:
    record = claim.model_dump(by_alias=True)
    record["arguments"][2]["quantity"] |= {"value": value, "low": value, "high": value}
    return Claim.model_validate(record)


def test_what_is_no_claim_must_not_be_made(out, claims, decide):
    decide(claims["paid"], "rejected", reasons=["wrong_value", "not_a_claim"], note="an advert")
    (case,) = cases(out)[0].values()
    assert (case.expect, case.aspects, case.note) == ("absent", (), "an advert")
    assert case.sentence == "The ministry paid two ferry operators €40 million in March."
    assert failures(case, [*claims.values()]) == ["“paid” makes a claim"]
    assert failures(case, [claims["buy"]]) == []


def test_what_was_wrong_must_not_be_wrong_in_the_same_way(out, claims, decide):
    decide(claims["paid"], "rejected", reasons=["wrong_value", "wrong_factuality"])
    (case,) = cases(out)[0].values()
    assert (case.expect, case.aspects) == ("different", ("values", "factuality"))
    same = ["values: as it was rejected", "factuality: as it was rejected"]
    assert failures(case, [claims["paid"]]) == same
    assert failures(case, [with_amount(claims["paid"], "41000000")]) == same[1:]
    assert failures(case, [changed(with_amount(claims["paid"], "1"), modality="planned")]) == []
    assert failures(case, []) == []


def test_what_was_corrected_must_be_made_so(out, claims, decide):
    patch = [
        {"op": "replace", "path": f"/arguments/2/quantity/{key}", "value": "39"} for key in ("value", "low", "high")
    ]
    decide(claims["paid"], "corrected", patch=patch)
    (case,) = cases(out)[0].values()
    assert (case.expect, case.aspects) == ("present", ("values",))
    assert failures(case, [claims["paid"]]) == ["values: not as corrected"]
    assert failures(case, [with_amount(claims["paid"], "39")]) == []
    assert failures(case, [changed(with_amount(claims["paid"], "39"), modality="planned")]) == []
    assert failures(case, []) == ["“paid” makes no claim"]


def test_what_was_added_must_be_made(out, claims, decide):
    own = claims["welcomed"].model_copy(update={"id": "clm_" + "0" * 20})
    decide(own, "added")
    (case,) = cases(out)[0].values()
    assert failures(case, [claims["welcomed"]]) == []
    assert failures(case, [changed(claims["welcomed"], arguments=[])]) == ["arguments: not as corrected"]


def test_what_makes_no_case_is_counted(out, claims, decide, rerun):
    decide(claims["paid"], "accepted")
    decide(claims["paid"], "rejected", reviewer="Bo", reasons=["duplicate"])
    decide(claims["buy"], "corrected", patch=[{"op": "replace", "path": "/text", "value": "It will buy three buses"}])
    decide(claims["knows"], "accepted")
    other = changed(claims["denied"], article={**claims["denied"].article.model_dump(), "sha256": "0" * 64})
    decide(other, "rejected", reasons=["duplicate"])
    found, told = cases(out)
    assert found == {}
    assert told == "0 cases; left out: 1 corrected in words only, 1 disputed, 1 without the article\n"


def test_the_present_version_is_tried_on_them(tmp_path):
    (tmp_path / "a.txt").write_text(
        "The ministry paid two operators €40 million.\n\nThe council bought a bus.\n", "utf8"
    )
    call("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "-q", "--workers", 1)
    lines = (tmp_path / "out" / "claims.jsonl").read_bytes().splitlines()
    found = {claim.predicate.text: claim for claim in map(Claim.model_validate_json, lines)}
    (amount,) = [
        n for n, argument in enumerate(found["paid"].arguments) if argument.quantity and argument.quantity.currency
    ]
    record = found["paid"].model_dump(by_alias=True)
    record["arguments"][amount]["quantity"] |= {"value": "40", "low": "40", "high": "40"}
    earlier = Claim.model_validate({**record, "content_hash": "0" * 20})
    store = Store(tmp_path / "out" / LOG)
    for claim, reasons in ((earlier, ["wrong_value"]), (found["bought"], ["not_a_claim"])):
        store.append([
            Decision.make(
                claim=claim.id, content_hash=claim.content_hash, reviewer="Ana", decision="rejected", reasons=reasons,
                time="2026-01-01T00:00:00.000Z", seen=claim,
            )
        ])  # fmt: skip
    store.close()
    call("cases", tmp_path / "out", "-o", tmp_path / "cases.jsonl")
    done = call("cases", "--check", tmp_path / "cases.jsonl", code=1)
    assert "The council bought a bus.\n    “bought” makes a claim\n" in done.output
    assert "paid" not in done.output
    assert done.stderr == "1 of 2 cases are met\n"
    met = [line for line in (tmp_path / "cases.jsonl").read_text("utf8").splitlines() if "wrong_value" in line]
    (tmp_path / "met.jsonl").write_text("\n".join(met), "utf8")
    assert call("cases", "--check", tmp_path / "met.jsonl").stderr == "1 of 1 cases are met\n"


@pytest.mark.parametrize("content", ["{}\n", "not json\n"])
def test_a_damaged_line_is_named(tmp_path, content):
    (tmp_path / "cases.jsonl").write_text(content)
    assert "cases.jsonl line 1: not a Case record" in call("cases", "--check", tmp_path / "cases.jsonl", code=1).output
