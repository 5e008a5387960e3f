"""Attribution: who says, thinks or wants what. The cases stand in `cases/attribution.jsonl`.

`attributions` are all that the article makes: source (null where none is named), cue, pieces of the content, kind, and
`"states": false` where no claim stands on the source's word. `chains` are the sources of claims, by their predicate.
"""

from __future__ import annotations

import pytest

import sourceline
from sourceline.claims.attribution import find_speech_acts, told_by_article
from sourceline.claims.propositions import find_propositions


def attributions(nlp, text: str) -> list[dict]:
    doc = nlp(text)
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
    doc = nlp(text)
    assert [act.stance for act in find_speech_acts(doc, list(find_propositions(doc)))] == [stance]


def test_every_annotated_attribution_is_in_the_text(nlp):
    text = (
        "“The bridge,” the mayor said, “is unsafe.”\n\nAccording to the ministry, it will close. Critics oppose that."
    )
    for found in attributions(nlp, text):
        assert all(piece in text for piece in [*found["content"], found["cue"], found["source"] or ""])
