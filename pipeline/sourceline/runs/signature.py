"""The signature of a text, by which `copies` compares it: MinHash (Broder 1997) over sequences of three words."""

from __future__ import annotations

import hashlib
import re
import zlib

import numpy as np
import numpy.typing

from sourceline.runs.copies import SIZE

SHINGLE = 3
#: Texts with fewer different sequences are not compared: short notices share too much by chance.
FEWEST = 20

_BLOCK = 256  # sequences that are hashed together, so that what is hashed stays in the processor's cache
_WORD = re.compile(r"\w+")
_SEEDS = np.frombuffer(hashlib.shake_128(b"sourceline").digest(SIZE * 8), "<u8")


def signature_of(text: str) -> bytes:
    """Returns the signature: `SIZE` numbers of 32 bits, little-endian; nothing where the text is too short for it."""
    words = " ".join(_WORD.findall(text)).lower().split(" ")
    rows = zip(*(words[n:] for n in range(SHINGLE)), strict=False)
    shingles = {zlib.crc32(" ".join(row).encode()) for row in rows}
    if len(shingles) < FEWEST:
        return b""
    hashes = np.fromiter(shingles, np.uint64, len(shingles))
    blocks = (hashes[start : start + _BLOCK] for start in range(0, len(hashes), _BLOCK))
    least: np.typing.NDArray[np.uint64] = np.min(
        [_mixed(block ^ _SEEDS[:, np.newaxis]).min(axis=1) for block in blocks], axis=0
    )
    return (least >> np.uint64(32)).astype("<u4").tobytes()


def _mixed(values: np.typing.NDArray[np.uint64]) -> np.typing.NDArray[np.uint64]:
    """Returns each number well mixed, so that every seed has another least one: SplitMix64 (Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
