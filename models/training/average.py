"""Averages the weights of pipelines that grew from one another.

After Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization".

Usage: python average.py PIPELINE [PIPELINE ...] OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy


def main(pipelines: list[Path], out: Path) -> None:
    loaded = [spacy.load(path) for path in pipelines]
    for name in loaded[0].pipe_names:
        models = [nlp.get_pipe(name).model for nlp in loaded]  # type: ignore[attr-defined]
        for nodes in zip(*(model.walk() for model in models), strict=True):
            for parameter in nodes[0].param_names:
                if all(node.has_param(parameter) for node in nodes):
                    total = sum(node.get_param(parameter) for node in nodes)
                    nodes[0].set_param(parameter, total / len(nodes))
    loaded[0].to_disk(out)


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:-1]], Path(sys.argv[-1]))
