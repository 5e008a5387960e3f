"""Attribution: who says, thinks or wants what. The cases stand in `cases/attribution.jsonl`.

`attributions` are all that the article makes: source (null where none is named), cue, pieces of the content, kind, and
`"states": false` where no claim stands on the source's word. `chains` are the sources of claims, by their predicate.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sourceline
from sourceline.claims.attribution.find import find_speech_acts, told_by_article
from sourceline.claims.propositions import find_propositions
from sourceline.nlp.parsed import Doc

PIECES = st.sampled_from([
    "he", "said", "the mayor", "“", "”", '"', "''", "that", "but", ",", ";", ":", ".", "?", "-", "according to", "per",
    "police", "allegedly", "told", "asked", "reporters", "the bridge", "is", "closed", "to", "close", "if", "and",
    "claim", "called", "reckless", "as", "of", "who", "\n\n",
])  # fmt: skip


def attributions(nlp, text: str) -> list[dict]:
    doc = Doc(nlp(text))
    acts = told_by_article(find_speech_acts(doc, list(find_propositions(doc))))
    return [
        {
            "source": act.source.text if act.source is not None else None,
            "cue": act.cue.text,
            "content": [text[start:end] for start, end in act.content_spans()],
            "kind": act.kind,
        }
        | ({} if act.states else {"states": False})
        for act in acts
    ]


def by_place(found: list[dict]) -> list[dict]:
    return sorted(found, key=lambda a: (a["cue"], a["content"]))


@pytest.mark.cases("attribution.jsonl")
def test_case(case, nlp):
    assert by_place(attributions(nlp, case["text"])) == by_place(case["attributions"])


@pytest.mark.cases("chains.jsonl")
def test_claims_inherit_the_chain(case):
    claims = {claim.predicate.text: claim for claim in sourceline.extract(case["text"], published="2025-06-12")}
    found = {word: [a.source.text if a.source else None for a in claims[word].attribution] for word in case["chains"]}
    assert found == case["chains"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The minister said that he had met the firm.", "neutral"),
        ("The minister denied that he had met the firm.", "denies"),
        ("Analysts doubt that the plan will work.", "doubts"),
    ],
)
def test_stance(nlp, text, stance):
    doc = Doc(nlp(text))
    assert [act.stance for act in find_speech_acts(doc, list(find_propositions(doc)))] == [stance]


@settings(max_examples=150)
@given(pieces=st.lists(PIECES, max_size=30))
def test_any_words_in_any_order(nlp, pieces):
    """Whatever the parse, every attribution has a cue and a content beside it, both in the text and in order."""
    doc = Doc(nlp(" ".join(pieces)))
    for act in find_speech_acts(doc, list(find_propositions(doc))):
        assert act.content
        assert not act.content & {t.i for t in act.cue}
        spans = act.content_spans()
        assert all(0 <= start < end <= len(doc.text) for start, end in spans)
        assert spans == sorted(spans)
