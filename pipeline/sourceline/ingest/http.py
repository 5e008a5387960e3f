"""The body of an HTTP response as it was sent: chunks joined, compression undone, in bounded memory."""

from __future__ import annotations

import zlib
from io import BytesIO

from sourceline.errors import InputError


def decoded_body(data: bytes, *, transfer: str | None, encoding: str | None, limit: int) -> bytes:
    """Undoes what a server did to a page for the way.

    Archives often keep the headers and store the body already decoded; so one that is not in the form that they state
    is taken as it is.

    Args:
        data: the body.
        transfer: the header Transfer-Encoding.
        encoding: the header Content-Encoding.
        limit: bytes after which decompression stops: some hundred bytes can hold gigabytes.

    Raises:
        InputError: `truncated`: it ends early or is damaged. `unsupported`: a compression that is not read.
    """
    if transfer and transfer.strip().lower() == "chunked":
        data = _joined(data)
    name = (encoding or "").strip().lower()
    if name == "br":
        return _unbrotlied(data, limit)
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(data, limit, raw=name == "deflate")
    if name in ("", "identity"):
        return data
    raise InputError("unsupported", f"the page is compressed in a way that is not read: {name[:40]}")


def _joined(data: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    reader = ChunkedDataReader(BytesIO(data), raise_exceptions=True)
    try:
        return bytes(reader.read())
    except ChunkedDataException:
        if reader.tell():
            raise InputError("truncated", "the page ends inside a chunk of its HTTP response") from None
        return data


def _inflated(data: bytes, limit: int, *, raw: bool) -> bytes:
    """Undoes gzip and deflate; for deflate many servers leave out the header that the standard asks for (`raw`)."""
    headed = data.startswith(b"\x1f\x8b") or (data[:1] == b"\x78" and int.from_bytes(data[:2], "big") % 31 == 0)
    if not headed and not raw:
        return data
    decompressor = zlib.decompressobj(47 if headed else -15)
    try:
        text = decompressor.decompress(data, limit)
    except zlib.error:
        if headed:
            raise _cut() from None
        return data
    if not decompressor.eof and len(text) < limit:
        raise _cut()
    return text


def _unbrotlied(data: bytes, limit: int) -> bytes:
    import brotli

    decompressor = brotli.Decompressor()
    try:
        text = bytes(decompressor.process(data, output_buffer_limit=limit))
    except brotli.error:
        return data
    if not decompressor.is_finished() and len(text) < limit:
        raise _cut()
    return text


def _cut() -> InputError:
    return InputError("truncated", "the compressed page ends early or is damaged")
