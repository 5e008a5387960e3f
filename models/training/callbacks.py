"""Callbacks for the training configs; given to `spacy train` by `--code`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.util import registry
from tokenizer import make_treebank_tokenizer


def resume_lemmatizer() -> Callable[[Language], Language]:
    """Returns a callback for `[initialize.after_init]` of a later stage.

    A lemmatizer that was read from disk has lost its map from edit trees to labels (spaCy 3.8); without it every lemma
    of the training data would count as the first label.
    """

    def restore(nlp: Language) -> Language:
        lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}
        return nlp

    return restore


registry.callbacks("sourceline.treebank_tokenizer.v1", func=make_treebank_tokenizer)
registry.callbacks("sourceline.resume_lemmatizer.v1", func=resume_lemmatizer)
