"""JSON Lines, plain or gzipped: one article a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sourceline.errors import InputError
from sourceline.ingest.decode import check_text, decode
from sourceline.ingest.metadata import TEXT_NAMES
from sourceline.ingest.packed import DAMAGED, truncated
from sourceline.ingest.text import parse_object

_CHUNK = 1 << 16


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes | InputError]:
    """Yields the lines of a stream, each with its line end.

    Args:
        stream: bytes, possibly decompressed on the way.
        limit: longest line in bytes. Of a longer one an error is yielded and the rest is skipped, so a line of many
            gigabytes costs no memory.

    Yields:
        The line, or what is wrong with it. `truncated_gzip` is the last thing yielded.
    """
    try:
        while line := stream.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
                pass
            yield InputError("too_large", f"a line of more than {limit:,} bytes")
    except DAMAGED as error:
        yield truncated(error)


def parse_line(line: bytes) -> tuple[str, dict[str, object]]:
    """Reads one line.

    Returns:
        The text and the object it stands in.

    Raises:
        InputError: `not_text`, `not_json` or `no_text`.
    """
    fields = parse_object(decode(line))
    text = next((fields[name] for name in TEXT_NAMES if fields.get(name) is not None), None)
    if not isinstance(text, str):
        raise InputError("no_text", f"no string under {' or '.join(TEXT_NAMES)}")
    return check_text(text), fields
