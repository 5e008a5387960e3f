"""One text file: its front matter, its sidecar, and the text itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sourceline.errors import InputError
from sourceline.ingest.decode import decode
from sourceline.ingest.metadata import NAMES

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"(\w[\w -]{0,60}?)[ \t]{0,60}:(?:\s+(.*))?")
_MAX_SIDECAR = 1 << 20
_KNOWN = {name for names in NAMES.values() for name in names}


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Splits a front matter block from a text.

    Args:
        text: may begin with lines of `key: value` between two lines of `---`; a value may be a list of `- item` lines.

    Returns:
        The metadata and the rest of the text, unchanged. A block with any other line, or without a known key, is
        part of the text: an article may begin with a rule.
    """
    block = _FRONT.match(text)
    if not block:
        return {}, text
    metadata: dict[str, object] = {}
    items: list[object] = []
    for line in block[1].splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if metadata and line.lstrip().startswith("- "):
            items.append(_unquote(line.lstrip()[2:]))
            continue
        pair = _KEY.fullmatch(line.rstrip())
        if not pair:
            return {}, text
        items = []
        metadata[pair[1].lower()] = _unquote(pair[2]) if pair[2] else items
    return (metadata, text[block.end() :]) if _KNOWN & metadata.keys() else ({}, text)


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def sidecar_of(path: Path) -> Path:
    """Returns where the metadata file of a text file would be: NAME.json beside NAME.txt."""
    return path.with_suffix(".json")


def read_sidecar(path: Path) -> dict[str, object]:
    """Reads the metadata file of a text file.

    Raises:
        InputError: `not_json`, `not_text`, or `too_large`.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(_MAX_SIDECAR + 1)
    if len(data) > _MAX_SIDECAR:
        raise InputError("too_large", f"metadata of more than {_MAX_SIDECAR:,} bytes")
    return parse_object(decode(data))


def parse_object(text: str) -> dict[str, object]:
    """Parses one JSON object.

    Raises:
        InputError: `not_json`: it is not valid JSON, or valid JSON that is no object.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("not_json", f"not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise InputError("not_json", f"a JSON object is expected here, not a {type(value).__name__}")
    return value
