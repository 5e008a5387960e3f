"""The signature of a text, by which `copies` compares it: MinHash (Broder 1997) over sequences of three words."""

from __future__ import annotations

import hashlib
import re
import zlib

import numpy as np

from sourceline.runs.copies import SIZE

SHINGLE = 3
#: Texts with fewer different sequences are not compared: short notices share too much by chance.
FEWEST = 20

_WORD = re.compile(r"\w+")
# h(x) = (a x + b) mod p, with a below 2^29 and b below 2^60: nothing overflows 64 bits.
_PRIME = np.uint64((1 << 61) - 1)
_PARAMETERS = np.frombuffer(hashlib.shake_128(b"sourceline").digest(2 * SIZE * 8), "<u8").reshape(2, SIZE)
_FACTORS = _PARAMETERS[0] & np.uint64((1 << 29) - 1) | np.uint64(1)
_OFFSETS = _PARAMETERS[1] & np.uint64((1 << 60) - 1)


def signature_of(text: str) -> bytes:
    """Returns the signature: `SIZE` numbers of 32 bits, little-endian; nothing where the text is too short for it."""
    words = [word.lower() for word in _WORD.findall(text)]
    shingles = {zlib.crc32(" ".join(words[n : n + SHINGLE]).encode()) for n in range(len(words) - SHINGLE + 1)}
    if len(shingles) < FEWEST:
        return b""
    hashes = np.fromiter(shingles, np.uint64, len(shingles))
    least = [((hashes * factor + offset) % _PRIME).min() for factor, offset in zip(_FACTORS, _OFFSETS, strict=True)]
    return (np.array(least, np.uint64) & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes()
