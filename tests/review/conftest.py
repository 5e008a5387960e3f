"""A small run to review, made by hand so that nothing depends on what the pipeline finds today."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from sourceline.claims.identity import claim_id, content_hash, text_hash
from sourceline.cli.review import run_of
from sourceline.review import desk as desk_module
from sourceline.review.app import Pages
from sourceline.review.desk import Desk
from sourceline.review.guard import Guard
from sourceline.review.store import LOG, Store
from sourceline.runs.files import to_line
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision
from sourceline.schema.run import ArticleLine

PORT = 8765
ORIGIN = f"http://127.0.0.1:{PORT}"
TOKEN = "a-secret"

FERRIES = """Ministry pays ferry operators

The ministry paid two ferry operators €40 million in March. It will buy three buses, the mayor said on Monday.

The operators welcomed the money. Nobody knows who asked for it."""
RULING = """Court blocks mine

A court in Namibia rejected the appeal on 3 June 2025. The company denied dumping waste."""


def make_claim(article: Article, predicate: str, lemma: str, arguments: dict, **more) -> Claim:
    """Returns a claim whose words are looked up in the article's text; the first place counts."""
    text = article.text

    def span(words: str) -> dict:
        start = text.index(words)
        return {"text": words, "start": start, "end": start + len(words)}

    made = []
    for role, value in arguments.items():
        fields = value if isinstance(value, dict) else {"text": value}
        place = span(fields["text"])
        head = re.search(r"\S+$", place["text"])
        made.append({**place, "role": role, "head": [place["start"] + head.start(), place["end"]], **fields})
    own = span(predicate)
    sentence_start = max(text.rfind(mark, 0, own["start"]) + len(mark) for mark in (". ", "\n\n"))
    sentence_start = max(sentence_start, 0) if text.rfind("\n\n", 0, own["start"]) >= 0 else 0
    sentence_end = re.compile(r"[.\n]|$").search(text, own["end"]).end()
    start = min([own["start"], *(a["start"] for a in made)])
    end = max([own["end"], *(a["end"] for a in made)])
    record = {
        "id": claim_id(article.sha256, (own["start"], own["end"]), [tuple(a["head"]) for a in made]),
        "content_hash": "",
        "fact_id": None,
        "article": {**article.model_dump(exclude={"text", "site", "authors"}), "sha256": article.sha256},
        "segment": "body",
        "text": " ".join([*(a["text"] for a in made[:1]), predicate, *(a["text"] for a in made[1:])]),
        "text_hash": "",
        "predicate": {**own, "lemma": lemma, "tense": "past"},
        "arguments": made,
        "fact": None,
        "time": None,
        "attribution": [],
        "polarity": "positive",
        "modality": "actual",
        "certainty": "certain",
        "cues": [],
        "commitments": [{"holder": "article", "value": "CT+"}],
        "relations": [],
        "evidence": [
            {
                "role": "claim", "start": start, "end": end, "exact": text[start:end],
                "prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32],
                "sentence": {"index": 0, "start": min(sentence_start, start), "end": max(sentence_end, end)},
            }
        ],
        "flags": [],
        "confidence": {"score": 0.85},
        "trace": [{"rule": "clause.active", "spans": [[own["start"], own["end"]]]}],
        "run": "run_test",
        **more,
    }  # fmt: skip
    claim = Claim.model_validate(record)
    claim = claim.model_copy(update={"text_hash": text_hash(claim.text, claim.arguments)})
    return claim.model_copy(update={"content_hash": content_hash(claim)})


def make_run(folder: Path, articles: list[tuple[Article, list[Claim]]]) -> Path:
    """Writes the files of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        ArticleLine(
            **article.model_dump(), sha256=article.sha256, segments=(), sentences=1, words=9, claims=len(claims)
        )
        for article, claims in articles
    ]
    files = {
        "claims.jsonl": b"".join(to_line(claim) for _, claims in articles for claim in claims),
        "articles.jsonl": b"".join(map(to_line, lines)),
        "rejected.jsonl": b"",
        "run.json": json.dumps(
            {
                "id": "run_test", "version": "0", "spacy": "3", "model": "m", "model_hash": "", "rules_hash": "",
                "settings": {}, "inputs": [], "articles": len(lines), "rejected": 0,
                "claims": sum(line.claims for line in lines), "words": 9 * len(lines), "started": "", "seconds": 1.0,
            }
        ).encode(),
    }  # fmt: skip
    for name, content in files.items():
        (folder / f".{name}").write_bytes(content)
        (folder / f".{name}").replace(folder / name)
    return folder


def euro(value: str = "40000000") -> dict:
    return {"kind": "money", "value": value, "low": value, "high": value, "currency": "EUR", "currency_basis": "symbol"}


def articles(amount: str = "40000000") -> list[tuple[Article, list[Claim]]]:
    """Returns the two articles with their claims; another amount makes the first claim say something else."""
    ferries = Article(
        id="art_ferries", source="ferries.txt", text=FERRIES, title="Ministry pays ferry operators",
        published="2025-06-12", site="gazette.test", url="https://gazette.test/1",
    )  # fmt: skip
    ruling = Article(id="art_ruling", source="ruling.txt", text=RULING, title="Court blocks mine", site="dispatch.test")
    time = {"type": "DATE", "value": "2025-03", "edtf": "2025-03", "earliest": "2025-03-01", "latest": "2025-03-31",
            "basis": "inferred", "anchor": "published"}  # fmt: skip
    march = FERRIES.index("March")
    it = {
        "text": "It",
        "resolution": {
            "status": "ambiguous", "method": "rank",
            "candidates": [{"name": "The ministry", "score": 0.6},
                           {"name": "Namibia", "ids": {"iso3166": "NA"}, "score": 0.4}],
        },
    }  # fmt: skip
    said = {
        "kind": "indirect",
        "source": _span(FERRIES, "the mayor"),
        "cue": {**_span(FERRIES, "said"), "lemma": "say"},
    }
    return [
        (
            ferries,
            [
                make_claim(
                    ferries, "paid", "pay",
                    {"agent": "The ministry", "recipient": "two ferry operators",
                     "theme": {"text": "€40 million", "basis": "normalised", "quantity": euro(amount)}},
                    time=time, fact={"type": "payment", "slots": {"payer": 0, "payee": 1, "amount": 2}},
                    trace=[{"rule": "clause.active", "spans": [[FERRIES.index("paid"), FERRIES.index("paid") + 4]]},
                           {"rule": "time.date.month", "spans": [[march, march + 5]]}],
                ),
                make_claim(
                    ferries, "buy", "buy", {"agent": it, "theme": "three buses"},
                    attribution=[said], modality="planned", flags=["ambiguous_agent"], confidence={"score": 0.55},
                ),
                make_claim(ferries, "welcomed", "welcome", {"agent": "The operators", "theme": "the money"}),
                make_claim(ferries, "knows", "know", {"agent": "Nobody"},
                           polarity="negative", confidence={"score": 0.7}),
            ],
        ),
        (
            ruling,
            [
                make_claim(ruling, "rejected", "reject", {"agent": "A court in Namibia", "theme": "the appeal"},
                           fact={"type": "legal_ruling", "slots": {"court": 0}}),
                make_claim(ruling, "denied", "deny", {"agent": "The company"}, confidence={"score": 0.6}),
            ],
        ),
    ]  # fmt: skip


def _span(text: str, words: str) -> dict:
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


@pytest.fixture
def making() -> SimpleNamespace:
    """What makes a claim, and a run, for tests that need others than these."""
    return SimpleNamespace(claim=make_claim, run=make_run, articles=articles)


@pytest.fixture
def out(tmp_path) -> Path:
    return make_run(tmp_path / "outputs", articles())


@pytest.fixture
def store(out):
    store = Store(out / LOG, patience=50)
    yield store
    store.close()


@pytest.fixture
def desk(out, store):
    return Desk(run_of(out), store)


@pytest.fixture
def browser():
    """Returns a function that opens the page in a browser of its own, for a reviewer of that name."""
    return open_page


@pytest.fixture
def client(desk):
    """A browser that was opened with the token, and whose reviewer is Ana."""
    return open_page(desk, "Ana")


def open_page(desk: Desk, name: str = "") -> TestClient:
    """Returns a client as a browser of its own."""
    app = Guard(Pages(desk, PORT).app(), PORT, TOKEN)
    client = TestClient(app, base_url=ORIGIN, follow_redirects=False)
    assert client.get(f"/?token={TOKEN}").status_code == 303
    client.headers["Origin"] = ORIGIN
    if name:
        assert client.post("/reviewer", json={"name": name}).status_code == 200
    return client


@pytest.fixture
def sent():
    """Returns a function that gives what the page sends for a decision."""

    def send(claim: Claim, decision: str, **more) -> dict:
        return {"claim": claim.id, "content_hash": claim.content_hash, "decision": decision, "seconds": 2.0, **more}

    return send


@pytest.fixture
def decide(store):
    """Returns a function that adds a decision on a claim, each a second after the one before."""
    seconds = iter(range(60))

    def add(claim: Claim, kind: str, reviewer: str = "Ana", **more) -> Decision:
        time = f"2026-01-01T00:00:{next(seconds):02}.000Z"
        made = Decision.make(
            claim=claim.id, content_hash=claim.content_hash, reviewer=reviewer, decision=kind,
            **{"time": time, "seen": claim, **more},
        )  # fmt: skip
        store.append([made])
        return made

    return add


@pytest.fixture
def rerun(out):
    """Returns a function that puts another run in the folder's place and returns its claims by predicate.

    It takes the amount that the first claim now has, and the predicates whose claims are no longer found.
    """

    def run(amount: str = "40000000", without: tuple[str, ...] = ()) -> dict[str, Claim]:
        changed = [(a, [c for c in own if c.predicate.text not in without]) for a, own in articles(amount)]
        make_run(out, changed)
        return by_predicate(out)

    return run


@pytest.fixture
def looks(desk, monkeypatch):
    """Returns a function that has the desk look at the files now, and waits until it has read them."""
    monkeypatch.setattr(desk_module, "GLANCE", 0.0)

    def look():
        desk.index()
        with desk._looking:
            pass

    return look


@pytest.fixture
def claims(out) -> dict[str, Claim]:
    """The claims of the run by predicate."""
    return by_predicate(out)


def by_predicate(out: Path) -> dict[str, Claim]:
    lines = (out / "claims.jsonl").read_bytes().splitlines()
    return {claim.predicate.text: claim for claim in map(Claim.model_validate_json, lines)}
