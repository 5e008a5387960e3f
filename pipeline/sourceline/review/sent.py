"""What the page sends, read with care: it may be anything."""

from __future__ import annotations

from typing import Any


def text_of(sent: dict[str, Any], name: str) -> str:
    """Returns a string that was sent, or an empty one."""
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""


def seconds_of(sent: dict[str, Any]) -> float | None:
    """Returns how long the claim was looked at, where that was sent."""
    value = sent.get("seconds")
    return round(float(value), 1) if isinstance(value, int | float) and 0 <= value < 86_400 else None
