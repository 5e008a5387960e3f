"""`run_batch`: sources in, the files of a run out. This process reads, cuts and writes; worker processes extract."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from sourceline import __version__
from sourceline.claims.calibration import load_calibration
from sourceline.errors import OutputError
from sourceline.ingest.decode import printable
from sourceline.ingest.inputs import Input
from sourceline.ingest.readers import read_inputs
from sourceline.nlp.trained import model_hash, model_name
from sourceline.rules import rules_hash
from sourceline.runs.flow import Flow, Pool
from sourceline.runs.folder import LEDGER, WORK, check_folder, run_before
from sourceline.runs.ledger import Ledger
from sourceline.runs.merge import Merger
from sourceline.runs.outcome import Job
from sourceline.runs.outputs import Outputs
from sourceline.runs.pool import LocalPool, cores
from sourceline.runs.scratch import Scratch
from sourceline.runs.settings import Limits, RunSettings, code_hash, run_id
from sourceline.runs.tally import Tally
from sourceline.schema.article import Rejected
from sourceline.schema.run import RunRecord

# Where an input is not there for the moment, what is known of it must not be forgotten.
_NOT_THERE = ("missing", "unreadable")

_log = logging.getLogger(__name__)


def run_batch(
    sources: Sequence[str | Path],
    out: Path,
    settings: RunSettings | None = None,
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    ray: str | None = None,
    replace: bool = False,
    tally: Tally | None = None,
    on_article: Callable[[], None] = lambda: None,
) -> RunRecord:
    """Extracts the claims of all sources into a folder.

    The files appear together at the end: a run that is killed leaves those of the run before. The same sources give the
    same bytes in all but `run.json`, with any number of workers, and whether or not a run was killed before. Inputs
    that a run into the same folder has done before, with the same tool, model, rules and settings, are not done again.

    Args:
        sources: what `read_inputs` takes.
        out: the folder; made if it does not exist.
        settings: see `RunSettings`.
        limits: of an article; one that ends its process twice is rejected.
        workers: number of worker processes; as many as there are cores unless given.
        ray: address of a Ray cluster whose processes do the work; see `cluster.RayPool`.
        replace: let the outputs of a run over other inputs go, or those of one with articles where there are none now.
        tally: counts what is done, while it is done.
        on_article: called after each article.

    Returns:
        What is in `run.json`.

    Raises:
        CalibrationError: the calibration cannot be used.
        ModelError: the trained pipeline cannot be loaded.
        OutputError: the folder cannot be written, or something in it would be lost.
        RuleError: a fact type of the user's is wrong.
    """
    settings, limits, tally = settings or RunSettings(), limits or Limits(), tally or Tally()
    started, clock = datetime.now(UTC), time.perf_counter()
    calibration = load_calibration(settings.calibration, settings.facts) if settings.calibration is not None else None
    job = Job(run_id(settings), settings, limits, calibration)
    if settings.facts is not None:  # a mistake is told before anything else; spaCy is loaded for it here and only here
        import_module("sourceline.claims.facts.rules").fact_rules(settings.facts)
    with _writing(out):
        check_folder(out, [str(source) for source in sources], replace=replace)
    _log.info("begin %s, version %s, of %s", job.run, __version__, " ".join(map(str, sources)))
    with _opened(out, job, partial(_pool, job, workers, ray), tally, on_article) as (flow, outputs):

        def ignore(source: str, code: str) -> None:
            tally.passed_over[code] += 1

        def count(size: int) -> None:
            tally.read += size

        inputs = read_inputs(*sources, on_ignore=ignore, on_read=count, max_chars=settings.max_chars)
        for found in _first(settings.limit, inputs):
            tally.inputs += 1
            flow.take(found)
        flow.finish()
        if not (tally.articles or replace) and (before := run_before(out)) is not None and before.articles:
            raise OutputError(
                f"no article was processed ({tally.why_none()}), so {out} stays as the run before has left it; "
                "--replace writes it all the same"
            )
        record = RunRecord(
            id=job.run,
            version=__version__,
            code_hash=code_hash(),
            spacy=version("spacy"),
            model=model_name(),
            model_hash=model_hash(),
            rules_hash=rules_hash(settings.facts),
            settings=settings.record() | {"timeout": int(limits.seconds), "memory": limits.memory},
            inputs=tuple(printable(str(source)) for source in sources),
            articles=tally.articles,
            rejected=tally.rejected.total(),
            claims=tally.claims,
            words=tally.words,
            passed_over=dict(sorted(tally.passed_over.items())),
            reused=tally.reused,
            started=started.isoformat(timespec="seconds"),
            seconds=round(time.perf_counter() - clock, 3),
        )
        outputs.publish(out, record)
        _log.info(
            "end %d articles, %d claims, %d rejected, %d done before, in %s",
            *(record.articles, record.claims, record.rejected, record.reused, out),
        )
        if settings.limit is None and not any(tally.rejected[code] for code in _NOT_THERE):
            flow.forget_the_rest()
    return record


@contextmanager
def _opened(
    out: Path, job: Job, make_pool: Callable[[], Pool], tally: Tally, on_article: Callable[[], None]
) -> Iterator[tuple[Flow, Outputs]]:
    """Opens all that a run has open; only the ledger is left of it afterwards."""
    work = out / WORK
    with _writing(out), ExitStack() as stack:
        work.mkdir(parents=True, exist_ok=True)
        ledger = stack.enter_context(closing(Ledger(work / LEDGER, job.limits)))
        scratch = stack.enter_context(closing(Scratch(work / "scratch.sqlite")))
        outputs = stack.enter_context(closing(Outputs(work / "new", job.settings.part_size)))
        pool = stack.enter_context(closing(make_pool()))
        yield Flow(job.run, pool, ledger, scratch, Merger(outputs, scratch, tally), on_article), outputs


def _pool(job: Job, workers: int | None, ray: str | None) -> Pool:
    if ray is None:
        return LocalPool(workers or cores(), job)
    made: Pool = import_module("sourceline.runs.cluster").RayPool(ray, workers, job)  # of an extra
    return made


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"cannot write {out}: {reason}. What was done is kept; the same command goes on from there"
        ) from error


def _first(limit: int | None, found: Iterator[Input | Rejected]) -> Iterator[Input | Rejected]:
    """Yields as many inputs as the limit says, and the rejected ones among them."""
    taken = 0
    while limit is None or taken < limit:
        entry = next(found, None)
        if entry is None:
            return
        yield entry
        taken += isinstance(entry, Input)
