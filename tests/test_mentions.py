"""Pronouns and descriptions: what is resolved and what stays open; the cases are in `cases/mentions.jsonl`.

A case gives the names in the text. `links` says of mentions what status they have and the long forms of what they can
stand for, ranked; others are not its point, but where it is empty there must be none. `never` says what would be wrong.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from sourceline.nlp.mentions.discourse import name_of

NAMES = ["Anna Lindt", "Halden", "Kenya", "the company", "The city", "she", "It", "their"]
PIECES = st.sampled_from([*NAMES, "said", "sold", "that", "and", ".", ","])


def links(doc: Doc) -> dict[str, list[str]]:
    found = {}
    for mention in doc.spans["mentions"]:
        link = mention._.link
        found[mention.text] = [link.status, *map(name_of, link.antecedents)]
    return found


@pytest.mark.cases("mentions.jsonl")
def test_case(with_names, case):
    found = links(with_names(case["text"], case["names"]))
    wrong = case.get("never", {})
    assert {text: link for text, link in found.items() if wrong.get(text) == link} == {}
    wanted = case.get("links", found)
    assert {text: link for text, link in found.items() if text in wanted or not wanted} == wanted


@given(words=st.lists(PIECES, max_size=20))
def test_links_are_sound(nlp, words):
    """A link points back, to something else; only a resolved one decides, and it has an answer."""
    doc = nlp(" ".join(words))
    for mention in doc.spans["mentions"]:
        link = mention._.link
        assert link.method
        assert (link.status == "unresolved") == (not link.antecedents)
        assert all(antecedent.end <= mention.start for antecedent in link.antecedents)
        assert len(set(map(name_of, link.antecedents))) == len(link.antecedents)
