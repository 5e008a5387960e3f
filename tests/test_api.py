"""Sourceline as a spaCy user meets it: pipeline, components by name, their config, and what a process imports."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.language import Language

import sourceline
from sourceline.errors import InputError
from sourceline.nlp.build import AFTER_MODEL, BEFORE_MODEL
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim

TEXT = "Rwanda 🇷🇼 paid $155 million in March 2024. “It was late,” the ministry said."
COMPONENTS = [*BEFORE_MODEL, *AFTER_MODEL]
GROUPS = {
    "sourceline_structure": {"blocks": [TEXT]},
    "sourceline_quotes": {"quotes": ["“It was late,”"]},
    "sourceline_times": {"times": ["March 2024"]},
    "sourceline_quantities": {"quantities": ["$155 million"]},
    "sourceline_entities": {},
    "sourceline_lemmas": {},  # it needs tags
    "sourceline_repair": {},  # it needs a parse
    "sourceline_mentions": {"mentions": []},
}


def groups(nlp: Language) -> dict[str, list[str]]:
    doc = nlp(TEXT)
    return {name: [span.text for span in spans] for name, spans in doc.spans.items()}


def imported(*args: str) -> set[str]:
    """Returns the top-level packages that a Python process imports."""
    command = [sys.executable, "-X", "importtime", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_load_returns_one_language(nlp):
    assert isinstance(nlp, Language)
    assert sourceline.load() is nlp
    assert set(COMPONENTS) <= set(nlp.pipe_names)
    assert nlp.pipe_names[: len(BEFORE_MODEL)] == list(BEFORE_MODEL)


def test_the_pipeline_declares_what_it_needs_in_order(nlp):
    analysis = nlp.analyze_pipes()
    assert {name: problems for name, problems in analysis["problems"].items() if problems} == {}


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_works_by_itself(name):
    blank = spacy.blank("en")
    blank.add_pipe(name)
    assert groups(blank) == GROUPS[name]


def test_components_outlive_the_disk(tmp_path):
    blank = spacy.blank("en")
    for name in COMPONENTS:
        blank.add_pipe(name)
    blank.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == COMPONENTS
    assert loaded.config == blank.config
    assert groups(loaded) == groups(blank)
    assert [entity.text for entity in loaded(TEXT).ents] == [entity.text for entity in blank(TEXT).ents]


def test_the_whole_pipeline_outlives_the_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == nlp.pipe_names
    assert groups(loaded) == groups(nlp)


def test_a_pipe_keeps_the_order_and_the_context(nlp):
    texts = [(f"The council bought {number} buses.", number) for number in range(20)]
    assert [(doc.text, number) for doc, number in nlp.pipe(texts, as_tuples=True, batch_size=3)] == texts


def test_extract_takes_a_text_or_an_article(nlp):
    from_text = sourceline.extract("The council bought a ferry.", published="2025-05-07", title="Ferry bought")
    assert from_text and all(isinstance(claim, Claim) for claim in from_text)
    assert {(claim.article.published, claim.article.title) for claim in from_text} == {("2025-05-07", "Ferry bought")}
    article = Article(id="a1", source="-", text="The council bought a ferry.")
    assert [claim.text for claim in sourceline.extract(article)] == [claim.text for claim in from_text]
    assert sourceline.annotate(article).id == "a1"


@pytest.mark.parametrize("text", ["The ferry\0sank.", "The ferry \ud800 sank."])
def test_text_that_no_file_can_hold_is_refused(text):
    with pytest.raises(InputError):
        sourceline.extract(text)


def test_help_and_import_are_light():
    for args in (["-m", "sourceline", "--help"], ["-c", "import sourceline"]):
        assert not imported(*args) & {"spacy", "numpy", "pydantic", "thinc"}
