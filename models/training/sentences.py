"""Sentences of a treebank as columns, read from CoNLL-U."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = ("forms", "spaces", "lemmas", "pos", "tags", "morphs", "heads", "deps")


@dataclass
class Sentence:
    """One CoNLL-U sentence: columns by name, one entry a word."""

    paragraph_start: bool = False
    document_start: bool = False
    forms: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yields the sentences of a CoNLL-U file, gzipped or not, with the words of multiword tokens and no empty nodes."""
    sentence, multiword_end, multiword_space = Sentence(), 0, True
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf8") as lines:
        for full_line in lines:
            line = full_line.rstrip("\n")
            if line.startswith("# newdoc"):
                sentence.document_start = True
            elif line.startswith("# newpar"):
                sentence.paragraph_start = True
            elif not line:
                if sentence.forms:
                    yield sentence
                sentence, multiword_end = Sentence(), 0
            elif not line.startswith("#"):
                cols = line.split("\t")
                spaced = "SpaceAfter=No" not in cols[9]
                if "-" in cols[0]:
                    multiword_end, multiword_space = int(cols[0].split("-")[1]), spaced
                elif "." not in cols[0]:
                    number = int(cols[0])
                    if number <= multiword_end:
                        spaced = number == multiword_end and multiword_space
                    sentence.forms.append(cols[1])
                    sentence.spaces.append(spaced)
                    sentence.lemmas.append(cols[2])
                    sentence.pos.append(cols[3])
                    sentence.tags.append(cols[4])
                    sentence.morphs.append("" if cols[5] == "_" else cols[5])
                    sentence.heads.append(int(cols[6]) - 1)
                    sentence.deps.append(cols[7])
                    sentence.misc.append(cols[9])


def without(sentence: Sentence, dropped: set[int]) -> Sentence:
    """Returns a sentence without some words, none of which may be a head."""
    kept = [i for i in range(len(sentence.forms)) if i not in dropped]
    place = {old: new for new, old in enumerate(kept)} | {-1: -1}
    made = Sentence(sentence.paragraph_start, sentence.document_start)
    for name in COLUMNS:
        setattr(made, name, [getattr(sentence, name)[i] for i in kept])
    made.heads = [place[head] for head in made.heads]
    return made
