"""Calibrated confidence: the score of a claim becomes the probability that a reviewer accepts it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from pydantic import ValidationError

from sourceline.errors import CalibrationError
from sourceline.nlp.trained import model_hash
from sourceline.rules import rules_hash
from sourceline.schema.calibration import ByRules, BySteps, ByWeights, Calibration, Mapping
from sourceline.schema.claim import Claim, Confidence

_RULE = "rule:"
_DIGITS = 4
_EDGE = 1e-6  # keeps log odds finite


def load_calibration(path: Path, facts: Path | None = None) -> Calibration:
    """Reads a calibration file for claims of the present model and rules.

    Args:
        path: what `sourceline calibrate` wrote.
        facts: folder with a user's own fact types, which count as rules.

    Raises:
        CalibrationError: it cannot be read, or was fitted to claims of another model or other rules.
    """
    try:
        found = Calibration.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CalibrationError(f"cannot read {path}: {error.strerror}") from error
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "not JSON"
        raise CalibrationError(f"{path} is no calibration file ({where}): `sourceline calibrate` writes one") from error
    others = ["another trained pipeline"] if found.model_hash != model_hash() else []
    others += ["other rules"] if found.rules_hash != rules_hash(facts) else []
    if others:
        raise CalibrationError(
            f"{path} was fitted to claims of {' and '.join(others)}: extract without it, then `sourceline calibrate` "
            "fits it again to the decisions that still hold"
        )
    return found


def raw_score(claim: Claim) -> float:
    """Returns the score as it was extracted, whether or not it was calibrated since."""
    return claim.confidence.score if claim.confidence.raw is None else claim.confidence.raw


@dataclass(frozen=True)
class Traits:
    """What the probability of a claim may depend on.

    Attributes:
        score: before any calibration.
        features: by name; `score` is its log odds, all others are 1 where the claim has them.
    """

    score: float
    features: dict[str, float]

    @property
    def rules(self) -> list[str]:
        """The ids of the rules that had a part in it."""
        return [name.removeprefix(_RULE) for name in self.features if name.startswith(_RULE)]


def traits_of(claim: Claim) -> Traits:
    """Returns what the probability of a claim may depend on."""
    names = [f"{_RULE}{step.rule}" for step in claim.trace]
    names += [f"flag:{flag}" for flag in claim.flags]
    names += [f"fact:{claim.fact.type if claim.fact else 'none'}", f"segment:{claim.segment}"]
    names += [f"modality:{claim.modality}", f"polarity:{claim.polarity}"]
    score = raw_score(claim)
    return Traits(score, {"score": log_odds(score), **dict.fromkeys(names, 1.0)})


def log_odds(share: float) -> float:
    """Returns log(p / (1 - p)), finite for 0 and 1 too."""
    share = min(max(share, _EDGE), 1 - _EDGE)
    return log(share / (1 - share))


def probability(mapping: Mapping, traits: Traits) -> float:
    """Returns the probability that a claim is right."""
    match mapping:
        case ByRules(base=base, means=means):
            return min((means[rule] for rule in traits.rules if rule in means), default=base)
        case BySteps(points=points):
            return _height(points, traits.score)
        case ByWeights(intercept=intercept, weights=weights):
            held = traits.features
            total = intercept + sum(weights[name] * held[name] for name in sorted(held) if name in weights)
            return 1 / (1 + exp(-min(max(total, -30.0), 30.0)))


def _height(points: tuple[tuple[float, float], ...], x: float) -> float:
    """Returns the height of a line through points; level before the first and after the last."""
    number = bisect_right(points, x, key=lambda point: point[0])
    if number in (0, len(points)):
        return points[0 if number == 0 else -1][1]
    (left, low), (right, high) = points[number - 1], points[number]
    return low + (high - low) * (x - left) / (right - left)


def calibrated(claim: Claim, calibration: Calibration) -> Claim:
    """Returns the claim with its calibrated confidence; nothing else changes, its content hash neither."""
    score = round(probability(calibration.mapping, traits_of(claim)), _DIGITS)
    return claim.model_copy(update={"confidence": Confidence(score=score, calibrated=True, raw=raw_score(claim))})
