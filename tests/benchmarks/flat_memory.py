"""Prints how much memory a run over many short articles takes as it goes on: of the command, and of its workers.

    python tests/benchmarks/flat_memory.py [ARTICLES] [WORKERS]

Resident memory from /proc, the pages that processes share counted in each. A worker process is replaced now and then,
so what counts is the highest of each tenth of the run. It asserts nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "corpus/articles"
TENTHS = 10
Sample = tuple[float, int, int]  # seconds, and megabytes of the command and of the largest of its workers


def write_articles(path: Path, count: int) -> None:
    """Writes articles of one sentence of the corpus and a number of their own."""
    sentences = [
        sentence
        for article in sorted(CORPUS.glob("*.txt"))
        for sentence in re.findall(r"(?<=[.”] )[A-Z][^.\n“”]{40,100}\.", article.read_text("utf8"))
    ]
    with path.open("w", encoding="utf8") as file:
        for number in range(count):
            text = f"{sentences[number % len(sentences)]} Case {number} was closed by Clerk{number}.\n"
            file.write(json.dumps({"id": f"a{number}", "text": text}) + "\n")


def memory_of(session: int) -> dict[int, int]:
    """Returns the resident megabytes of each process of a session."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                found[int(folder.name)] = int((folder / "statm").read_text().split()[1]) * 4096 // 1_000_000
        except (OSError, IndexError):  # it has just ended
            continue
    return found


def samples(articles: Path, out: Path, workers: int) -> Iterator[Sample]:
    command = [sys.executable, "-m", "sourceline", "extract", articles, "-o", out, "--workers", str(workers), "-q"]
    running = subprocess.Popen(command, start_new_session=True)
    start = time.monotonic()
    while running.poll() is None:
        memory = memory_of(running.pid)
        own = memory.pop(running.pid, 0)
        yield time.monotonic() - start, own, max(memory.values(), default=0)
        time.sleep(0.5)
    if running.returncode:
        raise SystemExit(running.returncode)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as folder:
        articles, out = Path(folder, "articles.jsonl"), Path(folder, "out")
        write_articles(articles, count)
        taken = list(samples(articles, out, workers))
        record = json.loads((out / "run.json").read_bytes())
    print(f"{record['articles']:,} articles, {record['words']:,} words, {record['seconds']:.0f} s, {workers} workers")
    print(f"{'seconds':>8}  {'command MB':>10}  {'worker MB':>10}")
    for tenth in range(TENTHS):
        part = taken[len(taken) * tenth // TENTHS : len(taken) * (tenth + 1) // TENTHS]
        if part:
            seconds, own, worker = part[-1][0], max(s[1] for s in part), max(s[2] for s in part)
            print(f"{seconds:8.0f}  {own:10,}  {worker:10,}")


if __name__ == "__main__":
    main()
