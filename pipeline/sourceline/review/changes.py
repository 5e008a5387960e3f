"""What differs between two claims, in plain words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sourceline.review.views import ClaimView, Row


@dataclass(frozen=True)
class Change:
    """A line that differs; empty where one of the claims has no such line."""

    name: str
    before: str
    after: str


def changes(before: ClaimView, after: ClaimView) -> list[Change]:
    """Returns the lines of two views that differ, in their order; the third agent is compared with the third."""
    old, new = _lines(before), _lines(after)
    return [
        Change(name, old.get((name, nth), ""), new.get((name, nth), ""))
        for name, nth in dict.fromkeys([*old, *new])
        if old.get((name, nth)) != new.get((name, nth))
    ]


def _lines(view: ClaimView) -> dict[tuple[str, int], str]:
    seen: Counter[str] = Counter()
    lines = {}
    for row in [*view.rows, *_type(view)]:
        seen[row.name] += 1
        lines[row.name, seen[row.name]] = _text(row)
    return lines


def _type(view: ClaimView) -> list[Row]:
    fact = view.claim.fact
    return [Row("fact type", fact.type.replace("_", " "))] if fact is not None else []


def _text(row: Row) -> str:
    undecided = " or ".join(name for name, _ in row.candidates)
    fills = f"({', '.join(row.slots)})" if row.slots else ""
    read = " → ".join(filter(None, [row.words, *row.readings, f"undecided: {undecided}" if undecided else ""]))
    return " ".join(filter(None, [read, fills]))
