"""Segments and sentences of little articles; the articles and what is expected of them lie in `cases/structure`."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sourceline.nlp.structure import SegmentRule
from sourceline.rules import load_rules

ARTICLES = sorted((Path(__file__).parent / "cases/structure").glob("*.txt"))
RULES = load_rules(SegmentRule, "structure/segments")
LAYOUTS = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "no_blank_lines": lambda text: re.sub(r"\n+", "\n", text),
    "many_blank_lines": lambda text: text.replace("\n\n", "\n \n\n\t\n"),
    "space_at_the_ends_of_lines": lambda text: re.sub(r"^|$", "\u00a0 ", text, flags=re.MULTILINE),
}
HEADERS = ["Key points:", "Read more:", "Glossary", "Why now?", "By Ana Lindt", "Photo: A quay", "goes on"]
BULLETS = ["• Fares rise", "1. Fares fall", "✅ done.", "- - -", "🇰🇪", "©", "…", "“"]
SENTENCES = ["The council met. It rose.", "Quorum → all", "ROSTA, June 3 (Wire) — Ships left."]
LINES = st.sampled_from([*HEADERS, *BULLETS, *SENTENCES])
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", " ", "\u2028", "\x85", "\t"])


@pytest.fixture(scope="module")
def structure() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("sourceline_structure")
    return blank


def read(nlp: Language, text: str, title: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.title = title
    return nlp(doc)


def blocks(doc: Doc) -> list[tuple[str, str]]:
    return [(block.label_, " ".join(block.text.split())) for block in doc.spans["blocks"]]


@pytest.mark.cases("structure/expected.jsonl")
def test_segments(structure, case):
    """A block is given in full, or as its first and last words with … between them."""
    article = next(path for path in ARTICLES if path.name == case["file"])
    found = blocks(read(structure, article.read_text("utf8"), case.get("title")))
    assert [segment for segment, _ in found] == [segment for segment, _ in case["blocks"]], found
    for (_, text), (_, wanted) in zip(found, case["blocks"], strict=True):
        assert re.fullmatch(re.escape(wanted).replace("…", ".+"), text)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_layout_changes_no_segment(structure, article, layout):
    text = article.read_text("utf8")
    assert blocks(read(structure, layout(text))) == blocks(read(structure, text))


@pytest.mark.cases("structure/sentences.jsonl")
def test_sentences(nlp, case):
    assert [sentence.text.strip() for sentence in nlp(case["text"]).sents] == case["sentences"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_no_sentence_crosses_a_block(nlp, article):
    doc = nlp(article.read_text("utf8"))
    check(doc)
    for sentence in doc.sents:
        inside = {number for number, block in enumerate(doc.spans["blocks"]) for token in block if token in sentence}
        assert len(inside) == 1, sentence.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_examples(rule):
    assert rule.match
    assert [line for line in rule.match if not rule.search(line)] == []
    assert [line for line in rule.no_match if rule.search(line)] == []


def test_a_glued_byline_is_kept(structure):
    check(read(structure, "The work ends in 2027.By Ana Lindt"))


@given(text=st.text(max_size=80))
def test_any_text(structure, text):
    check(read(structure, text))


@given(pieces=st.lists(st.tuples(LINES, BREAKS), max_size=10))
def test_any_lines(structure, pieces):
    check(read(structure, "".join(line + end for line, end in pieces)))


def check(doc: Doc) -> None:
    """Blocks keep their order, share nothing, leave out only white space, and begin sentences."""
    found = list(doc.spans["blocks"])
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {token.i for block in found for token in block}
    assert [token for token in doc if token.i not in covered and not token.is_space] == []
    for block in found:
        assert block.label_ and block._.rule
        assert block[0].is_sent_start
