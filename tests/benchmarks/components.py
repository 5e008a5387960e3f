"""Prints what share of the pipeline's time each of its components takes, on the articles of `corpus/` over and over.

    python tests/benchmarks/components.py [WORDS]

CPU time of one process, so that other work on the machine does not count. It asserts nothing: time depends on the
machine.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import process_time

from spacy.tokens import Doc

from sourceline import read_articles
from sourceline.nlp.build import load, make_doc
from sourceline.schema.article import Article

ARTICLES = Path(__file__).parents[2] / "corpus/articles"
WORDS = 20_000
BATCH = 16
RULES = ("sourceline_times", "sourceline_quantities")


def apply(component: Callable[[Doc], Doc], docs: list[Doc]) -> list[Doc]:
    """Runs one component over a batch, all at once where it can."""
    pipe = getattr(component, "pipe", None)
    return list(pipe(docs, batch_size=BATCH)) if pipe else [component(doc) for doc in docs]


def measure(articles: list[Article]) -> dict[str, float]:
    """Returns the CPU seconds of the tokenizer and of each component, in their order."""
    nlp = load()
    seconds: dict[str, float] = defaultdict(float)
    for batch in (articles[n : n + BATCH] for n in range(0, len(articles), BATCH)):
        start = process_time()
        docs = [make_doc(nlp, article) for article in batch]
        seconds["tokenizer"] += process_time() - start
        for name, component in nlp.pipeline:
            start = process_time()
            docs = apply(component, docs)
            seconds[name] += process_time() - start
    return seconds


def repeated(articles: list[Article], words: int) -> list[Article]:
    """Returns the articles over and over, until they have so many words."""
    times = 1 + words // sum(len(article.text.split()) for article in articles)
    return articles * times


def main() -> None:
    words = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    articles = list(read_articles(ARTICLES, on_reject=print))
    measure(articles)  # rules are read and caches filled before anything counts
    chosen = repeated(articles, words)
    words = sum(len(article.text.split()) for article in chosen)
    seconds = measure(chosen)
    whole = sum(seconds.values())
    for name, part in seconds.items():
        print(f"{name:24}{part:8.2f} s{part / whole:8.1%}")
    print(f"{'whole pipeline':24}{whole:8.2f} s{words / whole:10,.0f} words/s")
    print(f"{'times and quantities':24}{sum(seconds[name] for name in RULES) / whole:18.1%}")


if __name__ == "__main__":
    main()
