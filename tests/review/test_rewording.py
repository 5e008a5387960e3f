"""The line of a claim after a correction: what the reviewer did not touch stays in it."""

from __future__ import annotations

import pytest

from sourceline import extract
from sourceline.review.marks import time_spans
from sourceline.review.rewording import reworded
from sourceline.review.selection import Parsed
from sourceline.schema.article import Article


@pytest.mark.cases("rewordings.jsonl")
def test_a_line_is_worded_as_the_extraction_words_it(case):
    article = Article(id="art_test", source="test", text=case["text"])
    (claim,) = [claim for claim in extract(article) if claim.predicate.text == case["predicate"]]
    parsed = Parsed(article)
    arguments = []
    for argument in claim.arguments:
        words = case["words"].get(argument.role, argument.text)
        if words is not None:
            start = case["text"].index(words)
            made, _ = parsed.argument((start, start + len(words)), argument.role, argument.preposition)
            arguments.append(made)
    when = next(iter(time_spans(claim)), None)
    assert reworded(parsed, claim.predicate, arguments, when) == case["line"]
