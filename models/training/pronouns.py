"""Fits the weights of the pronoun ranker on GUM's training part and writes them into the rule file.

Usage: python pronouns.py DATA

The pipeline runs on the raw text, so weights suit its own mistakes. Each pronoun is one choice among the candidates
that the ranker would have, "none" included; right are those whose antecedent GUM has in the pronoun's entity. While
reading, a pronoun joins its right referent (teacher forcing). Weights maximise the likelihood of the right candidates
together, with an L2 penalty, by full-batch gradient ascent (Adagrad).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
from coreference import GoldDocument, documents
from numpy.typing import NDArray

from sourceline.nlp.build import load
from sourceline.nlp.mentions.component import Mentions
from sourceline.nlp.mentions.pronouns import Candidate
from sourceline.nlp.parsed import Token
from sourceline.paths import rules_dir

STEPS, RATE, PENALTY = 400, 0.3, 8.0
LEAST_USES = 5  # features seen less often get no weight

Choice = tuple[list[frozenset[str]], list[bool]]  # features of each candidate, and whether it is right


class GoldReader(Mentions):
    """Reads a text like the component, but lets pronouns join the right referent; keeps every choice by rule id."""

    def __init__(self) -> None:
        super().__init__()
        self.gold: GoldDocument | None = None
        self.choices: dict[str, list[Choice]] = {rule.id: [] for rule in self.ranker.rules.values()}

    def choose(self, token: Token, ranked: list[Candidate]) -> Candidate:
        assert self.gold is not None
        entity = self.gold.entity_of(token.doc[token.i : token.i + 1])
        right = [entity is not None and self.entity_of(c) == entity for c in ranked]
        if not any(right):
            right = [c.referent is None for c in ranked]
        self.choices[self.ranker.rules[token.lower_].id].append(([c.features for c in ranked], right))
        return ranked[right.index(True)]

    def entity_of(self, candidate: Candidate) -> int | None:
        """Returns the gold entity of what a candidate would be answered with."""
        referent = candidate.referent
        if referent is None or self.gold is None:
            return None
        return self.gold.entity_of(referent.antecedent or referent.mentions[0].span)


def fit(choices: list[Choice]) -> dict[str, float]:
    """Returns the weights of the features that maximise the probability of the right candidates."""
    uses: dict[str, int] = {}
    for candidates, _ in choices:
        for feature in frozenset().union(*candidates):
            uses[feature] = uses.get(feature, 0) + 1
    names = sorted(f for f, count in uses.items() if count >= LEAST_USES)
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((sum(len(c) for c, _ in choices), len(names)))
    row = 0
    for candidates, _ in choices:
        for features in candidates:
            matrix[row, [index[f] for f in features if f in index]] = 1
            row += 1
    starts = np.cumsum([0, *(len(c) for c, _ in choices)])[:-1]
    sizes = [len(c) for c, _ in choices]
    right = np.concatenate([np.array(r) for _, r in choices])

    def shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
        totals: NDArray[np.float64] = np.repeat(np.add.reduceat(scores, starts), sizes)
        return scores / totals

    weights, history = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        scores = np.exp(matrix @ weights)
        gradient = matrix.T @ (shares(scores * right) - shares(scores)) - PENALTY * weights
        history += gradient**2
        weights += RATE * gradient / (np.sqrt(history) + 1e-9)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.005}


def write(path: Path, weights: dict[str, dict[str, float]]) -> None:
    """Replaces the weights of each rule in the rule file; everything else in it stays as it is."""
    parts = re.split(r"(?m)^(\[rule\.weights\]\n)", path.read_text(encoding="utf8"))
    for number, table in enumerate(weights.values()):
        place = 2 * number + 2
        rest = parts[place].partition("\n[[rule]]")
        lines = "".join(f'"{name}" = {value}\n' for name, value in table.items())
        parts[place] = lines + "".join(rest[1:])
    path.write_text("".join(parts), encoding="utf8")


def main(data: Path) -> None:
    nlp, reader = load(), GoldReader()
    for gold in documents(nlp.vocab, data / "treebank" / "gum-train.conllu.gz"):
        reader.gold = gold
        reader(nlp(gold.doc.text))
    weights = {rule: fit(choices) for rule, choices in reader.choices.items()}
    write(rules_dir() / "entities" / "pronouns.toml", weights)
    for rule, choices in reader.choices.items():
        print(f"{rule:24} {len(choices):6} choices {len(weights[rule]):4} weights")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
