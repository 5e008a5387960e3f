"""Averages the weights of pipelines that were trained one from the other, component by component.

Usage: python average.py OUT PIPELINE=WEIGHT PIPELINE=WEIGHT ...

Stages of one run lie in one basin, so the mean of their weights is steadier than each (Izmailov et al. 2018,
"Averaging Weights Leads to Wider Optima and Better Generalization").
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import callbacks  # noqa: F401  (registers what the configs name)
import spacy
from spacy.language import Language
from thinc.api import Model


def nodes(nlp: Language) -> list[Model[Any, Any]]:
    return [node for _, pipe in nlp.pipeline if hasattr(pipe, "model") for node in pipe.model.walk()]


def average(pipelines: list[Language], weights: list[float]) -> Language:
    """Returns the first pipeline with the weighted mean of all; they must have the same components and shapes."""
    for group in zip(*map(nodes, pipelines), strict=True):
        for name in group[0].param_names:
            if group[0].has_param(name):
                total = sum(w * node.get_param(name) for w, node in zip(weights, group, strict=True))
                group[0].set_param(name, total / sum(weights))
    return pipelines[0]


def main(out: Path, weighted: list[str]) -> None:
    paths, weights = zip(*(entry.rsplit("=", 1) for entry in weighted), strict=True)
    average([spacy.load(path) for path in paths], [float(w) for w in weights]).to_disk(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
