"""Bytes to text, without changing a character of it."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from sourceline.errors import InputError

# What English news is found in when it is not UTF-8. Detection among all encodings of the world takes a short
# Windows-1252 text for a Baltic one.
_ENCODINGS = ["cp1252", "latin_1", "mac_roman"]
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """Decodes a file: by its byte order mark, else as UTF-8, else by charset-normalizer.

    Args:
        data: the bytes. A byte order mark is dropped; line ends stay as they are.

    Raises:
        InputError: `not_text`: binary data or an encoding that no English text uses.
    """
    try:
        text = _decode(data)
    except UnicodeError:
        raise InputError("not_text", "the bytes are in no encoding that English text is written in") from None
    return check_text(text)


def _decode(data: bytes) -> str:
    # UTF-32's little-endian mark begins with that of UTF-16, so it is tried first.
    if data.startswith(_UTF32):
        return data.decode("utf-32")
    if data.startswith(_UTF16):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = None if b"\0" in data else from_bytes(data, cp_isolation=_ENCODINGS).best()
        if best is None:
            raise
        return data.decode(best.encoding)


def check_text(text: str) -> str:
    """Returns the text if it is one that can be stored and processed.

    Raises:
        InputError: `not_text`: it holds NUL characters or lone surrogates, which no article does.
    """
    if "\0" in text:
        raise InputError("not_text", "it holds NUL characters: this is binary data, not text")
    if not is_encodable(text):
        raise InputError("not_text", "it holds half of a surrogate pair: it was cut inside a character")
    return text


def is_encodable(text: str) -> bool:
    """Whether a string has a UTF-8 form; one from JSON may hold lone surrogates and has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def printable(text: str) -> str:
    """Returns a string that can be written: file names and error messages may hold bytes that are no characters."""
    return text.encode("utf-8", "backslashreplace").decode()
