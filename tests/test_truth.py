"""Nothing is lost from the source: every span of every record is a slice of its article, for any text at all.

The walk over the records is written here again, apart from `sourceline verify`, so that each checks the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sourceline
from sourceline.runs.check import check_claim
from sourceline.schema.annotation import Annotation
from sourceline.schema.claim import Claim

CONTEXT = 32
TIDY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120)
PUBLISHED = st.sampled_from([None, "2025-05-07", "2025-05-07T10:00:00+02:00"])

NAMES = ["Anna Lindt", "the ministry", "Kenya 🇰🇪", "The U.S.", "Halden Energy Ltd.", "It", "they", "Lindt’s party"]
VERBS = ["said", "paid", "has agreed to pay", "denied having sold", "will not", "was told by", "is", "urged"]
THINGS = [
    "€4.5m",
    "$155 million to Chad",
    "nearly 1,200 people",
    "3% – 4%",
    "two ferries 🚢",
    "the ‘old’ quay",
    "a deal",
]
TIMES = ["in March", "on Tuesday, June 3", "last year", "by 2030", "at 5 p.m.", "two weeks ago", "from 2019 to 2021"]
GLUE = ["that", "because", ", which", "and", "if", "according to", "—", ";", "to", "whether", "(", ")", "who"]
MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "«",
    "•",
    "🇷🇼",
    "✅",
    "→",
    "…",
    "?",
    ".",
    ". ",
    ".By Ana Lindt",
    "\n\n",
    "\r\n• ",
]
LINES = [
    "Key takeaways:\n• ",
    "\nRead more:\n",
    "\nBy Ana Lindt\n",
    "ROSTA, June 3 (Wire) — ",
    "\nGlossary\nQuorum → all",
]
PIECES = st.sampled_from([*NAMES, *VERBS, *THINGS, *TIMES, *GLUE, *MARKS, *LINES])
NEWS = st.lists(PIECES, max_size=40).flatmap(lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)]))
OPENINGS, ENDS = ["", "“", "• ", "🇷🇼 "], [".\n", ". ", ",” ", "?”\n\n", ""]
SENTENCES = st.tuples(*map(st.sampled_from, (OPENINGS, NAMES, VERBS, THINGS, TIMES, ENDS)))
ARTICLES = st.lists(SENTENCES.map(lambda parts: parts[0] + " ".join(parts[1:5]) + parts[5]), max_size=6).map("".join)


def records(value: Any) -> Iterator[dict[str, Any]]:
    """Yields each object inside a JSON value that has a place in the text."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for part in value.values():
            yield from records(part)
    elif isinstance(value, list):
        for part in value:
            yield from records(part)


def check_slices(value: dict[str, Any], text: str) -> None:
    for record in records(value):
        start, end = record["start"], record["end"]
        assert 0 <= start <= end <= len(text), record
        for key in ("text", "exact"):
            assert record.get(key, text[start:end]) == text[start:end], record


def check_inside(span: list[int] | None, start: int, end: int) -> None:
    assert span is None or start <= span[0] < span[1] <= end


def has_blank_head(claims: list[Claim], article: str) -> bool:
    return any(article[slice(*argument.head)].isspace() for claim in claims for argument in claim.arguments)


def check(article: str, published: str | None) -> None:
    claims = sourceline.extract(article, published=published)
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    for claim in claims:
        written = claim.model_dump_json(by_alias=True)
        assert Claim.model_validate_json(written) == claim
        assert list(check_claim(claim, article, ids)) == []
        check_slices_of_claim(json.loads(written), article, set(ids))
    annotation = sourceline.annotate(article, published=published)
    written = annotation.model_dump_json(by_alias=True)
    assert Annotation.model_validate_json(written) == annotation
    check_slices_of_layers(json.loads(written), article)


def check_slices_of_claim(claim: dict[str, Any], text: str, ids: set[str]) -> None:
    check_slices(claim, text)
    for argument in claim["arguments"]:
        check_inside(argument["head"], argument["start"], argument["end"])
        check_inside((argument["resolution"] or {}).get("antecedent"), 0, len(text))
        assert argument["claim"] in {None, *ids} - {claim["id"]}
    for evidence in claim["evidence"]:
        start, end = evidence["start"], evidence["end"]
        assert evidence["prefix"] == text[max(0, start - CONTEXT) : start]
        assert evidence["suffix"] == text[end : end + CONTEXT]
        check_inside([start, end], evidence["sentence"]["start"], evidence["sentence"]["end"])
    for relation in claim["relations"]:
        assert relation["target"] in {None, *ids} - {claim["id"]}
    for step in claim["trace"]:
        for span in step["spans"]:
            check_inside(span, 0, len(text))
    for slot, index in (claim["fact"] or {"slots": {}})["slots"].items():
        assert claim["time"] if slot == "time" else claim["arguments"][index]
    assert claim["evidence"][0]["role"] == "claim"


def check_slices_of_layers(annotation: dict[str, Any], text: str) -> None:
    assert annotation["text"] == text
    check_slices(annotation, text)
    for mention in annotation["mentions"]:
        check_inside(mention["antecedent"], 0, len(text))
        assert (mention["antecedent"] is None) == (mention["name"] is None)
    for attribution in annotation["attributions"]:
        for span in (attribution["source"], attribution["cue"], *attribution["content"]):
            check_inside(span, 0, len(text))
    ends = [sentence["end"] for sentence in annotation["sentences"]]
    assert all(end <= sentence["start"] for end, sentence in zip(ends, annotation["sentences"][1:], strict=False))
    assert all(
        text[s["start"] : s["end"]].strip() == text[s["start"] : s["end"]] != "" for s in annotation["sentences"]
    )


@TIDY
@given(article=ANY_TEXT, published=PUBLISHED)
def test_any_text(article, published):
    check(article, published)


@TIDY
@given(article=NEWS, published=PUBLISHED)
def test_pieces_of_news(article, published):
    check(article, published)


@TIDY
@given(article=ARTICLES, published=PUBLISHED)
def test_sentences_of_news(article, published):
    check(article, published)


def test_white_space_is_no_argument():
    texts = ["The bank closed.  Paid nothing.", "Trains stopped.  Closed the line.", "Anna Lindt said \r\n• "]
    assert [text for text in texts if has_blank_head(sourceline.extract(text), text)] == []


@settings(TIDY, max_examples=20)
@given(first=ARTICLES, second=NEWS)
def test_same_input_same_bytes(first, second):
    """Nothing read in between changes what is written of an article."""
    before = written(first)
    written(second)
    assert written(first) == before


def written(article: str) -> list[str]:
    claims = sourceline.extract(article, published="2025-05-07")
    annotation = sourceline.annotate(article, published="2025-05-07")
    return [record.model_dump_json(by_alias=True) for record in (*claims, annotation)]
