"""Calibration: each method against its definition, and the way from decisions to calibrated claims."""

from __future__ import annotations

import json
from math import exp
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import sourceline
from sourceline.claims.calibration import Traits, log_odds, probability
from sourceline.cli.main import cli
from sourceline.cli.schema import json_schema
from sourceline.review.calibrate import bins, folds_of
from sourceline.review.fitting import Example, by_rules, by_steps, by_weights
from sourceline.review.store import LOG, Store
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision


def example(score=0.5, right=True, article="a", **features) -> Example:
    return Example(article, Traits(score, {"score": log_odds(score), **features}), right)


scored = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40)


@given(scored)
def test_isotonic_regression_is_what_the_min_max_formula_says_properties(pairs):
    """Barlow et al. (1972): the highest, over all that begin here or before, of the lowest mean up to here or later."""
    fitted = by_steps([example(score / 20, right) for score, right in pairs])
    scores = sorted({score for score, _ in pairs})
    groups = [[right for own, right in pairs if own == score] for score in scores]

    def mean(first, last):
        held = [right for group in groups[first : last + 1] for right in group]
        return sum(held) / len(held)

    edge = 1 / (len(pairs) + 2)
    for at, score in enumerate(scores):
        expected = max(min(mean(s, t) for t in range(at, len(scores))) for s in range(at + 1))
        expected = min(max(expected, edge), 1 - edge)
        assert probability(fitted, Traits(score / 20, {})) == pytest.approx(expected, abs=1e-4)


@given(scored, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_never_makes_a_claim_less_sure_properties(pairs, one, other):
    fitted = by_steps([example(score / 20, right) for score, right in pairs])
    low, high = sorted([one, other])
    assert 0 < probability(fitted, Traits(low, {})) <= probability(fitted, Traits(high, {})) < 1


def test_logistic_regression_finds_the_weights_of_a_published_example():
    """Hours of study and passing, after the article on logistic regression in Wikipedia: -4.0777 and 1.5046."""
    hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
    passed = "00000010101010111111"
    examples = [
        example(right=p == "1", hours=h) for h, p in zip(hours, passed, strict=True)
    ]  # fmt: skip
    fitted = by_weights(examples, ["hours"], 1e-9)
    assert fitted.intercept == pytest.approx(-4.0777, abs=1e-3)
    assert fitted.weights["hours"] == pytest.approx(1.5046, abs=1e-3)
    assert probability(fitted, Traits(0.5, {"hours": 2.0})) == pytest.approx(0.2557, abs=1e-3)


@given(
    st.lists(st.tuples(st.sampled_from(["", "x", "y", "xy"]), st.booleans()), min_size=2, max_size=40),
    st.sampled_from([0.3, 1.0, 30.0]),
)
def test_logistic_regression_is_where_the_penalised_loss_is_least_properties(rows, penalty):
    examples = [example(right=right, **dict.fromkeys(held, 1.0)) for held, right in rows]
    if len({right for _, right in rows}) == 1:
        return  # the intercept has no optimum
    fitted = by_weights(examples, ["x", "y"], penalty)
    gaps = [probability(fitted, e.traits) - e.right for e in examples]
    assert sum(gaps) == pytest.approx(0, abs=1e-3)
    for name in ("x", "y"):
        slope = sum(gap for gap, (held, _) in zip(gaps, rows, strict=True) if name in held)
        assert slope + penalty * fitted.weights[name] == pytest.approx(0, abs=1e-3)


def test_a_claim_is_as_sure_as_the_least_sure_of_its_rules():
    good, bad = {"rule:clause.good": 1.0}, {"rule:clause.bad": 1.0}
    examples = [example(right=n % 10 > 0, **good) for n in range(100)]
    examples += [example(right=n % 10 < 3, **good, **bad) for n in range(100)]
    fitted = by_rules(examples)
    assert fitted.means["clause.bad"] == pytest.approx(0.31, abs=0.02)
    assert probability(fitted, Traits(0.5, good | bad)) == fitted.means["clause.bad"]
    assert probability(fitted, Traits(0.5, good)) == fitted.means["clause.good"]
    assert probability(fitted, Traits(0.5, {"rule:clause.new": 1.0})) == fitted.base


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=60))
def test_each_claim_is_in_one_bin_and_equals_share_one_properties(pairs):
    predicted, right = [p / 10 for p, _ in pairs], [r for _, r in pairs]
    made = bins(predicted, right)
    assert sum(b.total for b in made) == len(pairs)
    assert sum(b.right for b in made) == sum(right)
    means = [b.predicted for b in made]
    assert means == sorted(set(means))
    assert sum(b.predicted * b.total for b in made) == pytest.approx(sum(predicted), abs=0.01)
    assert len(made) == 1 or min(b.total for b in made) >= 5


@given(st.lists(st.integers(0, 25), min_size=30, max_size=80))
def test_no_article_is_in_two_folds_properties(articles):
    folds = folds_of([example(article=f"a{number}") for number in articles])
    assert set(folds) == set(range(10))
    if len(set(articles)) >= 10:
        assert len({(article, fold) for article, fold in zip(articles, folds, strict=True)}) == len(set(articles))


# From decisions to claims

PLAIN = "The ministry paid operator {n} €{n} million in March."
HEDGED = "It may have bought {n} buses."


def call(*args, code=0):
    done = CliRunner().invoke(cli, [str(arg) for arg in args])
    assert done.exit_code == code, done.output
    return done


def read(out) -> list[Claim]:
    return list(map(Claim.model_validate_json, (out / "claims.jsonl").read_bytes().splitlines()))


def decide(out, right) -> list[Claim]:
    claims = read(out)
    store = Store(out / LOG)
    store.append(
        Decision.make(
            claim=claim.id, content_hash=claim.content_hash, reviewer="Ana", time="2026-01-01T00:00:00.000Z",
            decision="accepted" if right(n, claim) else "rejected", seen=claim,
        )
        for n, claim in enumerate(claims)
    )  # fmt: skip
    store.close()
    return claims


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibrate")
    (folder / "in").mkdir()
    for number in range(12):
        lines = [(PLAIN, HEDGED)[n % 2].format(n=10 * number + n + 2) for n in range(10)]
        (folder / "in" / f"{number}.txt").write_text("\n\n".join(lines), "utf8")
    call("extract", folder / "in", "-o", folder / "out", "-q", "--workers", 1)
    return folder


@pytest.fixture(scope="module")
def calibrated(extracted):
    """A run whose plain claims are mostly right and whose hedged ones are mostly wrong, and the file made of it."""
    decide(extracted / "out", lambda n, claim: (n % 10 != 0) if claim.modality == "actual" else n % 10 == 1)
    files = ("-o", extracted / "calibration.json", "--diagram", extracted / "reliability.svg")
    told = call("calibrate", extracted / "out", *files).output
    return extracted, told


def test_the_file_fits_its_schema_and_tells_which_method_was_kept(calibrated):
    folder, told = calibrated
    made = json.loads((folder / "calibration.json").read_bytes())
    Draft202012Validator(json_schema("calibration")).validate(made)
    assert made["decisions"] == len(read(folder / "out")) >= 100
    loss = {f"{t['method']} {t['features']} {t['penalty']}": t["log_loss"] for t in made["trials"]}
    assert min(loss.values()) < loss["uncalibrated None None"]
    kept = [line for line in told.splitlines() if line.endswith("kept")]
    assert len(kept) == 1
    assert f"{min(loss.values()):.4f}" in kept[0]
    assert made["mapping"]["method"] in kept[0]
    assert sum(b["total"] for b in made["reliability"]) == made["decisions"]


def test_the_diagram_is_a_picture_with_a_point_for_each_bin(calibrated):
    folder, _ = calibrated
    bins = json.loads((folder / "calibration.json").read_bytes())["reliability"]
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.parse(folder / "reliability.svg").getroot()
    points = [(float(dot.get("cx")), 100 - float(dot.get("cy"))) for dot in root.iter(f"{svg}circle")]
    expected = [(100 * b["predicted"], 100 * b["right"] / b["total"]) for b in bins]
    assert points == [pytest.approx(point, abs=0.1) for point in expected]
    assert "Reliability diagram" in root.find(f"{svg}title").text


def test_extract_gives_the_probability_that_decisions_show(calibrated, tmp_path):
    folder, _ = calibrated
    before = read(folder / "out")
    arguments = ["extract", folder / "in", "-o", tmp_path / "out", "--calibration", folder / "calibration.json"]
    call(*arguments, "--workers", 1, "-q")
    after = read(tmp_path / "out")
    assert all(claim.confidence.calibrated for claim in after)
    assert [claim.confidence.raw for claim in after] == [claim.confidence.score for claim in before]
    assert [claim.content_hash for claim in after] == [claim.content_hash for claim in before]
    assert {claim.run for claim in after}.isdisjoint(claim.run for claim in before)
    for modality, share in (("actual", 0.9), ("possible", 0.1)):
        scores = [claim.confidence.score for claim in after if claim.modality == modality]
        assert sum(scores) / len(scores) == pytest.approx(share, abs=0.12)
    call("verify", tmp_path / "out")
    again = call(*arguments, "--workers", 1).output
    assert "done before" in again
    # Decisions on calibrated claims calibrate again, from the scores as they were extracted.
    call("decisions", "import", tmp_path / "out", folder / "out")
    call("calibrate", tmp_path / "out", "-o", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (folder / "calibration.json").read_bytes()


def test_the_same_in_python(calibrated):
    folder, _ = calibrated
    text = PLAIN.format(n=7)
    (claim,) = sourceline.extract(text, calibration=folder / "calibration.json")
    (plain,) = sourceline.extract(text)
    assert claim.confidence.calibrated
    assert claim.confidence.raw == plain.confidence.score
    assert claim.run != plain.run


@pytest.mark.parametrize(
    ("field", "message"),
    [("rules_hash", "other rules: extract without it"), ("model_hash", "another trained")],
)
def test_a_file_of_other_claims_is_refused(calibrated, tmp_path, field, message):
    folder, _ = calibrated
    made = json.loads((folder / "calibration.json").read_bytes())
    (tmp_path / "other.json").write_text(json.dumps({**made, field: "0" * 64}))
    done = call("extract", folder / "in", "-o", tmp_path / "out", "--calibration", tmp_path / "other.json", code=1)
    assert message in done.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["{}", "not json", "[1]"])
def test_another_file_is_refused(tmp_path, content):
    (tmp_path / "other.json").write_text(content)
    done = call("extract", tmp_path, "-o", tmp_path / "out", "--calibration", tmp_path / "other.json", code=1)
    assert "is no calibration file" in done.output


def test_too_few_decisions_are_told(out, claims, store):
    store.append([
        Decision.make(
            claim=c.id, content_hash=c.content_hash, reviewer="Ana", decision="accepted", seen=c,
            time="2026-01-01T00:00:00.000Z",
        )
        for c in claims.values()
    ])  # fmt: skip
    done = call("calibrate", out, "-o", out / "calibration.json", code=1)
    assert "6 right and 0 wrong claims were decided on: it takes 30, and 5 of each" in done.output
    assert not (out / "calibration.json").exists()


def test_probabilities_of_weights_stay_between_nothing_and_certainty():
    fitted = by_weights([example(right=n % 2 == 0, x=float(n % 2)) for n in range(40)], ["x"], 1e-9)
    assert 0 < probability(fitted, Traits(0.5, {"x": 1e9})) < exp(-29)
