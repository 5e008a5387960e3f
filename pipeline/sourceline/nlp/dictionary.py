"""What a dictionary says of a word form, as features of the trained model: its possible tags, and its base.

A treebank shows a parser few words. LemmInflect's dictionary knows that "denies" is only a verb, "scores" a noun or a
verb, and "Medeiros" neither; and that "denies" and "denied" have one base. Each word form is embedded by both beside
its own hash embeddings, as lexicon features are in Kiperwasser and Goldberg (2016) and their forerunners.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy
import spacy.strings
from lemminflect import getAllInflections, getAllLemmas
from spacy.tokens import Doc
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

UNKNOWN = "?"
_hash: Any = vars(spacy.strings)["hash_string"]  # which the stubs of spaCy lack


@lru_cache(maxsize=200_000)
def known_tags(form: str) -> frozenset[str]:
    """Returns the Penn tags that a word form in lower case can have; none where the dictionary lacks it."""
    return frozenset(
        tag
        for pos, lemmas in getAllLemmas(form).items()
        for lemma in lemmas
        for tag, forms in getAllInflections(lemma, pos).items()
        if form in forms
    )


def may_be_participle(form: str) -> bool:
    """Whether a word form in lower case can be a past participle; the dictionary lists those in -ed as pasts alone."""
    tags = known_tags(form)
    return "VBN" in tags or ("VBD" in tags and form.endswith("ed"))


@lru_cache(maxsize=200_000)
def features(form: str) -> tuple[int, int]:
    """Returns the hashes of the tags that a word form in lower case can have, and of its base, verbs first."""
    bases = getAllLemmas(form)
    if not bases:
        return _hash(UNKNOWN), _hash(form)
    base = (bases.get("VERB") or next(iter(bases.values())))[0]
    return _hash("|".join(sorted(known_tags(form))) or UNKNOWN), _hash(base)


def dictionary_embed(
    width: int, attrs: list[str], rows: list[int], dictionary_rows: list[int]
) -> Model[list[Doc], list[Floats2d]]:
    """Makes spaCy's `MultiHashEmbed` with a table more for the tags of the dictionary and, if asked for, for the base.

    Args:
        width: of each table and of the output.
        attrs: lexical attributes of spaCy, such as "NORM".
        rows: of the table of each of them.
        dictionary_rows: of the table of tags, and of that of bases.
    """
    sizes = [*rows, *dictionary_rows]
    tables: list[Model[Any, Any]] = [
        HashEmbed(width, size, column=i, seed=8 + i, dropout=0.0) for i, size in enumerate(sizes)
    ]
    mixed: Model[Any, Any] = with_array(Maxout(width, width * len(tables), nP=3, dropout=0.0, normalize=True))
    looked_up: Model[list[Doc], list[Ints2d]] = Model("dictionary_features", _forward, attrs={"columns": attrs})
    return chain(looked_up, list2ragged(), with_array(concatenate(*tables)), mixed, ragged2list())


def _forward(
    model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
    found = []
    for doc in docs:
        known = numpy.array([features(token.lower_) for token in doc], dtype="uint64").reshape(len(doc), 2)
        columns: Any = numpy.hstack([doc.to_array(model.attrs["columns"]), known])
        found.append(model.ops.asarray2i(columns, dtype="uint64"))
    return found, lambda gradient: []
