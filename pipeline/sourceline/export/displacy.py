"""displaCy: a page of HTML with each claim drawn on its sentence, coloured by role.

Drawn by spaCy's displaCy in its manual mode. All text is escaped, and the page's own policy lets nothing run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, BinaryIO

from spacy import displacy

from sourceline.errors import OutputError
from sourceline.plain import shown
from sourceline.schema.base import QuotedSpan
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine

_COLOURS = {
    "predicate": "#fdd835", "agent": "#81c784", "theme": "#4dd0e1", "recipient": "#ce93d8", "beneficiary": "#ce93d8",
    "attribute": "#90caf9", "content": "#90caf9", "origin": "#ffcc80", "destination": "#ffcc80", "place": "#ffcc80",
    "source": "#ef9a9a", "said": "#ef9a9a",
}  # fmt: skip
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Claims</title>
<style>
body { font-family: system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
figure { border-top: 1px solid #ddd; margin: 1rem 0; padding-top: .5rem; }
figcaption { color: #666; font-size: .85rem; }
</style>
</head>
<body>
"""


def write(articles: Iterable[tuple[ArticleLine, list[Claim]]], stream: BinaryIO) -> None:
    """Writes a page with a section for each article.

    Args:
        articles: articles with their claims.
        stream: gets UTF-8.

    Raises:
        OutputError: the words were left out, so there is nothing to draw on.
    """
    stream.write(_HEAD.encode())
    for article, claims in articles:
        if article.text is None:
            raise OutputError(
                f"there is no text of {article.id} to draw on; give the inputs of the run with --articles"
            )
        stream.write(f"<section>\n<h2>{_escaped(article.title or article.source)}</h2>\n".encode())
        for claim in claims:
            stream.write(_figure(article.text, claim).encode())
        stream.write(b"</section>\n")
    stream.write(b"</body>\n</html>\n")


def _figure(text: str, claim: Claim) -> str:
    sentence = claim.evidence[0].sentence
    spans = [
        (label, span.start, span.end)
        for label, span in _spans(claim)
        if sentence.start <= span.start < span.end <= sentence.end
    ]
    cuts = sorted({offset for _, start, end in spans for offset in (start, end)})
    tokens = list(_tokens(text, [sentence.start, *cuts, sentence.end]))
    drawn = {
        "tokens": [shown(text[start:end]) for start, end in tokens],
        "spans": [
            {
                "start_token": sum(place[1] <= start for place in tokens),
                "end_token": sum(place[0] < end for place in tokens),
                "label": label,
            }
            for label, start, end in spans
        ],
    }
    kind = " · ".join([claim.id, *([claim.fact.type] if claim.fact else []), claim.polarity, claim.modality])
    options: dict[str, Any] = {"colors": _COLOURS}
    figure = displacy.render(drawn, style="span", manual=True, jupyter=False, options=options)
    return f'<figure id="{claim.id}">\n{figure}\n<figcaption>{_escaped(kind)}</figcaption>\n</figure>\n'


def _spans(claim: Claim) -> Iterator[tuple[str, QuotedSpan]]:
    yield "predicate", claim.predicate
    for argument in claim.arguments:
        yield argument.role, argument
    for link in claim.attribution:
        yield "said", link.cue
        if link.source is not None:
            yield "source", link.source


def _tokens(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Yields the words between white space, cut where a span begins or ends."""
    for start, end in pairwise(cuts):
        for word in re.finditer(r"\S+", text[start:end]):
            yield start + word.start(), start + word.end()


def _escaped(text: str) -> str:
    return html.escape(shown(text))
