"""Where the spans of a document lie, asked by token and by stretch."""

from __future__ import annotations

from typing import Literal

from sourceline.nlp.parsed import Doc, Span, Token

LayerName = Literal["times", "quantities", "quotes", "mentions", "blocks", "entities"]


def span_at(token: Token, layer: LayerName) -> Span | None:
    """Returns the first span of a layer that a token lies in, or None."""
    return token.doc.layers[layer].first.get(token.i)


def spans_in(doc: Doc, start: int, end: int, layer: LayerName) -> list[Span]:
    """Returns the spans of a layer that share a token with a stretch of the document, in text order."""
    return doc.layers[layer].across(start, end)
