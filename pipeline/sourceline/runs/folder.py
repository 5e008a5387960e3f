"""The folder of a run's outputs: a run takes nothing away from it but what a run has put there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from sourceline.errors import OutputError
from sourceline.ingest.decode import printable
from sourceline.runs.files import ARTICLES, CLAIMS, REJECTED, RUN, part_name, parts_folder
from sourceline.schema.base import Count, Record

#: Folder in that of the outputs: the ledger, and what is being written.
WORK = ".work"
LEDGER = "ledger.sqlite"

_CUT = (CLAIMS, ARTICLES)


class RunBefore(Record):
    """As much of `run.json` as any version has."""

    schema_: Literal["sourceline/run/1"] = Field(alias="schema")
    inputs: tuple[str, ...]
    articles: Count


def run_before(out: Path) -> RunBefore | None:
    """Returns what the folder says of the run that wrote it; None where there is none that was finished.

    Raises:
        OutputError: it has a `run.json` that is no run's.
        OSError: it cannot be read.
    """
    try:
        return RunBefore.model_validate_json((out / RUN).read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        raise _foreign(out, RUN) from None


def check_folder(out: Path, sources: Sequence[str], *, replace: bool) -> None:
    """Makes sure that a run over some sources can write into a folder, and what would be lost by it.

    Args:
        out: the folder, which need not exist.
        sources: what the run reads.
        replace: whether the outputs of a run over other inputs may go.

    Raises:
        OutputError: something would be lost.
        OSError: it cannot be read.
    """
    before = run_before(out)
    known = before is not None or (out / WORK / LEDGER).exists()
    for name in (CLAIMS, ARTICLES, REJECTED):
        if not known and os.path.lexists(out / name):
            raise _foreign(out, name)
    for folder in (parts_folder(out / name) for name in _CUT):
        if os.path.lexists(folder) and not (known and _has_only_parts(folder)):
            raise _foreign(out, folder.name)
    here = out.resolve()
    for source in sources:
        place = Path(source).resolve()
        if source != "-" and place == here:
            raise OutputError(f"the articles are in {out}: choose a folder of its own for the outputs")
        if source != "-" and place.parent == here and place.name in _CUT:
            raise OutputError(f"{source} would be written over: choose another folder for the outputs")
    missing = _not_among(sources, before.inputs) if before is not None and before.articles else []
    if missing and not replace:
        listed = ", ".join(missing[:3]) + (f" and {len(missing) - 3:,} more" if len(missing) > 3 else "")
        raise OutputError(
            f"{out} holds a run over other inputs ({listed}), whose claims would go: "
            "name these too, choose another folder with -o, or let them go with --replace"
        )


def clear(out: Path) -> None:
    """Removes the files of a run; `run.json` first, so that where it is all others are too."""
    (out / RUN).unlink(missing_ok=True)
    for name in _CUT:
        (out / name).unlink(missing_ok=True)
        folder = parts_folder(out / name)
        if folder.is_dir():
            for part in folder.glob(part_name("*")):
                part.unlink()
            folder.rmdir()


def _has_only_parts(folder: Path) -> bool:
    return folder.is_dir() and all(path.match(part_name("*")) for path in folder.iterdir())


def _not_among(sources: Sequence[str], inputs: Sequence[str]) -> list[str]:
    """Returns the inputs that are neither named by a source nor in a folder that one names."""
    named = {*map(printable, sources), *(os.path.abspath(source) for source in sources)}  # noqa: PTH100 (of a pattern)
    places = {name: Path(os.path.abspath(name)) for name in inputs if name not in named}  # noqa: PTH100
    return [name for name, place in places.items() if named.isdisjoint(map(str, (place, *place.parents)))]


def _foreign(out: Path, name: str) -> OutputError:
    return OutputError(f"{out / name} is there and no run has written it: choose another folder with -o")
