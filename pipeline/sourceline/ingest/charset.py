"""The bytes of a web page to text: pages often declare another encoding than they are written in."""

from __future__ import annotations

import codecs
import re

from sourceline.ingest.decode import check_text, decode

_LOOK = 4096  # browsers look at the first 1,024 bytes; some pages have a comment before
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages are written in, by Python's names. Python has codecs that no page uses, some of them slow.
_CODECS = re.compile(
    r"cp(?:125\d|437|85\d|866|874|932|949|950)|iso8859-\d+|ascii|koi8-[rut]|mac-roman|gb(?:2312|k|18030)|big5(?:hkscs)?"
    r"|euc_(?:jp|kr)|shift_jis|utf-(?:8|16(?:-[lb]e)?)"
)
_UNKNOWN = "\ufffd"


def decode_page(data: bytes, header: str | None = None) -> str:
    """Decodes a page: by its byte order mark, as UTF-8, by what is declared, else as any text.

    Text that is valid as UTF-8 and has letters beyond ASCII is UTF-8, whatever is declared. Text in UTF-8 with a few
    bytes that are none (cut, or of an advertisement) has U+FFFD there.

    Args:
        data: the page.
        header: the charset of the HTTP header, if there was one.

    Raises:
        InputError: `not_text`: no encoding fits.
    """
    if data.startswith(_MARKS):
        return decode(data)
    meta = _DECLARED.search(data[:_LOOK])
    declared = [name for given in (header, meta and meta[1].decode("ascii")) if given and (name := _codec(given))]
    wide = next((name for name in declared if name.startswith("utf-16")), None)
    if wide and b"\0" in data[:_LOOK]:
        return check_text(data.decode(wide, "replace"))
    try:
        return check_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    if len(text.encode("ascii", "ignore")) + 2 * text.count(_UNKNOWN) < len(text):
        return check_text(text)
    for name in declared:
        try:
            return check_text(data.decode(name))
        except UnicodeDecodeError:
            continue
    return decode(data)


def _codec(label: str) -> str | None:
    """Returns Python's name of an encoding; a browser takes Latin-1 and ASCII for Windows-1252, and so does this."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):  # a ValueError where the name holds a NUL
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if _CODECS.fullmatch(name) else None
