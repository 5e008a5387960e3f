"""Callbacks for the training configs; given to `spacy train` by `--code`."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from tokenizer import make_treebank_tokenizer

spacy.registry.callbacks("sourceline.treebank_tokenizer.v1", func=make_treebank_tokenizer)


@spacy.registry.callbacks("sourceline.resume_lemmatizer.v1")
def resume_lemmatizer() -> Callable[[Language], Language]:
    """Returns a callback for `[initialize.after_init]` of a later stage.

    A lemmatizer that was read from disk has lost its map from edit trees to labels (spaCy 3.8); without it every lemma of the
    training data would count as the first label.
    """

    def restore(nlp: Language) -> Language:
        lemmatizer = nlp.get_pipe("trainable_lemmatizer")
        lemmatizer.tree2label = {tree: label for label, tree in enumerate(lemmatizer.cfg["labels"])}  # type: ignore[attr-defined]
        return nlp

    return restore
