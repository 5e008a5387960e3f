"""Which files the sources of a run name: files, folders and patterns, in an order that is always the same."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sourceline.errors import InputError
from sourceline.ingest.reasons import refused
from sourceline.schema.article import Rejected

PAGES = (".html", ".htm")
ARCHIVES = (".warc", ".warc.gz")
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz", *PAGES, *ARCHIVES)


def total_size(sources: Sequence[str]) -> int | None:
    """Returns the size in bytes of all files that sources name; None where one of them is standard input."""
    if "-" in sources:
        return None
    finder = Finder(lambda source, code: None)
    found = (path for source in sources for path in finder.find(source) if isinstance(path, Path))
    return sum(path.stat().st_size for path in found if path.is_file())


@dataclass(frozen=True)
class Finder:
    """Finds files; `read_inputs` says what is passed over, and `on_ignore` is called with it."""

    on_ignore: Callable[[str, str], None]

    def find(self, source: str) -> Iterator[Path | Rejected]:
        """Yields the files of a source that is not standard input, and what of it cannot be read."""
        path = Path(source)
        if path.is_dir():
            yield from self._folder(path)
        elif os.path.lexists(path):
            if source.endswith(SUFFIXES):
                yield path
            else:
                yield refused(source, InputError("unsupported", f"files are read that end in {', '.join(SUFFIXES)}"))
        elif not glob.has_magic(source):
            yield refused(source, InputError("missing", "no such file or folder"))
        elif not (matches := sorted(glob.glob(source, recursive=True))):  # noqa: PTH207 (Path's takes no absolute ones)
            yield refused(source, InputError("missing", "no file or folder matches this pattern"))
        else:
            for match in map(Path, matches):
                if not match.is_dir():
                    yield from self._members(match.parent, [match.name])
                elif "**" not in source:  # which matches what is in the folder too
                    yield from self._folder(match)

    def _folder(self, folder: Path) -> Iterator[Path | Rejected]:
        failed: list[OSError] = []
        for parent, folders, names in os.walk(folder, onerror=failed.append):
            yield from (refused(error.filename, error) for error in failed)
            failed.clear()
            pages = {Path(name).stem for name in names if name.endswith(PAGES)}
            for name in sorted(folders):
                path = Path(parent, name)
                saved = name.endswith("_files") and name.removesuffix("_files") in pages  # by a browser, with its page
                if saved or path.is_symlink():  # links may lead round in a circle
                    self._pass_over(path)
                    folders.remove(name)
            folders[:] = [] if _is_run(Path(parent)) else sorted(name for name in folders if not name.startswith("."))
            yield from self._members(Path(parent), sorted(names))
        yield from (refused(error.filename, error) for error in failed)

    def _members(self, folder: Path, names: list[str]) -> Iterator[Path | Rejected]:
        """Yields the files of a folder that are articles."""
        if _is_run(folder):  # reading what it says would double every article
            self._pass_over(folder)
            return
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            if not name.endswith(SUFFIXES) or name.lower().startswith("readme"):
                if not (name.endswith(".json") and path.with_suffix(".txt").exists()):
                    self._pass_over(path)
            elif path.is_file():
                yield path
            else:
                yield refused(path.as_posix(), InputError("unreadable", "not a file, or a link that leads to none"))

    def _pass_over(self, path: Path) -> None:
        self.on_ignore(path.as_posix(), "other_file")


def _is_run(folder: Path) -> bool:
    """Whether a folder holds the outputs of a run."""
    return (folder / "run.json").exists() and ((folder / "claims.jsonl").exists() or (folder / "claims").is_dir())
