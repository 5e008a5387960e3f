"""`sourceline_lemmas`: puts right the lemmas of verbs and nouns that the trained lemmatizer spelled wrongly.

An edit-tree lemmatizer guesses the base of a form that it never saw by its ending ("railed" → "raile"), or leaves a
plural that opens a sentence as it is ("Talks"), and a lexicon keyed by lemma then misses the word. LemmInflect's
dictionary knows which bases a form can have; a lemma that is none of them is replaced by the likeliest.
"""

from __future__ import annotations

from functools import lru_cache

import numpy
from lemminflect import getAllLemmas
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=50_000)
def known_lemmas(form: str, pos: str) -> tuple[str, ...]:
    """Returns the bases that a form in lower case can have, the likeliest first; none if it is not listed."""
    return tuple(lemma.lower() for lemma in getAllLemmas(form, upos=pos).get(pos, ()))


@Language.component("sourceline_lemmas", assigns=["token.lemma"], requires=["token.lemma", "token.pos"])
def sourceline_lemmas(doc: Doc) -> Doc:
    """The component: corrects `token.lemma_` of verbs and nouns; place it after the lemmatizer.

    Where tag and part of speech disagree ("questioning", VBG and a noun), the lemma is that of the tag.
    """
    classes = [doc.vocab.strings[pos] for pos in ("VERB", "NOUN")]
    for index in numpy.flatnonzero(numpy.isin(doc.to_array("POS"), classes)).tolist():
        token = doc[index]
        if token.is_alpha:
            pos = "VERB" if token.tag_.startswith("VB") else token.pos_
            known = known_lemmas(token.lower_, pos)
            if known and token.lemma_.lower() not in known:
                token.lemma_ = known[0]
    return doc
