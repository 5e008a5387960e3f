"""Where the spans of a document lie, by token.

Every phrase asks for the time, amount or name that it belongs to; an article of a hundred pages has thousands of each,
so they are sorted by token once a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from sourceline.nlp.parsed import Doc, Span, Token

Layer = Literal["times", "quantities", "quotes", "mentions", "blocks", "entities"]
LAYERS: tuple[Layer, ...] = ("times", "quantities", "quotes", "mentions", "blocks", "entities")


@lru_cache(maxsize=2)
def _by_token(doc: Doc) -> dict[Layer, dict[int, list[Span]]]:
    """Sorts the spans of a document that the whole pipeline has run over, never between two components."""
    found: dict[Layer, dict[int, list[Span]]] = {layer: defaultdict(list) for layer in LAYERS}
    for layer in LAYERS:
        spans: Iterable[Span] = doc.ents if layer == "entities" else doc.spans.get(layer, ())
        for span in spans:
            for index in range(span.start, span.end):
                found[layer][index].append(span)
    return found


def span_at(token: Token, layer: Layer) -> Span | None:
    """Returns the first span of a layer that a token lies in, or None."""
    return next(iter(_by_token(token.doc)[layer].get(token.i, ())), None)


def spans_in(doc: Doc, start: int, end: int, layer: Layer) -> list[Span]:
    """Returns the spans of a layer that share a token with a stretch of the document, each once, in text order."""
    places = _by_token(doc)[layer]
    return list({(s.start, s.end): s for i in range(start, end) for s in places.get(i, ())}.values())


def forget() -> None:
    """Drops what is kept of earlier documents: the spans of one may have been set anew."""
    _by_token.cache_clear()
