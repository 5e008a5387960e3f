"""Confidence fitted to decisions: methods are tried by cross-validation, and the best is fitted to all decisions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from math import log

from sourceline.claims.calibration import probability, traits_of
from sourceline.errors import CalibrationError
from sourceline.review.fitting import (
    Example,
    base,
    by_rules,
    by_steps,
    by_weights,
    common_features,
    counts_by_rule,
)
from sourceline.review.index import Index
from sourceline.review.statistics import posterior, prior_of, wilson
from sourceline.schema.calibration import Bin, Calibration, Mapping, Trial
from sourceline.schema.run import RunRecord

#: Fewest claims to fit to, and fewest of these that are right, and that are wrong.
ENOUGH, ENOUGH_OF_EACH = 30, 5
#: Fewest for the methods that have more to fit.
ENOUGH_FOR_CURVES = 100
FOLDS = 10
#: A group of a reliability table has about a tenth of all claims, and about ten where there are few.
BINS, BIN = 10, 10
_PENALTIES = (30.0, 10.0, 3.0, 1.0)
_EDGE = 1e-4  # of probabilities, as the log loss takes them

Fit = Callable[[Sequence[Example]], Mapping]


def examples_of(index: Index) -> tuple[list[Example], Counter[str]]:
    """Returns the claims of a run that stand decided as they are now, and how many others have verdicts, by why."""
    found: list[Example] = []
    left_out: Counter[str] = Counter({"stale": 0, "disputed": 0})
    for outcome in index.outcomes():
        if outcome.origin == "added":
            continue
        held = index.claim(outcome.claim)
        if outcome.stale or held is None:
            left_out["stale"] += 1
        elif outcome.right is None:
            left_out["disputed"] += 1
        else:
            claim = held[1]
            found.append(Example(claim.article.id, traits_of(claim), outcome.right))
    return found, left_out


def calibrate(index: Index, run: RunRecord) -> Calibration:
    """Fits the confidence of a run's claims to the decisions on them.

    Args:
        index: the run with its decisions.
        run: what its `run.json` says.

    Raises:
        CalibrationError: there are too few decisions.
    """
    examples, left_out = examples_of(index)
    right = sum(example.right for example in examples)
    if len(examples) < ENOUGH or min(right, len(examples) - right) < ENOUGH_OF_EACH:
        raise CalibrationError(
            f"{right} right and {len(examples) - right} wrong claims were decided on: it takes {ENOUGH}, and "
            f"{ENOUGH_OF_EACH} of each"
        )
    folds = folds_of(examples)
    trials, foretold, fits = _tried(examples, folds)
    best = min(range(len(fits)), key=lambda n: trials[n].log_loss)
    counts = counts_by_rule(examples)
    prior = prior_of(list(counts.values()))
    before = [example.traits.score for example in examples]
    return Calibration(
        version=run.version,
        model_hash=run.model_hash,
        rules_hash=run.rules_hash,
        decisions=len(examples),
        right=right,
        left_out=dict(left_out),
        folds=max(folds) + 1,
        trials=(*trials, *_references(examples, folds)),
        mapping=fits[best](examples),
        rules={rule: posterior(counted, prior) for rule, counted in counts.items()},
        reliability=bins(foretold[best], [example.right for example in examples]),
        before=bins(before, [example.right for example in examples]),
    )


def folds_of(examples: Sequence[Example]) -> list[int]:
    """Returns the part of the cross-validation that each example is in: all of an article in one, about equally large.

    Where there are too few articles, each claim is on its own.
    """
    sizes = Counter(example.article for example in examples)
    if len(sizes) < FOLDS:
        return [number % FOLDS for number in range(len(examples))]
    load = [0] * FOLDS
    fold: dict[str, int] = {}
    for article in sorted(sizes, key=lambda a: (-sizes[a], hashlib.sha256(a.encode()).digest())):
        fold[article] = load.index(min(load))
        load[fold[article]] += sizes[article]
    return [fold[example.article] for example in examples]


def _candidates(examples: Sequence[Example]) -> list[tuple[Trial, Fit]]:
    """Returns the methods that there are enough decisions for, the simplest first."""

    def trial(method: str, **more: object) -> Trial:
        return Trial.model_validate({"method": method, "log_loss": 0, "brier": 0, **more})

    found: list[tuple[Trial, Fit]] = [
        (trial("rules"), by_rules),
        (trial("logistic", features="score", penalty=1.0), lambda part: by_weights(part, ["score"], 1.0)),
    ]
    if len(examples) >= ENOUGH_FOR_CURVES:
        found.append((trial("isotonic"), by_steps))
        for penalty in _PENALTIES:

            def fit(part: Sequence[Example], penalty: float = penalty) -> Mapping:
                return by_weights(part, common_features(part), penalty)

            found.append((trial("logistic", features="all", penalty=penalty), fit))
    return found


def _tried(examples: Sequence[Example], folds: Sequence[int]) -> tuple[list[Trial], list[list[float]], list[Fit]]:
    """Returns for each method how well it does, what it foretold of each example, and itself."""
    trials, foretold, fits = [], [], []
    for trial, fit in _candidates(examples):
        predicted = [0.0] * len(examples)
        for fold in range(max(folds) + 1):
            mapping = fit([e for e, own in zip(examples, folds, strict=True) if own != fold])
            for number, example in enumerate(examples):
                if folds[number] == fold:
                    predicted[number] = probability(mapping, example.traits)
        trials.append(_scored(trial, predicted, examples))
        foretold.append(predicted)
        fits.append(fit)
    return trials, foretold, fits


def _references(examples: Sequence[Example], folds: Sequence[int]) -> list[Trial]:
    """Returns how well no method does, to compare with."""
    shares = [
        base([e for e, own in zip(examples, folds, strict=True) if own != fold]) for fold in range(max(folds) + 1)
    ]
    constant = [shares[fold] for fold in folds]
    scores = [example.traits.score for example in examples]
    return [
        _scored(Trial(method="constant", log_loss=0, brier=0), constant, examples),
        _scored(Trial(method="uncalibrated", log_loss=0, brier=0), scores, examples),
    ]


def _scored(trial: Trial, predicted: Sequence[float], examples: Sequence[Example]) -> Trial:
    """Returns a trial with its log loss and its Brier score (1950)."""
    pairs = [(min(max(p, _EDGE), 1 - _EDGE), e.right) for p, e in zip(predicted, examples, strict=True)]
    log_loss = -sum(log(p if right else 1 - p) for p, right in pairs) / len(pairs)
    brier = sum((p - right) ** 2 for p, right in pairs) / len(pairs)
    return trial.model_copy(update={"log_loss": round(log_loss, 5), "brier": round(brier, 5)})


def bins(predicted: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Returns a reliability table: claims by confidence, in groups of about the same size.

    Claims of the same confidence are in the same group; one that is too small to tell anything is part of another.
    """
    size = max(len(predicted) // BINS, BIN)
    groups: list[list[tuple[float, bool]]] = []
    for _, tied in groupby(sorted(zip(predicted, right, strict=True)), key=lambda pair: pair[0]):
        pairs = list(tied)
        if groups and (len(groups[-1]) < size / 2 or len(groups[-1]) + len(pairs) <= size):
            groups[-1] += pairs
        else:
            groups.append(pairs)
    if len(groups) > 1 and len(groups[-1]) < size / 2:
        small = groups.pop()
        groups[-1] += small
    return tuple(_bin(group) for group in groups)


def _bin(group: Sequence[tuple[float, bool]]) -> Bin:
    hits = sum(right for _, right in group)
    low, high = wilson(hits, len(group))
    mean = sum(predicted for predicted, _ in group) / len(group)
    return Bin(predicted=round(mean, 4), right=hits, total=len(group), low=round(low, 4), high=round(high, 4))
