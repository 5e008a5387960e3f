"""Turns the entity corpora into one training set for the NER.

Usage: python entities.py DATA OUT

DATA holds the `.spacy` files that CARD.md names. Three things are done to them:

- the label of a name before "administration", "government" ... is repaired (`repair_namesakes`);
- the corpora labelled by hand are written several times, all but once with most of their names replaced by others of
  the same label, from the corpora and from lists of names (mention replacement, Dai & Adel 2020, "An Analysis of
  Simple Data Augmentation for Named Entity Recognition"), because most errors of a first model were unseen names;
- a tenth of those copies is in lower case or capitals, as headlines and careless writers have it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import spacy
from names import NameLists
from spacy.tokens import Doc, DocBin, Span, Token
from spacy.vocab import Vocab

BY_HAND = ["uner_train", "gum_train", "wikigold", "cross_train", "europarl"]
BY_MACHINE = ["gmb_train"]

# "the Trump administration" names a government by a person: the machine-made labels flip between three for one name.
NAMESAKE_HEADS = {"administration", "government", "presidency", "campaign", "cabinet"}
# How many of the replacing names come from the lists; organisations are too various for a list of companies.
LISTED_SHARE = {"PERSON": 0.6, "GPE": 0.5}
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


def other_name(entity: Span, pool: Pool, lists: NameLists) -> list[str]:
    """Draws the words of another name of the same label: from the lists of names, or from the corpora."""
    rng = lists.rng
    if rng.random() < LISTED_SHARE.get(entity.label_, 0.0):
        drawn = lists.draw(entity.label_, len(entity))
        if drawn is not None:
            return drawn
    return rng.choice(pool[entity.label_, len(entity)])


def replace_names(doc: Doc, pool: Pool, lists: NameLists, share: float) -> Doc:
    """Replaces a share of the names by others of the same label, the same name by the same throughout."""
    chosen: dict[str, list[str]] = {}
    words: list[str] = []
    spaces: list[bool] = []
    names: list[tuple[int, int, str]] = []
    missing: list[int] = []

    def keep(tokens: Iterable[Token]) -> None:
        for token in tokens:
            if not token.ent_iob_:
                missing.append(len(words))
            words.append(token.text)
            spaces.append(bool(token.whitespace_))

    done = 0
    for entity in doc.ents:
        keep(doc[done : entity.start])
        if entity.text not in chosen:
            same = lists.rng.random() >= share
            chosen[entity.text] = [t.text for t in entity] if same else other_name(entity, pool, lists)
        name, start = chosen[entity.text], len(words)
        words += name
        spaces += [True] * (len(name) - 1) + [bool(entity[-1].whitespace_)]
        names.append((start, len(words), entity.label_))
        done = entity.end
    keep(doc[done:])
    copy = Doc(doc.vocab, words=words, spaces=spaces)
    copy.set_ents(
        [Span(copy, start, end, label=label) for start, end, label in names],
        missing=[copy[i : i + 1] for i in missing],
        default="outside",
    )
    return copy


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


# Share of the machine-labelled news in the later stages, which go nearer to the guidelines of hand-made labels.
MACHINE_SHARES = (0.3, 0.6)


def training_docs(data: Path, vocab: Vocab) -> list[list[Doc]]:
    """Returns the documents of the stages: all with replaced names, then mostly what was labelled by hand."""
    rng = random.Random(0)
    machine = [doc for name in BY_MACHINE for doc in load(data / f"{name}.spacy", vocab)]
    hand = [doc for name in BY_HAND for doc in load(data / f"{name}.spacy", vocab)]
    hand = [piece for doc in hand for piece in split(doc)]
    repaired = repair_namesakes(machine + hand)
    machine, hand = repaired[: len(machine)], repaired[len(machine) :]
    pool = name_pool(hand + machine)
    tokenizer = spacy.blank("en").tokenizer
    lists = NameLists(rng, lambda name: [token.text for token in tokenizer(name)])
    copies = [[replace_names(doc, pool, lists, 0.7) for doc in hand] for _ in range(3)]
    replaced = [doc for copy in copies for doc in copy]
    recased = [recase(doc, rng) for doc in rng.sample(hand + replaced, len(hand) // 3)]
    first = [replace_names(doc, pool, lists, 0.2) for doc in machine] + hand + replaced + recased
    stages = [first]
    for share in MACHINE_SHARES:
        news = rng.sample(machine, int(share * len(machine)))
        stages.append(news + hand + hand + copies[0] + [recase(doc, rng) for doc in rng.sample(hand, len(hand) // 4)])
    for docs in stages:
        rng.shuffle(docs)
    return stages


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
