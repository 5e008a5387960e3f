"""Prints the scores of a pipeline on the dev sets, from raw text.

Usage: python scores.py PIPELINE DATA

The treebank documents are parsed whole, from their raw text, so tokens and sentences are the pipeline's own. Entities
are scored by exact span and label, with GPE, LOC and FAC counted as one place type; tokens that the reference leaves
open are not counted. Labels that a reference does not have (nationalities in UNER) are left out of it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import spacy
from entities import load
from news import Columns, news_sentences
from sentences import read_conllu
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.training import Example
from treebanks import TREEBANKS, to_doc, whole_docs

FIGURES = ("token_f", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def parse_scores(nlp: Language, data: Path) -> None:
    """Prints one row a treebank, one for both together, and one for the news that was kept for measuring."""
    folder = data / "treebank"
    print(f"{'set':10}" + "".join(f"{figure:>10}" for figure in FIGURES) + f"{'words/s':>10}")
    everything: list[Example] = []
    for name in ("ewt-dev", "gum-dev"):
        docs = list(whole_docs(nlp.vocab, folder / f"{name}.conllu.gz"))
        start = time.perf_counter()
        parsed = list(nlp.pipe(doc.text for doc in docs))
        speed = sum(map(len, docs)) / (time.perf_counter() - start)
        examples = [Example(p, d) for p, d in zip(parsed, docs, strict=True)]
        everything += examples
        print_row(name, Scorer(nlp).score(examples), f"{speed:10.0f}")
    print_row("both", Scorer(nlp).score(everything), "")
    trained = (s for name in TREEBANKS for s in read_conllu(folder / f"{name}-train.conllu.gz"))
    news = [to_doc(nlp.vocab, [sentence]) for sentence in news_sentences(data / "ner", Columns(trained))[1]]
    print_row("news", Scorer(nlp).score([Example(nlp(doc.text), doc) for doc in news]), "")


def print_row(name: str, scores: dict[str, float], last: str) -> None:
    print(f"{name:10}" + "".join(f"{100 * scores[figure]:10.2f}" for figure in FIGURES) + last)


def entity_scores(nlp: Language, path: Path) -> None:
    """Prints precision, recall and F1 of a set, and F1 by label."""
    docs = load(path, nlp.vocab)
    known = {PLACES.get(e.label_, e.label_) for d in docs for e in d.ents}
    whole, by_label = PRFScore(), {label: PRFScore() for label in sorted(known)}
    for gold, found in zip(docs, nlp.pipe(d.text for d in docs), strict=True):
        open_tokens = [(t.idx, t.idx + len(t)) for t in gold if not t.ent_iob_]
        want = {(e.start_char, e.end_char, PLACES.get(e.label_, e.label_)) for e in gold.ents}
        have = {(e.start_char, e.end_char, PLACES.get(e.label_, e.label_)) for e in found.ents}
        have = {h for h in have if h[2] in known and not any(a < h[1] and b > h[0] for a, b in open_tokens)}
        whole.score_set(have, want)
        for label, score in by_label.items():
            score.score_set({h for h in have if h[2] == label}, {w for w in want if w[2] == label})
    labels = "  ".join(f"{label} {100 * score.fscore:.1f}" for label, score in by_label.items())
    figures = (f"P {100 * whole.precision:.1f}", f"R {100 * whole.recall:.1f}", f"F {100 * whole.fscore:.1f}")
    print(f"{path.stem:10}" + "  ".join(figures) + f"   {labels}")


def main(pipeline: Path, data: Path) -> None:
    nlp = spacy.load(pipeline)
    parse_scores(nlp, data)
    for name in ("uner_dev", "gmb_dev"):
        entity_scores(nlp, data / "ner" / f"{name}.spacy")
    size = sum(p.stat().st_size for p in pipeline.rglob("*") if p.is_file())
    print(f"size on disk: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
