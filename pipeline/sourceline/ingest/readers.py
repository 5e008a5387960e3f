"""`read_inputs`, `read_articles`: files, folders and streams, and a reason for everything that becomes no article."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sourceline.errors import InputError
from sourceline.ingest.decode import printable
from sourceline.ingest.html import MAX_PAGE
from sourceline.ingest.inputs import MAX_CHARS, Input, article_of, distinct_id
from sourceline.ingest.jsonl import lines
from sourceline.ingest.text import read_sidecar, sidecar_of
from sourceline.schema.article import Article, Rejected

PAGES = (".html", ".htm")
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz", *PAGES)
# A character takes up to 4 bytes, or up to 12 where JSON escapes it; metadata come on top.
_BYTES_PER_CHAR = 12
_MARGIN = 1 << 16


def read_articles(
    *sources: str | Path,
    on_reject: Callable[[Rejected], None],
    on_ignore: Callable[[Path], None] = lambda path: None,
    any_text: bool = False,
    max_chars: int = MAX_CHARS,
) -> Iterator[Article]:
    """Reads articles, in the order of the sources; what cannot be read never stops the rest.

    Args:
        sources: what `read_inputs` takes.
        on_reject: called with everything that was to be read and does not become an article.
        on_ignore: called with every file of a folder that is passed over and not hidden.
        any_text: let texts pass that are empty or not English.
        max_chars: longest text.

    Yields:
        Articles with distinct ids: the one that the input gives, else `art_` and 16 hexadecimal digits of the text's
        sha256. Where that id has been given out before, the digits are those of hash and source together.
    """
    taken: set[str] = set()

    def take(article_id: str) -> bool:
        new = article_id not in taken
        taken.add(article_id)
        return new

    for found in read_inputs(*sources, on_ignore=on_ignore, max_chars=max_chars):
        if isinstance(found, Rejected):
            on_reject(found)
            continue
        try:
            article = article_of(found, any_text=any_text, max_chars=max_chars)
        except InputError as error:
            on_reject(refused(found.source, error))
            continue
        own_id = distinct_id(article.id, article.sha256, article.source, take)
        yield article.model_copy(update={"id": own_id})


def read_inputs(
    *sources: str | Path, on_ignore: Callable[[Path], None] = lambda path: None, max_chars: int = MAX_CHARS
) -> Iterator[Input | Rejected]:
    """Reads what articles are made of, in the order of the sources, one at a time.

    Args:
        sources: `.txt`, `.jsonl`, `.jsonl.gz` and `.html` files, folders of them, or `-` for standard input (JSON Lines
            if its first character is `{`, else one text). A folder is read with its subfolders, by name; passed over
            are hidden files, READMEs, other suffixes, the parts of saved pages, and the outputs of a run.
        on_ignore: called with every file of a folder that is passed over and not hidden.
        max_chars: longest text; an input of far more bytes is not kept in memory but rejected.

    Yields:
        Inputs, and what could not even be read.
    """
    reader = _Reader(on_ignore, max_chars)
    for source in sources:
        yield from reader.read(str(source))


def refused(source: str, error: InputError | OSError) -> Rejected:
    """Returns the record of an input that could not become an article."""
    code, message = (
        (error.code, str(error)) if isinstance(error, InputError) else ("unreadable", error.strerror or str(error))
    )
    return Rejected(source=printable(source), stage="read", code=code, message=printable(message))


@dataclass(frozen=True)
class _Reader:
    on_ignore: Callable[[Path], None]
    max_chars: int

    def read(self, source: str) -> Iterator[Input | Rejected]:
        path = Path(source)
        if source == "-":
            yield from self.stream(sys.stdin.buffer)
        elif path.is_dir():
            yield from self.folder(path)
        elif not path.exists():
            yield refused(source, InputError("missing", "no such file or folder"))
        elif not source.endswith(SUFFIXES):
            yield refused(source, InputError("unsupported", f"files are read that end in {', '.join(SUFFIXES)}"))
        else:
            yield from self.file(path)

    def folder(self, folder: Path) -> Iterator[Input | Rejected]:
        failed: list[OSError] = []
        for parent, folders, names in os.walk(folder, onerror=failed.append):
            yield from (refused(error.filename, error) for error in failed)
            failed.clear()
            if "run.json" in names and ("claims.jsonl" in names or "claims" in folders):
                folders.clear()  # outputs of a run: reading them would double every article
                self.on_ignore(Path(parent))
                continue
            for name in _parts_of_pages(folders, names):
                folders.remove(name)
                self.on_ignore(Path(parent, name))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(parent, name)
                if name.startswith("."):
                    continue
                if name.endswith(SUFFIXES) and not name.lower().startswith("readme"):
                    yield from self.file(path)
                elif not (name.endswith(".json") and path.with_suffix(".txt").name in names):
                    self.on_ignore(path)
        yield from (refused(error.filename, error) for error in failed)

    def file(self, path: Path) -> Iterator[Input | Rejected]:
        try:
            if path.suffix == ".txt":
                yield from self.text_file(path)
            elif path.suffix in PAGES:
                yield self.page(path)
            else:
                with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
                    yield from self.jsonl(path.as_posix(), lines(cast(BinaryIO, stream), self.max_bytes))
        except OSError as error:
            yield refused(path.as_posix(), error)

    @property
    def max_bytes(self) -> int:
        return self.max_chars * _BYTES_PER_CHAR + _MARGIN

    def text_file(self, path: Path) -> Iterator[Input | Rejected]:
        with path.open("rb") as stream:
            data = stream.read(self.max_bytes + 1)
        sidecar: dict[str, object] = {}
        try:
            sidecar = read_sidecar(sidecar_of(path))
        except FileNotFoundError:
            pass
        except (InputError, OSError) as error:  # the article is kept without it
            yield refused(sidecar_of(path).as_posix(), error)
        yield self.text(path.as_posix(), data, sidecar)

    def text(self, source: str, data: bytes, sidecar: Mapping[str, object]) -> Input | Rejected:
        if len(data) > self.max_bytes:
            return refused(source, InputError("too_large", f"more than {self.max_bytes:,} bytes"))
        return Input(source=printable(source), kind="text", data=data, metadata=sidecar)

    def page(self, path: Path) -> Input | Rejected:
        with path.open("rb") as stream:
            data = stream.read(MAX_PAGE + 1)  # one byte more, so that it is seen to be too large
        return Input(source=printable(path.as_posix()), kind="html", data=data)

    def jsonl(self, source: str, found: Iterator[bytes | InputError]) -> Iterator[Input | Rejected]:
        for number, line in enumerate(found, 1):
            if isinstance(line, InputError):
                yield refused(f"{source}#{number}", line)
            elif line.strip():
                yield Input(source=printable(f"{source}#{number}"), kind="json", data=line)

    def stream(self, stream: BinaryIO) -> Iterator[Input | Rejected]:
        """Standard input: read line by line if it is JSON Lines, so that it may come from a process that goes on."""
        blank = b""
        while (line := stream.readline(self.max_bytes + 1)) and not line.strip(b" \t\r\n\xef\xbb\xbf"):
            blank += line
        start = io.BytesIO(blank + line)
        if line.lstrip(b" \t\xef\xbb\xbf").startswith(b"{"):
            yield from self.jsonl("-", (item for part in (start, stream) for item in lines(part, self.max_bytes)))
        else:
            yield self.text("-", blank + line + stream.read(self.max_bytes + 1), {})


def _parts_of_pages(folders: list[str], names: list[str]) -> list[str]:
    """Returns the folders that a browser made beside pages that it saved, with their frames and pictures."""
    pages = {Path(name).stem for name in names if name.endswith(PAGES)}
    return sorted(name for name in folders if name.removesuffix("_files") in pages and name.endswith("_files"))
