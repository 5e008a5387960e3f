"""Prints how long the review page takes to answer, over 100,000 claims of 5,000 articles.

    python tests/benchmarks/review.py [ARTICLES]

The run is made of the claims of `corpus/`, again and again under other ids, with 10,000 decisions and 1,000 second
opinions in its log. It asserts nothing: time depends on the machine, and on what else it does, which is printed too;
the time of the processor depends less on the latter.
"""

from __future__ import annotations

import gc
import hashlib
import os
import random
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from starlette.testclient import TestClient

from sourceline import read_articles
from sourceline.claims.extract import extract_doc
from sourceline.nlp.build import load, pipe
from sourceline.review.app import Pages
from sourceline.review.desk import Desk, Run
from sourceline.review.store import LOG, Store
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine, SegmentSpan

CORPUS = Path(__file__).parents[2] / "corpus/articles"
ARTICLES = 5_000
CLAIMS = 20  # an article
DECISIONS = 10_000
SECOND = 0.1  # of these by two reviewers
TIMES = 15
LIMIT = 0.1


def extracted() -> list[tuple[ArticleLine, list[Claim]]]:
    """Returns the articles of the corpus with their claims."""
    found = []
    for doc, article in pipe(load(), read_articles(CORPUS, on_reject=print)):
        claims = extract_doc(doc, article, "run_benchmark")
        found.append((line(article, len(claims)), claims))
    return found


def line(article: Article, claims: int) -> ArticleLine:
    segments = (SegmentSpan(start=0, end=len(article.text), segment="body"),)
    fields = article.model_dump()
    return ArticleLine(**fields, sha256=article.sha256, segments=segments, sentences=1, words=1, claims=claims)


def repeated(seeds: list[tuple[ArticleLine, list[Claim]]], articles: int) -> Iterator[tuple[ArticleLine, list[Claim]]]:
    """Yields so many articles with their claims, all under ids of their own."""
    dice = random.Random(1)
    for number in range(articles):
        article, claims = seeds[number % len(seeds)]
        name, site = f"art_{number}", f"site{number % 40}.test"
        title = f"{article.title} {number}"
        chosen = (claims * CLAIMS)[number % len(claims) :][:CLAIMS]
        made = []
        for place, claim in enumerate(chosen):
            digest = hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:20]
            reference = claim.article.model_copy(update={"id": name, "title": title})
            score = claim.confidence.model_copy(update={"score": round(dice.uniform(0.3, 0.9), 3)})
            update = {"id": f"clm_{digest}", "article": reference, "confidence": score, "relations": ()}
            made.append(claim.model_copy(update=update))
        yield article.model_copy(update={"id": name, "title": title, "site": site, "claims": CLAIMS}), made


def decisions(articles: list[tuple[ArticleLine, list[Claim]]]) -> Iterator[Decision]:
    """Yields decisions on claims drawn at random, a tenth of them by two reviewers."""
    dice = random.Random(2)
    claims = [claim for _, own in articles for claim in own]
    chosen = dice.sample(claims, min(DECISIONS, len(claims) // 2))
    for number, (claim, second) in enumerate(
        [(claim, False) for claim in chosen] + [(claim, True) for claim in chosen[: int(SECOND * len(chosen))]]
    ):
        kind = dice.choice(["accepted", "accepted", "rejected"])
        time = f"2026-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.000Z"
        yield Decision.make(
            claim=claim.id, content_hash=claim.content_hash, reviewer="Cleo" if second else dice.choice(["Ana", "Bo"]),
            decision=kind, reasons=["wrong_argument"] if kind == "rejected" else [], time=time, seen=claim,
            seconds=round(dice.uniform(1, 30), 1), order="random", seed=None if second else "1", blind=second,
        )  # fmt: skip


def measure(client: TestClient, claims: list[str]) -> Iterator[tuple[str, list[float], list[float]]]:
    """Yields what is asked for, and the seconds that each answer took: of the clock, and of the processor."""
    questions = {
        "page": "/", "page at a claim": "/?claim={claim}", "list": "/rows",
        "list, all": "/rows?status=all", "list, as articles read": "/rows?order=article",
        "list, random": "/rows?order=random&seed={number}", "list, from a claim on": "/rows?start={claim}",
        "list, random, from a claim on": "/rows?order=random&start={claim}",
        "accepted by me": "/rows?status=accepted", "second opinions": "/rows?status=second",
        "fact type": "/rows?fact=payment", "rare fact type": "/rows?fact=visit", "doubt": "/rows?flag=ambiguous_agent",
        "publisher": "/rows?source=site7.test", "article": "/rows?article=art_{number}",
        "words of a title": "/rows?article=strike", "modality and date": "/rows?modality=planned&holds=date",
        "confidence": "/rows?low=60&high=61",
        "all filters, none left": "/rows?fact=visit&modality=questioned&holds=money",
        "search, a common word": "/rows?text=said", "search, two words": "/rows?text=government+pay",
        "search, page with its count": "/?text=the", "search, no such word": "/rows?text=zyzzyva",
        "rule, page with its count": "/?rule=clause.active", "rare rule": "/rows?rule=fact.visit.verb",
        "found wrong, by reason": "/?status=wrong&reason=wrong_argument",
        "filter, page with its count": "/?fact=measurement&status=all", "next claim": "/shown/{claim}",
        "form": "/claims/{claim}/form", "board": "/board?of=all", "board, drawn at random": "/board?of=random",
    }  # fmt: skip
    dice = random.Random(3)
    for name, address in questions.items():
        seconds, cpu = [], []
        for _ in range(TIMES):
            asked = address.format(claim=dice.choice(claims), number=dice.randrange(1000))
            start, used = perf_counter(), process_time()
            answer = client.get(asked)
            seconds.append(perf_counter() - start)
            cpu.append(process_time() - used)
            assert answer.status_code == 200, (asked, answer.text)
        yield name, seconds, cpu
    hashes = dict(client.app.state.hashes)
    seconds, cpu = [], []
    for claim in dice.sample(claims, TIMES):
        sent = {"claim": claim, "content_hash": hashes[claim], "decision": "accepted", "seconds": 2.0}
        start, used = perf_counter(), process_time()
        answer = client.post("/decisions", json=sent)
        seconds.append(perf_counter() - start)
        cpu.append(process_time() - used)
        assert answer.status_code == 200, answer.text
    yield "accept", seconds, cpu


def load_of_machine() -> str:
    """Returns how many processes wanted a core in the last minute, and how many cores there are."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    print(f"load before {load_of_machine()}")
    run = list(repeated(extracted(), count))
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / LOG)
        store.append(decisions(run))
        start, used = perf_counter(), process_time()
        desk = Desk(Run(lambda: run, lambda: 0, lambda *_: iter(())), store)
        print(
            f"{count:,} articles, {count * CLAIMS:,} claims: ready after {perf_counter() - start:.1f} s"
            f" ({process_time() - used:.1f} s of the processor)"
        )
        app = Pages(desk, 80).app()
        app.state.hashes = {claim.id: claim.content_hash for _, own in run for claim in own}
        client = TestClient(app, base_url="http://127.0.0.1", cookies={"reviewer_80": "Ana"})
        claims = [claim.id for _, own in run for claim in own]
        gc.freeze()  # the server does not keep the records that the index was made of
        print(f"\n{'ms':34}{'median':>8}{'slowest':>9}{'processor':>11}")
        for name, seconds, cpu in measure(client, claims):
            mark = "" if max(seconds) < LIMIT else "  above 100"
            times = f"{1000 * median(seconds):8.0f}{1000 * max(seconds):9.0f}{1000 * median(cpu):11.0f}"
            print(f"{name:34}{times}{mark}")
    print(f"\nload after {load_of_machine()}, of which this program is about 1")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GB")


if __name__ == "__main__":
    main()
