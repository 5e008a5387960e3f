"""JSON documents with one long list in them, written item by item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

# What could end a script element or start a comment in a page of HTML, and what JavaScript once took for line ends.
# JSON has these only inside strings, so they can be escaped in the finished document. The controls from 7F on and those
# of direction would reach a terminal raw.
_CODES = [*map(ord, "<>&\u061c\u200e\u200f"), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_UNSAFE = {code: f"\\u{code:04x}" for code in _CODES}


def safe_json(value: object) -> str:
    """Serialises a value so that it can stand in an HTML page, and is still the same JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def write_object(stream: BinaryIO, head: dict[str, Any], path: Sequence[str], items: Iterable[object]) -> None:
    """Writes an object with a list of any length in it, holding one item at a time.

    Args:
        stream: gets UTF-8.
        head: the object without the list; on the way to it each key is the last of its object.
        path: the keys that lead to the list.
        items: the list.
    """
    inner = head
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = []
    before, after = safe_json(head).rsplit("[]", 1)
    stream.write(before.encode() + b"[")
    for number, item in enumerate(items):
        stream.write(b",\n" if number else b"\n")
        stream.write(safe_json(item).encode())
    stream.write(f"\n]{after}\n".encode())
