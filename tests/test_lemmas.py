"""Lemmas of rare words, which the trained lemmatizer alone spells wrongly."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

VERBS = [("railed", "rail"), ("blamed", "blame"), ("slammed", "slam"), ("evacuating", "evacuate"), ("fled", "flee")]


@pytest.mark.parametrize(("form", "lemma"), VERBS)
def test_a_form_gets_a_base_it_can_have(nlp: Language, form: str, lemma: str) -> None:
    doc = Doc(nlp.vocab, words=["They", form], pos=["PRON", "VERB"], lemmas=["they", form[:-2]])
    assert [token.lemma_ for token in nlp.get_pipe("sourceline_lemmas")(doc)] == ["they", lemma]


def test_a_lemma_that_fits_stays(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["They", "lay", "down"], pos=["PRON", "VERB", "ADV"], lemmas=["they", "lie", "down"])
    assert nlp.get_pipe("sourceline_lemmas")(doc)[1].lemma_ == "lie"


def test_a_plural_that_opens_a_sentence_gets_its_singular(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Talks", "failed"], pos=["NOUN", "VERB"], lemmas=["talks", "fail"])
    assert nlp.get_pipe("sourceline_lemmas")(doc)[0].lemma_ == "talk"
