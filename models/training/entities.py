"""Turns the entity corpora into one training set for the NER.

Usage: python entities.py DATA OUT

DATA holds the `.spacy` files that CARD.md names. Three things are done to them:

- the label of a name before "administration", "government" ... is repaired (`repair_namesakes`);
- the corpora labelled by hand are written twice, the second time with half of their names replaced by others of the
  same label (mention replacement, Dai & Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity
  Recognition"), because most errors of a first model were unseen names;
- a tenth of those copies is in lower case or capitals, as headlines and careless writers have it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

BY_HAND = ["uner_train", "gum_train", "wikigold", "cross_train", "europarl"]
BY_MACHINE = ["gmb_train"]

# "the Trump administration" names a government by a person: the machine-made labels flip between three for one name.
NAMESAKE_HEADS = {"administration", "government", "presidency", "campaign", "cabinet"}
Pool = dict[tuple[str, int], list[list[str]]]


def load(path: Path, vocab: Vocab) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(vocab))


def with_entities(doc: Doc, entities: list[Span], words: list[str] | None = None) -> Doc:
    """Copies a document with other entities (and words); tokens without annotation stay so."""
    copy = Doc(doc.vocab, words=words or [t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    missing = [copy[t.i : t.i + 1] for t in doc if not t.ent_iob_]
    spans = [Span(copy, e.start, e.end, label=e.label) for e in entities]
    copy.set_ents(spans, missing=missing, default="outside")
    return copy


def repair_namesakes(docs: list[Doc]) -> list[Doc]:
    """Gives a name before a word like "administration" the label that the same name mostly has elsewhere."""

    def is_namesake(entity: Span) -> bool:
        following = entity.doc[entity.end : entity.end + 1]
        return bool(len(following)) and following[0].lower_ in NAMESAKE_HEADS and entity.label_ != "NORP"

    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for entity in doc.ents:
            if not is_namesake(entity):
                labels[entity.text][entity.label_] += 1
    repaired = []
    for doc in docs:
        if not any(map(is_namesake, doc.ents)):
            repaired.append(doc)
            continue
        entities = []
        for entity in doc.ents:
            label = entity.label_
            if is_namesake(entity) and labels[entity.text]:
                label = labels[entity.text].most_common(1)[0][0]
            entities.append(Span(doc, entity.start, entity.end, label=label))
        repaired.append(with_entities(doc, entities))
    return repaired


def name_pool(docs: list[Doc]) -> Pool:
    """Collects distinct names by label and number of tokens."""
    pool: dict[tuple[str, int], dict[str, list[str]]] = defaultdict(dict)
    for doc in docs:
        for entity in doc.ents:
            pool[entity.label_, len(entity)][entity.text] = [t.text for t in entity]
    return {key: list(names.values()) for key, names in pool.items()}


def replace_names(doc: Doc, pool: Pool, rng: random.Random) -> Doc:
    """Replaces half of the names by others of the same label and length, the same name by the same throughout."""
    words = [t.text for t in doc]
    chosen: dict[str, list[str]] = {}
    for entity in doc.ents:
        if entity.text not in chosen:
            keep = rng.random() < 0.5
            chosen[entity.text] = [t.text for t in entity] if keep else rng.choice(pool[entity.label_, len(entity)])
        words[entity.start : entity.end] = chosen[entity.text]
    return with_entities(doc, list(doc.ents), words)


def recase(doc: Doc, rng: random.Random) -> Doc:
    change = str.lower if rng.random() < 0.7 else str.upper
    return with_entities(doc, list(doc.ents), [change(t.text) for t in doc])


def split(doc: Doc, size: int = 120) -> list[Doc]:
    """Cuts a long document between sentence ends, near `size` tokens, never inside a name."""
    pieces, start = [], 0
    for token in doc:
        if token.i - start >= size and token.text in {".", "?", "!"} and token.ent_iob_ in {"O", ""}:
            pieces.append(doc[start : token.i + 1].as_doc())
            start = token.i + 1
    if start < len(doc):
        pieces.append(doc[start:].as_doc())
    return pieces


# Share of the machine-labelled news in the second stage, which goes nearer to the guidelines of hand-made labels.
MACHINE_SHARE = 0.3


def training_docs(data: Path, vocab: Vocab) -> tuple[list[Doc], list[Doc]]:
    """Returns the documents of the stages: all with replaced names, then mostly what was labelled by hand."""
    rng = random.Random(0)
    machine = [doc for name in BY_MACHINE for doc in load(data / f"{name}.spacy", vocab)]
    hand = [doc for name in BY_HAND for doc in load(data / f"{name}.spacy", vocab)]
    hand = [piece for doc in hand for piece in split(doc)]
    repaired = repair_namesakes(machine + hand)
    machine, hand = repaired[: len(machine)], repaired[len(machine) :]
    pool = name_pool(hand + machine)
    replaced = [replace_names(doc, pool, rng) for doc in hand]
    recased = [recase(doc, rng) for doc in rng.sample(hand + replaced, len(hand) // 5)]
    first = machine + hand + replaced + recased
    rng.shuffle(first)
    second = rng.sample(machine, int(MACHINE_SHARE * len(machine))) + hand
    second += [recase(doc, rng) for doc in rng.sample(hand, len(hand) // 8)]
    rng.shuffle(second)
    return first, second


def main(data: Path, out: Path) -> None:
    vocab = spacy.blank("en").vocab
    for stage, docs in enumerate(training_docs(data, vocab), 1):
        DocBin(docs=docs).to_disk(out / f"ner_train_{stage}.spacy")
        names = sum(len(doc.ents) for doc in docs)
        print(f"ner_train_{stage}: {len(docs)} documents, {sum(map(len, docs))} tokens, {names} names")
    web, news = load(data / "uner_dev.spacy", vocab), load(data / "gmb_dev.spacy", vocab)
    DocBin(docs=web + news[:150]).to_disk(out / "ner_dev_1.spacy")
    DocBin(docs=web).to_disk(out / "ner_dev_2.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
