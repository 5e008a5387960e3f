"""Quotations: the cases in `cases/quotes.jsonl`, and properties that hold for any marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from sourceline.nlp.quotes import pair_quotes

MARKS = "“”‘’„‟«»\"'`"
OPENING = "“‘„‟«\"'"
WORDS = st.lists(st.sampled_from(["ferries", "will", "sail", "again"]), min_size=2, max_size=6)
PAIRS = st.sampled_from(["“”", '""', "‘’", "''", "«»", "„“"])
ODD = st.text(st.sampled_from([*MARKS, *MARKS, "a", "B", " ", ".", ",", "!", "5", "—", "\n"]), max_size=40)


@pytest.fixture(scope="module")
def quotes() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("sourceline_quotes")
    return blank


@pytest.mark.cases("quotes.jsonl")
def test_case(case):
    assert [case["text"][start:end] for start, end in pair_quotes(case["text"])] == case["quotes"]


@given(text=ODD | st.text(max_size=60))
def test_any_marks(text):
    """Pairs stand in order, share nothing, and each begins with a mark."""
    pairs = pair_quotes(text)
    assert all(0 <= start < end <= len(text) and text[start] in OPENING for start, end in pairs)
    assert all(a[1] <= b[0] for a, b in pairwise(pairs))


@given(text=ODD)
def test_any_marks_in_a_document(quotes, text):
    doc = quotes(text)
    assert len(doc.spans["quotes"]) == len(pair_quotes(text))


@given(words=WORDS, pair=PAIRS)
def test_what_is_quoted_is_found(quotes, words, pair):
    quoted = f"{pair[0]}{' '.join(words).capitalize()},{pair[1]}"
    doc = quotes(f"{quoted} the mayor said. Nobody answered.")
    assert [span.text for span in doc.spans["quotes"]] == [quoted]


@pytest.mark.xfail(
    strict=True, reason="a token that holds a mark and more widens the quotation; two in a token overlap"
)
@pytest.mark.parametrize("text", ['He said "we won"—and left.', "“Reckless”“rushed”and“unfair”", 'the "yes"/"no" vote'])
def test_a_quotation_ends_at_its_mark(quotes, text):
    doc = quotes(text)
    found = [(span.start_char, span.end_char) for span in doc.spans["quotes"]]
    assert found == pair_quotes(text)
