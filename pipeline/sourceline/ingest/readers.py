"""`read_articles`: files, folders and streams to articles, and a reason for everything that does not become one."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sourceline.errors import InputError
from sourceline.ingest.decode import decode, printable
from sourceline.ingest.jsonl import lines, parse_line
from sourceline.ingest.language import is_not_english
from sourceline.ingest.metadata import make_article
from sourceline.ingest.text import read_sidecar, sidecar_of, split_front_matter
from sourceline.schema.article import Article, Rejected

#: Longest text in characters that is read unless told otherwise; spaCy's own limit.
MAX_CHARS = 1_000_000
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz")
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
        sources: `.txt`, `.jsonl` and `.jsonl.gz` files, folders of them, or `-` for standard input (JSON Lines if its
            first character is `{`, else one text). A folder is read with its subfolders, by name; passed over are
            hidden files, READMEs, other suffixes, and folders that hold the outputs of a run.
        on_reject: called with everything that was to be read and does not become an article.
        on_ignore: called with every file of a folder that is passed over and not hidden.
        any_text: let texts pass that are empty or not English.
        max_chars: longest text.

    Yields:
        Articles with distinct ids: the one that the input gives, else `art_` and 16 hexadecimal digits of the text's
        sha256. Where that id has been given out before, the digits are those of the text and the source together.
    """
    reader = _Reader(on_reject, on_ignore, any_text, max_chars)
    taken: set[str] = set()
    for source in sources:
        for article in reader.read(str(source)):
            own_id, hashed = article.id or f"art_{article.sha256[:16]}", article.text
            while own_id in taken:
                hashed += f"\0{article.source}"
                own_id = f"art_{hashlib.sha256(hashed.encode()).hexdigest()[:16]}"
            taken.add(own_id)
            yield article.model_copy(update={"id": own_id})


@dataclass(frozen=True)
class _Reader:
    on_reject: Callable[[Rejected], None]
    on_ignore: Callable[[Path], None]
    any_text: bool
    max_chars: int

    def read(self, source: str) -> Iterator[Article]:
        path = Path(source)
        if source == "-":
            yield from self.stream(sys.stdin.buffer)
        elif path.is_dir():
            yield from self.folder(path)
        elif not path.exists():
            self.reject(source, InputError("missing", "no such file or folder"))
        elif not source.endswith(SUFFIXES):
            self.reject(source, InputError("unsupported", f"files are read that end in {', '.join(SUFFIXES)}"))
        else:
            yield from self.file(path)

    def reject(self, source: str, error: InputError | OSError) -> None:
        code, message = (
            (error.code, str(error)) if isinstance(error, InputError) else ("unreadable", error.strerror or str(error))
        )
        self.on_reject(Rejected(source=printable(source), stage="read", code=code, message=printable(message)))

    def folder(self, folder: Path) -> Iterator[Article]:
        for parent, folders, names in os.walk(folder, onerror=lambda error: self.reject(error.filename, error)):
            if {"run.json", "claims.jsonl"} <= set(names):  # outputs of a run: reading them would double every article
                folders.clear()
                self.on_ignore(Path(parent))
                continue
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(parent, name)
                if name.startswith("."):
                    continue
                if name.endswith(SUFFIXES) and not name.lower().startswith("readme"):
                    yield from self.file(path)
                elif not (name.endswith(".json") and path.with_suffix(".txt").name in names):
                    self.on_ignore(path)

    def file(self, path: Path) -> Iterator[Article]:
        try:
            if path.suffix == ".txt":
                yield from self.text_file(path)
            else:
                with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
                    yield from self.jsonl(path.as_posix(), lines(cast(BinaryIO, stream), self.max_bytes))
        except OSError as error:
            self.reject(path.as_posix(), error)

    @property
    def max_bytes(self) -> int:
        return self.max_chars * _BYTES_PER_CHAR + _MARGIN

    def text_file(self, path: Path) -> Iterator[Article]:
        with path.open("rb") as stream:
            data = stream.read(self.max_bytes + 1)
        sidecar: dict[str, object] = {}
        try:
            sidecar = read_sidecar(sidecar_of(path))
        except FileNotFoundError:
            pass
        except (InputError, OSError) as error:  # the article is kept without it
            self.reject(sidecar_of(path).as_posix(), error)
        yield from self.text(path.as_posix(), data, sidecar)

    def text(self, source: str, data: bytes, sidecar: Mapping[str, object]) -> Iterator[Article]:
        try:
            if len(data) > self.max_bytes:
                raise InputError("too_large", f"more than {self.max_bytes:,} bytes")
            front, text = split_front_matter(decode(data))
            article = self.article(text, source, {**sidecar, **front})
        except InputError as error:
            self.reject(source, error)
        else:
            yield article

    def jsonl(self, source: str, found: Iterator[bytes | InputError]) -> Iterator[Article]:
        for number, line in enumerate(found, 1):
            try:
                if isinstance(line, InputError):
                    raise line
                if not line.strip():
                    continue
                text, fields = parse_line(line)
                article = self.article(text, f"{source}#{number}", fields)
            except InputError as error:
                self.reject(f"{source}#{number}", error)
            else:
                yield article

    def stream(self, stream: BinaryIO) -> Iterator[Article]:
        """Standard input: read line by line if it is JSON Lines, so that it may come from a process that goes on."""
        blank = b""
        while (line := stream.readline(self.max_bytes + 1)) and not line.strip(b" \t\r\n\xef\xbb\xbf"):
            blank += line
        start = io.BytesIO(blank + line)
        if line.lstrip(b" \t\xef\xbb\xbf").startswith(b"{"):
            yield from self.jsonl("-", (item for part in (start, stream) for item in lines(part, self.max_bytes)))
        else:
            yield from self.text("-", blank + line + stream.read(self.max_bytes + 1), {})

    def article(self, text: str, source: str, metadata: Mapping[str, object]) -> Article:
        if len(text) > self.max_chars:
            raise InputError("too_large", f"a text of {len(text):,} characters; the limit is {self.max_chars:,}")
        if not self.any_text and not text.strip():
            raise InputError("empty", "no text in it")
        if not self.any_text and is_not_english(text):
            raise InputError("not_english", "the text is not in English")
        return make_article(text, printable(source), metadata)
