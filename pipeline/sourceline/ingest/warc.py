"""Web archives: the pages in a WARC file, one record at a time.

warcio parses the headers. Its iterator is not used: it holds a header line of any length in memory, prints to standard
error, and does not tell an archive that was cut from a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Literal

from sourceline.errors import InputError
from sourceline.ingest.html import INSTALL, MAX_PAGE
from sourceline.ingest.packed import DAMAGED, truncated

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

_BEGIN = b"WARC/"
# Longest header, of a record or of a response. Servers send some hundred bytes.
_MAX_HEAD = 1 << 18
_CHUNK = 1 << 16
_MOST = _MAX_HEAD + MAX_PAGE
_HTML = ("text/html", "application/xhtml+xml")
_WHOLE = ("200", "203")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A web page as the server sent it; its bytes may be chunked and compressed.

    Attributes:
        data: the body of the response.
        metadata: `url`, `charset`, `transfer` and `encoding` as far as they are stated.
    """

    data: bytes
    metadata: Mapping[str, str] = field(default_factory=dict)


Found = Page | Literal["no_response", "http_error", "no_page"] | InputError


@dataclass(frozen=True)
class ArchiveRecord:
    """One record.

    Attributes:
        url: address that it is about; empty where none is known.
        found: the page in it; or one of `PASSED_OVER` if it holds none; or why it cannot be used.
    """

    url: str
    found: Found


def records(stream: BinaryIO) -> Iterator[ArchiveRecord]:
    """Reads a web archive.

    A record counts only if a blank line follows where it should end, because its length may be a lie. Behind one that
    does not follow the format, reading goes on at the next line that begins a record. Memory is bounded by the largest
    page.

    Args:
        stream: the archive, decompressed on the way if it is compressed.

    Yields:
        What each record holds. Where the archive ends early or its compression is damaged, that is the last one.

    Raises:
        InputError: `not_installed`.
    """
    try:
        archive = _Archive(stream)
    except ImportError:
        raise InputError("not_installed", f"reading web archives needs warcio: {INSTALL}") from None
    try:
        yield from archive.records()
    except DAMAGED as error:
        yield ArchiveRecord("", truncated(error))


class _WrongError(Exception):
    """A record that does not follow the format."""


class _Archive:
    """An archive, and the line that was read last: between two records it is the first of the second one."""

    def __init__(self, stream: BinaryIO) -> None:
        from warcio.statusandheaders import StatusAndHeadersParser

        self._stream = stream
        self._line = b"\n"
        self._parse = StatusAndHeadersParser(["WARC/", "HTTP/"], verify=False).parse
        self._url = ""

    def records(self) -> Iterator[ArchiveRecord]:
        while self._begins():
            self._url = ""
            try:
                found = self._record()
            except _WrongError as wrong:
                found = InputError("damaged", f"{wrong}; what is up to the next record is lost")
                self._resynchronise()
            yield ArchiveRecord(self._url, found)

    def _begins(self) -> bool:
        """Goes to the line that should begin a record; false at the end."""
        while self._line and not self._line.strip():
            self._line = self._stream.readline(_CHUNK)
        return bool(self._line)

    def _resynchronise(self) -> None:
        """Goes to the next line that begins a record; zeros before it are what a crash left of a file."""
        line = self._stream.readline(_CHUNK)
        while line and not line.lstrip(b"\0").startswith(_BEGIN):
            line = self._stream.readline(_CHUNK)
        self._line = line.lstrip(b"\0")

    def _record(self) -> Found:
        if not self._line.startswith(_BEGIN):
            raise _WrongError("a record should begin here and does not")
        headers = self._parse(BytesIO(self._head()))
        self._url = _clean(headers.get_header("WARC-Target-URI")).strip("<>")
        length = _clean(headers.get_header("Content-Length"))
        if not re.fullmatch(r"[0-9]{1,15}", length):
            raise _WrongError("the record does not say how long it is")
        block = self._block(int(length))
        self._line = self._stream.readline(_CHUNK)
        if self._line.strip() and not self._line.startswith(_BEGIN):
            raise _WrongError("the record is not as long as it says")
        found = self._found(headers, block)
        if isinstance(found, Page) and int(length) > _MOST:
            return InputError("too_large", f"a page of more than {MAX_PAGE:,} bytes")
        return found

    def _head(self) -> bytes:
        lines = [self._line]
        size = 0
        while lines[-1].strip():
            lines.append(self._stream.readline(_CHUNK))
            size += len(lines[-1])
            if size > _MAX_HEAD:
                raise _WrongError("the header of the record has no end")
        return b"".join(lines)

    def _block(self, length: int) -> bytes:
        """Reads the content of a record, and returns as much of it as a page may be long."""
        block = self._stream.read(min(length, _MOST))
        left = length - len(block)
        while left and (read := len(self._stream.read(min(left, _CHUNK)))):
            left -= read
        if left:
            raise _WrongError("the archive ends inside the record")
        return block

    def _found(self, headers: StatusAndHeaders, block: bytes) -> Found:
        kind = headers.get_header("WARC-Type")
        served = headers
        body = block
        if kind == "response" and self._url.startswith(("http:", "https:")) and block:
            head = BytesIO(block[:_MAX_HEAD])
            served = self._parse(head)
            body = block[head.tell() :]
            if served.get_statuscode() not in _WHOLE:
                return "http_error"
        elif kind != "resource":
            return "no_response"
        stated = _clean(served.get_header("Content-Type"))
        media = stated or _clean(headers.get_header("WARC-Identified-Payload-Type"))
        if media.partition(";")[0].strip().lower() not in _HTML:
            return "no_page"
        if headers.get_header("WARC-Truncated") or headers.get_header("WARC-Segment-Number"):
            return InputError("truncated", "the page was cut off when it was archived")
        charset = _CHARSET.search(stated)
        metadata = {
            "url": self._url,
            "charset": charset[1] if charset else "",
            "transfer": _clean(served.get_header("Transfer-Encoding")),
            "encoding": _clean(served.get_header("Content-Encoding")),
        }
        return Page(body, {name: value for name, value in metadata.items() if value})


def _clean(header: str | None) -> str:
    return header.strip() if header else ""
