"""Turns the treebanks into the parser's training and development sets.

Usage: python treebanks.py DATA OUT

DATA holds the `.conllu.gz` files (CARD.md names them and their licences). OUT gets one `.spacy` file a set. The text of
a paragraph is rebuilt exactly from the treebank, so that the parser learns to find sentences in running text, tokenised
by the rules that run in production.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import augment
import spacy
from names import NameLists
from news import Columns, news_sentences
from sentences import Sentence, read_conllu
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

TREEBANKS = ("ewt", "gum")
# What each stage is trained on, and the share of joints between paragraphs that are line breaks. The later stages see
# GUM, which is edited text, twice; the last one sees news as well.
STAGES = (
    (("ewt", "gum"), 0.5),
    (("ewt", "gum"), 0.3),
    (("ewt", "gum"), 0.3),
    (("ewt", "gum", "gum"), 0.2),
    (("ewt", "gum", "gum", *["news"] * 4), 0.3),
)
COLUMNS = ("words", "spaces", "lemmas", "pos", "tags", "morphs", "heads", "deps")
#: Share of the training documents that get a headline, and copies of one that names a sum of money.
HEADLINES, SUMS = 0.3, 2
#: Share of the training documents whose names are replaced by others.
RENAMED = 0.4
#: Share of the training documents that are cut into lines.
WRAPPED = 0.15


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    return NameLists(random.Random(0), str.split)


def line_break(separator: str) -> Sentence:
    """A line break between paragraphs as spaCy tokenises it: one whitespace token, attached to the word before it."""
    return Sentence(
        forms=[separator], spaces=[False], lemmas=[separator], pos=["SPACE"], tags=["_SP"], morphs=[""],
        heads=[-2], deps=["dep"],
    )  # fmt: skip


def to_doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """Joins sentences into one `Doc` with gold tags, morphology, lemmas and UD heads."""
    columns: dict[str, Any] = {name: [] for name in COLUMNS}
    for sentence in sentences:
        offset = len(columns["words"])
        columns["words"] += sentence.forms
        columns["spaces"] += sentence.spaces
        columns["lemmas"] += sentence.lemmas
        columns["pos"] += sentence.pos
        columns["tags"] += sentence.tags
        columns["morphs"] += sentence.morphs
        columns["heads"] += [
            offset + i if head == -1 else offset - 1 if head == -2 else offset + head
            for i, head in enumerate(sentence.heads)
        ]
        columns["deps"] += ["ROOT" if dep == "root" else dep for dep in sentence.deps]
    return Doc(vocab, **columns)


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Groups the sentences of a treebank into its paragraphs."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.paragraph_start or sentence.document_start):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def parser_docs(vocab: Vocab, sentences: Iterable[Sentence], rng: random.Random, line_breaks: float) -> Iterator[Doc]:
    """Cuts a treebank into training documents.

    Mostly one to three paragraphs of at most 80 words together: the parser's oracle costs more than linear time, and
    short documents train twice as fast. A share `line_breaks` of the joints between paragraphs are line breaks, as
    between the blocks of an article, the others a space.
    """
    group: list[Sentence] = []
    words, limit = 0, 80
    for paragraph in paragraphs(sentences):
        for sentence in paragraph:
            if group and (sentence.document_start or words >= limit):
                yield from varied(vocab, group, rng)
                group, words, limit = [], 0, rng.choice([1, 40, 80, 80, 200])
            if group and sentence.paragraph_start and rng.random() < line_breaks:
                group[-1].spaces[-1] = False
                group.append(line_break(rng.choice(["\n", "\n\n"])))
            group.append(sentence)
            words += len(sentence.forms)
    yield from varied(vocab, group, rng)


def varied(vocab: Vocab, group: list[Sentence], rng: random.Random) -> Iterator[Doc]:
    """Yields a training document, some under a headline made of a sentence of it; and its copies with other sums."""
    sums = [[augment.money(sentence, rng) or sentence for sentence in group] for _ in range(SUMS)]
    lists = name_lists()
    for sentences in [group, *(s for s in sums if any(a is not b for a, b in zip(s, group, strict=True)))]:
        if rng.random() < RENAMED:
            draw = partial(lists.word, rng)
            sentences = [augment.renamed(sentence, draw, rng) or sentence for sentence in sentences]
        if rng.random() < WRAPPED:
            sentences = [augment.wrapped(sentence, rng) for sentence in sentences]
        headlines = [h for s in sentences if (h := augment.headline(s, rng)) is not None]
        top = [rng.choice(headlines), line_break(rng.choice(["\n", "\n\n"]))] if headlines else []
        yield to_doc(vocab, [*top, *sentences] if rng.random() < HEADLINES else sentences)


def whole_docs(vocab: Vocab, path: Path) -> Iterator[Doc]:
    """Yields the documents of a treebank uncut: what the scores are measured on."""
    group: list[Sentence] = []
    for sentence in read_conllu(path):
        if group and sentence.document_start:
            yield to_doc(vocab, group)
            group = []
        group.append(sentence)
    yield to_doc(vocab, group)


def save(docs: list[Doc], path: Path) -> None:
    DocBin(docs=docs, store_user_data=False).to_disk(path)
    print(f"{path.name:24} {len(docs):6} documents {sum(map(len, docs)):9} tokens")


def main(data: Path, out: Path) -> None:
    vocab = spacy.blank("en").vocab
    treebanks = {name: list(read_conllu(data / f"{name}-train.conllu.gz")) for name in TREEBANKS}
    news, news_dev = news_sentences(data.parent / "ner", Columns(chain(*treebanks.values())))
    for stage, (names, line_breaks) in enumerate(STAGES):  # each stage sees the paragraphs in other company
        rng = random.Random(stage)
        train: list[Doc] = []
        for name in names:
            if name == "news":
                rng.shuffle(news)
            train += parser_docs(vocab, treebanks.get(name, news), rng, line_breaks)
        rng.shuffle(train)
        save(train, out / f"parser_train_{stage + 1}.spacy")
    save([to_doc(vocab, [sentence]) for sentence in news_dev], out / "news_dev.spacy")
    dev = [doc for name in TREEBANKS for doc in whole_docs(vocab, data / f"{name}-dev.conllu.gz")]
    save(dev, out / "parser_dev.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
