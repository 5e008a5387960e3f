"""The files of a run while they are written: hidden, in parts, and all put in their places at the end."""

from __future__ import annotations

import gzip
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sourceline.runs.files import ARTICLES, CLAIMS, REJECTED, RUN, part_name, parts_folder, safe_json, to_line
from sourceline.runs.folder import clear
from sourceline.runs.outcome import pack, unpacked_size
from sourceline.schema.article import Rejected
from sourceline.schema.run import RunRecord

_NAMES = (CLAIMS, ARTICLES)


class Outputs:
    """Writes claims, articles and rejected inputs, in the order in which they are given."""

    def __init__(self, stage: Path, part_size: int) -> None:
        """Begins files in a folder, which is emptied first.

        Args:
            stage: the folder; nothing in it counts before `publish`.
            part_size: bytes of claims, or of articles, after which a new part begins.
        """
        shutil.rmtree(stage, ignore_errors=True)
        for name in _NAMES:
            parts_folder(stage / name).mkdir(parents=True)
        self._stage, self._part_size = stage, part_size
        self._parts = 0
        self._sizes = dict.fromkeys(_NAMES, 0)
        self._streams: dict[str, BinaryIO] = {}
        self._rejected = (stage / REJECTED).open("wb")
        self._next_part()

    def add(self, article: bytes, claims: bytes) -> None:
        """Writes an article.

        Args:
            article: its line, as a member of a gzip file.
            claims: the lines of its claims, likewise.
        """
        members = dict(zip(_NAMES, (claims, article), strict=True))
        sizes = {name: unpacked_size(member) for name, member in members.items()}
        if any(self._sizes[name] > 0 and self._sizes[name] + sizes[name] > self._part_size for name in _NAMES):
            self._next_part()
        for name, member in members.items():
            self._streams[name].write(member)
            self._sizes[name] += sizes[name]

    def reject(self, rejected: Rejected) -> None:
        self._rejected.write(to_line(rejected))

    def publish(self, out: Path, record: RunRecord) -> None:
        """Puts the files in their places.

        `run.json` goes first and comes last: where it is, all files are of one run.

        Args:
            out: the folder, on the same file system.
            record: what `run.json` says.
        """
        for stream in self._streams.values():
            _complete(stream)
        _sync(self._rejected)
        if self._parts == 1:
            for name in _NAMES:
                self._unpack(name)
        with (self._stage / RUN).open("wb") as stream:
            stream.write(safe_json(record.model_dump_json(by_alias=True, indent=2)) + b"\n")
            _sync(stream)
        clear(out)
        for made in sorted(self._stage.iterdir(), key=lambda path: path.name == RUN):
            made.replace(out / made.name)

    def close(self) -> None:
        """Removes what has not been published."""
        for stream in (*self._streams.values(), self._rejected):
            with suppress(OSError):  # it flushes what a full disk refused before
                stream.close()
        shutil.rmtree(self._stage, ignore_errors=True)

    def _next_part(self) -> None:
        for name in _NAMES:
            if name in self._streams:
                _complete(self._streams[name])
            self._streams[name] = (parts_folder(self._stage / name) / part_name(self._parts)).open("wb")
            self._sizes[name] = 0
        self._parts += 1

    def _unpack(self, name: str) -> None:
        """Makes the one part there is the whole file, not compressed."""
        folder = parts_folder(self._stage / name)
        with gzip.open(folder / part_name(0)) as packed, (self._stage / name).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
            _sync(plain)
        shutil.rmtree(folder)


def _complete(stream: BinaryIO) -> None:
    if not stream.tell():
        stream.write(pack(b""))  # a file of no bytes is no gzip file
    _sync(stream)


def _sync(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()
