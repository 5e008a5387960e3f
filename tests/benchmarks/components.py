"""Prints what share of the pipeline's time each of its components takes, on the articles of `corpus/` over and over.

    python tests/benchmarks/components.py [WORDS]

CPU time of one process, so that other work on the machine does not count. It asserts nothing: time depends on the
machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import TypeVar

from spacy.tokens import Doc

from sourceline import read_articles
from sourceline.nlp.build import load, make_doc

ARTICLES = Path(__file__).parents[2] / "corpus/articles"
WORDS = 20_000
BATCH = 16
RULES = ("sourceline_times", "sourceline_quantities")
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = process_time()
    return work(), process_time() - start


def apply(component: Callable[[Doc], Doc], docs: list[Doc]) -> list[Doc]:
    """Runs one component over all documents, in batches where it can."""
    pipe = getattr(component, "pipe", None)
    return list(pipe(docs, batch_size=BATCH)) if pipe else [component(doc) for doc in docs]


def measure(words: int) -> Iterator[tuple[str, float]]:
    """Yields the name and the CPU seconds of the tokenizer and of each component, in their order."""
    nlp, articles = load(), []
    found = list(read_articles(ARTICLES, on_reject=print))
    count = 0
    for article in cycle(found):
        if count >= words:
            break
        articles.append(article)
        count += len(article.text.split())
    for article in found[:2]:  # rules are read and caches filled before anything is measured
        nlp(make_doc(nlp, article))
    docs, seconds = timed(lambda: [make_doc(nlp, article) for article in articles])
    yield "tokenizer", seconds
    for name, component in nlp.pipeline:
        docs, seconds = timed(lambda component=component, docs=docs: apply(component, docs))
        yield name, seconds


def main() -> None:
    words = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    seconds = dict(measure(words))
    whole = sum(seconds.values())
    for name, part in seconds.items():
        print(f"{name:24}{part:8.2f} s{part / whole:8.1%}")
    print(f"{'whole pipeline':24}{whole:8.2f} s{words / whole:10,.0f} words/s")
    print(f"{'times and quantities':24}{sum(seconds[name] for name in RULES) / whole:18.1%}")


if __name__ == "__main__":
    main()
