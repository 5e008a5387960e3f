"""Text of articles made safe to print: without what would steer the terminal or reorder the line."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and line ends, and what overrides the direction of a line.
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[\s\u0085\u2028\u2029]")
# Categories: control, format (bidirectional controls and zero-width characters among them), surrogate.
_UNSAFE = frozenset({"Cc", "Cf", "Cs"})


def plain(text: str | None) -> str:
    """Returns the text with one space for each line end or tab, and without control and format characters.

    Words that the run left out are an ellipsis.
    """
    if text is None:
        return "…"
    return "".join(safe_characters(text))


def escaped(text: str) -> str:
    """Returns a message with what `plain` leaves out written as Python's escapes; line ends stay.

    For names of files and the like, in which every character counts.
    """
    return "".join(
        character
        if character == "\n" or unicodedata.category(character) not in _UNSAFE
        else character.encode("unicode_escape").decode()
        for character in text
    )


def one_line(text: str) -> str:
    """Returns a message as `escaped` does, with its line ends escaped too: what it quotes can begin no line."""
    return escaped(text).replace("\n", "\\n")


def shown(text: str) -> str:
    """Returns text with U+FFFD for what would steer a terminal; line ends, tabs and all that is visible stay."""
    return _STEERING.sub("\ufffd", text)


def safe_characters(text: str) -> list[str]:
    """Returns what is printed for each character, so that offsets can still be found."""
    return [
        " " if _SPACE.match(character) else "" if unicodedata.category(character) in _UNSAFE else character
        for character in text
    ]
