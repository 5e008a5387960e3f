"""What a run may be told: settings that change its outputs, and limits of its worker processes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from sourceline import __version__
from sourceline.ingest.decode import printable
from sourceline.ingest.inputs import MAX_CHARS
from sourceline.nlp.trained import model_hash
from sourceline.rules import rules_hash

MEGABYTE = 1_000_000
_PACKAGE = Path(__file__).parents[1]
# What records are made by; all else only shows them.
_MAKERS = ("*.py", "schema/*.py", "ingest/*.py", "nlp/**/*.py", "claims/**/*.py", "runs/*.py")


@dataclass(frozen=True)
class RunSettings:
    """What changes the outputs of a run.

    Attributes:
        keep_text: write the articles' words; without it offsets, values and hashes only, see `redaction`.
        limit: take at most so many inputs.
        max_chars: reject longer texts.
        facts: folder with a user's own fact types.
        calibration: file that makes the scores probabilities.
        part_size: bytes; where claims or articles take more, they are cut into files of that size.
    """

    keep_text: bool = True
    limit: int | None = None
    max_chars: int = MAX_CHARS
    facts: Path | None = None
    calibration: Path | None = None
    part_size: int = 1000 * MEGABYTE

    def record(self) -> dict[str, str | bool | int | None]:
        """Returns the settings as `run.json` has them."""
        paths = {"facts": self.facts, "calibration": self.calibration}
        named = {name: printable(str(path)) if path is not None else None for name, path in paths.items()}
        return {**asdict(self), **named, "calibration_hash": self.calibration_hash}

    @property
    def calibration_hash(self) -> str | None:
        """Hash of the calibration file; None without one."""
        return hashlib.sha256(self.calibration.read_bytes()).hexdigest() if self.calibration is not None else None


@dataclass(frozen=True)
class Limits:
    """What one article may cost a worker process.

    Attributes:
        seconds: longest time.
        memory: bytes that the process may take, the pipeline itself among them.
    """

    seconds: float = 600
    memory: int = 4000 * MEGABYTE


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Hash over the code that makes records, so that a rerun after a change of it does its work again."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _MAKERS for path in _PACKAGE.glob(pattern)):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run_id(settings: RunSettings) -> str:
    """Returns the id of all runs of this code, model and rules that make the same records.

    It does not depend on the input, so the claims of an article are the same bytes in whatever company it is processed;
    nor on where a user keeps fact types or a calibration, only on what they are.
    """
    parts = [__version__, code_hash(), model_hash(), rules_hash(settings.facts), settings.keep_text, settings.max_chars]
    parts += [settings.calibration_hash] if settings.calibration is not None else []
    return f"run_{hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]}"
