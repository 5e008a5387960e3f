"""Which files the sources of a run name: files, folders and patterns, in an order that is always the same.

Questions about a path are put to `os.path`: Path's own raise where a name is too long or a folder is closed.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from sourceline.errors import InputError
from sourceline.ingest.reasons import refused
from sourceline.schema.article import Rejected

PAGES = (".html", ".htm")
ARCHIVES = (".warc", ".warc.gz")
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz", *PAGES, *ARCHIVES)
# What commands write into the folder of a run.
_WRITTEN = (".jsonl", ".jsonl.gz", *PAGES)
_ANY_DEPTH = "**"


def has_suffix(name: str, suffixes: Sequence[str]) -> bool:
    """Whether the name of a file ends in one of the suffixes, in capitals or not."""
    return name.lower().endswith(tuple(suffixes))


def total_size(sources: Sequence[str]) -> int | None:
    """Returns the size in bytes of all files that sources name; None where one of them is standard input."""
    if "-" in sources:
        return None
    finder = Finder(lambda source, code: None)
    found = (path for source in sources for path in finder.find(source))
    return sum(_size(path) for path in found if isinstance(path, Path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it vanished, or is none that can be read
        return 0


@dataclass(frozen=True)
class Finder:
    """Finds files; `read_inputs` says what is passed over, and `on_ignore` is called with it."""

    on_ignore: Callable[[str, str], None]
    _before: set[str] = field(default_factory=set)  # sources, and what patterns matched

    def find(self, source: str) -> Iterator[Path | Rejected]:
        """Yields the files of a source that is not standard input, and what of it cannot be read.

        What a source before has named is not there again.
        """
        magic = not os.path.lexists(source) and glob.has_magic(source)
        for found in self._matches(source) if magic else self._named(source):
            if isinstance(found, Rejected) or self._before.isdisjoint(map(str, (found, *found.parents))):
                yield found
            if magic:
                self._before.add(str(found))
        self._before.add(str(Path(source)))

    def _named(self, source: str) -> Iterator[Path | Rejected]:
        if os.path.isdir(source):
            yield from self._folder(Path(source))
        elif not os.path.lexists(source):
            yield refused(source, InputError("missing", "no such file or folder"))
        elif has_suffix(source, SUFFIXES):
            yield Path(source)
        else:
            yield refused(source, InputError("unsupported", f"files are read that end in {', '.join(SUFFIXES)}"))

    def _matches(self, pattern: str) -> Iterator[Path | Rejected]:
        """Yields the files that a pattern matches; a folder that it matches stands for its files."""
        parts = Path(pattern).parts
        deep = parts.index(_ANY_DEPTH) if _ANY_DEPTH in parts else len(parts)
        matches = sorted(glob.glob(str(Path(*parts[:deep]))))
        if not matches:
            yield refused(pattern, InputError("missing", "no file or folder matches this pattern"))
        for match in map(Path, matches):
            if os.path.isdir(match):
                yield from self._folder(match, parts[deep:])
            elif deep == len(parts):
                if has_suffix(match.name, _WRITTEN) and _is_run(match.parent):
                    self._pass_over(match)
                else:
                    yield from self._members(match.parent, [match.name])

    def _folder(self, folder: Path, pattern: tuple[str, ...] = ()) -> Iterator[Path | Rejected]:
        """Yields the files of a folder, or those of them that a pattern matches."""
        failed: list[OSError] = []
        for parent, folders, names in os.walk(folder, onerror=failed.append):
            yield from (refused(error.filename, error) for error in failed)
            failed.clear()
            if _is_run(Path(parent)):  # reading what it says would double every article
                self._pass_over(Path(parent))
                folders.clear()
                continue
            pages = {Path(name).stem for name in names if has_suffix(name, PAGES)}
            for name in sorted(folders):
                path = Path(parent, name)
                saved = name.endswith("_files") and name.removesuffix("_files") in pages  # by a browser, with its page
                if saved or os.path.islink(path):  # links may lead round in a circle
                    self._pass_over(path)
                    folders.remove(name)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            inner = Path(parent).relative_to(folder).parts
            wanted = (name for name in names if not pattern or _fits((*inner, name), pattern))
            yield from self._members(Path(parent), sorted(wanted))
        yield from (refused(error.filename, error) for error in failed)

    def _members(self, folder: Path, names: list[str]) -> Iterator[Path | Rejected]:
        """Yields the files of a folder that are articles."""
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if not has_suffix(name, SUFFIXES) or name.lower().startswith("readme."):
                if not (name.endswith(".json") and os.path.isfile(path.with_suffix(".txt"))):
                    self._pass_over(path)
                continue
            try:
                regular = stat.S_ISREG(path.stat().st_mode)
            except OSError as error:
                yield refused(path.as_posix(), error)
            else:
                yield path if regular else refused(path.as_posix(), InputError("unreadable", "it is not a file"))

    def _pass_over(self, path: Path) -> None:
        self.on_ignore(path.as_posix(), "other_file")


def _fits(names: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a path matches a pattern, both in parts; `**` is any number of folders."""
    if not pattern:
        return not names
    if pattern[0] == _ANY_DEPTH:
        return any(_fits(names[n:], pattern[1:]) for n in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _fits(names[1:], pattern[1:])


def _is_run(folder: Path) -> bool:
    """Whether a folder holds the outputs of a run, finished or not, or the parts of one of them."""
    if os.path.isfile(folder / "part-00000.jsonl.gz"):
        folder = folder.parent
    if os.path.isfile(folder / ".work" / "ledger.sqlite"):
        return True
    claims = os.path.isfile(folder / "claims.jsonl") or os.path.isdir(folder / "claims")
    return claims and os.path.isfile(folder / "run.json")
