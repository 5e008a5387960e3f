"""Joins the trained parser pipeline and the trained NER into one pipeline.

Usage: python assemble.py PARSER NER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.strings import StringStore
from tokenizer import make_treebank_tokenizer


def needed_strings(nlp: Language) -> list[str]:
    """Returns the strings that the components name by their hashes, and leaves out the words of the training texts."""
    labels = {part for pipe in nlp.pipe_labels.values() for label in pipe for part in (label, *label.split("|"))}
    labels |= {side for label in labels for side in label.split("=")} | set(spacy.symbols.IDS)
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    nodes = srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]
    hashes = {node[side] for node in nodes for side in ("orig", "subst") if side in node}
    return sorted(s for s in nlp.vocab.strings if s in labels or nlp.vocab.strings[s] in hashes)


def main(parser: Path, ner: Path, out: Path) -> None:
    nlp = spacy.load(parser)
    make_treebank_tokenizer()(nlp)
    nlp.add_pipe("ner", source=spacy.load(ner))
    nlp.meta.update(
        name="news",
        version="1.3.0",
        description="English news: tagger, morphologizer, lemmatizer, UD v2 parser, named entities",
        license="CC BY-SA 4.0",
    )
    nlp.meta.pop("performance", None)
    strings = needed_strings(nlp)
    nlp.to_disk(out)
    StringStore(strings).to_disk(out / "vocab" / "strings.json")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
