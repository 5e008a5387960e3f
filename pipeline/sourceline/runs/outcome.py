"""What goes to the processes that extract, and what comes back."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass

from sourceline.ingest.inputs import Input
from sourceline.runs.settings import Limits, RunSettings
from sourceline.runs.tally import Tally
from sourceline.schema.article import Rejected
from sourceline.schema.calibration import Calibration

# The gzip format, with no time and no file name in its header: the same content gives the same bytes.
_GZIP = 31
_LEVEL = 4


@dataclass(frozen=True)
class Job:
    """What is the same for all inputs of a run."""

    run: str
    settings: RunSettings
    limits: Limits
    calibration: Calibration | None = None


@dataclass(frozen=True)
class Shard:
    """Inputs that are processed together: the unit of work.

    Attributes:
        keys: of the inputs, see `key_of`.
        inputs: themselves.
        attempts: how often it has ended a process.
    """

    keys: tuple[bytes, ...]
    inputs: tuple[Input, ...]
    attempts: int = 0


@dataclass(frozen=True)
class Made:
    """An article with its claims, as they are written unless its id or source has to be another one.

    Attributes:
        article: its line of `articles.jsonl`, gzipped.
        claims: its lines of `claims.jsonl`, gzipped.
        signature: what near copies are recognised by.
        tally: its counts.
    """

    article: bytes
    claims: bytes
    signature: bytes
    tally: Tally


Outcome = Made | Rejected


@dataclass(frozen=True)
class Failure:
    """The process of a shard came to an end; the code is one of `REASONS`."""

    code: str
    message: str


def key_of(given: Input, run: str) -> bytes:
    """Returns a hash over all that the outcome of an input depends on: content, metadata, and the id of the run."""
    metadata = json.dumps(given.metadata, sort_keys=True)
    digest = hashlib.sha256(f"{run}\0{given.kind}\0{metadata}\0".encode())
    digest.update(given.data)
    return digest.digest()[:16]


def pack(lines: bytes) -> bytes:
    """Compresses lines to one member of a gzip file."""
    return zlib.compress(lines, _LEVEL, _GZIP)


def unpack(member: bytes) -> bytes:
    return zlib.decompress(member, _GZIP)


def unpacked_size(member: bytes) -> int:
    """Returns how many bytes `unpack` would give: a gzip member ends with that figure."""
    return int.from_bytes(member[-4:], "little")
