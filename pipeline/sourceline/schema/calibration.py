"""How scores become probabilities, `sourceline/calibration/1`: `calibrate` writes it, `extract` reads it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sourceline.schema.base import Count, Fraction, Record, RuleId, Sha256, described

#: Name of a feature: its kind, and its value after a colon.
Feature = Annotated[str, described({"examples": ["score", "flag:no_agent", "rule:clause.subject", "fact:payment"]})]


class Posterior(Record):
    """The share of right claims among those that a rule had a part in: a beta distribution."""

    right: Count = Field(description="of its claims that were decided on, those that were right")
    wrong: Count = Field(description="and those that were not")
    mean: Fraction = Field(description="of the distribution, given these and all other rules as prior")
    low: Fraction = Field(description="2.5% of the distribution lie below")
    high: Fraction = Field(description="2.5% of the distribution lie above")


class ByRules(Record):
    """A claim is as sure as the least sure of its rules."""

    method: Literal["rules"] = Field("rules", description="name of the method")
    base: Fraction = Field(description="probability of a claim none of whose rules was decided on")
    means: dict[RuleId, Fraction] = Field(description="by rule, the mean of its distribution, as in `rules` below")


class BySteps(Record):
    """Isotonic regression over the score: a curve that never falls, straight between its points."""

    method: Literal["isotonic"] = Field("isotonic", description="name of the method")
    points: tuple[tuple[Fraction, Fraction], ...] = Field(description="score and probability, in rising order")


class ByWeights(Record):
    """Logistic regression: the weights of a claim's features are added up to log odds."""

    method: Literal["logistic"] = Field("logistic", description="name of the method")
    intercept: float = Field(description="log odds of a claim without features")
    weights: dict[Feature, float] = Field(description="by feature; `score` is the log odds of the score")


Mapping = ByRules | BySteps | ByWeights


class Trial(Record):
    """How well a method foretells decisions on articles that it was not fitted to."""

    method: Literal["uncalibrated", "constant", "rules", "isotonic", "logistic"] = Field(
        description="uncalibrated is the score as it is, constant one probability for all claims: to compare with"
    )
    features: Literal["score", "all"] | None = Field(None, description="what a logistic regression was fitted over")
    penalty: float | None = Field(None, description="on the squares of its weights")
    log_loss: float = Field(description="mean over all decisions, in nats; less is better")
    brier: float = Field(description="mean squared error; less is better")


class Bin(Record):
    """Claims of about the same confidence, and how many of them were right."""

    predicted: Fraction = Field(description="mean confidence")
    right: Count = Field(description="number of claims that were right")
    total: Count = Field(description="number of claims")
    low: Fraction = Field(description="lower end of the 95% interval of the share that is right (Wilson)")
    high: Fraction = Field(description="its upper end")


class Calibration(Record):
    """A file that `calibrate` writes."""

    schema_: Literal["sourceline/calibration/1"] = Field(
        "sourceline/calibration/1", alias="schema", description="name and major version of this record"
    )
    version: str = Field(description="of Sourceline, that made the claims")
    model_hash: Sha256 = Field(description="of the trained pipeline that made them")
    rules_hash: Sha256 = Field(description="of the rules that made them")
    decisions: Count = Field(description="number of claims that it was fitted to")
    right: Count = Field(description="how many of these were right as extracted")
    left_out: dict[Literal["stale", "disputed"], Count] = Field(
        description="claims with verdicts that were not used: on what the run no longer says, or that differ"
    )
    folds: Count = Field(description="parts of the cross-validation; all claims of an article are in one")
    trials: tuple[Trial, ...] = Field(description="all methods that were tried, by cross-validation")
    mapping: Mapping = Field(
        discriminator="method", description="the method of the lowest log loss, fitted to all decisions"
    )
    rules: dict[RuleId, Posterior] = Field(description="each rule that had a part in a claim that was decided on")
    reliability: tuple[Bin, ...] = Field(description="of that method, on articles that it was not fitted to")
    before: tuple[Bin, ...] = Field(description="of the scores as they were")
