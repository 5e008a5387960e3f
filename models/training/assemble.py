"""Joins the trained parser pipeline and the trained NER into one pipeline.

Usage: python assemble.py PARSER NER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from tokenizer import make_treebank_tokenizer


def main(parser: Path, ner: Path, out: Path) -> None:
    nlp = spacy.load(parser)
    make_treebank_tokenizer()(nlp)
    nlp.add_pipe("ner", source=spacy.load(ner))
    nlp.meta.update(
        name="news",
        version="1.1.0",
        description="English news: tagger, morphologizer, lemmatizer, UD v2 parser, named entities",
        license="CC BY-SA 4.0",
    )
    nlp.meta.pop("performance", None)
    nlp.to_disk(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
