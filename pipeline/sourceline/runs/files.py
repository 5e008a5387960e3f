"""The files of a run: what they are called, how a record becomes a line, and back."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from pydantic import ValidationError

from sourceline.errors import OutputError
from sourceline.schema.base import Record

CLAIMS = "claims.jsonl"
ARTICLES = "articles.jsonl"
REJECTED = "rejected.jsonl"
RUN = "run.json"

# Inside a JSON string too many readers take some of these for line ends, and a terminal obeys others or lets them turn
# the line around: DEL and C1 control characters, line separators, bidirectional controls.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

R = TypeVar("R", bound=Record)


def to_line(record: Record) -> bytes:
    """Serialises a record as one line: all its keys, in the order of the schema, UTF-8."""
    line = record.model_dump_json(by_alias=True)
    return safe_json(line) + b"\n"


def safe_json(text: str) -> bytes:
    """Encodes JSON, with escapes for what readers take for line ends and what terminals obey; it means the same."""
    plain = text.isascii() and "\x7f" not in text  # as most is, and that is told at once
    if not plain and not text.isprintable():
        text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return text.encode()


def read_lines(path: Path, kind: type[R]) -> Iterator[tuple[int, R | str]]:
    """Reads a file of records, or all its parts as if they were one.

    Yields:
        Line number and record, or what is wrong with the line.

    Raises:
        OutputError: the file cannot be read.
    """
    try:
        for number, line in enumerate(_raw_lines(path), 1):
            try:
                yield number, kind.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                yield number, f"not a {kind.__name__} record: {where + ': ' if where else ''}{first['msg']}"
    except (OSError, EOFError, zlib.error) as error:
        raise OutputError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None


def _raw_lines(path: Path) -> Iterator[bytes]:
    folder = parts_folder(path)
    if path.exists() or not folder.is_dir():
        with path.open("rb") as stream:
            yield from stream
    else:
        for part in sorted(folder.glob(part_name("*"))):
            with gzip.open(part) as packed:
                yield from packed


def parts_folder(path: Path) -> Path:
    """Returns where the parts of a file are when it is cut: `claims/` for `claims.jsonl`."""
    return path.with_suffix("")


def part_name(number: int | Literal["*"]) -> str:
    """Returns the name of a part, or the pattern of all; their order by name is that of their lines."""
    return f"part-{number if number == '*' else f'{number:05}'}.jsonl.gz"


def read_records(path: Path, kind: type[R]) -> Iterator[R]:
    """Reads a file of records.

    Raises:
        OutputError: the file cannot be read, or a line of it is damaged.
    """
    for number, record in read_lines(path, kind):
        if isinstance(record, str):
            raise OutputError(f"{path} line {number}: {record}; `sourceline verify {path.parent}` lists everything")
        yield record


@contextmanager
def written_whole(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Opens files that appear under their names only when all of them are written.

    Until then they are hidden files beside the names; if the block raises or the process is killed, what was there
    before stays untouched. A device or pipe, such as /dev/stdout, is written at once.

    Raises:
        OutputError: they cannot be written.
    """
    paths = [path if _is_special(path) else path.resolve() for path in paths]
    partial = [path if _is_special(path) else path.with_name(f".{path.name}.partial") for path in paths]
    streams: list[BinaryIO] = []
    try:
        for path in partial:
            path.parent.mkdir(parents=True, exist_ok=True)
            streams.append(path.open("wb"))
        yield streams
        for path, stream in zip(partial, streams, strict=True):
            stream.flush()
            if not _is_special(path):
                os.fsync(stream.fileno())
            stream.close()
        for source, target in zip(partial, paths, strict=True):
            if source != target:
                source.replace(target)
    except OSError as error:
        raise OutputError(f"cannot write {paths[0].parent}: {error.strerror}") from error
    finally:
        for path, stream in zip(partial, streams, strict=False):  # fewer streams where one could not be opened
            with suppress(OSError):  # it flushes what was refused before
                stream.close()
            if not _is_special(path):
                path.unlink(missing_ok=True)


def _is_special(path: Path) -> bool:
    """Whether a name stands for what is neither a file nor a folder."""
    return path.exists() and not (path.is_file() or path.is_dir())
