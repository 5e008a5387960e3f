"""Gives a trained parser pipeline the dictionary's columns, without changing what it computes: their weights are zero.

Usage: python widen.py PIPELINE OUT

A later stage then learns to use them, and need not begin from nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import callbacks  # noqa: F401  (registers what the configs name)
import numpy
import spacy
from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Model
from tokenizer import make_treebank_tokenizer

#: Rows of the table of tags and of that of bases.
ROWS = [500, 4000]


def layers(model: Model[Any, Any], name: str) -> list[Model[Any, Any]]:
    return [node for node in model.walk() if node.name == name]


def widen(old: Language) -> Language:
    """Returns the pipeline with `sourceline.DictionaryEmbed.v1` in place of `spacy.MultiHashEmbed.v2`."""
    config = old.config
    embed = config["components"]["tok2vec"]["model"]["embed"]
    kept = {name: embed[name] for name in ("width", "attrs", "rows")}
    architecture = {"@architectures": "sourceline.DictionaryEmbed.v1", **kept, "dictionary_rows": ROWS}
    config["components"]["tok2vec"]["model"]["embed"] = architecture
    config["initialize"].update(before_init=None, after_init=None)
    new = load_model_from_config(config, auto_fill=True)
    for string in old.vocab.strings:
        new.vocab.strings.add(string)
    make_treebank_tokenizer()(new)
    for name in new.pipe_names:
        if name != "tok2vec":
            new.get_pipe(name).from_bytes(old.get_pipe(name).to_bytes())  # type: ignore[attr-defined]
    source: Any = old.get_pipe("tok2vec")
    target: Any = new.get_pipe("tok2vec")
    target.model.initialize(X=[new.make_doc("a")])
    for name, params in (("hashembed", "E"), ("maxout", "Wb"), ("layernorm", "Gb")):
        for before, after in zip(layers(source.model, name), layers(target.model, name), strict=name != "hashembed"):
            for param in params:
                values = before.get_param(param)
                padded: Any = numpy.zeros_like(after.get_param(param))
                padded[tuple(slice(size) for size in values.shape)] = values
                after.set_param(param, padded)
    return new


if __name__ == "__main__":
    widen(spacy.load(sys.argv[1])).to_disk(Path(sys.argv[2]))
