"""Scores the extractor on a gold corpus: the figures that the quality gate holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sourceline.claims.extract import extract_doc
from sourceline.errors import InputError
from sourceline.evaluate.gold import read_gold
from sourceline.evaluate.score import Comparison, Score, compare, total
from sourceline.ingest.readers import read_articles
from sourceline.nlp.build import load, pipe
from sourceline.schema.article import Article, Rejected

SPLITS = ("dev", "test")


@dataclass(frozen=True)
class Report:
    """Figures in a fixed order, and what was wrong."""

    rows: list[tuple[str, Score]]
    errors: list[str]
    articles: int

    def __getitem__(self, figure: str) -> Score:
        return dict(self.rows)[figure]


def corpus_articles(folder: Path, split: str) -> list[tuple[Article, Path]]:
    """Returns the articles of a corpus folder that have gold in a split, with the gold files.

    Raises:
        InputError: there is no gold, or an article of it is missing.
    """
    splits = SPLITS if split == "all" else (split,)
    golds = [p for s in splits for p in sorted((folder / "gold" / s).glob("*.jsonl"))]
    if not golds:
        raise InputError(
            "gold",
            f"no gold claims under {folder / 'gold'} for split {split!r}: expected {' or '.join(SPLITS)}/NAME.jsonl",
        )
    found = []
    for gold in golds:
        path = folder / "articles" / f"{gold.stem}.txt"
        found += [(article, gold) for article in read_articles(path, on_reject=refuse)]
    return found


def refuse(rejected: Rejected) -> None:
    """Turns a rejected corpus article into an error: gold without its article is a mistake."""
    raise InputError(rejected.code, f"{rejected.source}: {rejected.message}")


def evaluate_corpus(folder: Path, split: str = "test") -> Report:
    """Extracts the articles of a split and compares the claims with gold.

    Args:
        folder: a corpus with `articles/` and `gold/`.
        split: "dev", "test" or "all".
    """
    entries = corpus_articles(folder, split)
    result = Comparison()
    for (doc, article), (_, path) in zip(pipe(load(), (a for a, _ in entries)), entries, strict=True):
        compare(article.text, extract_doc(doc, article, "run_evaluate"), read_gold(path, article), result)
    first = ["claim", "predicate"]
    roles = sorted((f for f in result.scores if f.startswith("role ")), key=lambda f: -result.scores[f].gold)
    values = ["quantity", "money", "time", "attribution", "polarity", "modality", "fact type"]
    rows = [(f, result.scores[f]) for f in first]
    rows.append(("all roles", total(result.scores[f] for f in roles)))
    rows += [(f, result.scores[f]) for f in roles + values]
    return Report(rows, result.errors, len(entries))
