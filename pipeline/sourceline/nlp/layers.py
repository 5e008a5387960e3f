"""Where the spans of a document lie, so that each phrase finds the time, amount or name that it belongs to at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """Some tokens in a row, by the index of the first and that behind the last."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)


class Layer(Generic[S]):
    """Spans of one kind, in text order."""

    __slots__ = ("ends", "first", "spans")

    def __init__(self, spans: Sequence[S]) -> None:
        self.spans = spans
        self.ends = [span.end for span in spans]
        self.first = {index: span for span in reversed(spans) for index in range(span.start, span.end)}

    def at(self, index: int) -> S | None:
        """Returns the first span that a token lies in, or None."""
        return self.first.get(index)

    def across(self, start: int, end: int) -> list[S]:
        """Returns the spans that share a token with a stretch of the document, where none holds another."""
        found = []
        for number in range(bisect_right(self.ends, start), len(self.spans)):
            if self.spans[number].start >= end:
                break
            found.append(self.spans[number])
        return found

    def within(self, start: int, end: int) -> list[S]:
        """Returns the spans that lie in a stretch of the document."""
        found = self.across(start, end)
        return [span for span in found if start <= span.start and span.end <= end] if found else found
