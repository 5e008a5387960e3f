"""The quality gate: no figure on the gold corpus falls under its pinned floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sourceline.evaluate.gate import evaluate_corpus

ROOT = Path(__file__).parents[1]
FLOORS = json.loads((ROOT / "corpus" / "gold" / "floors.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def split_and_report(request):
    return request.param, evaluate_corpus(ROOT / "corpus", request.param)


@pytest.mark.slow
def test_figures_stay_above_their_floors(split_and_report):
    split, report = split_and_report
    below = []
    for figure, floor in FLOORS[split].items():
        for name, least in floor.items():
            value = getattr(report[figure], name)
            if value < least:
                below.append(f"{split}: {figure} {name} is {value:.3f}, its floor {least}")
    assert not below, "\n".join(below)


@pytest.mark.slow
def test_every_gold_span_is_found(split_and_report):
    split, report = split_and_report
    assert report.articles == len(list((ROOT / "corpus" / "gold" / split).glob("*.jsonl"))) >= 7
