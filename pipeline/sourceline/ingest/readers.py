"""`read_inputs`, `read_articles`: files, folders and streams, and a reason for everything that becomes no article."""

from __future__ import annotations

import errno
import gzip
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sourceline.errors import InputError
from sourceline.ingest.decode import printable
from sourceline.ingest.files import ARCHIVES, PAGES, Finder, has_suffix
from sourceline.ingest.html import MAX_PAGE
from sourceline.ingest.inputs import MAX_CHARS, Input, article_of, distinct_id
from sourceline.ingest.jsonl import lines
from sourceline.ingest.reasons import refused
from sourceline.ingest.text import read_sidecar, sidecar_of
from sourceline.ingest.warc import ArchiveRecord, Page, records
from sourceline.schema.article import Article, Rejected

# A character takes up to 4 bytes, or up to 12 where JSON escapes it; metadata come on top.
_BYTES_PER_CHAR = 12
_MARGIN = 1 << 16
# Longest address that is shown whole in the source of an archived page.
_MAX_URL = 2000
# NAME.json may be longer than a name can be where NAME.txt is not.
_NO_SUCH_FILE = (errno.ENOENT, errno.ENAMETOOLONG)
_ARRAY = re.compile(rb"\s*\[\s*(?:\{|$)")


def read_articles(
    *sources: str | Path,
    on_reject: Callable[[Rejected], None],
    on_ignore: Callable[[str, str], None] = lambda source, code: None,
    any_text: bool = False,
    max_chars: int = MAX_CHARS,
) -> Iterator[Article]:
    """Reads articles, in the order of the sources; what cannot be read never stops the rest.

    Args:
        sources: what `read_inputs` takes.
        on_reject: called with everything that was to be read and does not become an article.
        on_ignore: as `read_inputs` calls it.
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
    *sources: str | Path,
    on_ignore: Callable[[str, str], None] = lambda source, code: None,
    on_read: Callable[[int], None] = lambda size: None,
    max_chars: int = MAX_CHARS,
) -> Iterator[Input | Rejected]:
    """Reads what articles are made of, in the order of the sources, one at a time.

    Args:
        sources: `.txt`, `.jsonl`, `.jsonl.gz`, `.html`, `.warc` and `.warc.gz` files, folders of them, patterns such as
            `2025-*/**/*.txt`, or `-` for standard input (JSON Lines if its first character is `{`, else one text). A
            folder is read with its subfolders, by name; passed over are hidden files, READMEs, other suffixes, links to
            folders, the parts of saved pages, and the outputs of a run. What several sources name is read once.
        on_ignore: called with every file of a folder that is passed over and not hidden and every record of an archive
            that holds no page, and with its code in `PASSED_OVER`.
        on_read: called with the number of bytes, compressed if they are, that were read of a file since the last call.
        max_chars: longest text; an input of far more bytes is not kept in memory but rejected.

    Yields:
        Inputs, and what could not even be read.
    """
    reader = _Reader(Finder(on_ignore), max_chars, on_read)
    for source in sources:
        yield from reader.read(str(source))


@dataclass(frozen=True)
class _Reader:
    finder: Finder
    max_chars: int
    on_read: Callable[[int], None]

    def read(self, source: str) -> Iterator[Input | Rejected]:
        if source == "-":
            yield from self.standard_input()
            return
        for found in self.finder.find(source):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from self.file(found)

    def file(self, path: Path) -> Iterator[Input | Rejected]:
        try:
            with path.open("rb") as file:
                before = 0
                for found in self.inputs(path, file):
                    yield found
                    if file.seekable():  # a named pipe is not
                        self.on_read(file.tell() - before)
                        before = file.tell()
        except (InputError, OSError) as error:
            yield refused(path.as_posix(), error)

    def inputs(self, path: Path, file: BinaryIO) -> Iterator[Input | Rejected]:
        """Yields what is in an open file."""
        name = path.as_posix()
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if has_suffix(name, (".gz",)) else file
        if has_suffix(name, ARCHIVES):
            yield from self.archive(name, records(stream))
        elif has_suffix(name, (".txt",)):
            yield from self.text_file(path, file)
        elif has_suffix(name, PAGES):
            data = file.read(MAX_PAGE + 1)  # one byte more, so that it is seen to be too large
            yield Input(source=printable(name), kind="html", data=data)
        else:
            yield from self.jsonl(name, lines(stream, self.max_bytes))

    @property
    def max_bytes(self) -> int:
        return self.max_chars * _BYTES_PER_CHAR + _MARGIN

    def text_file(self, path: Path, file: BinaryIO) -> Iterator[Input | Rejected]:
        data = file.read(self.max_bytes + 1)
        sidecar: dict[str, object] = {}
        try:
            sidecar = read_sidecar(sidecar_of(path))
        except (InputError, OSError) as error:
            if not isinstance(error, OSError) or error.errno not in _NO_SUCH_FILE:  # the article is kept without it
                yield refused(sidecar_of(path).as_posix(), error)
        yield self.text(path.as_posix(), data, sidecar)

    def text(self, source: str, data: bytes, sidecar: Mapping[str, object]) -> Input | Rejected:
        if len(data) > self.max_bytes:
            return refused(source, InputError("too_large", f"more than {self.max_bytes:,} bytes"))
        return Input(source=printable(source), kind="text", data=data, metadata=sidecar)

    def jsonl(self, source: str, found: Iterator[bytes | InputError]) -> Iterator[Input | Rejected]:
        for number, line in enumerate(found, 1):
            if isinstance(line, InputError):
                yield refused(f"{source}#{number}", line)
            elif line.strip():
                yield Input(source=printable(f"{source}#{number}"), kind="json", data=line)

    def archive(self, name: str, found: Iterator[ArchiveRecord]) -> Iterator[Input | Rejected]:
        for number, record in enumerate(found, 1):
            source = f"{name}#{number} {record.url[:_MAX_URL]}".rstrip()
            if isinstance(record.found, InputError):
                yield refused(source, record.found)
            elif isinstance(record.found, Page):
                yield Input(printable(source), "html", record.found.data, record.found.metadata)
            else:
                self.finder.on_ignore(source, record.found)

    def standard_input(self) -> Iterator[Input | Rejected]:
        try:
            if sys.stdin is None:
                raise InputError("unreadable", "standard input is closed")
            yield from self.stream(sys.stdin.buffer)
        except (InputError, OSError) as error:
            yield refused("-", error)

    def stream(self, stream: BinaryIO) -> Iterator[Input | Rejected]:
        """Standard input: read line by line if it is JSON Lines, so that it may come from a process that goes on."""
        blank = b""
        while (line := stream.readline(self.max_bytes + 1)) and not line.strip(b" \t\r\n\xef\xbb\xbf"):
            if len(blank) <= self.max_bytes:
                blank += line
        start = io.BytesIO(blank + line)
        if line.lstrip(b" \t\xef\xbb\xbf").startswith(b"{"):
            yield from self.jsonl("-", (item for part in (start, stream) for item in lines(part, self.max_bytes)))
        elif _ARRAY.match(line):
            raise InputError("not_json", "a JSON array; one object a line is read, as `jq -c '.[]'` writes them")
        else:
            yield self.text("-", blank + line + stream.read(self.max_bytes + 1), {})
