"""Prints how fast the pipeline is, where its time goes, what a second worker brings, and what a run needs.

    python tests/benchmarks/speed.py [WORDS] [REPETITIONS]

The text is `corpus/articles`, again and again. Times are CPU time of one process unless a line says wall; least and
median of the repetitions are given. What is compared is run in turns, each first in every other one, after a turn that
does not count, so that other work on the machine and caches fall on both; how many times the one takes of the other is
the median over the turns. The bare model reads the same texts in the same shards and batches as the whole pipeline,
with garbage collected at the end of a shard. It asserts nothing: time depends on the machine.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import spacy
from memory import peak
from others import OTHERS
from spacy.tokens import Doc

from sourceline.claims.extract import extract_doc
from sourceline.ingest.inputs import Input, article_of
from sourceline.ingest.readers import read_inputs
from sourceline.nlp.build import load, make_doc
from sourceline.paths import model_dir
from sourceline.runs import worker
from sourceline.runs.flow import MOST_BYTES, MOST_INPUTS
from sourceline.runs.outcome import Job
from sourceline.runs.settings import Limits, RunSettings
from sourceline.runs.shard import process_shard
from sourceline.schema.article import Article

ARTICLES = Path(__file__).parents[2] / "corpus/articles"
WORDS, REPETITIONS = 60_000, 5
BATCH = 16  # of `build.pipe`
JOB = Job("run_benchmark", RunSettings(), Limits())


class Clock:
    """Times by name."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def run(self, name: str, work: Callable[[], object], clock: Callable[[], float] = process_time) -> None:
        start = clock()
        work()
        self.seconds[name].append(clock() - start)

    def turn(self, works: dict[str, Callable[[], object]], clock: Callable[[], float] = process_time) -> None:
        """Runs each work once, in the order that the turn before did not have."""
        started = len(next(iter(self.seconds.values()), []))
        for name in sorted(works, reverse=started % 2 == 1):
            self.run(name, works[name], clock)

    def print(self, name: str, compared: str | None = None) -> None:
        """Prints one line, also as a multiple of another's time in the same turn."""
        least, middle = min(self.seconds[name]), median(self.seconds[name])
        pairs = zip(self.seconds[name], self.seconds[compared], strict=True) if compared else ()
        times = f"{median(a / b for a, b in pairs):8.2f} times that of the {compared}" if compared else ""
        print(f"  {name:28}{least:8.2f} s{middle:8.2f} s{self.words / least:10,.0f} words/s{times}")


def count(inputs: list[Input]) -> int:
    return sum(len(given.data.split()) for given in inputs)


def of_words(inputs: list[Input], words: int) -> list[Input]:
    """Returns the inputs over and over until they have so many words."""
    return inputs * max(1, round(words / count(inputs)))


def texts_of(inputs: list[Input]) -> list[Article]:
    return [article_of(given, max_chars=10**7) for given in inputs]


def shards_of(inputs: list[Input]) -> list[list[Input]]:
    """Cuts inputs into shards, as a run does."""
    shards: list[list[Input]] = [[]]
    for given in inputs:
        if len(shards[-1]) == MOST_INPUTS or sum(len(i.data) for i in shards[-1]) + len(given.data) > MOST_BYTES:
            shards.append([])
        shards[-1].append(given)
    return shards


def collected(work: Callable[[], object]) -> None:
    """Runs work without the garbage collector, and it at the end, as `process_shard` does."""
    gc.disable()
    work()
    gc.enable()
    gc.collect()


def steps(shards: list[list[Article]]) -> dict[str, float]:
    """Returns the CPU seconds of each step of the pipeline, in their order."""
    nlp = load()
    seconds: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[[], list[Doc]]) -> list[Doc]:
        start = process_time()
        docs = work()
        seconds[name] += process_time() - start
        return docs

    for batch in shards:
        docs = timed("tokenizer", lambda batch=batch: [make_doc(nlp, article) for article in batch])
        for name, component in nlp.pipeline:
            if hasattr(component, "pipe"):
                docs = timed(name, lambda pipe=component.pipe, docs=docs: list(pipe(docs)))
            else:
                docs = timed(name, lambda component=component, docs=docs: list(map(component, docs)))
        timed(
            "claims",
            lambda batch=batch, docs=docs: [extract_doc(d, a, JOB.run) for d, a in zip(docs, batch, strict=True)],
        )
    return seconds


def one_process(inputs: list[Input], repetitions: int) -> None:
    worker.prepare()
    bare = spacy.load(model_dir())
    shards = shards_of(inputs)
    articles = [texts_of(shard) for shard in shards]
    works: dict[str, Callable[[], object]] = {
        "bare model": lambda: [
            collected(lambda s=shard: list(bare.pipe((a.text for a in s), batch_size=BATCH))) for shard in articles
        ],
        "whole pipeline": lambda: [process_shard(shard, JOB) for shard in shards],
    }
    clock, each = Clock(count(inputs)), []
    Clock(0).turn(works)
    gc.freeze()
    for _ in range(repetitions):
        clock.turn(works)
        collected(lambda: each.append(steps(articles)))
    print("\nOne process, CPU time              least    median")
    clock.print("bare model")
    clock.print("whole pipeline", "bare model")
    print("\nIts steps, least")
    least = {name: min(seconds[name] for seconds in each) for name in each[0]}
    for name, seconds in least.items():
        print(f"  {name:28}{seconds:8.2f} s{seconds / min(clock.seconds['whole pipeline']):9.1%}")


def command(source: Path, out: Path, workers: int) -> list[str]:
    extract = [sys.executable, "-m", "sourceline", "extract", os.fspath(source), "-o", os.fspath(out), "--quiet"]
    return [*extract, "--workers", str(workers)]


def several_workers(inputs: list[Input], folder: Path, repetitions: int) -> None:
    """Runs the command over articles that all differ, with one and with two workers."""
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf8") as stream:
        for number, article in enumerate(texts_of(inputs)):
            stream.write(json.dumps({"text": f"{article.text}\n\nThis is copy {number}."}) + "\n")
    clock, peaks = Clock(count(inputs)), []
    for turn in range(repetitions):
        for workers, name in ((1, "one worker"), (2, "two workers")):
            run = command(path, folder / f"{workers}-{turn}", workers)
            clock.run(name, lambda run=run: peaks.append(peak(run)), perf_counter)
    print("\nThe whole command, wall            least    median")
    clock.print("one worker")
    clock.print("two workers", "one worker")
    print(f"  {'most memory of a process':28}{max(peaks) / 1e6:8,.0f} MB, what it shares with others among it")


def start_up(folder: Path, repetitions: int) -> None:
    """Runs the command over one short article: the time until its claims are written."""
    source = ARTICLES / "mayor-appeal.txt"
    clock = Clock(count(list(read_inputs(source))))
    for turn in range(repetitions):
        run = command(source, folder / f"start-{turn}", 1)
        clock.run("start-up to first claim", lambda run=run: subprocess.run(run, check=True), perf_counter)
    print("\nThe command over one article, wall")
    clock.print("start-up to first claim")


def main() -> None:
    given = [int(argument) for argument in sys.argv[1:]]
    words, repetitions = (*given, *(WORDS, REPETITIONS)[len(given) :])
    inputs = list(read_inputs(ARTICLES))
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, spaCy {spacy.__version__}, {count(inputs):,} words")
    one_process(of_words(inputs, min(words, 20_000)), repetitions)
    with tempfile.TemporaryDirectory() as folder:
        several_workers(of_words(inputs, words), Path(folder), repetitions)
        start_up(Path(folder), repetitions)
    print("\nOther tools over the same text, dates or quantities alone, CPU time")
    texts = [article.text for article in texts_of(inputs)]
    for name, run in OTHERS.items():
        print(f"  {name:28}{run(texts)}", flush=True)


if __name__ == "__main__":
    main()
